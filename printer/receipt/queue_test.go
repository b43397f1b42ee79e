package receipt_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/printer"
	"kasir/printer/escpos"
	"kasir/printer/printertest"
	"kasir/printer/receipt"
	"kasir/store"
)

// A desk is a queue with a real store and a printer on loopback.
type desk struct {
	*receipt.Queue
	t       testing.TB
	db      *store.DB
	device  *printertest.Printer
	changes chan checkout.Sale
	heard   chan string // what keeps the printer from printing
}

func newDesk(t testing.TB, address string) *desk {
	t.Helper()
	db, err := store.Open(t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	d := &desk{t: t, db: db, changes: make(chan checkout.Sale, 100), heard: make(chan string, 100)}
	if address == "" {
		d.device = printertest.New(t)
		address = d.device.Address()
	}
	transport, err := printer.ParseAddress(address)
	if err != nil {
		t.Fatal(err)
	}
	profile, _ := escpos.Lookup("epson-80")
	d.Queue = receipt.NewQueue(db, &printer.Printer{Transport: transport, Profile: profile})
	d.OnChange = func(s checkout.Sale) { d.changes <- s }
	d.OnPrinter = func(cause string) { d.heard <- cause }
	return d
}

// sold stores a completed sale with a print in some state.
func (d *desk) sold(p checkout.Print) checkout.SaleID {
	d.t.Helper()
	r := coffee()
	s := checkout.Sale{
		ID: checkout.NewSaleID(), Status: checkout.Open, Created: paidAt, Lines: r.Lines, BusinessDay: "2026-05-09",
		Events: []checkout.Event{{At: paidAt, What: checkout.SaleOpened}},
	}
	if err := d.db.OpenSale(s); err != nil {
		d.t.Fatal(err)
	}
	_, err := d.db.UpdateSale(s.ID, func(s *checkout.Sale, number func() uint64) error {
		s.Status, s.Number, s.Completed, s.Receipt = checkout.Completed, number(), paidAt, &r
		s.Prints = []checkout.Print{p}
		return nil
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return s.ID
}

// start runs the queue until stop is called, which fails the test where the
// queue did.
func (d *desk) start() (stop func()) {
	ctx, cancel := context.WithCancel(d.t.Context())
	ended := make(chan error, 1)
	go func() { ended <- d.Run(ctx) }()
	return func() {
		cancel()
		if err := <-ended; err != nil {
			d.t.Error(err)
		}
	}
}

// until waits until the first print of a sale is as it should be.
func (d *desk) until(id checkout.SaleID, as func(checkout.Print) bool) checkout.Print {
	d.t.Helper()
	limit := time.After(30 * time.Second)
	var last checkout.Print
	for {
		select {
		case s := <-d.changes:
			if s.ID != id {
				continue
			}
			if last = s.Prints[0]; as(last) {
				return last
			}
		case <-limit:
			d.t.Fatalf("the print stays %+v", last)
		}
	}
}

func ended(p checkout.Print) bool { return !p.Waits() }

// run prints what is due until the print of a sale has ended, and returns how.
func (d *desk) run(id checkout.SaleID) checkout.Print {
	d.t.Helper()
	defer d.start()()
	return d.until(id, ended)
}

// trouble waits until the queue says what keeps the printer from printing.
func (d *desk) trouble(want string) {
	d.t.Helper()
	for limit := time.After(30 * time.Second); ; {
		select {
		case got := <-d.heard:
			if got == want {
				return
			}
		case <-limit:
			d.t.Fatalf("nobody heard %q", want)
		}
	}
}

func queued() checkout.Print {
	return checkout.Print{Kind: checkout.PrintReceipt, State: checkout.Queued, At: time.Now()}
}

func TestReceiptReachesThePrinter(t *testing.T) {
	for name, behaviour := range map[string]printertest.Behaviour{"proven": printertest.Healthy(), "sent": printertest.Mute()} {
		d := newDesk(t, "")
		d.device.Behave(behaviour)
		if p := d.run(d.sold(queued())); p.State != checkout.Printed || p.Cause != "" || p.Proven != (name == "proven") {
			t.Errorf("%s: got %+v", name, p)
		}
		jobs := d.device.Jobs()
		if len(jobs) != 1 || !strings.Contains(jobs[0].Dump(), "POS-000042") {
			t.Errorf("jobs: %v", jobs)
		}
	}
}

// A printer that is off, or has no paper, holds the receipt up. The cashier
// hears why, and it comes out by itself when the printer is ready: once.
func TestBlockedJobWaitsAndComesOutOnce(t *testing.T) {
	for cause, c := range map[string]struct{ down, up func(*printertest.Printer) }{
		"refused": {
			func(p *printertest.Printer) { p.Behave(printertest.Refuse()) },
			func(p *printertest.Printer) { p.Behave(printertest.Healthy()) },
		},
		"paper-out": {func(p *printertest.Printer) { p.Fail(printertest.PaperOut) }, (*printertest.Printer).Mend},
	} {
		t.Run(cause, func(t *testing.T) {
			d := newDesk(t, "")
			c.down(d.device)
			first, second := d.sold(queued()), d.sold(queued())
			began := time.Now()
			defer d.start()()
			d.trouble(cause)
			took := time.Since(began)
			if t.Logf("told after %v", took); took > 2*time.Second {
				t.Errorf("the cashier heard it after %v", took)
			}
			for _, id := range []checkout.SaleID{first, second} {
				if p := d.until(id, func(p checkout.Print) bool { return p.Cause != "" }); p.State != checkout.Queued || p.Cause != cause {
					t.Errorf("got %+v", p)
				}
			}
			began = time.Now()
			c.up(d.device)
			d.trouble("")
			took = time.Since(began)
			if t.Logf("over after %v", took); took > 2*time.Second {
				t.Errorf("the trouble was over after %v", took)
			}
			for _, id := range []checkout.SaleID{first, second} {
				if p := d.until(id, ended); p.State != checkout.Printed || p.Cause != "" {
					t.Errorf("got %+v", p)
				}
			}
			if n := len(d.device.Jobs()); n != 2 {
				t.Errorf("%d papers for two sales", n)
			}
		})
	}
}

// The trouble is told again as over even where no job is left to find it out.
func TestTroubleEndsWithoutAJob(t *testing.T) {
	d := newDesk(t, "")
	d.device.Fail(printertest.CoverOpen)
	waits := queued()
	waits.At = time.Now().Add(time.Second - 10*time.Minute)
	id := d.sold(waits)
	defer d.start()()
	d.trouble("cover-open")
	if p := d.until(id, ended); p.State != checkout.NotPrinted || p.Cause != "waited" {
		t.Errorf("got %+v", p)
	}
	d.device.Mend()
	d.trouble("")
}

// Two papers in a row came out in doubt. No third is fed to that printer before
// a person has looked at it.
func TestSuspectPrinterIsNotFed(t *testing.T) {
	d := newDesk(t, "")
	d.device.Behave(printertest.ResetAfter(20))
	ids := []checkout.SaleID{d.sold(queued()), d.sold(queued()), d.sold(queued())}
	defer d.start()()
	d.trouble("suspect")
	d.device.Behave(printertest.Healthy())
	d.Wake()
	last := d.until(ids[2], func(p checkout.Print) bool { return p.Cause != "" })
	if last.State != checkout.Queued || last.Cause != "suspect" || len(d.device.Jobs()) != 2 {
		t.Errorf("got %+v, %d jobs", last, len(d.device.Jobs()))
	}
	d.Retry()
	if p := d.until(ids[2], ended); p.State != checkout.Printed {
		t.Errorf("got %+v", p)
	}
}

// A drawer must not open by itself long after the sale.
func TestOldPulseIsForgotten(t *testing.T) {
	d := newDesk(t, "")
	p := d.run(d.sold(checkout.Print{Kind: checkout.DrawerPulse, State: checkout.Queued, At: time.Now().Add(-time.Minute)}))
	if p.State != checkout.NotPrinted || p.Cause != "waited" || len(d.device.Jobs()) != 0 {
		t.Errorf("got %+v, %d jobs", p, len(d.device.Jobs()))
	}
}

// A page is a job that belongs to no sale and is kept by nobody.
type page struct{ notes chan receipt.Note }

func (p page) Due() ([]receipt.Job, error) {
	if len(p.notes) > 0 {
		return nil, nil
	}
	return []receipt.Job{{
		ID: "test page", State: checkout.Queued, Asked: time.Now(),
		Document: func() (printer.Document, error) {
			return printer.Document{printer.Text{Text: "a page of its own"}}, nil
		},
		Note: func(n receipt.Note) error {
			if n.State == checkout.Printed {
				p.notes <- n
			}
			return nil
		},
	}}, nil
}

func TestOtherPapersGoTheSameWay(t *testing.T) {
	d := newDesk(t, "")
	p := page{make(chan receipt.Note, 1)}
	d.Add(p)
	id := d.sold(queued())
	defer d.start()()
	d.until(id, ended)
	if n := <-p.notes; !n.Proven || n.At.IsZero() {
		t.Errorf("got %+v", n)
	}
	if n := len(d.device.Jobs()); n != 2 {
		t.Errorf("%d jobs", n)
	}
}

// The time from a queued job to its first byte.
func BenchmarkFirstByte(b *testing.B) {
	d := newDesk(b, "")
	d.device.Behave(printertest.Healthy())
	defer d.start()()
	d.run1(b)
	b.ResetTimer()
	for b.Loop() {
		d.run1(b)
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms-until-begun/op")
}

// run1 queues a receipt and stops the clock when its first byte may leave.
func (d *desk) run1(b *testing.B) {
	id := d.sold(queued())
	b.StartTimer()
	d.Wake()
	d.until(id, func(p checkout.Print) bool { return p.State == checkout.Printing })
	b.StopTimer()
	d.until(id, ended)
	b.StartTimer()
}

// Half a receipt came out. Nobody may print an unmarked second one.
func TestHalfPrintedIsDoubtfulAndNotRepeated(t *testing.T) {
	d := newDesk(t, "")
	d.device.Behave(printertest.ResetAfter(20))
	if p := d.run(d.sold(queued())); p.State != checkout.Doubtful || p.Cause != "broken" {
		t.Errorf("got %+v", p)
	}
	d.device.Behave(printertest.Healthy())
	before := len(d.device.Jobs())
	d.run(d.sold(queued()))
	if more := len(d.device.Jobs()) - before; more != 1 {
		t.Errorf("%d receipts came out for one sale", more)
	}
}

// The till stopped between the first and the last byte.
func TestPrintingAtTheLastEndIsDoubtfulAfterAStart(t *testing.T) {
	d := newDesk(t, "")
	p := d.run(d.sold(checkout.Print{Kind: checkout.PrintReceipt, State: checkout.Printing, At: time.Now()}))
	if p.State != checkout.Doubtful || p.Cause != "interrupted" || len(d.device.Jobs()) != 0 {
		t.Errorf("got %+v, %d jobs", p, len(d.device.Jobs()))
	}
}

// Last night's pile must not come out in the morning.
func TestOldJobsAskFirst(t *testing.T) {
	d := newDesk(t, "")
	old := queued()
	old.At = time.Now().Add(-time.Hour)
	if p := d.run(d.sold(old)); p.State != checkout.NotPrinted || p.Cause != "waited" || len(d.device.Jobs()) != 0 {
		t.Errorf("got %+v, %d jobs", p, len(d.device.Jobs()))
	}
}

func TestNoPrinterIsNoTrouble(t *testing.T) {
	d := newDesk(t, "none:")
	if p := d.run(d.sold(queued())); p.State != checkout.NoPrinter {
		t.Errorf("got %+v", p)
	}
}
