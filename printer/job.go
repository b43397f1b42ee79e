package printer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"kasir/printer/escpos"
)

const (
	// A printer that answers does so within milliseconds, over bad WiFi within
	// some hundred.
	answerLimit = 500 * time.Millisecond

	// Some printers never close their side. We do not wait for those for ever.
	drainLimit = 3 * time.Second

	// One that has said that it is done need not be waited for.
	farewellLimit = 300 * time.Millisecond
)

// print sends a job to a printer that is ready and waits until it says that it
// is done, as far as it says such things.
func (s *session) print(bytes []byte, job Job) Result {
	if err := s.prepare(); err != nil {
		return stopped(CauseOf(err), err, 0, len(bytes))
	}
	if job.Begin != nil {
		if err := job.Begin(); err != nil {
			return Result{Outcome: NotPrinted, Cause: Failed, Total: len(bytes), Err: err}
		}
	}
	s.trouble, s.told = job.Trouble, Well // what came before is no trouble of the job's
	s.change(func(h *heard) { h.accepted = 0 })
	stream, proof := s.stream(bytes)
	limit := timeLimit(len(stream), s.traits.Speed)
	if err := s.hand(stream, limit); err != nil {
		return s.brokeOff(err, TimedOut, len(stream))
	}
	if proof == nil {
		return s.finish(len(stream))
	}
	if err := s.await(limit, s.tick, proof); err != nil {
		return s.brokeOff(err, Unconfirmed, len(stream))
	}
	s.farewell()
	return Result{Outcome: Printed, Accepted: len(stream), Total: len(stream), NearEnd: s.now().status.NearEnd}
}

// brokeOff says what a job that ended early comes to. What the printer may
// still want of it is remembered for the next.
func (s *session) brokeOff(err error, late Cause, total int) Result {
	now := s.now()
	cause := CauseOf(err)
	var known *Error
	if errors.Is(err, errTooLong) && !errors.As(err, &known) {
		cause = orElse(s.cause(now), late)
	}
	if now.accepted > 0 {
		s.memory.brokeOff(total)
	}
	return stopped(cause, err, now.accepted, total)
}

// prepare asks a printer that may answer how it stands. The error carries the
// cause why it would not print; nothing of the job has been sent.
func (s *session) prepare() error {
	if s.traits.Answers && !s.memory.mute() && s.profile.Status != escpos.No {
		if err := s.greet(); err != nil {
			return err
		}
	}
	if s.memory.unended > 0 && !s.traits.Whole {
		rest := escpos.Flush(s.memory.unended)
		if err := s.hand(rest, timeLimit(len(rest), s.traits.Speed)); err != nil {
			return fmt.Errorf("end the job before: %w", err)
		}
		s.memory.unended = 0
	}
	if s.now().any && s.mayFence() && !s.memory.fences {
		return s.tryFence()
	}
	return nil
}

// mayFence tells whether it is worth trying a fence.
func (s *session) mayFence() bool {
	switch s.profile.Fence {
	case escpos.Yes:
		return true
	case escpos.No:
		return false
	case escpos.NotKnown:
	}
	return s.memory.noFence < silences
}

// greet asks the printer how it stands. One that has never answered is taken
// for mute after some time; one that has must answer.
func (s *session) greet() error {
	answered := func(now heard) bool { return len(now.asked) == 0 }
	err := s.hand(s.questions(), answerLimit)
	if err == nil {
		err = s.await(answerLimit, func() {}, answered)
	}
	now := s.now()
	switch {
	case errors.Is(err, errTooLong) && (s.memory.heard || now.any && !answered(now)):
		return &Error{Silent, err}
	case errors.Is(err, errTooLong) && s.ctx.Err() == nil:
		s.memory.silent++
	case errors.Is(err, errTooLong):
		return &Error{TimedOut, err} // it did not even take the questions
	case err != nil:
		return err
	}
	if cause := s.cause(now); cause != Well {
		return &Error{cause, errors.New("the printer says so")}
	}
	return nil
}

// tryFence learns whether the printer answers a fence.
func (s *session) tryFence() error {
	s.change(func(h *heard) { h.fences++ })
	err := s.hand(escpos.Fence(), answerLimit)
	if err == nil {
		err = s.await(answerLimit, func() {}, func(now heard) bool { return now.fenced > 0 })
	}
	switch {
	case err == nil:
		s.memory.fences = true
	case errors.Is(err, errTooLong) && s.ctx.Err() == nil:
		s.memory.noFence++
		return nil
	}
	return err
}

// stream puts around a job what makes the printer tell of its end, and says
// what that looks like; nil where the printer tells no such thing.
func (s *session) stream(job []byte) (stream []byte, proof func(heard) bool) {
	now := s.now()
	if !now.any {
		return job, nil
	}
	// ESC @ may switch the automatic status off.
	if start, ok := bytes.CutPrefix(job, []byte{0x1B, '@'}); ok {
		stream = slices.Concat([]byte{0x1B, '@'}, escpos.AutoStatus(true), start)
	} else {
		stream = slices.Clone(job)
	}
	var mark, needed int
	if s.profile.ProcessID == escpos.Yes {
		mark = s.memory.nextMark()
		stream = append(stream, escpos.Mark(mark)...)
	}
	if s.memory.fences && !s.memory.marks {
		owed := s.memory.owed()
		needed = now.fences + owed + 1 // the first that cannot belong to anything else
		s.change(func(h *heard) { h.fences += owed + 1 })
		for range owed + 1 {
			stream = append(stream, escpos.Fence()...)
		}
	}
	stream = append(stream, escpos.AutoStatus(false)...)
	if mark == 0 && needed == 0 {
		return stream, nil
	}
	return stream, func(now heard) bool {
		return slices.Contains(now.marks, mark) || needed > 0 && now.fenced >= needed
	}
}

// A watcher is a connection that learns of trouble while it finishes.
type watcher interface{ Watch(trouble func(Cause)) }

// finish ends a job of which the printer will not say that it is done.
func (s *session) finish(total int) Result {
	if w, ok := s.conn.(watcher); ok {
		w.Watch(s.tell)
	}
	err := s.conn.Finish(s.ctx)
	if err == nil && s.traits.Ends {
		err = s.await(drainLimit, func() {}, func(now heard) bool { return now.ended != nil })
		if ended := s.now().ended; err == nil && !errors.Is(ended, io.EOF) {
			err = ended
		}
		if errors.Is(err, errTooLong) {
			err = nil
		}
	}
	if stop := s.ctx.Err(); stop != nil && !errors.Is(err, context.Canceled) {
		err = errors.Join(stop, err)
	}
	if err != nil {
		return s.brokeOff(err, TimedOut, total)
	}
	return Result{Outcome: Sent, Accepted: total, Total: total, NearEnd: s.now().status.NearEnd}
}

// farewell ends the connection with a printer that is done. What goes wrong now
// changes nothing.
func (s *session) farewell() {
	if s.conn.Finish(s.ctx) == nil && s.traits.Ends {
		_ = s.await(farewellLimit, func() {}, func(now heard) bool { return now.ended != nil })
	}
}
