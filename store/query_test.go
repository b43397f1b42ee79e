package store_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/store"
)

// found gathers all pages of a query.
func found(t testing.TB, db *store.DB, q checkout.Query, limit int) (all []checkout.Sale) {
	t.Helper()
	for after := checkout.Cursor(0); ; {
		page, err := db.Search(q, after, limit)
		must(t, err)
		if len(page.Sales) > limit || page.Next != 0 && len(page.Sales) < limit {
			t.Fatalf("a page of %d, where %d fit, leads on to %d", len(page.Sales), limit, page.Next)
		}
		all = append(all, page.Sales...)
		if after = page.Next; after == 0 {
			return all
		}
	}
}

func TestASaleIsFoundByWhatItSays(t *testing.T) {
	db := open(t, t.TempDir())
	for n := 1; n <= 3; n++ {
		sell(t, db, n)
	}
	dirham := newSale(4)
	dirham.Note, dirham.Cashier = "Table 9, Mr. Öz", "Budi"
	dirham.Lines[0].Amount = money.Of(1_250_00, money.MustCurrency("AED"))
	dirham.Payments[0].Amount, dirham.Payments[0].Method = dirham.Lines[0].Amount, "pay-later"
	dirham.BusinessDay = "2026-05-10"
	must(t, db.OpenSale(dirham))
	update(t, db, dirham.ID, shown("9f86d081-884c"))
	for query, want := range map[string][]int{
		"":                 {4, 3, 2, 1},
		"pos-000002":       {2}, // as printed, or as a scanner reads it from the barcode
		"POS-000002\n":     {2},
		"000003":           {3},
		"50000":            {3, 2, 1},
		"50.000":           {3, 2, 1},
		"5":                {3, 2, 1},
		"0000":             {3, 2, 1},
		"1,250.00":         {4},
		"1250.00":          {4},
		"125000":           {4},
		"2026-05-09":       {3, 2, 1},
		"2026-05":          {4, 3, 2, 1},
		"sari":             {3, 2, 1},
		"BUDI":             {4},
		"öz":               {4},
		"mr. öz":           {4},
		"sari kopi 000001": {1},
		"sari budi":        {},
		"pay-later":        {4},
		"9F86D081":         {4},
		"884c":             {4}, // the last characters are what people read out
		"f86d":             {},
		"sale-0003":        {3},
		" refundable":      {},
		"\x00":             {},
	} {
		wantIDs(t, fmt.Sprintf("%q", query), found(t, db, checkout.Query{Text: query}, 2), want...)
	}
	wantIDs(t, "a day", found(t, db, checkout.Query{Day: "2026-05-10"}, 1), 4)
	wantIDs(t, "words of a day", found(t, db, checkout.Query{Day: "2026-05-09", Text: "budi"}, 1))
	wantIDs(t, "what can be refunded", found(t, db, checkout.Query{Refundable: true}, 9), 3, 2, 1)
}

func TestAPageHoldsWhileSalesAreRungUp(t *testing.T) {
	db := open(t, t.TempDir())
	for n := 1; n <= 5; n++ {
		sell(t, db, n)
	}
	first, err := db.Search(checkout.Query{}, 0, 2)
	must(t, err)
	wantIDs(t, "the first page", first.Sales, 5, 4)
	sell(t, db, 6)
	second, err := db.Search(checkout.Query{}, first.Next, 2)
	must(t, err)
	wantIDs(t, "the second page", second.Sales, 3, 2)
}

func TestARefundedSaleCannotBeRefundedAgain(t *testing.T) {
	db := open(t, t.TempDir())
	sell(t, db, 1)
	update(t, db, "sale-0001", func(s *checkout.Sale, _ func() uint64) error {
		s.Refunds = append(s.Refunds, checkout.Refund{
			ID: "r", Key: "refund-key", Payment: s.Payments[0].ID, Amount: s.Payments[0].Amount, Way: checkout.RefundAsked,
			Status: checkout.RefundDone, Reason: "Wrong drink", Ref: "RF-77", Created: noon, Ended: noon,
		})
		return nil
	})
	wantIDs(t, "what can be refunded", found(t, db, checkout.Query{Refundable: true}, 9))
	wantIDs(t, "the refund", found(t, db, checkout.Query{Text: "rf-77 wrong"}, 9), 1)
	wantClean(t, db)
}

// Whatever is typed, the pages together are what going through all sales finds.
func TestSearchFindsWhatThereIs(t *testing.T) {
	db := open(t, t.TempDir())
	notes := []string{"", "red Cup", "RED", "cup red tab\there", "\x00 ü"}
	const sales = 40
	for n := 1; n <= sales; n++ {
		s := newSale(n)
		s.Payments, s.Note = nil, notes[n%len(notes)]
		s.BusinessDay = fmt.Sprintf("2026-05-%02d", 1+n%3)
		must(t, db.OpenSale(s))
	}
	rapid.Check(t, func(rt *rapid.T) {
		word := rapid.SampledFrom([]string{"red", "cup", "RE", "ed", "ü", "here", "\x00", "sale-0", "zzz"}).Draw(rt, "word")
		day := rapid.SampledFrom([]string{"", "2026-05-01", "2026-05-02", "2026-05-31"}).Draw(rt, "day")
		var want []int
		for n := sales; n > 0; n-- {
			says := false
			for _, said := range append(strings.Fields(strings.ToLower(notes[n%len(notes)])), string(newSale(n).ID)) {
				says = says || strings.HasPrefix(said, strings.ToLower(word)) || strings.HasSuffix(said, strings.ToLower(word))
			}
			if says && (day == "" || day == fmt.Sprintf("2026-05-%02d", 1+n%3)) {
				want = append(want, n)
			}
		}
		limit := rapid.IntRange(1, sales+1).Draw(rt, "limit")
		store.SetNearby(db, rapid.SampledFrom([]uint64{1, 7, sales + 1}).Draw(rt, "nearby"))
		wantIDs(t, word+" "+day, found(t, db, checkout.Query{Text: word, Day: day}, limit), want...)
	})
}
