package store

import (
	"fmt"

	"kasir/checkout"
)

// audit proves that the chain is whole and tells the same of each sale as the
// sale does.
func (v *verifier) audit() {
	logged := make(map[checkout.SaleID]*eventsSeen)
	before, keyed, complete := "", false, true
	v.each(bucketAudit, func(seq uint64, key string, record []byte) {
		l, e, err := decodeLink(key, record)
		if err != nil {
			complete = false
			v.report.addError(err)
			return
		}
		v.report.Entries++
		where := fmt.Sprintf("audit log, entry %d", seq)
		v.checkLink(where, before, keyed, l)
		before, keyed = l.Hash, keyed || l.Keyed
		v.noteVouched(e.Event, l.Hash)
		if e.Sale == "" {
			return
		}
		if logged[e.Sale] == nil {
			logged[e.Sale] = new(eventsSeen)
		}
		logged[e.Sale].add(e.Event)
	})
	if complete {
		v.compare(logged)
	}
}

func decodeLink(key string, record []byte) (l link, e entry, err error) {
	payload, err := unseal(bucketAudit, key, record)
	if err != nil {
		return l, e, err
	}
	if err := decode(bucketAudit, key, payload, &l); err != nil {
		return l, e, err
	}
	err = decode(bucketAudit, key, l.Entry, &e)
	return l, e, err
}

// checkLink proves the hash of one entry. Once the chain has been keyed, an
// entry without the key was put there by somebody who does not have it.
func (v *verifier) checkLink(where, before string, keyed bool, l link) {
	key := v.auditKey
	switch {
	case !l.Keyed && keyed:
		v.report.add(where, "it is not sealed with the key, though entries before it are")
	case l.Keyed && len(key) == 0:
		v.report.Unproved++
		return
	case !l.Keyed:
		key = nil
	}
	if linkHash(key, before, l.Entry) != l.Hash {
		v.report.add(where, "it does not follow from the entry before it: the log was changed")
	}
}

func (v *verifier) compare(logged map[checkout.SaleID]*eventsSeen) {
	for id, seen := range v.events {
		l := logged[id]
		if l == nil {
			l = new(eventsSeen)
		}
		delete(logged, id)
		switch {
		case l.count != seen.count:
			v.report.add("sale "+string(id), "it tells of %d events, the audit log of %d", seen.count, l.count)
		case l.sum != seen.sum:
			v.report.add("sale "+string(id), "its events are not those of the audit log")
		}
	}
	if len(v.unread) > 0 {
		return // the log speaks of those too
	}
	for id := range logged {
		v.report.add("audit log", "it speaks of sale %s, which is missing", id)
	}
}
