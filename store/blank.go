package store

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
)

// blank fills what a database at rest does not use. bbolt leaves the old contents
// of a page there when it is done with it: nobody could tell a byte that was
// changed in it, and an old sale would leave the shop with every copy.
const blank = 0x5A

// fewBytes is how many bytes of a blank page are changed by damage or by a person.
// A power cut leaves whole sectors of something else, which proves nothing.
const fewBytes = 8

// older finds the list of free pages to which the other head leads, which is in
// nobody's use any more but must stay: bbolt falls back on that head where the
// newer one is lost. It is nil where the two heads lead to different records, which
// is so until a change that changes nothing has been made.
func (w *pageWalk) older() (list *filePage, err error) {
	for page := range uint64(2) {
		h, whole := readMeta(w.file, w.offset(page))
		if whole && h.txid+1 == w.head.txid && h.root == w.head.root && h.freelist < w.head.pages {
			p, err := w.load(h.freelist)
			return &p, err
		}
	}
	return nil, nil
}

// blankUnused blanks the pages that neither head leads to, and cuts off those that
// were never used. Nobody may have the file open. A power cut meanwhile harms
// nothing.
func blankUnused(name string) (err error) {
	file, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer func() { err = joinClose(err, file) }()
	w, err := newPageWalk(file)
	if err != nil {
		return err
	}
	list, err := w.older()
	if list == nil || err != nil {
		return err
	}
	page, want := make([]byte, w.head.pageSize), bytes.Repeat([]byte{blank}, int(w.head.pageSize)) //nolint:gosec // readMeta has checked that it is a page size
	for _, id := range w.free {
		at := w.offset(id)
		if _, err := file.ReadAt(page, at); list.has(id) || err == nil && bytes.Equal(page, want) {
			continue
		}
		if _, err := file.WriteAt(want, at); err != nil {
			return err
		}
	}
	if err := file.Truncate(w.offset(w.head.pages)); err != nil {
		return err
	}
	return file.Sync()
}

func (p *filePage) has(id uint64) bool { return p != nil && p.id <= id && id <= p.id+p.more }

// checkUnused finds blank pages in which a few bytes were changed.
func (w *pageWalk) checkUnused() error {
	list, err := w.older()
	if err == nil && list != nil {
		err = w.checkOlder(list)
	}
	if err != nil {
		return fmt.Errorf("the older list of free pages is damaged: %w", err)
	}
	page := make([]byte, w.head.pageSize)
	for _, id := range w.free {
		if list.has(id) {
			continue
		}
		if _, err := w.file.ReadAt(page, w.offset(id)); err != nil {
			return err
		}
		if changed := len(page) - bytes.Count(page, []byte{blank}); 0 < changed && changed <= fewBytes {
			return fmt.Errorf("page %d, which is not in use, was changed", id)
		}
	}
	return nil
}

// checkOlder proves the list of the other head: both lists and the pages that they
// stand on are the same pages, because both heads lead to the same records.
func (w *pageWalk) checkOlder(list *filePage) error {
	free, err := list.freelist()
	if err != nil {
		return err
	}
	newer, err := w.load(w.head.freelist)
	if err != nil {
		return err
	}
	if a, b := list.with(free), newer.with(w.free); !slices.Equal(a, b) {
		return errors.New("it does not name the pages that the newer one names")
	}
	return nil
}

// with adds the pages of a list to those that it names, in order.
func (p *filePage) with(free []uint64) []uint64 {
	all := slices.Clone(free)
	for id := p.id; id <= p.id+p.more; id++ {
		all = append(all, id)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// checkHeads finds changed bytes behind the two heads.
func (w *pageWalk) checkHeads() error {
	page := make([]byte, w.head.pageSize)
	for id := range uint64(2) {
		if _, err := w.file.ReadAt(page, w.offset(id)); err != nil {
			return err
		}
		header := make([]byte, pageHeader)
		order.PutUint64(header, id)
		order.PutUint16(header[8:], headFlag)
		if !bytes.Equal(page[:pageHeader], header) || !isZero(page[pageHeader+metaSize:]) {
			return fmt.Errorf("head page %d was changed", id)
		}
	}
	return nil
}

func isZero(b []byte) bool { return len(bytes.TrimLeft(b, "\x00")) == 0 }

func joinClose(err error, c io.Closer) error {
	if closing := c.Close(); err == nil {
		err = closing
	}
	return err
}
