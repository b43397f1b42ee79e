package printer

import (
	"context"
	"errors"
	"time"
)

const (
	// How often a print queue is asked what became of a job.
	lookEvery = 250 * time.Millisecond

	// Looks after which the cashier hears that nothing comes out. Queues often
	// know no reason: of a printer that is off CUPS says so in a sentence alone.
	slowLooks = 5

	// How long a job may stay in a print queue, and how long while a person is
	// needed. Then it is taken back: it must not come out tomorrow.
	queueLimit = time.Minute
)

// errDropped: the print queue gave the job up.
var errDropped = errors.New("the print queue dropped the job")

// A look is how a job in a print queue stands.
type look struct {
	gone  bool  // it has left the queue, which is all that a queue says of success
	cause Cause // what keeps it there
}

// follow watches a job until it has left its print queue, and takes back one
// that stays there.
func follow(ctx context.Context, at func() (look, error), takeBack func() error, trouble func(Cause)) error {
	patience, person := time.NewTimer(queueLimit), time.NewTimer(personLimit)
	defer patience.Stop()
	defer person.Stop()
	ticker := time.NewTicker(lookEvery)
	defer ticker.Stop()
	for looks := 0; ; looks++ {
		now, err := at()
		if err != nil || now.gone {
			return err
		}
		if now.cause == Well && looks >= slowLooks {
			now.cause = TimedOut
		}
		trouble(now.cause)
		select {
		case <-ticker.C:
			continue
		case <-patience.C:
			if needsPerson(now.cause) {
				patience.Reset(queueLimit)
				continue
			}
		case <-person.C:
		case <-ctx.Done():
			return errors.Join(ctx.Err(), takeBack())
		}
		return &Error{orElse(now.cause, TimedOut), errors.Join(errTooLong, takeBack())}
	}
}

func orElse(c, otherwise Cause) Cause {
	if c == Well {
		return otherwise
	}
	return c
}
