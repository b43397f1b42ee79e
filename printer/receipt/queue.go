package receipt

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"kasir/checkout"
	"kasir/printer"
	"kasir/printer/escpos"
)

// Jobs is what the queue needs of the store.
type Jobs interface {
	// DuePrints lists the sales with a print that Waits, oldest first.
	DuePrints() ([]checkout.Sale, error)
	// UpdateSale is that of checkout.Journal.
	UpdateSale(id checkout.SaleID, change func(s *checkout.Sale, number func() uint64) error) (checkout.Sale, error)
	// DuePapers and UpdatePaper are those of checkout.Tray.
	DuePapers() ([]checkout.Paper, error)
	UpdatePaper(id uint64, change func(p *checkout.Paper) ([]checkout.Event, error)) (checkout.Paper, error)
}

// A Queue prints what is due. It is made with NewQueue, and Run by one
// goroutine.
type Queue struct {
	jobs    Jobs
	printer *printer.Printer
	wake    chan struct{}

	Drawer   escpos.Pin           // the pin of the drawer, where there is one
	Now      func() time.Time     // nil means the machine's clock
	OnChange func(checkout.Sale)  // hears how a print came out; called by Run's goroutine
	OnPaper  func(checkout.Paper) // likewise, of a print that belongs to no sale
	Log      *slog.Logger         // nil means silent
}

// stale is how old a job may be and still come out unasked: nobody wants last
// night's pile in the morning.
const stale = 15 * time.Minute

// NewQueue makes the queue of one printer.
func NewQueue(jobs Jobs, p *printer.Printer) *Queue {
	return &Queue{jobs: jobs, printer: p, wake: make(chan struct{}, 1)}
}

// Wake tells the queue that something is due. It never waits.
func (q *Queue) Wake() {
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

// Run prints until the context ends. What an earlier run left half printed is
// called doubtful first, because paper may have come out, and what has waited
// too long is left for a person to ask for again.
func (q *Queue) Run(ctx context.Context) error {
	first := true
	for {
		if err := q.work(ctx, first); err != nil {
			return fmt.Errorf("print queue: %w", err)
		}
		first = false
		select {
		case <-ctx.Done():
			return nil
		case <-q.wake:
		}
	}
}

func (q *Queue) work(ctx context.Context, afterStart bool) error {
	due, err := q.jobs.DuePrints()
	if err != nil {
		return err
	}
	for _, s := range due {
		for i, p := range s.Prints {
			switch {
			case p.State == checkout.Printing && afterStart:
				err = q.note(s.ID, i, p.State, checkout.Doubtful, "interrupted")
			case p.State == checkout.Queued && q.isStale(p):
				err = q.note(s.ID, i, p.State, checkout.NotPrinted, "waited")
			case p.State == checkout.Queued:
				err = q.print(ctx, s, i)
			}
			if err != nil {
				return err
			}
		}
	}
	return q.workPapers(ctx, afterStart)
}

// print stores that bytes may leave, lets them leave, and stores what came of
// it.
func (q *Queue) print(ctx context.Context, s checkout.Sale, i int) error {
	if !q.printer.IsSet() {
		return q.note(s.ID, i, checkout.Queued, checkout.NoPrinter, "")
	}
	if err := q.note(s.ID, i, checkout.Queued, checkout.Printing, ""); err != nil {
		return err
	}
	state, cause := q.send(ctx, q.document(s, i), "sale", s.ID)
	return q.note(s.ID, i, checkout.Printing, state, cause)
}

// document is what the print puts out. The drawer's pulse stands alone, so that
// no receipt can open it.
func (q *Queue) document(s checkout.Sale, i int) printer.Document {
	switch p := s.Prints[i]; p.Kind {
	case checkout.DrawerPulse:
		return printer.Document{printer.Drawer{Pin: q.Drawer}}
	case checkout.PrintRefund:
		return Refund(*p.Slip, p)
	case checkout.PrintReceipt:
	}
	return Sale(*s.Receipt, s.Prints[i])
}

func outcome(err error) (checkout.PrintState, string) {
	var partial *printer.PartialError
	if err == nil {
		return checkout.Printed, ""
	}
	cause := printer.CauseOf(err).String()
	if errors.As(err, &partial) {
		return checkout.Doubtful, cause
	}
	return checkout.NotPrinted, cause
}

// errMoved: somebody else has moved the print on.
var errMoved = errors.New("moved on")

func (q *Queue) note(id checkout.SaleID, i int, from, to checkout.PrintState, cause string) error {
	s, err := q.jobs.UpdateSale(id, func(s *checkout.Sale, _ func() uint64) error {
		if i >= len(s.Prints) || s.Prints[i].State != from {
			return errMoved
		}
		s.NotePrint(i, to, cause, q.now())
		return nil
	})
	switch {
	case errors.Is(err, errMoved):
		return nil
	case err != nil:
		return fmt.Errorf("note print %d of sale %s: %w", i, id, err)
	case q.OnChange != nil:
		q.OnChange(s)
	}
	return nil
}

func (q *Queue) now() time.Time {
	if q.Now != nil {
		return q.Now().UTC()
	}
	return time.Now().UTC()
}
