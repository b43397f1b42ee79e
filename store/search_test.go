package store_test

import (
	"fmt"
	"iter"
	"reflect"
	"strings"
	"testing"

	"kasir/checkout"
)

func collect(t testing.TB, sales iter.Seq2[checkout.Sale, error]) (all []checkout.Sale) {
	t.Helper()
	for s, err := range sales {
		must(t, err)
		all = append(all, s)
	}
	return all
}

func wantIDs(t testing.TB, what string, got []checkout.Sale, numbers ...int) {
	t.Helper()
	var want []checkout.SaleID
	for _, n := range numbers {
		want = append(want, newSale(n).ID)
	}
	if !reflect.DeepEqual(ids(got), want) {
		t.Errorf("%s: got %v, want %v", what, ids(got), want)
	}
}

func TestSalesAreFound(t *testing.T) {
	db := open(t, t.TempDir())
	for n := 1; n <= 3; n++ {
		sell(t, db, n)
	}
	must(t, db.OpenSale(newSale(4)))
	twin := update(t, db, "sale-0004", paid("POS-000001"))

	latest, err := db.Latest(2)
	must(t, err)
	wantIDs(t, "latest", latest, 4, 3)
	all, err := db.Latest(99)
	must(t, err)
	wantIDs(t, "latest of few", all, 4, 3, 2, 1)
	numbered, err := db.ByNumber(4)
	must(t, err)
	wantSame(t, numbered, twin)
	both, err := db.ByInvoice("POS-000001")
	must(t, err)
	wantIDs(t, "an invoice number given twice", both, 1, 4)
	none, err := db.ByInvoice("pos-000001")
	must(t, err)
	wantIDs(t, "an invoice number in small letters", none)
	none, err = db.ByInvoice("POS-00000")
	must(t, err)
	wantIDs(t, "a part of an invoice number", none)
	ref, err := db.ByRef("uncle-z", "ref-0002")
	must(t, err)
	wantIDs(t, "a reference", ref, 2)
	none, err = db.ByRef("tabby", "ref-0002")
	must(t, err)
	wantIDs(t, "a reference of another provider", none)
	due, err := db.DuePrints()
	must(t, err)
	wantIDs(t, "due prints", due, 4)
	unfinished, err := db.Unfinished()
	must(t, err)
	wantIDs(t, "unfinished", unfinished)
}

func TestADayIsInOrderWhateverTheClock(t *testing.T) {
	db := open(t, t.TempDir())
	var want []int
	for n := 1; n <= 150; n++ {
		s := newSale(n)
		if n%2 == 0 {
			s.BusinessDay = "2026-05-10"
		} else {
			want = append(want, n)
		}
		s.Created = noon.AddDate(0, 0, -n)
		s.Payments = nil
		must(t, db.OpenSale(s))
	}
	wantIDs(t, "the day", collect(t, db.Day("2026-05-09")), want...)
	wantIDs(t, "a day without sales", collect(t, db.Day("2026-05-11")))
	if got := len(collect(t, db.All())); got != 150 {
		t.Errorf("got %d sales, want 150", got)
	}
}

func TestASaleMovesToTheDayOfItsCompletion(t *testing.T) {
	db := open(t, t.TempDir())
	must(t, db.OpenSale(newSale(1)))
	update(t, db, "sale-0001", func(s *checkout.Sale, number func() uint64) error {
		s.BusinessDay = "2026-05-10"
		return paid("POS-1")(s, number)
	})
	wantIDs(t, "the day before", collect(t, db.Day("2026-05-09")))
	wantIDs(t, "the day", collect(t, db.Day("2026-05-10")), 1)
	wantClean(t, db)
}

func TestALoopMayWrite(t *testing.T) {
	db := open(t, t.TempDir())
	for n := 1; n <= 70; n++ {
		s := newSale(n)
		s.Payments = nil
		must(t, db.OpenSale(s))
	}
	for s, err := range db.All() {
		must(t, err)
		update(t, db, s.ID, func(s *checkout.Sale, _ func() uint64) error {
			s.Note = strings.Repeat("x", 10_000) // the file must grow under the loop
			return nil
		})
	}
	for range db.All() {
		break
	}
	wantClean(t, db)
}

func TestOddTextsFromProvidersAreStored(t *testing.T) {
	db := open(t, t.TempDir())
	s := newSale(1)
	must(t, db.OpenSale(s))
	long := strings.Repeat("r", 40_000)
	update(t, db, s.ID, shown(long))
	update(t, db, s.ID, paid("POS\x00\xff"+long))
	found, err := db.ByRef("uncle-z", long)
	must(t, err)
	wantIDs(t, "a long reference", found, 1)
	wantClean(t, db)
}

func TestTextsOfAnIndexDoNotRunTogether(t *testing.T) {
	db := open(t, t.TempDir())
	for n, ref := range []string{"a", "ab", "b"} {
		s := newSale(n + 1)
		s.Payments[0].Provider = []string{"x", "x", "xa"}[n]
		must(t, db.OpenSale(s))
		update(t, db, s.ID, shown(ref))
		update(t, db, s.ID, paid(fmt.Sprint(n)))
	}
	for n, pair := range [][2]string{{"x", "a"}, {"x", "ab"}, {"xa", "b"}} {
		found, err := db.ByRef(pair[0], pair[1])
		must(t, err)
		wantIDs(t, fmt.Sprint(pair), found, n+1)
	}
}
