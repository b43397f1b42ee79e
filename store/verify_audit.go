package store

import (
	"bytes"
	"encoding/json"
	"fmt"

	"kasir/checkout"
)

// audit proves that the chain is whole and tells the same of each sale as the
// sale does.
func (v *verifier) audit() {
	logged := make(map[checkout.SaleID]*eventsSeen)
	c := chainCheck{key: v.auditKey, id: keyID(v.auditKey), report: v.report}
	complete := true
	v.each(bucketAudit, func(seq uint64, key string, record []byte) {
		l, e, err := decodeLink(key, record)
		if err != nil {
			complete = false
			v.report.addError(err)
			return
		}
		v.report.Entries++
		c.next(fmt.Sprintf("audit log, entry %d", seq), l, e)
		v.noteVouched(e.Event, l.Hash)
		if e.Sale == "" {
			return
		}
		if logged[e.Sale] == nil {
			logged[e.Sale] = new(eventsSeen)
		}
		logged[e.Sale].add(e.Event)
		logged[e.Sale].key = l.Key
	})
	c.end()
	if v.sealed > 0 && v.report.Sealed+v.report.Unproved == 0 {
		v.report.add("audit log", "it is not sealed, though %d sales are: the log was made again", v.sealed)
	}
	if complete {
		v.compare(logged)
	}
}

// decodeLink reads a link. Its hash covers what it says; that it says it in just
// these bytes is checked here, so that no byte can be another.
func decodeLink(key string, record []byte) (l link, e entry, err error) {
	payload, err := unseal(bucketAudit, key, record)
	if err != nil {
		return l, e, err
	}
	if err := decode(bucketAudit, key, payload, &l); err != nil {
		return l, e, err
	}
	if same, err := json.Marshal(l); err != nil || !bytes.Equal(same, payload) {
		return l, e, damaged(bucketAudit, key, "the record is not written as the till writes it")
	}
	err = decode(bucketAudit, key, l.Entry, &e)
	return l, e, err
}

// A chainCheck goes along the audit log, link by link.
type chainCheck struct {
	key    []byte
	id     string // of the key
	report *Report

	before link
	others int // entries that are sealed with another key, since the last of ours
}

// next proves the hash of one entry. Once the log has been sealed, an entry
// without a seal was put there by somebody who does not have the key; and an
// entry under another key is good only where the shop replaced that key, which
// the first entry under the next one says.
func (c *chainCheck) next(where string, l link, e entry) {
	before := c.before
	c.before = l
	key := c.key
	switch {
	case !l.Keyed && before.Keyed:
		c.report.add(where, "it is not sealed, though the entry before it is")
		return
	case l.Keyed && before.Keyed && l.Key != before.Key && e.Event.What != checkout.LogResealed:
		c.report.add(where, "it is sealed with another key than the entry before it")
	}
	switch {
	case l.Keyed && l.Key != c.id:
		c.report.Unproved++
		c.others++
		return
	case l.Keyed:
		c.report.Sealed++
		c.others = 0
	default:
		key = nil
	}
	if linkHash(key, before.Hash, l.Entry) != l.Hash {
		c.report.add(where, "it does not follow from the entry before it: the log was changed")
	}
}

// end wants the log to end under the key that was given, if it is sealed at all.
func (c *chainCheck) end() {
	if c.id != "" && c.others > 0 {
		c.report.add("audit log", "its last %d entries are sealed with another key than the vault's", c.others)
	}
}

// foreign tells whether a key is certainly not the one that was given.
func (v *verifier) foreign(id string) bool {
	return len(v.auditKey) > 0 && id != keyID(v.auditKey)
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
		case l.key != "" && (seen.key == "" || v.foreign(seen.key) && seen.key != l.key):
			v.report.add("sale "+string(id), "it is not sealed as the audit log's entries about it are")
		}
	}
	if len(v.unread) > 0 {
		return // the log speaks of those too
	}
	for id := range logged {
		v.report.add("audit log", "it speaks of sale %s, which is missing", id)
	}
}
