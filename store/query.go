package store

import (
	"bytes"
	"fmt"
	"iter"
	"strings"

	"go.etcd.io/bbolt"

	"kasir/checkout"
)

// Search finds up to limit sales, the newest first, beginning after a cursor.
func (db *DB) Search(q checkout.Query, after checkout.Cursor, limit int) (checkout.Page, error) {
	var page checkout.Page
	err := db.read(func(tx *bbolt.Tx) (err error) {
		page, err = searchPage(tx, q, after, limit)
		return err
	})
	if err != nil {
		return checkout.Page{}, fmt.Errorf("store: search: %w", err)
	}
	return page, nil
}

func searchPage(tx *bbolt.Tx, q checkout.Query, after checkout.Cursor, limit int) (page checkout.Page, err error) {
	words := wantedIn(q)
	for seq, text := range textsBackwards(tx, q.Day, uint64(after)) {
		matches := true
		for _, w := range words {
			matches = matches && w.isIn(text)
		}
		if !matches {
			continue
		}
		if len(page.Sales) == limit {
			return page, nil
		}
		s, err := follow(tx, bucketByText, []byte(number8(seq)), text)
		if err != nil {
			return page, err
		}
		page.Sales, page.Next = append(page.Sales, s), checkout.Cursor(seq)
	}
	page.Next = 0
	return page, nil
}

// textsBackwards goes through the texts of all sales, or of a day's, from the
// newest before a sequence on; 0 is behind the last.
func textsBackwards(tx *bbolt.Tx, day string, before uint64) iter.Seq2[uint64, []byte] {
	bucket, prefix := bucketByText, ""
	if day != "" {
		bucket, prefix = bucketByDay, dayPrefix(day)
	}
	texts := tx.Bucket([]byte(bucketByText))
	return func(yield func(uint64, []byte) bool) {
		c := tx.Bucket([]byte(bucket)).Cursor()
		key, value := seekBefore(c, prefix+number8(before-1))
		for ; key != nil && bytes.HasPrefix(key, []byte(prefix)); key, value = c.Prev() {
			seq, _ := saleOf(bucket, key, value) // 0 is no sale, and is told of when it is read
			if bucket == bucketByDay {
				value = texts.Get([]byte(number8(seq)))
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
// "50.000" is found where a sale says 50000, "1,250.00" where it says 1250.00.
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
