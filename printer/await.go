package printer

import (
	"errors"
	"fmt"
	"io"
	"time"

	"kasir/printer/escpos"
)

const (
	// How often a printer that is busy is asked how it stands.
	askEvery = 500 * time.Millisecond

	// Ticks of askEvery after which a printer that takes nothing, or answers
	// nothing, is told to the cashier; and after which it is asked anew.
	stallTicks, silentTicks, anewTicks = 2, 3, 6

	// A printer that waits for a person is asked less often: it says by itself
	// when it goes on, if it can.
	personTicks = 3

	// How long a printer may wait for paper, or for its cover to be closed.
	personLimit = 10 * time.Minute

	// How long a write that was told to stop is waited for.
	stopLimit = 2 * time.Second
)

// errTooLong: the printer neither got on nor said why.
var errTooLong = errors.New("the printer took too long")

// errHungUp: the printer closed its side before it was done.
var errHungUp = errors.New("the printer hung up")

// await waits until something is so. It tells what keeps the printer from
// getting on, and gives it longer while a person is needed.
func (s *session) await(limit time.Duration, tick func(), done func(heard) bool) error {
	patience, person := time.NewTimer(limit), time.NewTimer(personLimit)
	defer patience.Stop()
	defer person.Stop()
	ticker := time.NewTicker(askEvery)
	defer ticker.Stop()
	for {
		s.mu.Lock()
		now, changed := s.heard, s.changed
		s.mu.Unlock()
		cause := s.cause(now)
		s.tell(cause)
		switch {
		case done(now):
			return nil
		case s.ctx.Err() != nil:
			return s.ctx.Err()
		case errors.Is(now.ended, io.EOF):
			return &Error{Broken, errHungUp}
		case now.ended != nil:
			return now.ended
		}
		select {
		case <-changed:
		case <-ticker.C:
			tick()
		case <-patience.C:
			if !needsPerson(cause) {
				return errTooLong
			}
			patience.Reset(askEvery)
		case <-person.C:
			return errTooLong
		case <-s.ctx.Done():
		}
	}
}

// hand writes bytes and tells when the device takes none. It returns when the
// device has taken them all, or no longer will.
func (s *session) hand(b []byte, limit time.Duration) error {
	s.change(func(h *heard) { h.handed, h.failure = false, nil })
	go func() {
		err := s.write(b)
		s.change(func(h *heard) { h.handed, h.failure = true, err })
	}()
	before, still := -1, 0
	err := s.await(limit, func() {
		if still++; s.now().accepted != before {
			before, still = s.now().accepted, 0
		}
		s.change(func(h *heard) { h.stalled = still >= stallTicks })
	}, func(now heard) bool { return now.handed })
	s.change(func(h *heard) { h.stalled = false })
	if err != nil {
		s.stop()
		return err
	}
	failure := s.now().failure
	if stop := s.ctx.Err(); stop != nil && failure != nil {
		return fmt.Errorf("%w: %w", stop, failure)
	}
	return failure
}

// stop makes a write that is under way return, so that it can be said how much
// was taken.
func (s *session) stop() {
	s.cancel()
	patience := time.NewTimer(stopLimit)
	defer patience.Stop()
	for {
		s.mu.Lock()
		handed, changed := s.heard.handed, s.changed
		s.mu.Unlock()
		if handed {
			return
		}
		select {
		case <-changed:
		case <-patience.C:
			return
		}
	}
}

// tick asks a printer that answers how it stands, while it is waited for.
func (s *session) tick() {
	now := s.now()
	if !now.any || now.asking {
		return
	}
	s.unanswered++
	if len(now.asked) == 0 {
		if needsPerson(s.cause(now)) && s.unanswered < personTicks {
			return
		}
		s.unanswered = 0
	}
	s.change(func(h *heard) {
		h.silent = s.unanswered >= silentTicks && len(h.asked) > 0
		if s.unanswered >= anewTicks {
			h.asked, s.unanswered = nil, 0
		}
	})
	s.askAgain()
}

// askAgain sends a round of questions beside the waiting. A line that takes
// none is not given a second one.
func (s *session) askAgain() {
	questions := s.questions()
	if len(questions) == 0 {
		return
	}
	s.change(func(h *heard) { h.asking = true })
	go func() {
		_, _ = s.conn.Write(questions) // what fails here fails for the listener too
		s.change(func(h *heard) { h.asking = false })
	}()
}

// questions gives the bytes of a round, unless the last round is still open.
func (s *session) questions() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.heard.asked) > 0 {
		return nil
	}
	s.heard.asked = escpos.Questions()
	var bytes []byte
	for _, q := range s.heard.asked {
		bytes = append(bytes, escpos.Ask(q)...)
	}
	return bytes
}
