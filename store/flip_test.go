package store_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kasir/checkout"
	"kasir/store"
)

// shopDay leaves a closed database with sales in every state.
func shopDay(t testing.TB) (file string) {
	t.Helper()
	dir := t.TempDir()
	db := open(t, dir)
	for n := 1; n <= 40; n++ {
		must(t, db.OpenSale(newSale(n)))
		id := newSale(n).ID
		steps := []change{shown(fmt.Sprintf("ref-%04d", n)), paid(fmt.Sprintf("POS-%06d", n)), printed}
		switch n % 5 {
		case 0:
			steps = []change{expired, voided}
		case 1:
			steps = []change{steps[0], parked(true)}
		case 2:
			steps = steps[:2]
		}
		for _, step := range steps {
			update(t, db, id, step)
		}
	}
	must(t, db.Close())
	return filepath.Join(dir, store.File)
}

// One changed byte in six lay in a page that bbolt was done with, and passed. In a
// database at rest, and in a copy, there is no byte that nothing proves.
func TestEveryByteOfAFileAtRestIsProved(t *testing.T) {
	file := shopDay(t)
	db := open(t, filepath.Dir(file))
	copied := filepath.Join(t.TempDir(), "copy.db")
	must(t, db.Backup(copied))
	must(t, db.Close())
	for _, file := range []string{file, copied} {
		whole := readFile(t, file)
		rapid.Check(t, func(rt *rapid.T) {
			b := append([]byte{}, whole...)
			at := rapid.IntRange(0, len(b)-1).Draw(rt, "at")
			b[at] ^= 1 << rapid.IntRange(0, 7).Draw(rt, "bit")
			must(t, os.WriteFile(file, b, 0o600))
			report, err := store.VerifyFile(file, store.Options{}, nil)
			must(t, err)
			if report.Clean() {
				rt.Errorf("%s: byte %d of %d was changed, and nothing was found", filepath.Base(file), at, len(b))
			}
		})
		must(t, os.WriteFile(file, whole, 0o600))
		report, err := store.VerifyFile(file, store.Options{}, nil)
		must(t, err)
		if !report.Clean() {
			t.Errorf("%s, unchanged: %v", filepath.Base(file), report.Findings)
		}
	}
}

// What bbolt was done with stayed in the file, and left the shop with every copy.
func TestNothingOldStaysInAFileAtRest(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	must(t, db.OpenSale(newSale(1)))
	update(t, db, newSale(1).ID, func(s *checkout.Sale, _ func() uint64) error { s.Note = "a word that goes"; return nil })
	update(t, db, newSale(1).ID, func(s *checkout.Sale, _ func() uint64) error { s.Note = ""; return nil })
	copied := filepath.Join(dir, "copy.db")
	must(t, db.Backup(copied))
	must(t, db.Close())
	for _, file := range []string{filepath.Join(dir, store.File), copied} {
		if strings.Contains(string(readFile(t, file)), "a word that goes") {
			t.Errorf("%s still holds it", filepath.Base(file))
		}
	}
}

// content is all that a database tells a till.
func content(t testing.TB, file string) string {
	t.Helper()
	db, err := store.OpenReadOnly(file, store.Options{})
	must(t, err)
	defer db.Close()
	all := fmt.Sprintln(asJSON(t, collect(t, db.All())), asJSON(t, collect(t, db.Day("2026-05-09"))))
	for _, list := range []func() ([]checkout.Sale, error){db.Unfinished, db.DuePrints} {
		sales, err := list()
		must(t, err)
		all += fmt.Sprintln(ids(sales))
	}
	for n := 1; n <= 40; n += 6 {
		byID, err := db.Sale(newSale(n).ID)
		must(t, err)
		byRef, err := db.ByRef("uncle-z", fmt.Sprintf("ref-%04d", n))
		must(t, err)
		byInvoice, err := db.ByInvoice(fmt.Sprintf("POS-%06d", n))
		must(t, err)
		all += fmt.Sprintln(byID.ID, ids(byRef), ids(byInvoice))
	}
	return all
}

func TestDamageIsFoundOrHarmless(t *testing.T) {
	file := shopDay(t)
	whole, want := readFile(t, file), content(t, file)
	page := os.Getpagesize()
	anyPage := func(b []byte, random *rand.Rand) []byte {
		return b[random.IntN(len(b)/page)*page:][:page]
	}
	for name, c := range map[string]struct {
		times  int
		damage func(b []byte, random *rand.Rand) []byte
	}{
		"a flipped bit": {200, func(b []byte, random *rand.Rand) []byte {
			b[random.IntN(len(b))] ^= 1 << random.IntN(8)
			return b
		}},
		"a flipped bit at the start of a page": {200, func(b []byte, random *rand.Rand) []byte {
			anyPage(b, random)[random.IntN(96)] ^= 1 << random.IntN(8)
			return b
		}},
		"a page of zeros": {50, func(b []byte, random *rand.Rand) []byte {
			clear(anyPage(b, random))
			return b
		}},
		"a page in the place of another": {50, func(b []byte, random *rand.Rand) []byte {
			copy(anyPage(b, random), anyPage(b, random))
			return b
		}},
		"a file cut short": {30, func(b []byte, random *rand.Rand) []byte { return b[:random.IntN(len(b))] }},
	} {
		t.Run(name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(7, 7))
			copied := filepath.Join(t.TempDir(), store.File)
			found := 0
			for range c.times {
				must(t, os.WriteFile(copied, c.damage(append([]byte{}, whole...), random), 0o600))
				report, err := store.VerifyFile(copied, store.Options{}, nil)
				must(t, err)
				if !report.Clean() {
					found++
				} else if content(t, copied) != want {
					t.Fatal("changed data passed for good")
				}
			}
			t.Logf("%d of %d found, the others harmless", found, c.times)
		})
	}
}
