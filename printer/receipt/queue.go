package receipt

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"kasir/checkout"
	"kasir/printer"
	"kasir/printer/escpos"
)

// A Queue prints what is due, one job after the other. It is made with
// NewQueue, and Run by one goroutine.
//
// A job of which the printer has taken no byte waits until the printer is ready
// and then comes out by itself. A job of which it has taken some is never sent
// again: it is doubtful, and a person may ask for a copy.
type Queue struct {
	jobs    Jobs
	printer *printer.Printer
	wake    chan struct{}

	Logos     *Logos               // nil means that papers have none
	Drawer    escpos.Pin           // the pin of the drawer, where there is one
	Now       func() time.Time     // nil means the machine's clock
	OnChange  func(checkout.Sale)  // hears how a print of a sale stands; called by Run's goroutine
	OnPaper   func(checkout.Paper) // likewise, of a print that belongs to no sale
	OnPrinter func(cause string)   // hears what keeps the printer from printing, and "" when it can; called by Run's goroutine
	OnNearEnd func()               // hears after a job that the paper is nearly used up; called by Run's goroutine
	Log       *slog.Logger         // nil means silent

	sources []Source
	started bool
	trouble string // what OnPrinter heard last
	doubts  int    // jobs in a row that ended in doubt

	mu      sync.Mutex
	retried bool // a person has asked to try again
}

const (
	// How often a printer that does not print is looked at.
	lookEvery = time.Second

	// Jobs in a row that end in doubt before the queue stops feeding the printer.
	tooDoubtful = 2
)

// Causes that are the queue's own, beside those of printer.Cause.
const (
	Interrupted = "interrupted" // the till stopped in the middle of it
	Waited      = "waited"      // it grew old, so a person is asked first
	Suspect     = "suspect"     // the jobs before came out doubtful
)

// NewQueue makes the queue of one printer, for what the store keeps to be
// printed.
func NewQueue(jobs Jobs, p *printer.Printer) *Queue {
	q := &Queue{jobs: jobs, printer: p, wake: make(chan struct{}, 1)}
	q.sources = []Source{sales{q}, papers{q}}
	return q
}

// Add takes in jobs that the store does not keep. It is called before Run.
func (q *Queue) Add(s Source) { q.sources = append(q.sources, s) }

// Wake tells the queue that something is due. It never waits.
func (q *Queue) Wake() {
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

// Retry is Wake for a person who has looked at the printer: one that came under
// suspicion is trusted again.
func (q *Queue) Retry() {
	q.mu.Lock()
	q.retried = true
	q.mu.Unlock()
	q.Wake()
}

// Run prints until the context ends. What an earlier run left half printed is
// called doubtful first, because paper may have come out.
func (q *Queue) Run(ctx context.Context) error {
	for {
		if err := q.work(ctx); err != nil {
			return fmt.Errorf("print queue: %w", err)
		}
		q.started = true
		if !q.wait(ctx) {
			return nil
		}
	}
}

// wait waits for something to do, and is false at the end. A printer that does
// not print is looked at again and again; one under suspicion is left alone.
func (q *Queue) wait(ctx context.Context) bool {
	var look <-chan time.Time
	if q.trouble != "" && q.trouble != Suspect {
		timer := time.NewTimer(lookEvery)
		defer timer.Stop()
		look = timer.C
	}
	select {
	case <-ctx.Done():
		return false
	case <-q.wake:
	case <-look:
	}
	return true
}

// work deals with all jobs that are due, as far as the printer lets it.
func (q *Queue) work(ctx context.Context) error {
	jobs, err := q.due()
	if err != nil {
		return err
	}
	q.forgive()
	tried := false
	for i, job := range jobs {
		switch {
		case job.State == checkout.Printing:
			err = q.interrupted(job)
		case job.stale(q.now()):
			err = q.note(job, Note{State: checkout.NotPrinted, Cause: Waited})
		case !q.printer.IsSet():
			err = q.note(job, Note{State: checkout.NoPrinter})
		case q.doubts >= tooDoubtful:
			return q.hold(jobs[i:], Suspect)
		default:
			var cause string
			if cause, err = q.print(ctx, job); cause != "" {
				return cmp.Or(err, q.hold(jobs[i+1:], cause))
			}
			tried = true
		}
		if err != nil {
			return err
		}
	}
	if !tried && q.trouble != "" && q.doubts < tooDoubtful {
		q.tell(q.printer.Ready(ctx).String())
	}
	return nil
}

// due lists the jobs of all sources, oldest first.
func (q *Queue) due() ([]Job, error) {
	var all []Job
	for _, s := range q.sources {
		jobs, err := s.Due()
		if err != nil {
			return nil, err
		}
		all = append(all, jobs...)
	}
	slices.SortStableFunc(all, func(a, b Job) int { return a.Asked.Compare(b.Asked) })
	return all, nil
}

// forgive takes the printer out of suspicion where a person has asked for it.
func (q *Queue) forgive() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.retried && q.doubts >= tooDoubtful {
		q.doubts = 0
		q.tell("")
	}
	q.retried = false
}

// interrupted is for a job that was being printed when the till stopped.
func (q *Queue) interrupted(job Job) error {
	if q.started {
		return nil // it is this run's, and was noted as far as it could be
	}
	q.printer.BrokeOff()
	return q.note(job, Note{State: checkout.Doubtful, Cause: Interrupted})
}

// hold notes why jobs wait. They stay queued, but for those of which the moment
// passes.
func (q *Queue) hold(jobs []Job, cause string) error {
	q.tell(cause)
	for _, job := range jobs {
		note := Note{State: checkout.Queued, Cause: cause}
		if job.AtOnce {
			note.State = checkout.NotPrinted
		}
		if job.State != checkout.Queued || job.Cause == cause && !job.AtOnce {
			continue
		}
		if err := q.note(job, note); err != nil {
			return err
		}
	}
	return nil
}

// print lets a job leave and stores what came of it. The cause is why the
// printer takes none; the job then stays queued.
func (q *Queue) print(ctx context.Context, job Job) (cause string, err error) {
	doc, err := job.Document()
	if err != nil {
		return "", q.unprintable(job, err)
	}
	var stored error
	result := q.printer.Do(ctx, printer.Job{
		Document: doc,
		Begin: func() error {
			q.tell("")
			stored = job.Note(q.at(Note{State: checkout.Printing}))
			return stored
		},
		Trouble: func(c printer.Cause) {
			q.tell(c.String())
			if err := q.note(job, Note{State: checkout.Printing, Cause: c.String()}); err != nil {
				q.warn(job, "trouble", err)
			}
		},
	})
	if errors.Is(stored, ErrMoved) {
		return "", nil
	}
	if stored != nil {
		return "", fmt.Errorf("note %s: %w", job.ID, stored)
	}
	if result.Err != nil && result.Cause.String() != q.trouble { // a printer that is looked at each second would fill the log
		q.warn(job, result.Outcome.String(), result.Err)
	}
	return q.ended(job, result, ctx.Err() != nil)
}

// unprintable is for a job of which nobody can make a document.
func (q *Queue) unprintable(job Job, why error) error {
	q.warn(job, printer.NotPrinted.String(), why)
	return q.note(job, Note{State: checkout.NotPrinted, Cause: printer.Unprintable.String()})
}

// ended stores what became of a job.
func (q *Queue) ended(job Job, result printer.Result, stopping bool) (cause string, err error) {
	if result.NearEnd && q.OnNearEnd != nil {
		q.OnNearEnd()
	}
	switch result.Outcome {
	case printer.Blocked:
		if stopping {
			return "", nil // the next start prints it, or asks first
		}
		return result.Cause.String(), q.hold([]Job{job}, result.Cause.String())
	case printer.Unknown:
		if q.doubts++; stopping {
			q.doubts = 0
		}
		q.tell(result.Cause.String())
		return "", q.note(job, Note{State: checkout.Doubtful, Cause: result.Cause.String()})
	case printer.Printed, printer.Sent:
		q.doubts = 0
		q.tell("")
		return "", q.note(job, Note{State: checkout.Printed, Proven: result.Outcome == printer.Printed})
	case printer.NotPrinted:
	}
	return "", q.note(job, Note{State: checkout.NotPrinted, Cause: result.Cause.String()})
}

// tell says once what keeps the printer from printing, and once that it is over.
func (q *Queue) tell(cause string) {
	if cause != q.trouble && q.OnPrinter != nil {
		q.OnPrinter(cause)
	}
	q.trouble = cause
}

func (q *Queue) note(job Job, n Note) error {
	if err := job.Note(q.at(n)); err != nil && !errors.Is(err, ErrMoved) {
		return fmt.Errorf("note %s: %w", job.ID, err)
	}
	return nil
}

func (q *Queue) at(n Note) Note { n.At = q.now(); return n }

func (q *Queue) warn(job Job, what string, err error) {
	if q.Log != nil {
		q.Log.Warn("print", "job", job.ID, "outcome", what, "err", err)
	}
}

func (q *Queue) now() time.Time {
	if q.Now != nil {
		return q.Now().UTC()
	}
	return time.Now().UTC()
}
