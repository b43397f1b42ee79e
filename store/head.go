package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
)

// bbolt's file format, version 2 (package internal/common of bbolt). Its numbers
// are in the byte order of the machine.
const (
	pageHeader   = 16 // id 8, flags 2, count 2, overflow 4
	metaSize     = 64 // magic 4, version 4, page size 4, flags 4, root 8+8, freelist 8, pages 8, transaction 8, checksum 8
	metaMagic    = 0xED0CDAED
	metaVersion  = 2
	branchFlag   = 0x01
	leafFlag     = 0x02
	headFlag     = 0x04
	freelistFlag = 0x10
	bucketFlag   = 0x01
	manyFree     = 0xFFFF // a freelist with its count in the first element
)

var order = binary.NativeEndian

// A head is what the two head pages of a file say of the rest. bbolt writes them
// in turn, so that one is whole whenever the other is being written.
type head struct {
	pageSize, root, freelist, pages, txid uint64

	torn bool // one of the two is not what the last two transactions left
}

// readHead finds the head page that bbolt will take.
func readHead(file io.ReaderAt) (head, error) {
	first, ok := readMeta(file, 0)
	if !ok {
		for size := int64(1024); size <= 1024<<14; size *= 2 {
			if second, ok := readMeta(file, size); ok && second.pageSize == uint64(size) {
				second.torn = true
				return second, nil
			}
		}
		return head{}, errors.New("it has no valid head")
	}
	second, ok := readMeta(file, int64(first.pageSize)) //nolint:gosec // readMeta has checked that it is a page size
	switch {
	case !ok || second.pageSize != first.pageSize:
		first.torn = true
		return first, nil
	case first.txid < second.txid:
		second.torn = second.txid != first.txid+1
		return second, nil
	}
	first.torn = first.txid != second.txid+1
	return first, nil
}

func readMeta(file io.ReaderAt, at int64) (head, bool) {
	b := make([]byte, metaSize)
	if _, err := file.ReadAt(b, at+pageHeader); err != nil {
		return head{}, false
	}
	sum := fnv.New64a()
	sum.Write(b[:metaSize-8])
	h := head{
		pageSize: uint64(order.Uint32(b[8:])), root: order.Uint64(b[16:]),
		freelist: order.Uint64(b[32:]), pages: order.Uint64(b[40:]), txid: order.Uint64(b[48:]),
	}
	return h, order.Uint32(b) == metaMagic && order.Uint32(b[4:]) == metaVersion &&
		order.Uint64(b[56:]) == sum.Sum64() && h.pageSize >= 1024
}

// checkHead proves as much of a file as bbolt trusts blindly when it opens one:
// that the file is as long as its head says, and that its list of free pages is
// one. An empty file is damaged too; bbolt would start anew in it.
func checkHead(name string) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }() // only read
	if _, err := newPageWalk(file); err != nil {
		return &DamageError{Err: fmt.Errorf("%s: %w", name, err)}
	}
	return nil
}
