package printer

import (
	"context"

	"kasir/printer/escpos"
)

// A Condition is how a printer stands and what it tells of itself.
type Condition struct {
	Cause   Cause  // what would keep it from printing; Well where nothing does
	Err     error  // what the system says, for the log
	Answers bool   // it answers questions, so trouble is known at once
	Fences  bool   // it says when a job is done
	NearEnd bool   // its paper will soon be used up
	Repeats bool   // its queue sends a job again that broke off, so that it can come out twice
	Model   string // the name it gives itself, which may be another maker's; empty for none
}

// Examine asks the printer all that can be asked without printing.
func (p *Printer) Examine(ctx context.Context) Condition { return p.examine(ctx, true) }

func (p *Printer) examine(ctx context.Context, model bool) Condition {
	if !p.IsSet() {
		return Condition{Cause: NotSet, Err: ErrNotSet}
	}
	if err := p.turn.take(ctx); err != nil {
		return Condition{Cause: CauseOf(err), Err: err}
	}
	defer p.turn.give()
	s, err := p.open(ctx)
	if err != nil {
		return Condition{Cause: CauseOf(err), Err: err}
	}
	defer s.close()
	err = s.prepare()
	if err == nil && model && s.now().any {
		s.askModel()
	}
	now := s.now()
	return Condition{
		Cause: CauseOf(err), Err: err, Answers: now.any, Fences: p.memory.fences,
		NearEnd: now.status.NearEnd, Model: now.model, Repeats: s.repeats(),
	}
}

// repeats asks a print queue for its policy.
func (s *session) repeats() bool {
	queue, ok := s.conn.(interface{ Repeats() bool })
	return ok && queue.Repeats()
}

// askModel waits for a name, but not for long: many printers have none.
func (s *session) askModel() {
	if s.hand(escpos.AskModel(), answerLimit) == nil {
		_ = s.await(answerLimit, func() {}, func(now heard) bool { return now.model != "" })
	}
}
