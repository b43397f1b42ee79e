package presenter_test

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"strings"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/stamp"
	"kasir/ui/presenter"
)

// drawn is a picture of a paper, 1000 dots high.
func drawn(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 8, 1000))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// serveLooking plays at a counter that shows receipts and saves them.
func serveLooking(t *testing.T, saved *[]string, play func(t *testing.T, s *shop)) {
	t.Helper()
	serveWith(t, func(s *shop) {
		s.Look = func(checkout.Sale) ([]byte, error) { return drawn(t), nil }
		s.SavePDF = func(sale checkout.Sale, by string) (string, error) {
			if len(*saved) == 1 {
				return "", errors.New("disk full")
			}
			*saved = append(*saved, sale.Receipt.Invoice+" by "+by)
			return "/data/receipts/x.pdf", nil
		}
	}, play)
}

func TestAReceiptIsLookedAtAndSaved(t *testing.T) {
	var saved []string
	serveLooking(t, &saved, func(t *testing.T, s *shop) {
		s.sell("5 0 000")
		s.press("F3 Enter")
		if state := s.after(0); !strings.Contains(keys(state.Actions), "v") {
			t.Fatalf("no key to look: %s", keys(state.Actions))
		}
		s.write("V")
		sheet := func(state presenter.State) presenter.Sheet {
			t.Helper()
			return s.onPage(state, "receipt").Body.(presenter.Sheet)
		}
		if p := sheet(s.after(0)); len(p.Picture) == 0 || p.From != 0 {
			t.Fatalf("shown: %d bytes from %d", len(p.Picture), p.From)
		}
		for _, step := range []struct {
			keys string
			from int
		}{{"Up", 0}, {"Down", 60}, {"PgDn", 360}, {"PgDn PgDn PgDn", 700}, {"PgUp", 400}, {"PgUp PgUp", 0}} {
			if p := sheet(s.press(step.keys)); p.From != step.from {
				t.Errorf("%s: from %d, want %d", step.keys, p.From, step.from)
			}
		}
		s.press("d")
		page := s.onPage(s.after(0), "receipt")
		if page.Note.Tone != presenter.Good || !strings.Contains(page.Note.Text, "/data/receipts/x.pdf") {
			t.Errorf("note: %+v", page.Note)
		}
		if len(saved) != 1 || saved[0] != "POS-000001 by till-01" {
			t.Errorf("saved: %q", saved)
		}
		s.press("d")
		if page := s.onPage(s.after(0), "receipt"); page.Note.Tone != presenter.Warn || strings.Contains(page.Note.Text, "disk full") {
			t.Errorf("note: %+v", page.Note)
		}
		s.onPage(s.press("Esc"), "sale")
	})
}

func TestAReceiptThatCannotBeDrawnSaysSo(t *testing.T) {
	serveWith(t, func(s *shop) {
		s.Look = func(checkout.Sale) ([]byte, error) { return nil, errors.New("no profile") }
	}, func(t *testing.T, s *shop) {
		s.sell("5 0 000")
		s.press("F3 Enter v")
		state := s.after(0)
		if page := s.onPage(state, "receipt"); page.Note.Tone != presenter.Warn {
			t.Errorf("note: %+v", page.Note)
		}
		if strings.Contains(keys(state.Actions), "d") {
			t.Error("a key saves nothing")
		}
		s.press("PgDn Up")
	})
}

// Where the receipt does not come out the customer gets it otherwise, and the
// payment's screen is still there afterwards.
func TestPaidOffersTheReceiptWhereNoneComesOut(t *testing.T) {
	var saved []string
	serveLooking(t, &saved, func(t *testing.T, s *shop) {
		s.press("5 0 000 Enter")
		s.after(1500 * time.Millisecond)
		if err := s.gateway.Pay(""); err != nil {
			t.Fatal(err)
		}
		state := s.after(2 * time.Second)
		s.want(state, presenter.Paid)
		if s.Knows("v") {
			t.Error("offered while the receipt is printing")
		}
		sales, err := s.db.Latest(1)
		if err != nil {
			t.Fatal(err)
		}
		waits, err := s.db.UpdateSale(sales[0].ID, func(sale *checkout.Sale, _ func() uint64) error {
			sale.Prints[0].Cause = "no-paper"
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		s.ui <- func() { s.Printed(waits) }
		if state = s.after(0); !strings.Contains(keys(state.Actions), "v") {
			t.Fatalf("no way out: %s; receipt %+v", keys(state.Actions), state.Pay.Receipt)
		}
		s.press("v")
		s.onPage(s.after(0), "receipt")
		s.want(s.press("Esc"), presenter.Paid)
	})
}

// proving gives a counter a key and what checks its codes.
func proving(s *shop) {
	key := stamp.Key("a key of the till's own")
	s.Till.Stamp = key
	s.Prove = func(code stamp.Code) (checkout.Stamped, error) { return checkout.FindStamped(s.db, key, code) }
}

func TestTheCodeOfAPaperIsProvedInTheHistory(t *testing.T) {
	serveWith(t, proving, func(t *testing.T, s *shop) {
		for _, amount := range []string{"5 0 000", "7 000"} {
			s.sell(amount)
		}
		sales, err := s.db.Latest(2)
		if err != nil {
			t.Fatal(err)
		}
		code := string(sales[1].Receipt.Code)
		genuine := func(state presenter.State) {
			t.Helper()
			page := s.onPage(state, "sale")
			if page.Note.Tone != presenter.Good || !strings.Contains(page.Title, "Rp 50,000") || !strings.Contains(page.Note.Text, "Rp 50,000") {
				t.Errorf("%s: %+v", page.Title, page.Note)
			}
		}
		s.press("F3")
		s.write(strings.ToLower(strings.ReplaceAll(code, "-", ""))) // as people type it
		s.press("Enter")
		genuine(s.after(0))
		s.press("Esc F2")
		s.ui <- func() { s.Scan(code) } // at the keypad
		genuine(s.after(0))

		s.press("F3")
		s.ui <- func() { s.Scan("0000-0000-000A") }
		if page := s.onPage(s.after(0), "history"); page.Note.Tone != presenter.Bad || !strings.Contains(page.Note.Text, "forged") {
			t.Errorf("note: %+v", page.Note)
		}
		s.press("Backspace")
		if page := s.onPage(s.after(0), "history"); page.Note.Text != "" {
			t.Errorf("another text has the note %+v", page.Note)
		}
	})
}

// Twelve letters may be anything: a note, a name, an invoice.
func TestASearchThatLooksLikeACodeStaysASearch(t *testing.T) {
	serveWith(t, proving, func(t *testing.T, s *shop) {
		s.sell("5 0 000")
		sales, err := s.db.Latest(1)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.db.UpdateSale(sales[0].ID, func(sale *checkout.Sale, _ func() uint64) error {
			sale.Note = "Maharajapark"
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		s.press("F3")
		s.write("Maharajapark")
		s.press("Enter")
		if page := s.onPage(s.after(0), "sale"); page.Note.Text != "" {
			t.Errorf("note: %+v", page.Note)
		}
		s.press("F3")
		s.write("nobody")
		s.press("Enter")
		if page := s.onPage(s.after(0), "history"); page.Note.Text != "" {
			t.Errorf("an ordinary search has the note %+v", page.Note)
		}
	})
}

// An answer that comes when somebody has gone on opens nothing.
func TestALateProofOpensNothing(t *testing.T) {
	answer := make(chan struct{})
	serveWith(t, func(s *shop) {
		proving(s)
		prove := s.Prove
		s.Prove = func(code stamp.Code) (checkout.Stamped, error) { <-answer; return prove(code) }
	}, func(t *testing.T, s *shop) {
		answer = make(chan struct{}) // of this bubble
		s.sell("5 0 000")
		sales, err := s.db.Latest(1)
		if err != nil {
			t.Fatal(err)
		}
		s.press("F3")
		s.ui <- func() { s.Scan(string(sales[0].Receipt.Code)) }
		s.press("F2")
		close(answer)
		if state := s.after(0); state.Page != nil {
			t.Errorf("the late answer opened %s", state.Page.Name)
		}
	})
}
