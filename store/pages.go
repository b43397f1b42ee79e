package store

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
)

// A pageWalk proves the structure of a database file by plain reading. bbolt's
// own check follows what it finds in mapped memory, and damage there can crash
// it, make it turn in a circle or fill the memory.
type pageWalk struct {
	file io.ReaderAt
	head head
	seen []bool   // for each page: something leads to it
	free []uint64 // pages that are not in use
	rest bool     // nobody has the file open, so nothing changes meanwhile
}

// offset is where a page of the file begins, in bytes.
func (w *pageWalk) offset(id uint64) int64 {
	return int64(id * w.head.pageSize) //nolint:gosec // whoever asks has checked that the page is in the file
}

// newPageWalk reads the head and the list of free pages.
func newPageWalk(file *os.File) (*pageWalk, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	h, err := readHead(file)
	if err != nil {
		return nil, err
	}
	if h.pages > uint64(info.Size())/h.pageSize { //nolint:gosec // no file has a size below zero
		return nil, fmt.Errorf("it was cut off: %d bytes are left of %d pages", info.Size(), h.pages)
	}
	w := &pageWalk{file: file, head: h, seen: make([]bool, max(h.pages, 2))}
	w.seen[0], w.seen[1] = true, true
	return w, w.freePages()
}

// check walks through all that the head leads to: each page belongs to one thing, keys are
// in order, nothing points outside.
func (w *pageWalk) check() error {
	if err := w.tree(w.head.root, nil, nil); err != nil {
		return err
	}
	for id, seen := range w.seen {
		if !seen {
			return fmt.Errorf("page %d belongs to nothing", id)
		}
	}
	if !w.rest {
		return nil
	}
	return errors.Join(w.checkHeads(), w.checkUnused())
}

// A filePage is a page with what follows it.
type filePage struct {
	id, more     uint64 // more pages continue it
	flags, count uint16
	body         []byte
}

func (w *pageWalk) take(id uint64) error {
	if id >= w.head.pages {
		return fmt.Errorf("page %d lies outside", id)
	}
	if w.seen[id] {
		return fmt.Errorf("page %d is used twice", id)
	}
	w.seen[id] = true
	return nil
}

// read takes a page and those that continue it.
func (w *pageWalk) read(id uint64) (filePage, error) {
	if err := w.take(id); err != nil {
		return filePage{}, err
	}
	p, err := w.load(id)
	if err != nil {
		return filePage{}, err
	}
	for i := range p.more {
		if err := w.take(id + 1 + i); err != nil {
			return filePage{}, err
		}
	}
	return p, nil
}

// load reads a page that lies in the file and those that continue it.
func (w *pageWalk) load(id uint64) (filePage, error) {
	header := make([]byte, pageHeader)
	if _, err := w.file.ReadAt(header, w.offset(id)); err != nil {
		return filePage{}, err
	}
	if order.Uint64(header) != id {
		return filePage{}, fmt.Errorf("page %d calls itself %d", id, order.Uint64(header))
	}
	more := uint64(order.Uint32(header[12:]))
	if more >= w.head.pages-id {
		return filePage{}, fmt.Errorf("page %d goes on outside", id)
	}
	body := make([]byte, (more+1)*w.head.pageSize-pageHeader)
	_, err := w.file.ReadAt(body, w.offset(id)+pageHeader)
	return filePage{id, more, order.Uint16(header[8:]), order.Uint16(header[10:]), body}, err
}

func (w *pageWalk) freePages() error {
	p, err := w.read(w.head.freelist)
	if err == nil {
		w.free, err = p.freelist()
	}
	if err != nil {
		return fmt.Errorf("the list of free pages is damaged: %w", err)
	}
	for _, id := range w.free {
		if err := w.take(id); err != nil {
			return fmt.Errorf("list of free pages: %w", err)
		}
	}
	return nil
}

// freelist reads the page as a list of free pages.
func (p filePage) freelist() ([]uint64, error) {
	if p.flags != freelistFlag {
		return nil, fmt.Errorf("page %d is none", p.id)
	}
	count, body := uint64(p.count), p.body
	if p.count == manyFree {
		count, body = order.Uint64(body), body[8:]
	}
	if count > uint64(len(body))/8 {
		return nil, errors.New("it is too long")
	}
	free := make([]uint64, count)
	for i := range free {
		free[i] = order.Uint64(body[8*i:])
	}
	if !isZero(body[8*count:]) {
		return nil, errors.New("it was changed behind its end")
	}
	return free, nil
}

// tree walks through a bucket from one of its pages down. Every key there is at
// least low and below high, where those are given.
func (w *pageWalk) tree(id uint64, low, high []byte) error {
	p, err := w.read(id)
	if err != nil {
		return err
	}
	elements, err := p.elements()
	if err != nil {
		return err
	}
	for i, e := range elements {
		if bytes.Compare(e.key, low) < 0 || high != nil && bytes.Compare(e.key, high) >= 0 {
			return fmt.Errorf("page %d has a key out of order", id)
		}
		low = append(bytes.Clone(e.key), 0) // the least key after this one
		switch {
		case p.flags == branchFlag && i+1 < len(elements):
			err = w.tree(e.child, e.key, elements[i+1].key)
		case p.flags == branchFlag:
			err = w.tree(e.child, e.key, high)
		case e.flags&bucketFlag != 0:
			err = w.bucket(id, e)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// bucket walks into a bucket: its head is a value, followed, where the bucket is
// small, by its only page.
func (w *pageWalk) bucket(id uint64, e element) error {
	value := e.value
	if len(value) < 16 {
		return fmt.Errorf("page %d has a bucket without a head", id)
	}
	switch string(e.key) {
	case bucketSales, bucketAudit, bucketPapers: // these count their records
	default:
		if !isZero(value[8:16]) {
			return fmt.Errorf("page %d has a bucket with a count that it does not have", id)
		}
	}
	if root := order.Uint64(value); root != 0 {
		return w.tree(root, nil, nil)
	}
	if len(value) < 16+pageHeader {
		return fmt.Errorf("page %d has a bucket without a page", id)
	}
	header := value[16:]
	if !isZero(header[:8]) || !isZero(header[12:pageHeader]) {
		return fmt.Errorf("page %d has a bucket that bbolt does not write", id)
	}
	p := filePage{id, 0, order.Uint16(header[8:]), order.Uint16(header[10:]), header[pageHeader:]}
	elements, err := p.elements()
	if err != nil {
		return err
	}
	var low []byte
	for _, e := range elements {
		if p.flags != leafFlag || e.flags&bucketFlag != 0 || bytes.Compare(e.key, low) < 0 {
			return fmt.Errorf("page %d has a damaged bucket", id)
		}
		low = append(bytes.Clone(e.key), 0)
	}
	return nil
}
