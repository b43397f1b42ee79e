package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/store"
)

// BenchmarkYears measures what a till does in a database of years.
func BenchmarkYears(b *testing.B) {
	n := manySales(b)
	dir, lastDay := years(b, n), dayOf(n).Format(time.DateOnly)
	info, err := os.Stat(filepath.Join(dir, store.File))
	must(b, err)
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			db, err := store.Open(dir, store.Options{AuditKey: yearsKey})
			must(b, err)
			must(b, db.Close())
		}
		b.ReportMetric(float64(info.Size())/1e6, "MB")
	})
	db := openYears(b, dir)
	benchmarkSearch(b, db, n)
	b.Run("day report", func(b *testing.B) {
		onDay := func(k checkout.Booking) bool { return k.Day == lastDay }
		for b.Loop() {
			r, err := checkout.ReportOf(checkout.Shop{}, db.BookedOn(lastDay), nil, onDay)
			must(b, err)
			if r.Sales == 0 {
				b.Fatal("an empty day")
			}
		}
	})
	b.Run("all movements", func(b *testing.B) {
		for b.Loop() {
			moves := 0
			for s, err := range db.All() {
				must(b, err)
				moves += len(s.Movements())
			}
			if moves != n {
				b.Fatal(moves)
			}
		}
	})
	b.Run("backup", func(b *testing.B) {
		for b.Loop() {
			must(b, db.Backup(filepath.Join(b.TempDir(), "backup.db")))
		}
	})
	b.Run("verify", func(b *testing.B) {
		for b.Loop() {
			wantClean(b, db)
		}
	})
	b.Run("z", func(b *testing.B) {
		var sales int
		for b.Loop() {
			sales += closeShift(b, db).Report.Sales // the first one has a day's sales, the next none
		}
		if sales < perDay {
			b.Fatal(sales)
		}
		b.ReportMetric(float64(sales)/float64(b.N), "sales/op")
	})
}

func benchmarkSearch(b *testing.B, db *store.DB, n int) {
	for _, query := range []struct{ name, text string }{
		{"newest", ""},
		{"one in the middle", fmt.Sprintf("POS-%d", n/2)},
		{"nothing", "zebra"},
		{"common and rare", "sari 50.000 kopi ref-1"},
	} {
		b.Run("search "+query.name, func(b *testing.B) {
			for b.Loop() {
				_, err := db.Search(checkout.Query{Text: query.text}, 0, 50)
				must(b, err)
			}
			var memory runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&memory)
			b.ReportMetric(float64(memory.HeapAlloc)/1e6, "heap-MB")
		})
	}
}
