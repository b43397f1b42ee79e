package store_test

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"

	"kasir/store"
)

var native = binary.NativeEndian

// The kinds of pages, as bbolt writes them.
const branch, leaf, freelist = 1, 2, 16

// headOf finds the newer of the two heads.
func headOf(b []byte) []byte {
	first, second := b[16:], b[os.Getpagesize()+16:]
	if native.Uint64(second[48:]) > native.Uint64(first[48:]) {
		return second
	}
	return first
}

// pageOf finds a page of a kind that is in use.
func pageOf(t *testing.T, b []byte, kind uint16) []byte {
	t.Helper()
	size := os.Getpagesize()
	page := func(id uint64) []byte { return b[id*uint64(size):][:size] }
	head := headOf(b)
	list := page(native.Uint64(head[32:]))
	if kind == freelist {
		return list
	}
	free := make(map[uint64]bool)
	for i := range int(native.Uint16(list[10:])) {
		free[native.Uint64(list[16+8*i:])] = true
	}
	for id := uint64(2); id < native.Uint64(head[40:]); id++ {
		if !free[id] && native.Uint64(page(id)) == id && native.Uint16(page(id)[8:]) == kind {
			return page(id)
		}
	}
	t.Fatalf("there is no page of kind %d", kind)
	return nil
}

func TestDamagedStructureIsNamedAndNeverFollowed(t *testing.T) {
	whole := readFile(t, shopDay(t))
	put8, put4 := native.PutUint64, native.PutUint32
	for name, c := range map[string]struct {
		damage func(b []byte)
		want   string
	}{
		"a page below itself":        {func(b []byte) { p := pageOf(t, b, branch); put8(p[24:], native.Uint64(p)) }, "is used twice"},
		"a page far outside":         {func(b []byte) { put8(pageOf(t, b, branch)[24:], 1<<60) }, "lies outside"},
		"a page just outside":        {func(b []byte) { put8(pageOf(t, b, branch)[24:], native.Uint64(headOf(b)[40:])) }, "lies outside"},
		"an entry without a key":     {func(b []byte) { put4(pageOf(t, b, branch)[20:], 0) }, "reaches outside"},
		"a page that is a head":      {func(b []byte) { put8(pageOf(t, b, branch)[24:], 1) }, "is used twice"},
		"another page in its place":  {func(b []byte) { put8(pageOf(t, b, branch), 99) }, "calls itself 99"},
		"a page without an end":      {func(b []byte) { put4(pageOf(t, b, branch)[12:], 1<<31) }, "goes on outside"},
		"a page of no kind":          {func(b []byte) { pageOf(t, b, branch)[8] = 7 }, "of no kind"},
		"an empty branch":            {func(b []byte) { p := pageOf(t, b, branch); p[10], p[11] = 0, 0 }, "leads nowhere"},
		"too many entries":           {func(b []byte) { p := pageOf(t, b, branch); p[10], p[11] = 0xff, 0xff }, "bbolt does not write"},
		"an entry without an end":    {func(b []byte) { put4(pageOf(t, b, branch)[20:], 1<<31) }, "reaches outside"},
		"a key out of order":         {func(b []byte) { p := pageOf(t, b, branch); p[native.Uint32(p[16:])+16] = 0xff }, "out of order"},
		"a free page out of range":   {func(b []byte) { put8(pageOf(t, b, freelist)[16:], 1<<60) }, "lies outside"},
		"more free pages than space": {func(b []byte) { p := pageOf(t, b, freelist); p[10], p[11] = 0xfe, 0xff }, "too long"},
		"free pages without an end":  {func(b []byte) { p := pageOf(t, b, freelist); p[10], p[11] = 0xff, 0xff; put8(p[16:], 1<<62) }, "too long"},
		"no list of free pages":      {func(b []byte) { pageOf(t, b, freelist)[8] = leaf }, "the list of free pages is damaged"},
		"a forgotten free page":      {func(b []byte) { pageOf(t, b, freelist)[10]-- }, "changed behind its end"},
		"a free page that is lost": {func(b []byte) {
			p := pageOf(t, b, freelist)
			p[10]--
			clear(p[16+8*int(p[10]):])
		}, "belongs to nothing"},
	} {
		t.Run(name, func(t *testing.T) {
			b := append([]byte{}, whole...)
			c.damage(b)
			file := filepath.Join(t.TempDir(), "damaged.db")
			must(t, os.WriteFile(file, b, 0o600))
			report, err := store.VerifyFile(file, store.Options{}, nil)
			must(t, err)
			wantFinding(t, report, c.want)
		})
	}
}

// Each head page can be lost in a power cut. bbolt then takes the other, which
// may be one change behind.
func TestALostHeadPageIsToldOf(t *testing.T) {
	for _, at := range []int{16 + 48, os.Getpagesize() + 16 + 48} {
		file := threeSales(t)
		b := readFile(t, file)
		b[at] ^= 1
		must(t, os.WriteFile(file, b, 0o600))
		report, err := store.VerifyFile(file, store.Options{}, nil)
		must(t, err)
		wantFinding(t, report, "one of its two head pages is damaged")
		if report.Sales != 3 {
			t.Errorf("%d sales were read, want 3", report.Sales)
		}
		db := open(t, filepath.Dir(file))
		update(t, db, "sale-0003", parked(true))
		wantClean(t, db) // the next change mends it
	}
}

// A disk may acknowledge a write that it then loses. What comes back is an old
// head page, as whole as ever.
func TestAnOldHeadPageIsToldOf(t *testing.T) {
	for page := range 2 {
		file := threeSales(t)
		old := readFile(t, file)
		db := open(t, filepath.Dir(file))
		for n := range 4 {
			update(t, db, "sale-0003", parked(n%2 == 0))
		}
		must(t, db.Close())
		b, at := readFile(t, file), page*os.Getpagesize()
		copy(b[at:], old[at:][:os.Getpagesize()])
		must(t, os.WriteFile(file, b, 0o600))
		report, err := store.VerifyFile(file, store.Options{}, nil)
		must(t, err)
		wantFinding(t, report, "damaged")
	}
}
