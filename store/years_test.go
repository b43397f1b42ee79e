package store_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/store"
)

// The benchmarks of a full database have as many sales as a busy counter rings
// up in three years, or KASIR_SALES. Each business day is a shift with its Z, but
// for the last, which runs.
const perDay = 200

var yearsKey = []byte("an audit key, thirty-two bytes..")

func manySales(b *testing.B) int {
	b.Helper()
	n, err := strconv.Atoi(os.Getenv("KASIR_SALES"))
	if err != nil {
		return 200_000
	}
	return n
}

// years finds the folder of a closed database with many sales. Making it takes
// minutes, so it stays under build/ for the next run.
func years(b *testing.B, sales int) (dir string) {
	b.Helper()
	dir, err := filepath.Abs(fmt.Sprintf("../build/years/%d-schema-%d", sales, store.Schema()))
	must(b, err)
	if _, err := os.Stat(dir); err == nil {
		return dir
	}
	half := dir + ".new"
	must(b, os.RemoveAll(half))
	must(b, os.MkdirAll(half, 0o700))
	db := openYears(b, half)
	store.NoSync(db)
	for first := 1; first <= sales; first += perDay {
		must(b, store.Fill(db, salesOf(b, first, min(sales, first+perDay-1), dayBooked(first))))
		if first+perDay <= sales {
			closeYearsDay(b, db, dayOf(first))
		}
	}
	must(b, db.Close())
	must(b, os.Rename(half, dir))
	return dir
}

func openYears(b *testing.B, dir string) *store.DB {
	b.Helper()
	db, err := store.Open(dir, store.Options{AuditKey: yearsKey})
	must(b, err)
	b.Cleanup(func() { db.Close() })
	return db
}

func dayOf(n int) time.Time { return noon.AddDate(0, 0, (n-1)/perDay) }

func dayBooked(n int) checkout.Booking {
	return checkout.Booking{Shift: uint64((n-1)/perDay + 1), Day: dayOf(n).Format(time.DateOnly)}
}

// salesOf are completed sales of one day and its shift.
func salesOf(b *testing.B, first, last int, booked checkout.Booking) (all []checkout.Sale) {
	b.Helper()
	for n := first; n <= last; n++ {
		s := newSale(n)
		s.ID, s.BusinessDay, s.Booked = checkout.SaleID(someID("sale", n)), booked.Day, booked
		number := func() uint64 { return uint64(n) }
		for _, step := range []change{shown(someID("ref", n)), paid(fmt.Sprint("POS-", n)), printed} {
			must(b, step(&s, number))
		}
		p := &s.Payments[0]
		p.ID, p.Sale, p.Key = checkout.PaymentID(someID("payment", n)), s.ID, someID("key", n)
		p.PaidAt, p.Booked, s.Prints[0].Booked = dayOf(n).Add(time.Duration(n%perDay)*time.Minute), booked, booked
		s.Completed = p.PaidAt // money that came later would be a loose end
		all = append(all, s)
	}
	return all
}

// someID looks like the random ids of a till, and is always the same.
func someID(of string, n int) string {
	sum := sha256.Sum256([]byte(fmt.Sprint(of, n)))
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

func closeYearsDay(b *testing.B, db *store.DB, at time.Time) {
	b.Helper()
	_, err := db.CloseShift(func(s *checkout.Shift, in checkout.ShiftView) (checkout.ShiftNews, error) {
		report, err := checkout.ReportOf(checkout.Shop{}, in.Booked, s.Cash, func(k checkout.Booking) bool { return k.Shift == s.Number })
		s.Closed, s.Report = at, &report
		return checkout.ShiftNews{
			Events: []checkout.Event{{At: at, What: checkout.ShiftClosed}},
			Papers: []checkout.Paper{{Print: checkout.Print{Kind: checkout.PrintReport, State: checkout.Printed, At: at}}},
		}, err
	})
	must(b, err)
}
