package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"go.etcd.io/bbolt"

	"kasir/checkout"
)

// A logVerifier goes through the audit log while the sales are being read.
type logVerifier struct {
	guard
	tx       *bbolt.Tx
	report   Report // joined to the whole one at the end
	progress *progress
	chain    chainCheck
	told     *telling          // what the log says has happened in each sale
	vouched  map[string]string // what it vouches for of closed shifts
	complete bool              // every entry could be read
}

func newLogVerifier(tx *bbolt.Tx, v *verifier) *logVerifier {
	l := &logVerifier{tx: tx, progress: v.progress, vouched: make(map[string]string), complete: true}
	l.chain = chainCheck{key: v.auditKey, id: v.keyID, report: &l.report}
	return l
}

// run proves that the chain is whole.
func (l *logVerifier) run() {
	if err := l.guard.run(l.read); err != nil {
		l.complete = false
		l.report.addError(err)
	}
}

func (l *logVerifier) read() error {
	tell := func(read int) { l.progress.add(&l.guard, read) }
	eachRecord(l.tx, bucketAudit, &l.report, tell, func(seq uint64, key string, record []byte) {
		n, e, err := decodeLink(key, record)
		if err != nil {
			l.complete = false
			l.report.addError(err)
			return
		}
		l.report.Entries++
		l.chain.next(seq, n, e)
		if e.Event.What == checkout.ShiftSealed && strings.HasPrefix(e.Event.Note, "Z ") {
			l.vouched[e.Event.Note] = n.Hash
		}
		if e.Sale != "" {
			t, _ := l.told.of(e.Sale)
			l.told.add(t, e.text)
			l.told.seal(t, n.Key)
		}
	})
	l.chain.end()
	return nil
}

// A readEntry is an entry and its event as JSON.
type readEntry struct {
	entry
	text []byte
}

// decodeLink reads a link. Its hash covers what it says; that it says it in just
// these bytes is checked here, so that no byte can be another.
func decodeLink(key string, record []byte) (l link, e readEntry, err error) {
	payload, err := unseal(bucketAudit, key, record)
	if err != nil {
		return l, e, err
	}
	l, plain := cutLink(payload)
	if !plain {
		if err := decode(bucketAudit, key, payload, &l); err != nil {
			return l, e, err
		}
	}
	if err := decode(bucketAudit, key, l.Entry, &e.entry); err != nil {
		return l, e, err
	}
	e.text = eventText(e.Event)
	if plain && saysJust(l.Entry, e) {
		return l, e, nil
	}
	if same, err := json.Marshal(l); err != nil || !bytes.Equal(same, payload) {
		return l, e, damaged(bucketAudit, key, "the record is not written as the till writes it")
	}
	return l, e, nil
}

// cutLink reads a link that is written as json.Marshal writes one, which saves
// half of the time; false where this one may be another.
func cutLink(payload []byte) (l link, plain bool) {
	text := func(field string, size int) (value string) {
		rest, found := bytes.CutPrefix(payload, []byte(field))
		if !found || len(rest) <= size || rest[size] != '"' {
			return ""
		}
		payload = rest[size+1:]
		return string(rest[:size])
	}
	l.Hash = text(`{"hash":"`, 2*sha256.Size)
	if rest, keyed := bytes.CutPrefix(payload, []byte(`,"keyed":true`)); keyed {
		payload = rest
		l.Keyed, l.Key = true, text(`,"key":"`, 2*keyIDSize)
	}
	body, found := bytes.CutPrefix(payload, []byte(`,"entry":`))
	body, closed := bytes.CutSuffix(body, []byte("}"))
	if !found || !closed || l.Hash == "" || l.Keyed != (l.Key != "") || !isHex(l.Hash+l.Key) {
		return link{}, false
	}
	l.Entry = body
	return l, true
}

func isHex(text string) bool { return strings.Trim(text, "0123456789abcdef") == "" }

// saysJust tells whether an entry's bytes are those that json.Marshal makes of it.
func saysJust(body []byte, e readEntry) bool {
	head := "{"
	if e.Sale != "" {
		head = `{"sale":` + strconv.Quote(string(e.Sale)) + ","
	}
	return !strings.ContainsFunc(string(e.Sale), isNoIDRune) && string(body) == head+`"event":`+string(e.text)+"}"
}

// isNoIDRune finds what JSON may write in another way than Go.
func isNoIDRune(r rune) bool {
	return r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
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
func (c *chainCheck) next(seq uint64, l link, e readEntry) {
	before := c.before
	c.before = l
	key := c.key
	switch {
	case !l.Keyed && before.Keyed:
		c.found(seq, "it is not sealed, though the entry before it is")
		return
	case l.Keyed && before.Keyed && l.Key != before.Key && e.Event.What != checkout.LogResealed:
		c.found(seq, "it is sealed with another key than the entry before it")
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
		c.found(seq, "it does not follow from the entry before it: the log was changed")
	}
}

func (c *chainCheck) found(seq uint64, what string) {
	c.report.add(fmt.Sprintf("audit log, entry %d", seq), "%s", what)
}

// end wants the log to end under the key that was given, if it is sealed at all.
func (c *chainCheck) end() {
	if c.id != "" && c.others > 0 {
		c.report.add("audit log", "its last %d entries are sealed with another key than the vault's", c.others)
	}
}

// foreign tells whether a key is certainly not the one that was given.
func (v *verifier) foreign(id string) bool {
	return len(v.auditKey) > 0 && id != v.keyID
}

// compare wants the audit log to tell the same of each sale as the sale does.
func (v *verifier) compare(log *logVerifier) {
	if v.sealed > 0 && v.report.Sealed+v.report.Unproved == 0 {
		v.report.add("audit log", "it is not sealed, though %d sales are: the log was made again", v.sealed)
	}
	if !log.complete {
		return
	}
	for seq := uint64(1); seq <= uint64(len(v.told.bySeq)); seq++ {
		v.compareSale(log, &v.told.bySeq[seq-1], &log.told.bySeq[seq-1], func() checkout.SaleID { return v.told.ledTo(seq) })
	}
	for id, told := range v.told.lost {
		logged, _ := log.told.of(id)
		v.compareSale(log, told, logged, func() checkout.SaleID { return id })
	}
	for id, logged := range log.told.lost {
		if told, _ := v.told.of(id); !told.is {
			v.compareSale(log, told, logged, func() checkout.SaleID { return id })
		}
	}
}

func (v *verifier) compareSale(log *logVerifier, told, logged *told, name func() checkout.SaleID) {
	toldKey, logKey := v.told.keys[told.key], log.told.keys[logged.key]
	switch {
	case told.astray:
	case !told.is && len(v.unread) > 0: // the log speaks of those too
	case !told.is && logged.is:
		v.report.add("audit log", "it speaks of sale %s, which is missing", name())
	case logged.count != told.count:
		v.report.add("sale "+string(name()), "it tells of %d events, the audit log of %d", told.count, logged.count)
	case logged.sum != told.sum:
		v.report.add("sale "+string(name()), "its events are not those of the audit log")
	case logKey != "" && (toldKey == "" || v.foreign(toldKey) && toldKey != logKey):
		v.report.add("sale "+string(name()), "it is not sealed as the audit log's entries about it are")
	}
}
