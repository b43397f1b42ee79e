package printer

import (
	"context"
	"fmt"
	"sync"
	"time"

	"kasir/printer/escpos"
)

// A Printer is one device and the way to it. Its methods may be called from
// several goroutines; jobs are sent one after the other. Its zero value is no
// printer.
type Printer struct {
	Transport Transport // nil means that no printer is set up
	Profile   escpos.Profile

	turn   turn
	memory memory // belongs to whoever has the turn
}

// A Job is one document on its way to the printer.
type Job struct {
	Document Document

	// Begin is called when the printer is ready, before the first byte leaves.
	// An error keeps the job from leaving. It may be nil.
	Begin func() error

	// Trouble hears why a printer that has begun does not get on, and Well when
	// it does again. It may be nil.
	Trouble func(Cause)
}

// IsSet says whether the shop has a printer. It does not ask the device.
func (p *Printer) IsSet() bool {
	if p == nil || p.Transport == nil {
		return false
	}
	_, isNone := p.Transport.(none)
	return !isNone
}

// Print sends a document and says what became of it.
func (p *Printer) Print(ctx context.Context, doc Document) Result {
	return p.Do(ctx, Job{Document: doc})
}

// Do prints a job and says what became of it. A job is given up that takes
// longer than 15 seconds and twice the time of its bytes on a slow line. While
// the printer says that it waits for a person, as it does for paper, it is
// given ten minutes.
func (p *Printer) Do(ctx context.Context, job Job) Result {
	if !p.IsSet() {
		return Result{Outcome: NotPrinted, Cause: NotSet, Err: ErrNotSet}
	}
	bytes, _, err := Encode(job.Document, p.Profile)
	if err != nil {
		return Result{Outcome: NotPrinted, Cause: Unprintable, Err: err}
	}
	if err := p.turn.take(ctx); err != nil {
		return stopped(CauseOf(err), fmt.Errorf("wait for the job before: %w", err), 0, len(bytes))
	}
	defer p.turn.give()
	s, err := p.open(ctx)
	if err != nil {
		return stopped(CauseOf(err), err, 0, len(bytes))
	}
	defer s.close()
	return s.print(bytes, job)
}

// Ready asks the printer what would keep it from printing now. It prints
// nothing. A printer that says nothing of itself is Well when it can be reached.
func (p *Printer) Ready(ctx context.Context) Cause {
	return p.examine(ctx, false).Cause
}

// BrokeOff tells that a job of unknown length broke off before this Printer was
// made, as when the till lost power. What the printer may still hold of it is
// ended before the next job.
func (p *Printer) BrokeOff() {
	const usualReceipt = 8192
	if p.turn.take(context.Background()) == nil {
		p.memory.brokeOff(usualReceipt)
		p.turn.give()
	}
}

// timeLimit is how long a job may take: 15 seconds for a printer that is busy,
// and twice the time that the bytes take on the line, which is taken to have
// 9600 baud where nothing else is known.
func timeLimit(bytes, speed int) time.Duration {
	if speed <= 0 {
		speed = 2 * 960
	}
	return 15*time.Second + 2*time.Duration(bytes)*time.Second/time.Duration(speed)
}

// A turn lets one job at a time through. Unlike a mutex it can be waited for
// with a context.
type turn struct {
	once sync.Once
	slot chan struct{}
}

func (t *turn) take(ctx context.Context) error {
	t.once.Do(func() { t.slot = make(chan struct{}, 1) })
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case t.slot <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (t *turn) give() { <-t.slot }
