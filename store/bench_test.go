package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/store"
)

// BenchmarkUpdateSale sets a durable change against the least that the disk asks
// for one: a write of as many bytes and an fsync. The two take turns, because
// disks have moods.
func BenchmarkUpdateSale(b *testing.B) {
	db := open(b, b.TempDir())
	must(b, db.OpenSale(newSale(1)))
	payload := []byte(asJSON(b, update(b, db, "sale-0001", shown("ref"))))
	f, err := os.Create(filepath.Join(b.TempDir(), "bare"))
	must(b, err)
	defer f.Close()
	var ours, bare time.Duration
	for i := 0; b.Loop(); i++ {
		begun := time.Now()
		update(b, db, "sale-0001", func(s *checkout.Sale, _ func() uint64) error {
			s.Payments[0].Received = fmt.Sprint(i)
			return nil
		})
		between := time.Now()
		_, err := f.Write(payload)
		must(b, err)
		must(b, f.Sync())
		ours, bare = ours+between.Sub(begun), bare+time.Since(between)
	}
	b.ReportMetric(float64(ours.Microseconds())/float64(b.N), "µs/update")
	b.ReportMetric(float64(bare.Microseconds())/float64(b.N), "µs/bare")
	b.ReportMetric(float64(ours)/float64(bare), "ratio")
}

func BenchmarkUpdateSaleAmong20000(b *testing.B) {
	db := open(b, filled(b, 20_000))
	i := 0
	for b.Loop() {
		i++
		update(b, db, newSale(i%20_000+1).ID, func(s *checkout.Sale, _ func() uint64) error {
			s.Note = fmt.Sprint(i)
			happened(s, checkout.ReceiptAsked, s.Note)
			return nil
		})
	}
}

func BenchmarkSale(b *testing.B) {
	db := open(b, filled(b, 100))
	for b.Loop() {
		if _, err := db.Sale("sale-0050"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	for _, sales := range []int{0, 20_000} {
		dir := filled(b, sales)
		b.Run(fmt.Sprint(sales), func(b *testing.B) {
			for b.Loop() {
				db, err := store.Open(dir, store.Options{})
				must(b, err)
				must(b, db.Close())
			}
		})
	}
}

func BenchmarkLatest20Of20000(b *testing.B) {
	db := open(b, filled(b, 20_000))
	for b.Loop() {
		if sales, err := db.Latest(20); err != nil || len(sales) != 20 {
			b.Fatal(len(sales), err)
		}
	}
}

func BenchmarkVerify20000(b *testing.B) {
	dir := filled(b, 20_000)
	db := open(b, dir)
	info, err := os.Stat(filepath.Join(dir, store.File))
	must(b, err)
	for b.Loop() {
		wantClean(b, db)
	}
	b.ReportMetric(float64(info.Size())/1e6, "MB")
}

// filled leaves a closed database with so many completed sales.
func filled(b *testing.B, sales int) (dir string) {
	b.Helper()
	dir = b.TempDir()
	db := open(b, dir)
	var all []checkout.Sale
	for n := 1; n <= sales; n++ {
		s := newSale(n)
		number := func() uint64 { return uint64(n) }
		for _, step := range []change{shown(fmt.Sprint("ref-", n)), paid(fmt.Sprint("POS-", n)), printed} {
			must(b, step(&s, number))
		}
		all = append(all, s)
		if len(all) == 1000 || n == sales {
			must(b, store.Fill(db, all))
			all = nil
		}
	}
	must(b, db.Close())
	return dir
}
