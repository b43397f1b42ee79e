package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/store"
)

// manySales is how many sales the benchmarks of a full database have:
// KASIR_SALES, or as many as a busy counter rings up in three years.
func manySales(b *testing.B) int {
	b.Helper()
	n, err := strconv.Atoi(os.Getenv("KASIR_SALES"))
	if err != nil {
		return 200_000
	}
	return n
}

// perDay is how many sales a business day, and its shift, has.
const perDay = 200

// years leaves a closed database with many sales, a day after the other. The
// last day is in the running shift.
func years(b *testing.B, sales int) (dir, lastDay string) {
	b.Helper()
	dir = b.TempDir()
	db := open(b, dir)
	var all []checkout.Sale
	for n := 1; n <= sales; n++ {
		s := newSale(n)
		lastDay = noon.AddDate(0, 0, (n-1)/perDay).Format(time.DateOnly)
		s.BusinessDay = lastDay
		number := func() uint64 { return uint64(n) }
		for _, step := range []change{shown(fmt.Sprint("ref-", n)), paid(fmt.Sprint("POS-", n)), printed} {
			must(b, step(&s, number))
		}
		booked := checkout.Booking{Shift: 1 << 40, Day: lastDay} // of shifts that are not made here
		if sales-n < perDay {
			booked.Shift = 1 // the running one
		}
		s.Booked, s.Payments[0].Booked, s.Prints[0].Booked = booked, booked, booked
		all = append(all, s)
		if len(all) == 5000 || n == sales {
			must(b, store.Fill(db, all))
			all = nil
		}
	}
	must(b, db.Close())
	return dir, lastDay
}

// BenchmarkYears measures what a till does in a database of years.
func BenchmarkYears(b *testing.B) {
	n := manySales(b)
	dir, lastDay := years(b, n)
	info, err := os.Stat(filepath.Join(dir, store.File))
	must(b, err)
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			db, err := store.Open(dir, store.Options{})
			must(b, err)
			must(b, db.Close())
		}
		b.ReportMetric(float64(info.Size())/1e6, "MB")
	})
	db := open(b, dir)
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
