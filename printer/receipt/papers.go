package receipt

import (
	"fmt"

	"kasir/checkout"
	"kasir/printer"
)

// papers is the source of what belongs to no sale.
type papers struct{ q *Queue }

// Due lists the papers that wait.
func (s papers) Due() ([]Job, error) {
	due, err := s.q.jobs.DuePapers()
	if err != nil {
		return nil, err
	}
	var jobs []Job
	for _, p := range due {
		jobs = append(jobs, s.job(p))
	}
	return jobs, nil
}

func (s papers) job(p checkout.Paper) Job {
	state := p.State
	return Job{
		ID: fmt.Sprintf("paper %d", p.ID), State: p.State, Cause: p.Cause, Asked: p.At, AtOnce: p.Kind == checkout.DrawerPulse,
		Document: func() (printer.Document, error) {
			switch {
			case p.Kind == checkout.DrawerPulse:
				return printer.Document{printer.Drawer{Pin: s.q.Drawer}}, nil
			case p.Kind == checkout.PrintReport && p.Report != nil:
				return Report(*p.Report, p.Print), nil
			}
			return nil, fmt.Errorf("a paper has nothing to print as %q", p.Kind)
		},
		Note: func(n Note) error {
			err := s.note(p.ID, state, n)
			if err == nil {
				state = n.State
			}
			return err
		},
	}
}

// note stores how far a paper has come.
func (s papers) note(id uint64, from checkout.PrintState, n Note) error {
	paper, err := s.q.jobs.UpdatePaper(id, func(p *checkout.Paper) ([]checkout.Event, error) {
		if p.State != from {
			return nil, ErrMoved
		}
		events := p.Note(n.State, n.Cause, n.At)
		p.Proven = n.Proven
		return events, nil
	})
	if err == nil && s.q.OnPaper != nil {
		s.q.OnPaper(paper)
	}
	return err
}
