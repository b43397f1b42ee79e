package checkout

import (
	"context"
	"errors"
	"math"
	"time"
)

// errOvertaken: while a question was being prepared the payment moved on.
var errOvertaken = errors.New("overtaken")

// journalError marks an error of the journal, which ends everything, apart
// from a provider's, which ends nothing.
type journalError struct{ error }

func (e journalError) Unwrap() error { return e.error }

func isJournal(err error) bool {
	var j journalError
	return errors.As(err, &j)
}

// update stores a change of one payment.
func (t *Till) update(p Payment, change func(s *Sale, p *Payment, number func() uint64) error) (Sale, error) {
	s, err := t.Journal.UpdateSale(p.Sale, func(s *Sale, number func() uint64) error {
		stored := s.Payment(p.ID)
		if stored == nil {
			return ErrNotFound
		}
		return change(s, stored, number)
	})
	if err != nil && !errors.Is(err, errOvertaken) {
		return s, journalError{err}
	}
	return s, err
}

// start marks an attempt on disk and only then lets the provider send it.
func (t *Till) start(ctx context.Context, m Method, p Payment) (Sale, time.Duration, error) {
	s, err := t.update(p, func(s *Sale, p *Payment, _ func() uint64) error {
		now := t.now()
		switch {
		case p.Status != Created:
			return errOvertaken
		case !p.Withdrawn.IsZero() && !p.Doubtful():
			p.Status, p.Ended = Cancelled, now
			s.happened(now, PaymentAnswered, p.ID, "", "cancelled; nothing was sent")
		case t.isKeyTooOld(m, *p):
			p.Status, p.Ended, p.Reason = Unresolved, now, Reason{Word: "key-too-old"}
			s.happened(now, PaymentTooOld, p.ID, "", "")
		default:
			p.Attempts++ // counts; only the first is news enough for an event
			if p.Attempts == 1 {
				s.happened(now, PaymentSent, p.ID, "", "")
			}
		}
		return nil
	})
	if err != nil || s.Payment(p.ID).Status != Created {
		return s, 0, ignoreOvertaken(err)
	}
	p = *s.Payment(p.ID)
	g, err := m.Provider.Start(ctx, p)
	if err == nil {
		s, err = t.record(p, g)
		return s, g.Wait, err
	}
	if fault := TroubleOf(err); !fault.Sent {
		if s, kept := t.update(p, func(_ *Sale, p *Payment, _ func() uint64) error {
			p.Unsent++
			return nil
		}); kept != nil {
			return s, 0, kept
		}
	}
	return s, 0, err
}

// takeBack asks the provider to cancel. One that cannot is remembered as kept:
// its code stays payable, so it stays watched.
func (t *Till) takeBack(ctx context.Context, m Method, p Payment) (Sale, time.Duration, error) {
	g, err := m.Provider.Cancel(ctx, p)
	if err != nil {
		return Sale{}, 0, err
	}
	s, err := t.record(p, g)
	if err != nil || !s.Payment(p.ID).Status.IsOpen() {
		return s, g.Wait, err
	}
	s, err = t.update(p, func(s *Sale, p *Payment, _ func() uint64) error {
		p.Kept = true
		s.happened(t.now(), PaymentAnswered, p.ID, "", "cannot be cancelled; stays payable")
		return nil
	})
	return s, g.Wait, err
}

// timeOut takes a payment back because its code was shown long enough. Money
// that came in the last moment is looked for first.
func (t *Till) timeOut(ctx context.Context, m Method, p Payment) (Sale, time.Duration, error) {
	g, err := m.Provider.Poll(ctx, p)
	if err != nil {
		return Sale{}, 0, err
	}
	s, err := t.record(p, g)
	if err != nil || !s.Payment(p.ID).Status.IsOpen() {
		return s, 0, err
	}
	s, err = t.withdraw(p, "", "its time is over")
	return s, 0, err
}

// draw has the picture of a code fetched and read. A picture that cannot be
// had does not hurt the payment: its address is shown as a code instead.
func (t *Till) draw(ctx context.Context, m Method, p Payment) (Sale, time.Duration, error) {
	prompt := Prompt{Link: p.Prompt.Picture}
	if prompter, ok := m.Provider.(Prompter); ok {
		read, err := prompter.Prompt(ctx, p)
		switch {
		case err == nil:
			prompt = read
		case ctx.Err() != nil:
			return Sale{}, 0, err
		default:
			t.log().Warn("no picture", "sale", p.Sale, "payment", p.ID, "method", m.ID, "err", err)
		}
	}
	s, err := t.record(p, Progress{Status: p.Status, Prompt: prompt, Missing: p.Missing})
	return s, 0, err
}

// stopWatching ends a watch whose time is over, once the service has been heard
// after that: the till may have been off when the money came.
func (t *Till) stopWatching(p Payment) (Sale, time.Duration, error) {
	s, err := t.update(p, func(s *Sale, p *Payment, _ func() uint64) error {
		if p.Watch.IsZero() {
			return errOvertaken // the money came
		}
		p.Watch = time.Time{}
		s.happened(t.now(), WatchOver, p.ID, "", "")
		return nil
	})
	if errors.Is(err, errOvertaken) {
		s, err = t.Journal.Sale(p.Sale)
	}
	return s, 0, err
}

func ignoreOvertaken(err error) error {
	if errors.Is(err, errOvertaken) {
		return nil
	}
	return err
}

// gone stands in for a method that the settings no longer have. Its payments
// keep asking for it, which the cashier sees, until the method is back.
type gone struct{}

// absent is a method that the settings no longer have. Nobody knows how long its
// service remembers a key, so no key is too old for it.
func absent(id string) Method {
	return Method{ID: id, Label: id, Provider: gone{}, Terms: Terms{Poll: time.Minute, KeyLife: math.MaxInt64}}
}

func (gone) Start(context.Context, Payment) (Progress, error)  { return noMethod() }
func (gone) Poll(context.Context, Payment) (Progress, error)   { return noMethod() }
func (gone) Cancel(context.Context, Payment) (Progress, error) { return noMethod() }

func noMethod() (Progress, error) {
	return Progress{}, &Fault{Trouble: Misused, Err: errors.New("the method is missing from the settings")}
}
