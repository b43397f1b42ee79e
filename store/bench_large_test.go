//go:build unix

package store_test

import (
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/store"
)

// BenchmarkYears measures what a till does in a database of years that it only
// reads: what a cashier waits for, and what an owner does.
func BenchmarkYears(b *testing.B) {
	n := manySales(b)
	dir, lastDay := years(b, n), dayOf(n).Format(time.DateOnly)
	file := filepath.Join(dir, store.File)
	info, err := os.Stat(file)
	must(b, err)
	measure(b, "open", func(b *testing.B) {
		db, err := store.Open(dir, store.Options{AuditKey: yearsKey})
		must(b, err)
		must(b, db.Close())
		b.ReportMetric(float64(info.Size())/1e6, "MB")
	})
	db := openYears(b, dir)
	for name, text := range map[string]string{
		"newest": "", "invoice number": fmt.Sprintf("POS-%d", n/2), "reference": someID("ref", n/3),
		"amount": "50.000", "nothing": "zebra", "common and rare": "sari 50.000 kopi " + someID("sale", n/4),
	} {
		measure(b, "search "+name, func(b *testing.B) {
			found, err := db.Search(checkout.Query{Text: text}, 0, 50)
			must(b, err)
			if (name == "nothing") != (len(found.Sales) == 0) {
				b.Fatalf("found %d sales", len(found.Sales))
			}
		})
	}
	measure(b, "day report", func(b *testing.B) {
		r, err := checkout.ReportOf(checkout.Shop{}, db.BookedOn(lastDay), nil, func(k checkout.Booking) bool { return k.Day == lastDay })
		must(b, err)
		if r.Sales == 0 {
			b.Fatal("an empty day")
		}
	})
	measure(b, "all movements", func(b *testing.B) {
		moves := 0
		for s, err := range db.All() {
			must(b, err)
			moves += len(s.Movements())
		}
		if moves != n {
			b.Fatal(moves)
		}
	})
	measure(b, "verify", func(b *testing.B) { wantClean(b, db) })
	measure(b, "bare sha256", func(b *testing.B) {
		f, err := os.Open(file)
		must(b, err)
		defer f.Close()
		_, err = io.Copy(sha256.New(), f)
		must(b, err)
	})
}

// BenchmarkYearsWritten measures what changes a database of years, on a copy of
// it, and what a cashier waits for while the next copy is made.
func BenchmarkYearsWritten(b *testing.B) {
	n := manySales(b)
	kept := years(b, n)
	dir := filepath.Join(filepath.Dir(kept), "copy") // on the same disk
	must(b, os.RemoveAll(dir))
	must(b, os.MkdirAll(dir, 0o700))
	defer os.RemoveAll(dir)
	backup := filepath.Join(dir, "backup.db")
	b.Run("copied", func(b *testing.B) {
		db := openYears(b, kept)
		measure(b, "backup", func(b *testing.B) { must(b, db.Backup(backup)) })
		measure(b, "bare copy", func(b *testing.B) { bareCopy(b, backup, backup+".bare") })
		must(b, os.Remove(backup+".bare"))
		must(b, db.Close())
	})
	measure(b, "restore", func(b *testing.B) {
		_, err := store.Restore(dir, backup, store.Options{AuditKey: yearsKey}, dayOf(n))
		must(b, err)
	})
	db := openYears(b, dir)
	till := &checkout.Till{Journal: db, Shifts: db, Now: func() time.Time { return dayOf(n) }}
	for _, sales := range []int{perDay, 5000} {
		b.Run(fmt.Sprint("z of ", sales), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				running, err := db.Shift(0)
				must(b, err)
				rung := sales
				if running.Number == dayBooked(n).Shift {
					rung -= perDay // which it has already
				}
				must(b, store.Fill(db, salesOf(b, n+1, n+rung, checkout.Booking{Shift: running.Number, Day: dayBooked(n).Day})))
				n += rung
				ends := restoredEnd(b, db)
				b.StartTimer()
				z, err := till.CloseShift(checkout.Close{Shift: running.Number, Accepted: ends})
				must(b, err)
				if z.Report.Sales != sales {
					b.Fatalf("the Z has %d sales, want %d", z.Report.Sales, sales)
				}
			}
			b.ReportMetric(load(), "load")
		})
	}
	b.Run("enter", func(b *testing.B) { enters(b, db, func() { <-time.After(20 * time.Second) }) })
	b.Run("enter during backup", func(b *testing.B) { enters(b, db, func() { must(b, db.Backup(backup)) }) })
	b.Run("enter during verify", func(b *testing.B) { enters(b, db, func() { wantClean(b, db) }) })
}

// restoredEnd accepts what a restored database asks once.
func restoredEnd(b *testing.B, db *store.DB) (all []checkout.Accepted) {
	b.Helper()
	ends, err := db.LooseEnds(noon)
	must(b, err)
	for _, end := range ends {
		all = append(all, checkout.Accepted{Task: end, Reason: "looked up"})
	}
	return all
}

func bareCopy(b *testing.B, from, to string) {
	b.Helper()
	source, err := os.Open(from)
	must(b, err)
	defer source.Close()
	target, err := os.Create(to)
	must(b, err)
	_, err = io.Copy(target, source)
	must(b, err)
	must(b, target.Sync())
	must(b, target.Close())
}

// enters measures what Enter waits for, the intent being stored, every 50 ms as
// long as something else goes on; and beside it the least that the disk asks for:
// a write and an fsync.
func enters(b *testing.B, db *store.DB, meanwhile func()) {
	f, err := os.Create(filepath.Join(filepath.Dir(db.Path()), "bare"))
	must(b, err)
	defer f.Close()
	done := make(chan struct{})
	go func() { defer close(done); meanwhile() }()
	var ours, bare []time.Duration
	payload := make([]byte, 4096)
	for pace := time.NewTicker(50 * time.Millisecond); ; {
		select {
		case <-done:
			pace.Stop()
			reportTimes(b, "enter", ours)
			reportTimes(b, "bare", bare)
			return
		case <-pace.C:
		}
		s := newSale(1)
		s.ID, s.Payments[0].Key = checkout.NewSaleID(), string(checkout.NewSaleID())
		s.Payments[0].Sale = s.ID
		begun := time.Now()
		must(b, db.OpenSale(s))
		ours = append(ours, time.Since(begun))
		for _, step := range []change{expired, voided} {
			update(b, db, s.ID, step)
		}
		begun = time.Now()
		_, err := f.Write(payload)
		must(b, err)
		must(b, f.Sync())
		bare = append(bare, time.Since(begun))
	}
}
