package store_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"kasir/checkout"
	"kasir/store"
)

func drawer() checkout.Paper {
	return checkout.Paper{Print: checkout.Print{Kind: checkout.DrawerPulse, State: checkout.Queued, By: "sari", At: noon}}
}

func TestPapersWaitUntilTheyHaveComeOut(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	first, err := db.AddPaper(drawer(), checkout.Event{At: noon, What: checkout.DrawerAsked, By: "sari"})
	must(t, err)
	second, err := db.AddPaper(drawer(), checkout.Event{At: noon, What: checkout.DrawerAsked, By: "sari"})
	must(t, err)
	_, err = db.UpdatePaper(first.ID, func(p *checkout.Paper) ([]checkout.Event, error) {
		return p.Note(checkout.Printed, "", noon), nil
	})
	must(t, err)
	must(t, db.Close())

	db = open(t, dir)
	due, err := db.DuePapers()
	must(t, err)
	if len(due) != 1 || due[0] != second {
		t.Errorf("waiting: %+v, want %+v", due, second)
	}
	if r := wantClean(t, db); r.Entries != 3 {
		t.Errorf("%d entries in the audit log, want 3", r.Entries)
	}
	refused := errors.New("refused")
	_, err = db.UpdatePaper(second.ID, func(*checkout.Paper) ([]checkout.Event, error) { return nil, refused })
	wantError(t, err, refused)
	_, err = db.UpdatePaper(7, func(*checkout.Paper) ([]checkout.Event, error) { return nil, nil })
	wantError(t, err, checkout.ErrNotFound)
}

func TestVerifyFindsAPaperThatIsNotListed(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	_, err := db.AddPaper(drawer(), checkout.Event{At: noon, What: checkout.DrawerAsked})
	must(t, err)
	must(t, db.Close())
	behind(t, filepath.Join(dir, store.File), func(tx *bbolt.Tx) error {
		return tx.Bucket([]byte("papers_due")).Delete([]byte(store.Key8(1)))
	})
	r, err := open(t, dir).Verify(nil)
	must(t, err)
	if len(r.Findings) != 2 || !strings.Contains(r.Findings[0].String(), "listed as due: false") {
		t.Errorf("found %v", r.Findings)
	}
}

func TestPapersComeNewestFirst(t *testing.T) {
	db := open(t, t.TempDir())
	const papers = 130 // more than are read at a time
	for range papers {
		_, err := db.AddPaper(drawer(), checkout.Event{At: noon, What: checkout.DrawerAsked})
		must(t, err)
	}
	next := uint64(papers)
	for p, err := range db.Papers() {
		must(t, err)
		if p.ID != next {
			t.Fatalf("got paper %d, want %d", p.ID, next)
		}
		next--
	}
	if next != 0 {
		t.Errorf("%d papers are missing", next)
	}
	for p := range db.Papers() {
		if p.ID != papers {
			t.Errorf("got paper %d first", p.ID)
		}
		break
	}
}
