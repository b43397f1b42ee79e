package printer

import (
	"context"
	"slices"
	"sync"
	"time"

	"kasir/printer/escpos"
)

const usualChunk = 4096 // bytes

// A session is one connection with one job.
type session struct {
	ctx        context.Context
	cancel     context.CancelFunc
	release    func() bool // no longer closes the connection with the context
	conn       Conn
	traits     Traits
	profile    escpos.Profile
	memory     *memory
	trouble    func(Cause)
	told       Cause // the trouble that was told last
	unanswered int   // ticks for which a round of questions has been open

	mu      sync.Mutex
	changed chan struct{} // closed at each news, and replaced
	heard   heard
}

// heard is what came from the printer, and how far the job has gone there.
type heard struct {
	status   escpos.Status
	any      bool              // it has said something that we understand
	asked    []escpos.Question // not answered yet, oldest first
	fences   int               // sent
	fenced   int               // answered
	marks    []int             // reached
	model    string
	paused   bool // it wants no bytes just now
	accepted int
	handed   bool  // what was to be written has been, or failed
	failure  error // of the writing
	asking   bool  // questions are being sent
	stalled  bool  // no byte is taken
	silent   bool  // questions are not answered
	ended    error // why nothing more will be heard; nil while it may
}

// open opens the way to the printer, which takes nothing yet.
func (p *Printer) open(ctx context.Context) (*session, error) {
	ctx, cancel := context.WithCancel(ctx)
	conn, err := p.Transport.Open(ctx)
	if err != nil {
		cancel()
		return nil, err
	}
	s := &session{
		ctx: ctx, cancel: cancel, conn: conn, traits: conn.Traits(),
		profile: p.Profile, memory: &p.memory, changed: make(chan struct{}),
	}
	s.release = interrupt(ctx, conn)
	if s.traits.Answers {
		go s.listen()
	}
	return s, nil
}

// interrupt makes the connection give up as soon as the context ends.
func interrupt(ctx context.Context, conn Conn) (release func() bool) {
	return context.AfterFunc(ctx, func() {
		if conn.SetDeadline(time.Unix(1, 0)) != nil {
			_ = conn.Close()
		}
	})
}

// close ends the connection and remembers what the printer may still say.
func (s *session) close() {
	s.release()
	s.cancel()
	_ = s.conn.Close() // Write and Finish have said how it went
	now := s.now()
	s.memory.settle(now.fences, now.fenced)
	if now.any {
		s.memory.heard, s.memory.silent = true, 0
		s.memory.marks = s.memory.marks || slices.Contains(now.marks, s.memory.mark)
	}
}

// listen reads until the connection ends.
func (s *session) listen() {
	var listener escpos.Listener
	chunk := make([]byte, 256)
	for {
		n, err := s.conn.Read(chunk)
		s.change(func(h *heard) {
			for _, b := range chunk[:n] {
				if answer, ok := listener.Hear(b); ok {
					h.take(answer)
				}
			}
			h.ended = err
		})
		if err != nil {
			return
		}
	}
}

// take notes an answer.
func (h *heard) take(a escpos.Answer) {
	h.any = true
	switch a.Kind {
	case escpos.RealTime:
		if len(h.asked) > 0 {
			h.status.Real(h.asked[0], a.Byte)
			h.asked = h.asked[1:]
		}
	case escpos.AutoState:
		h.status.Auto(a.Auto)
	case escpos.Fenced:
		h.fenced++
		h.status.NearEnd = a.Byte&0x03 != 0
	case escpos.Pause, escpos.Resume:
		h.paused = a.Kind == escpos.Pause
	case escpos.Block:
		if mark, ok := a.MarkOf(); ok {
			h.marks = append(h.marks, mark)
		}
		if model, ok := a.Model(); ok {
			h.model = model
		}
	}
}

// change notes news and wakes whoever waits for some.
func (s *session) change(f func(*heard)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f(&s.heard)
	close(s.changed)
	s.changed = make(chan struct{})
}

// now is what has been heard so far.
func (s *session) now() heard {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.heard
}

// write hands bytes over, in pieces, and waits while the printer wants none.
func (s *session) write(b []byte) error {
	chunk := usualChunk
	if s.traits.Chunk > 0 {
		chunk = s.traits.Chunk
	}
	if s.traits.Whole {
		chunk = len(b)
	}
	for len(b) > 0 {
		if err := s.allowed(); err != nil {
			return err
		}
		n, err := s.conn.Write(b[:min(len(b), chunk)])
		s.change(func(h *heard) { h.accepted += n })
		if err != nil {
			return err
		}
		b = b[n:]
	}
	return nil
}

// allowed waits until the printer wants bytes.
func (s *session) allowed() error {
	for {
		s.mu.Lock()
		paused, changed := s.heard.paused, s.changed
		s.mu.Unlock()
		if !paused {
			return s.ctx.Err()
		}
		select {
		case <-changed:
		case <-s.ctx.Done():
			return s.ctx.Err()
		}
	}
}
