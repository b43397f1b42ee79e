package receipt

import (
	"time"

	"kasir/checkout"
	"kasir/printer"
)

// A Job is one paper, or one pulse for the drawer, that waits for the printer.
type Job struct {
	ID     string              // names it in the log
	State  checkout.PrintState // Queued, or Printing where an earlier run was interrupted
	Cause  string              // why it waits, as noted last
	Asked  time.Time           // when it was asked for
	AtOnce bool                // it is of use now or not at all, and does not wait for a printer in trouble

	// Document says what is printed. It is called when its turn has come.
	Document func() (printer.Document, error)

	// Note stores how far the job has come; what it says is on disk when it
	// returns. ErrMoved means that the job is no longer the queue's: somebody
	// else has changed it.
	Note func(Note) error
}

// A Note is how far a job has come.
type Note struct {
	State  checkout.PrintState
	Cause  string // why it waits or was not printed, a word for assets/words; empty where all is well
	Proven bool   // the printer itself said that it came out
	At     time.Time
}

// A Source lists jobs. Those that end must leave its list.
type Source interface {
	// Due lists the jobs that are Queued or Printing.
	Due() ([]Job, error)
}

// patience is how old a job may be and still come out unasked: nobody wants
// last night's pile in the morning.
const patience = 10 * time.Minute

// A drawer that springs open long after somebody asked for it gives its money
// to whoever stands there.
const patienceAtOnce = time.Minute

func (j Job) stale(now time.Time) bool {
	limit := patience
	if j.AtOnce {
		limit = patienceAtOnce
	}
	return now.Sub(j.Asked) > limit
}
