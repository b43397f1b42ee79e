package store

import (
	"os"

	"go.etcd.io/bbolt"
)

// A snapshot is a database as it stands at one moment. bbolt does not write to the
// pages of a state as long as somebody reads it, so changes go on meanwhile.
type snapshot struct {
	tx, logTx *bbolt.Tx // two of the same state, because one serves one goroutine
	file      *os.File
	walk      *pageWalk
	broken    error // why there is nothing to walk through
}

// takeSnapshot holds changes up while it reads the head, which is written over by
// the change after next.
func (db *DB) takeSnapshot() (*snapshot, error) {
	db.writing.Lock()
	defer db.writing.Unlock()
	s := new(snapshot)
	var err error
	if s.tx, err = db.bolt.Begin(false); err == nil {
		s.logTx, err = db.bolt.Begin(false)
	}
	if err == nil {
		s.file, err = os.Open(db.bolt.Path())
	}
	if err != nil {
		s.release()
		return nil, err
	}
	s.walk, s.broken = newPageWalk(s.file)
	return s, nil
}

// release lets the pages go. What was only read has nothing to lose.
func (s *snapshot) release() {
	for _, tx := range []*bbolt.Tx{s.tx, s.logTx} {
		if tx != nil {
			_ = tx.Rollback()
		}
	}
	if s.file != nil {
		_ = s.file.Close()
	}
}

// checkPages walks through the file by plain reading.
func (s *snapshot) checkPages(r *Report) (sound bool) {
	err := s.broken
	if err == nil {
		err = s.walk.check()
	}
	if err != nil {
		r.add("the file", "its structure is damaged: %v", err)
		return false
	}
	if s.walk.head.torn {
		r.add("the file", "one of its two head pages is damaged: the newest change may be missing")
	}
	return true
}
