package receipt_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/printer/printertest"
)

// runPaper prints what is due until a paper has ended, and returns it.
func (d *desk) runPaper(at time.Time) checkout.Paper {
	d.t.Helper()
	_, err := d.db.AddPaper(checkout.Paper{
		Print: checkout.Print{Kind: checkout.DrawerPulse, State: checkout.Queued, At: at},
	}, checkout.Event{At: at, What: checkout.DrawerAsked})
	if err != nil {
		d.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(d.t.Context(), 30*time.Second)
	defer cancel()
	var last checkout.Paper
	d.OnPaper = func(p checkout.Paper) {
		if last = p; !p.Waits() {
			cancel()
		}
	}
	if err := d.Run(ctx); err != nil {
		d.t.Error(err)
	}
	return last
}

func TestTheDrawerOpensWithoutASale(t *testing.T) {
	d := newDesk(t, "")
	if p := d.runPaper(time.Now()); p.State != checkout.Printed {
		t.Errorf("got %+v", p)
	}
	if jobs := d.device.Jobs(); len(jobs) != 1 || !strings.Contains(jobs[0].Dump(), "ESC p") {
		t.Errorf("jobs: %v", jobs)
	}
}

func TestADrawerThatDoesNotOpenSaysWhy(t *testing.T) {
	d := newDesk(t, "")
	d.device.Behave(printertest.Refuse())
	if p := d.runPaper(time.Now()); p.State != checkout.NotPrinted || p.Cause != "refused" {
		t.Errorf("got %+v", p)
	}
}

// The printer was off when somebody asked for the drawer. It was switched on
// ten minutes later, and nobody stood at the till.
func TestTheDrawerDoesNotOpenLate(t *testing.T) {
	d := newDesk(t, "")
	if p := d.runPaper(time.Now().Add(-2 * time.Minute)); p.State != checkout.NotPrinted || p.Cause != "waited" || len(d.device.Jobs()) != 0 {
		t.Errorf("got %+v, %d jobs", p, len(d.device.Jobs()))
	}
}
