package receipt

import (
	"errors"
	"fmt"

	"kasir/checkout"
	"kasir/printer"
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

// ErrMoved means that somebody else has moved a job on.
var ErrMoved = errors.New("the job was moved on")

// sales is the source of what sales ask for: receipts, copies and pulses.
type sales struct{ q *Queue }

// Due lists the prints of all sales.
func (s sales) Due() ([]Job, error) {
	due, err := s.q.jobs.DuePrints()
	if err != nil {
		return nil, err
	}
	var jobs []Job
	for _, sale := range due {
		for i, p := range sale.Prints {
			if p.Waits() {
				jobs = append(jobs, s.job(sale, i))
			}
		}
	}
	return jobs, nil
}

func (s sales) job(sale checkout.Sale, i int) Job {
	p := sale.Prints[i]
	state := p.State
	return Job{
		ID: fmt.Sprintf("sale %s print %d", sale.ID, i), State: p.State, Cause: p.Cause, Asked: p.At, AtOnce: p.Kind == checkout.DrawerPulse,
		Document: func() (printer.Document, error) { return s.document(sale, i) },
		Note: func(n Note) error {
			err := s.note(sale.ID, i, state, n)
			if err == nil {
				state = n.State
			}
			return err
		},
	}
}

// document is what a print puts out. The drawer's pulse stands alone, so that
// no receipt can open it.
func (s sales) document(sale checkout.Sale, i int) (printer.Document, error) {
	switch p := sale.Prints[i]; p.Kind {
	case checkout.DrawerPulse:
		return printer.Document{printer.Drawer{Pin: s.q.Drawer}}, nil
	case checkout.PrintRefund:
		if p.Slip != nil {
			return Refund(*p.Slip, p, s.q.Logos.Of(p.Slip.Shop)), nil
		}
	case checkout.PrintReport: // belongs to no sale
	case checkout.PrintReceipt:
		if sale.Receipt != nil {
			return Sale(*sale.Receipt, p, s.q.Logos.Of(sale.Receipt.Shop)), nil
		}
	}
	return nil, fmt.Errorf("the sale has nothing to print as %q", sale.Prints[i].Kind)
}

// note stores how far a print of a sale has come.
func (s sales) note(id checkout.SaleID, i int, from checkout.PrintState, n Note) error {
	sale, err := s.q.jobs.UpdateSale(id, func(sale *checkout.Sale, _ func() uint64) error {
		if i >= len(sale.Prints) || sale.Prints[i].State != from {
			return ErrMoved
		}
		sale.NotePrint(i, n.State, n.Cause, n.At)
		sale.Prints[i].Proven = n.Proven
		return nil
	})
	if err == nil && s.q.OnChange != nil {
		s.q.OnChange(sale)
	}
	return err
}
