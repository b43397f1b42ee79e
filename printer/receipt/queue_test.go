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
	t       *testing.T
	db      *store.DB
	device  *printertest.Printer
	changes chan checkout.Sale
}

func newDesk(t *testing.T, address string) *desk {
	t.Helper()
	db, err := store.Open(t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	d := &desk{t: t, db: db, changes: make(chan checkout.Sale, 100)}
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

// run prints what is due until the print of a sale has ended, and returns how.
func (d *desk) run(id checkout.SaleID) checkout.Print {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(d.t.Context(), 30*time.Second)
	defer cancel()
	ended := make(chan error, 1)
	go func() { ended <- d.Run(ctx) }()
	for {
		select {
		case s := <-d.changes:
			if p := s.Prints[0]; s.ID == id && !p.Waits() {
				cancel()
				if err := <-ended; err != nil {
					d.t.Error(err)
				}
				return p
			}
		case <-ctx.Done():
			d.t.Fatal("the print never ended")
		}
	}
}

func queued() checkout.Print {
	return checkout.Print{Kind: checkout.PrintReceipt, State: checkout.Queued, At: time.Now()}
}

func TestReceiptReachesThePrinter(t *testing.T) {
	d := newDesk(t, "")
	if p := d.run(d.sold(queued())); p.State != checkout.Printed || p.Cause != "" {
		t.Errorf("got %+v", p)
	}
	jobs := d.device.Jobs()
	if len(jobs) != 1 || !strings.Contains(jobs[0].Dump(), "POS-000042") {
		t.Errorf("jobs: %v", jobs)
	}
}

func TestPrinterThatIsOffIsNotPrintedWithACause(t *testing.T) {
	d := newDesk(t, "")
	d.device.Behave(printertest.Refuse())
	if p := d.run(d.sold(queued())); p.State != checkout.NotPrinted || p.Cause != "refused" {
		t.Errorf("got %+v", p)
	}
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
