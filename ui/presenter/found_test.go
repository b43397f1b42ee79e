package presenter_test

import (
	"context"
	"errors"
	"path/filepath"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"kasir/checkout"
	"kasir/checkout/unclez"
	"kasir/store"
	"kasir/ui/presenter"
)

// These are sales that something else than their own followers has changed: what the
// counter shows is what the journal says all the same.

// The keys that show a code for a sale, and for what is left of one.
var (
	code = []string{"5 0 000 Enter 1"}
	part = []string{"5 0 000 Enter 2 2 0 000 Enter", "1"}
)

// watchedNoMore ends the last payment of the newest sale in a folder, and its watch:
// nobody asks about it any more. The sale becomes what it would be then.
func watchedNoMore(t *testing.T, dir string, becomes checkout.SaleStatus) checkout.SaleID {
	t.Helper()
	db, err := store.Open(dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	sales, err := db.Latest(1)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.UpdateSale(sales[0].ID, func(s *checkout.Sale, _ func() uint64) error {
		p := &s.Payments[len(s.Payments)-1]
		p.Status, p.Ended, p.Watch = checkout.Expired, time.Now(), time.Time{}
		s.Status = becomes
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return sales[0].ID
}

// paidAfterAll is a shop at which a customer was shown a code by some keys, and has
// paid it when nobody asked about it any more.
func paidAfterAll(t *testing.T, keys []string, becomes checkout.SaleStatus, change func(*shop)) (*shop, checkout.SaleID) {
	t.Helper()
	dir := t.TempDir()
	before := open(t, dir, withShifts)
	for _, some := range keys {
		before.press(some)
		before.after(2 * time.Second)
	}
	before.shut()
	id := watchedNoMore(t, dir, becomes)
	s := open(t, dir, func(s *shop) {
		s.gateway, s.network.gateway = before.gateway, before.gateway
		withShifts(s)
		if change != nil {
			change(s)
		}
	})
	if err := s.gateway.Pay(""); err != nil {
		t.Fatal(err)
	}
	return s, id
}

// compares closes the shift as far as to the last question.
func (s *shop) compares() presenter.State {
	s.t.Helper()
	s.press("F7")
	s.pick("shift", "shift.do.close")
	s.press("0 Enter")
	state := s.after(3 * time.Second)
	s.onPage(state, "close-shift")
	return state
}

// Money that the day's close had found was no task: the keypad had no mark, the Z was
// refused, and the page of what was loose said that nothing was left to see to.
func TestMoneyThatAComparisonFindsIsATask(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, _ := paidAfterAll(t, code, checkout.Voided, nil)
		defer s.shut()
		if s.compares().Tasks == "" {
			t.Error("money came, and there is no mark")
		}
		s.onPage(s.press("Enter"), "shift") // the Z is refused
		s.pick("shift", "shift.do.close")
		list := s.onPage(s.after(0), "loose-ends").Body.(presenter.List)
		if len(list.Rows) != 1 || list.Rows[0].Status != s.Words.Say("task.late") {
			t.Fatalf("loose: %+v", list.Rows)
		}
		s.press("Enter")
		s.take("Goods were handed over")
		if state := s.after(time.Second); state.Tasks != "" {
			t.Errorf("the mark says %q", state.Tasks)
		}
		if sale := s.stored(); sale.Status != checkout.Completed {
			t.Errorf("the sale is %v", sale.Status)
		}
	})
}

// A thinker is a service that takes a while to answer.
type thinker struct{ *unclez.Provider }

func (p *thinker) Poll(ctx context.Context, paid checkout.Payment) (checkout.Progress, error) {
	<-time.After(time.Second)
	return p.Provider.Poll(ctx, paid)
}

// Whoever had gone back from the comparison was not told either.
func TestMoneyThatIsFoundBehindAPageThatWasLeftIsATask(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		thinks := func(s *shop) {
			s.Till.Methods[0].Provider = &thinker{s.Till.Methods[0].Provider.(*unclez.Provider)}
		}
		s, _ := paidAfterAll(t, code, checkout.Voided, thinks)
		defer s.shut()
		s.press("F7")
		s.pick("shift", "shift.do.close")
		s.onPage(s.press("0 Enter"), "comparing")
		s.press("F2")
		state := s.after(3 * time.Second)
		if s.want(state, presenter.Amount); state.Page != nil || state.Tasks == "" {
			t.Errorf("on page %+v the mark says %q", state.Page, state.Tasks)
		}
	})
}

// A loose end that the page of the shift had read from the journal was "Done" on its
// own page, because the counter had never heard of it.
func TestALooseEndThatThePageOfTheShiftFindsIsATask(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, id := paidAfterAll(t, code, checkout.Voided, nil)
		defer s.shut()
		if _, err := s.Till.Compare(t.Context(), 1, nil); err != nil {
			t.Fatal(err)
		}
		s.press("F7")
		s.pick("shift", "shift.do.close")
		s.onPage(s.press("Enter"), "task")
		if state := s.press("F2"); state.Tasks == "" {
			t.Errorf("no mark for sale %s", id)
		}
	})
}

// The other half of a sale had come, which completed it; its receipt lay in the queue
// until something else was printed.
func TestASaleThatAComparisonCompletesIsPrinted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var woken atomic.Int32
		queue := func(s *shop) { s.OnPrint = func() { woken.Add(1) } }
		s, id := paidAfterAll(t, part, checkout.Open, queue)
		defer s.shut()
		state := s.compares()
		sale, err := s.db.Sale(id)
		if err != nil || sale.Status != checkout.Completed || !sale.Prints[len(sale.Prints)-1].Waits() {
			t.Fatalf("stored: %v, %+v, %v", sale.Status, sale.Prints, err)
		}
		if woken.Load() == 0 || s.rings() != 1 || state.Strip[0].Tone != presenter.Good {
			t.Errorf("woken %d times, rung %d times, strip %+v", woken.Load(), s.rings(), state.Strip[0])
		}
	})
}

// A holder is a service that keeps paid money until the shop takes it.
type holder struct {
	*unclez.Provider
	captures atomic.Int32
}

func (h *holder) Poll(ctx context.Context, p checkout.Payment) (checkout.Progress, error) {
	g, err := h.Provider.Poll(ctx, p)
	if g.Status == checkout.Paid {
		g.Uncaptured, g.Reason.Word = true, "not-captured"
	}
	return g, err
}

func (h *holder) Capture(context.Context, checkout.Payment) error {
	if h.captures.Add(1) < 3 {
		return &checkout.Fault{Trouble: checkout.NoAnswer, Err: errors.New("silence")}
	}
	return nil
}

// The service still held the money that a comparison had found, and nobody took it
// before the next start.
func TestMoneyThatAComparisonFindsIsCaptured(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := &holder{}
		holds := func(s *shop) {
			h.Provider = s.Till.Methods[0].Provider.(*unclez.Provider)
			s.Till.Methods[0].Provider = h
		}
		s, id := paidAfterAll(t, code, checkout.Voided, holds)
		defer s.shut()
		s.compares()
		s.after(time.Minute)
		sale, err := s.db.Sale(id)
		if p := sale.Payments[0]; err != nil || p.Status != checkout.Paid || p.Uncaptured {
			t.Errorf("stored: %+v, %v", p, err)
		}
		if n := h.captures.Load(); n != 3 {
			t.Errorf("asked %d times: more than one asks", n)
		}
	})
}

// The same where the payment had been followed to the end of its watch before.
func TestMoneyThatIsFoundAfterAWatchIsCaptured(t *testing.T) {
	h := &holder{}
	holds := func(s *shop) {
		withShifts(s)
		h.Provider = s.Till.Methods[0].Provider.(*unclez.Provider)
		s.Till.Methods[0].Provider, s.Till.Methods[0].Terms.Watch = h, time.Minute
	}
	serveWith(t, holds, func(t *testing.T, s *shop) {
		s.press("5 0 000 Enter 1")
		s.after(2 * time.Second)
		s.press("Esc Enter")
		s.after(time.Second)
		s.press("Enter")
		s.after(time.Hour)
		if p := s.stored().Payments[0]; p.Followed() {
			t.Fatalf("still watched: %+v", p)
		}
		if err := s.gateway.PayLate(s.stored().Payments[0].Invoice); err != nil {
			t.Fatal(err)
		}
		if s.compares().Tasks == "" {
			t.Error("no mark")
		}
		s.after(time.Minute)
		if p := s.stored().Payments[0]; p.Status != checkout.Paid || p.Uncaptured {
			t.Errorf("stored: %+v", p)
		}
	})
}

// What the page of the shift reads from the journal is followed already, and must not
// be asked about twice.
func TestAPaymentIsFollowedOnce(t *testing.T) {
	calmly := func(s *shop) { withShifts(s); s.Till.Methods[0].Terms.Poll = 20 * time.Second }
	serveWith(t, calmly, func(t *testing.T, s *shop) {
		s.press("5 0 000 Enter 1")
		s.after(2 * time.Second)
		s.press("F9")
		calm := s.asked(time.Minute)
		s.press("F7 F2 F7 F2 F7 F2")
		if busy := s.asked(time.Minute); busy > calm+1 {
			t.Errorf("asked %d times in a minute, and %d times after the shift was looked at", calm, busy)
		}
	})
}

// asked counts what is asked of the gateway in a while.
func (s *shop) asked(d time.Duration) int {
	s.t.Helper()
	before := s.network.sent.Load()
	s.after(d)
	return int(s.network.sent.Load() - before)
}

// Money that was found while a restored backup's gap was compared was no task.
func TestMoneyThatAGapsComparisonFindsIsATask(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		before := open(t, dir, dollars)
		before.press("5 0 0 Enter Enter")
		before.after(2 * time.Second)
		backup := filepath.Join(t.TempDir(), "backup.db")
		if err := before.db.Backup(backup); err != nil {
			t.Fatal(err)
		}
		before.shut()
		if _, err := store.Restore(dir, backup, store.Options{}, time.Now()); err != nil {
			t.Fatal(err)
		}
		watchedNoMore(t, dir, checkout.Voided)
		s := open(t, dir, func(s *shop) {
			s.gateway, s.network.gateway = before.gateway, before.gateway
			dollars(s)
		})
		defer s.shut()
		if err := s.gateway.Pay(""); err != nil {
			t.Fatal(err)
		}
		s.onPage(s.press("* Enter"), "gap")
		s.pick("gap", "step.compare")
		s.onPage(s.after(20*time.Second), "gap-found")
		list := s.onPage(s.press("Esc Esc"), "tasks").Body.(presenter.List)
		if len(list.Rows) != 2 || list.Rows[0].Status == list.Rows[1].Status {
			t.Fatalf("listed: %+v", list.Rows)
		}
		s.press("Down Enter")
		s.onPage(s.after(0), "task")
	})
}

// A copy was saved as a PDF, and the sale's story did not know of it.
func TestACopyThatIsSavedIsInTheStory(t *testing.T) {
	saves := func(s *shop) {
		s.Look = func(checkout.Sale) ([]byte, error) { return drawn(s.t), nil }
		s.SavePDF = func(sale checkout.Sale, by string) (string, error) {
			_, _, err := checkout.SaveCopy(s.db, sale.ID, by, time.Now())
			return "receipt.pdf", err
		}
	}
	serveWith(t, saves, func(t *testing.T, s *shop) {
		s.sell("5 0 000")
		before := len(s.onPage(s.press("F3 Enter"), "sale").Body.(presenter.Story).Lines)
		s.onPage(s.press("v d"), "receipt")
		if after := len(s.onPage(s.press("Esc"), "sale").Body.(presenter.Story).Lines); after <= before {
			t.Errorf("%d lines before and %d after", before, after)
		}
	})
}

// meanwhile is a journal in which something else happens first when a sale changes.
type meanwhile struct {
	*store.DB
	first func(checkout.SaleID)
}

func (m *meanwhile) UpdateSale(id checkout.SaleID, change func(*checkout.Sale, func() uint64) error) (checkout.Sale, error) {
	m.first(id)
	return m.DB.UpdateSale(id, change)
}

// Late money was to pay for a sale that was dropped at that moment: the decision was
// undone, and the page of the money's own sale knew nothing of it.
func TestADecisionThatIsUndoneIsInTheStory(t *testing.T) {
	journal := &meanwhile{first: func(checkout.SaleID) {}}
	slow := func(s *shop) { journal.DB, s.Till.Journal = s.db, journal }
	serveWith(t, slow, func(t *testing.T, s *shop) {
		s.lateMoney("5 0 000")
		s.press("5 0 000 Enter")
		s.after(2 * time.Second)
		if err := s.gateway.Expire(""); err != nil {
			t.Fatal(err)
		}
		s.arrives(presenter.Unpaid)
		s.after(time.Second)
		into := s.stored().ID
		story := func() int {
			s.press("* Enter")
			s.take(s.Words.Say("step.look"))
			return len(s.onPage(s.after(0), "sale").Body.(presenter.Story).Lines)
		}
		before := story()
		journal.first = func(id checkout.SaleID) {
			_, err := s.db.UpdateSale(id, func(s *checkout.Sale, _ func() uint64) error {
				if s.ID == into {
					s.Status = checkout.Voided
				}
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		}
		s.press("* Enter")
		s.take(s.Words.Say("step.attached"))
		state := s.press("Enter")
		if s.onPage(state, "tasks"); state.Notice.Text != s.Words.Say("notice.cannot-decide") {
			t.Errorf("notice %+v", state.Notice)
		}
		if after := story(); after != before+2 {
			t.Errorf("%d lines before and %d after", before, after)
		}
	})
}
