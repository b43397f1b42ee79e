package printer

import "fmt"

// An Outcome is what became of a job.
type Outcome uint8

// Outcomes. Only a Blocked job may be sent again without asking a person.
const (
	_          Outcome = iota
	Printed            // the printer itself said that it is done
	Sent               // every byte was taken, by a printer or a queue that says no more than that
	NotPrinted         // no byte was taken, and waiting would not help
	Blocked            // no byte was taken; it can be sent when the cause is gone
	Unknown            // some bytes were taken, so paper may have come out
)

var outcomeNames = [...]string{"no outcome", "printed", "sent", "not printed", "blocked", "unknown"}

// String is for the log.
func (o Outcome) String() string {
	if int(o) < len(outcomeNames) {
		return outcomeNames[o]
	}
	return outcomeNames[0]
}

// A Result says what became of a job, and why.
type Result struct {
	Outcome  Outcome
	Cause    Cause // Well where all went well
	Accepted int   // bytes that were taken
	Total    int   // bytes of the job, with the questions that prove its end
	NearEnd  bool  // the printer says that its paper will soon be used up
	Err      error // what the system says, for the log
}

// String is for the log.
func (r Result) String() string {
	text := r.Outcome.String()
	if r.Cause != Well {
		text += ": " + r.Cause.String()
	}
	if r.Outcome == Unknown {
		text += fmt.Sprintf(" after %d of %d bytes", r.Accepted, r.Total)
	}
	if r.Err != nil {
		text += ": " + r.Err.Error()
	}
	return text
}

// stopped sorts a failure by the one thing that matters: was a byte taken?
func stopped(cause Cause, err error, accepted, total int) Result {
	r := Result{Outcome: Blocked, Cause: cause, Accepted: accepted, Total: total, Err: err}
	if accepted > 0 {
		r.Outcome = Unknown
	}
	return r
}
