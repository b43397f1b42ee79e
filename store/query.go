package store

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"strings"
	"sync"

	"go.etcd.io/bbolt"

	"kasir/checkout"
)

// Search finds up to limit sales, the newest first, beginning after a cursor.
func (db *DB) Search(q checkout.Query, after checkout.Cursor, limit int) (checkout.Page, error) {
	page, err := db.searchPage(q, uint64(after), limit)
	if err != nil {
		return checkout.Page{}, fmt.Errorf("store: search: %w", err)
	}
	return page, nil
}

func (db *DB) searchPage(q checkout.Query, before uint64, limit int) (page checkout.Page, err error) {
	seqs, err := db.matching(q, before, limit+1)
	if err != nil {
		return page, err
	}
	more := len(seqs) > limit
	err = db.read(func(tx *bbolt.Tx) error {
		for _, seq := range seqs[:min(len(seqs), limit)] {
			key := []byte(number8(seq))
			s, err := follow(tx, bucketByText, key, tx.Bucket([]byte(bucketByText)).Get(key))
			if err != nil {
				return err
			}
			page.Sales = append(page.Sales, s)
			if more {
				page.Next = checkout.Cursor(seq)
			}
		}
		return nil
	})
	return page, err
}

// nearby is how many of the newest sales one core looks through by itself, which
// takes it about a millisecond. Most queries mean one of them.
const nearby = 10_000

func (o Options) near() uint64 {
	if o.nearby == 0 {
		return nearby
	}
	return o.nearby
}

// matching finds the newest sales before a sequence, 0 being behind the last, that
// have every word of a query. What lies far back is shared among all cores.
func (db *DB) matching(q checkout.Query, before uint64, most int) (seqs []uint64, err error) {
	words := wantedIn(q)
	if err := db.read(func(tx *bbolt.Tx) error {
		if before == 0 {
			before = tx.Bucket([]byte(bucketSales)).Sequence() + 1
		}
		low := before - min(before, db.options.near())
		if q.Day != "" {
			low = 0
		}
		seqs = match(tx, words, q.Day, low, before, most)
		before = low
		return nil
	}); err != nil || before == 0 || len(seqs) == most {
		return seqs, err
	}
	parts := uint64(runtime.GOMAXPROCS(0)) //nolint:gosec // at least one
	found, errs := make([][]uint64, parts), make([]error, parts)
	var group sync.WaitGroup
	for i := range parts {
		group.Go(func() {
			errs[i] = db.read(func(tx *bbolt.Tx) error {
				found[i] = match(tx, words, "", before*(parts-i-1)/parts, before*(parts-i)/parts, most)
				return nil
			})
		})
	}
	group.Wait()
	seqs = append(seqs, slices.Concat(found...)...)
	return seqs[:min(len(seqs), most)], errors.Join(errs...)
}

// match finds the newest sales from a sequence on and before another. It reads
// forwards, a stretch at a time: backwards takes a processor twice as long.
func match(tx *bbolt.Tx, words []wanted, day string, low, before uint64, most int) (seqs []uint64) {
	for before > low && len(seqs) < most {
		from := max(low, before-min(before, nearby))
		if day != "" {
			from = low
		}
		var found []uint64
		for seq, text := range texts(tx, day, from, before) {
			matches := true
			for _, w := range words {
				matches = matches && w.isIn(text)
			}
			if matches {
				found = append(found, seq)
			}
		}
		slices.Reverse(found)
		seqs = append(seqs, found[:min(len(found), most-len(seqs))]...)
		before = from
	}
	return seqs
}

// texts goes through the texts of all sales, or of a day's, from a sequence on and
// before another.
func texts(tx *bbolt.Tx, day string, from, before uint64) iter.Seq2[uint64, []byte] {
	bucket, prefix := bucketByText, ""
	if day != "" {
		bucket, prefix = bucketByDay, dayPrefix(day)
	}
	all := tx.Bucket([]byte(bucketByText))
	return func(yield func(uint64, []byte) bool) {
		c := tx.Bucket([]byte(bucket)).Cursor()
		key, value := c.Seek([]byte(prefix + number8(from)))
		for ; key != nil && bytes.HasPrefix(key, []byte(prefix)); key, value = c.Next() {
			seq, _ := saleOf(bucket, key, value) // 0 is no sale, and is told of when it is read
			if seq >= before {
				return
			}
			if bucket == bucketByDay {
				value = all.Get([]byte(number8(seq)))
			}
			if !yield(seq, value) {
				return
			}
		}
	}
}

// seekBefore finds the last key that is not behind another.
func seekBefore(c *bbolt.Cursor, last string) (key, value []byte) {
	key, value = c.Seek([]byte(last))
	switch {
	case key == nil:
		return c.Last()
	case string(key) != last:
		return c.Prev()
	}
	return key, value
}

// A wanted is one word of a query, in every way in which a sale may say it.
type wanted [][]byte

// wantedIn reads a query. An amount may be typed as a person writes it:
// "50.000" is found where a sale says 50000, "1,250.00" where it says 1250.00. Long
// words come first, for fewer sales have them.
func wantedIn(q checkout.Query) (all []wanted) {
	for _, word := range strings.Fields(strings.ToLower(q.Text)) {
		w := wanted{[]byte(word)}
		if strings.Trim(word, "0123456789.,") == "" && strings.ContainsAny(word, ".,") {
			w = append(w, []byte(strings.ReplaceAll(word, ",", "")),
				[]byte(strings.NewReplacer(".", "", ",", "").Replace(word)))
		}
		all = append(all, w)
	}
	if q.Refundable {
		all = append(all, wanted{[]byte(markRefundable)})
	}
	slices.SortStableFunc(all, func(a, b wanted) int { return len(b[0]) - len(a[0]) })
	return all
}

// isIn tells whether a text has the word at the beginning or the end of a line.
func (w wanted) isIn(text []byte) bool {
	for _, way := range w {
		for rest := text; len(way) > 0; {
			at := bytes.Index(rest, way)
			if at < 0 {
				break
			}
			end := at + len(way)
			if at > 0 && rest[at-1] == feed[0] || end < len(rest) && rest[end] == feed[0] {
				return true
			}
			rest = rest[at+1:]
		}
	}
	return false
}
