package receipt

import (
	"context"
	"errors"
	"fmt"
	"time"

	"kasir/checkout"
	"kasir/printer"
)

// A drawer that springs open long after somebody asked for it gives its money
// to whoever stands there.
const staleDrawer = time.Minute

// isStale tells whether a job has waited too long to come out unasked.
func (q *Queue) isStale(p checkout.Print) bool {
	limit := stale
	if p.Kind == checkout.DrawerPulse {
		limit = staleDrawer
	}
	return q.now().Sub(p.At) > limit
}

// workPapers prints what belongs to no sale.
func (q *Queue) workPapers(ctx context.Context, afterStart bool) error {
	due, err := q.jobs.DuePapers()
	if err != nil {
		return err
	}
	for _, p := range due {
		switch {
		case p.State == checkout.Printing && afterStart:
			err = q.notePaper(p, checkout.Doubtful, "interrupted")
		case p.State == checkout.Queued && q.isStale(p.Print):
			err = q.notePaper(p, checkout.NotPrinted, "waited")
		case p.State == checkout.Queued:
			err = q.printPaper(ctx, p)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (q *Queue) printPaper(ctx context.Context, p checkout.Paper) error {
	if !q.printer.IsSet() {
		return q.notePaper(p, checkout.NoPrinter, "")
	}
	if err := q.notePaper(p, checkout.Printing, ""); err != nil {
		return err
	}
	p.State = checkout.Printing
	state, cause := q.send(ctx, printer.Document{printer.Drawer{Pin: q.Drawer}}, "paper", p.ID)
	return q.notePaper(p, state, cause)
}

// send lets a document leave, and says what came of it.
func (q *Queue) send(ctx context.Context, doc printer.Document, what string, id any) (checkout.PrintState, string) {
	err := q.printer.Print(ctx, doc)
	state, cause := outcome(err)
	if err != nil && q.Log != nil {
		q.Log.Warn("print", what, id, "state", state.String(), "err", err)
	}
	return state, cause
}

func (q *Queue) notePaper(was checkout.Paper, to checkout.PrintState, cause string) error {
	p, err := q.jobs.UpdatePaper(was.ID, func(p *checkout.Paper) ([]checkout.Event, error) {
		if p.State != was.State {
			return nil, errMoved
		}
		return p.Note(to, cause, q.now()), nil
	})
	switch {
	case errors.Is(err, errMoved):
		return nil
	case err != nil:
		return fmt.Errorf("note paper %d: %w", was.ID, err)
	case q.OnPaper != nil:
		q.OnPaper(p)
	}
	return nil
}
