package printertest

import (
	"errors"
	"io"
	"net"
	"slices"
	"sync"
	"testing"

	"kasir/printer/escpos"
)

// A Printer is a receipt printer for tests. Its methods may be called from
// several goroutines.
type Printer struct {
	t       testing.TB
	address string
	work    sync.WaitGroup
	closed  chan struct{}

	mu         sync.Mutex
	listener   *net.TCPListener
	behaviour  Behaviour
	faults     Fault
	autoStatus bool
	unfinished []byte // of a command, behind a cable that was pulled
	held       []byte // echoes for the next connection
	jobs       []Job
	visits     map[*visit]bool
	mended     chan struct{} // closed when faults change, and replaced
}

// A Job is what came through one connection, without what was only asked.
type Job struct {
	Bytes   []byte
	Whole   bool // the sender said that it had finished
	Flushed int  // NULs before it, which end what an earlier job left unfinished
	Reset   bool // and ESC @ behind them
}

// Dump shows a job as text, for the code pages of epson-80.
func (j Job) Dump() string { return escpos.Dump(j.Bytes) }

// New starts a healthy network printer, which is stopped at the end of the test.
func New(t testing.TB) *Printer {
	t.Helper()
	p := NewInMemory(t)
	p.address = "127.0.0.1:0"
	p.listen()
	return p
}

// NewInMemory makes a healthy printer that is reached by Dial alone, for tests
// with a clock of their own.
func NewInMemory(t testing.TB) *Printer {
	t.Helper()
	p := &Printer{t: t, closed: make(chan struct{}), visits: map[*visit]bool{}, mended: make(chan struct{})}
	t.Cleanup(p.close)
	return p
}

// Address is the printer's address for the settings: tcp://127.0.0.1:port, or
// serial:// and a path.
func (p *Printer) Address() string {
	if p.listener == nil && p.address != "" && p.address[0] == '/' {
		return "serial://" + p.address
	}
	return "tcp://" + p.address
}

// Dial connects in memory. The printer notices no half-close.
func (p *Printer) Dial() net.Conn {
	near, far := net.Pipe()
	p.work.Add(1)
	go p.serve(far)
	return near
}

// Behave changes how the printer treats the connections that come from now on.
func (p *Printer) Behave(b Behaviour) {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.behaviour = b
	if b.refuse {
		p.hangUp()
	} else if p.listener == nil && p.address != "" {
		p.listen()
	}
}

// Fail makes something wrong with the printer, now.
func (p *Printer) Fail(f Fault) { p.setFaults(func(now Fault) Fault { return now | f }) }

// Mend puts everything right. What was taken before comes out.
func (p *Printer) Mend() { p.setFaults(func(Fault) Fault { return 0 }) }

func (p *Printer) setFaults(change func(Fault) Fault) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults = change(p.faults)
	p.tellAll()
	for v := range p.visits {
		v.execute()
	}
	close(p.mended)
	p.mended = make(chan struct{})
}

// tellAll tells of the state by itself, where that was asked for.
func (p *Printer) tellAll() {
	if !p.autoStatus {
		return
	}
	for v := range p.visits {
		v.say(p.faults.auto())
	}
}

// Jobs lists the jobs so far, also those that broke off, in the order in which
// they ended.
func (p *Printer) Jobs() []Job {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.jobs)
}

// Say sends bytes on the connections that are open.
func (p *Printer) Say(b ...byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for v := range p.visits {
		v.say(b)
	}
}

// Taken is how many bytes of documents have come on the connections that are open.
func (p *Printer) Taken() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := 0
	for v := range p.visits {
		n += len(v.job.Bytes)
	}
	return n
}

// listen opens the port; the first time the system chooses it.
func (p *Printer) listen() {
	p.t.Helper()
	listener, err := net.Listen("tcp", p.address)
	if err != nil {
		p.t.Fatalf("printertest: listen: %v", err)
	}
	p.listener = listener.(*net.TCPListener)
	p.address = listener.Addr().String()
	p.work.Add(1)
	go p.accept(p.listener)
}

func (p *Printer) accept(listener *net.TCPListener) {
	defer p.work.Done()
	for {
		conn, err := listener.AcceptTCP()
		if err != nil {
			return
		}
		// A real printer has little memory, so the sender feels it when it stalls.
		conn.SetReadBuffer(4096)
		p.work.Add(1)
		go p.serve(conn)
	}
}

func (p *Printer) serve(conn net.Conn) {
	defer p.work.Done()
	defer conn.Close()
	v, ok := p.begin(conn)
	if !ok {
		return
	}
	if v.b.stalled {
		<-p.closed
		return
	}
	ended := make(chan struct{})
	var speaker sync.WaitGroup
	speaker.Go(func() { v.speak(ended) })
	whole := p.read(v)
	p.keep(v, whole)
	close(ended)
	if !whole {
		conn.Close() // nobody listens
	}
	speaker.Wait()
}

// begin says how to treat a connection, unless the test is over.
func (p *Printer) begin(conn net.Conn) (*visit, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	select {
	case <-p.closed:
		return nil, false
	default:
	}
	v := &visit{p: p, b: p.behaviour, conn: conn, said: make(chan struct{}, 1), pending: p.unfinished}
	p.unfinished = nil
	p.visits[v] = true
	for _, old := range [][]byte{v.b.greets, p.held} {
		if len(old) > 0 {
			v.say(old)
		}
	}
	p.held = nil
	return v, true
}

// read takes bytes until the sender has finished, or is gone.
func (p *Printer) read(v *visit) (whole bool) {
	chunk := make([]byte, 64)
	for {
		n, err := v.conn.Read(chunk)
		p.mu.Lock()
		v.take(chunk[:n])
		p.mu.Unlock()
		if err != nil {
			return errors.Is(err, io.EOF)
		}
		if !p.rest(v) {
			return false
		}
	}
}

// rest waits while the printer takes nothing: it is slow, or its memory is full.
func (p *Printer) rest(v *visit) bool {
	if v.b.pause > 0 && !p.wait(nil, v.b.pause) {
		return false
	}
	for {
		p.mu.Lock()
		full, mended := p.faults.stops() && v.stored() > memoryLimit, p.mended
		p.mu.Unlock()
		if !full {
			return true
		}
		if !p.wait(mended, 0) {
			return false
		}
	}
}

// keep records a job before its connection is closed, so that a sender who has
// waited for that finds it.
func (p *Printer) keep(v *visit, whole bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.visits, v)
	if !v.broken {
		v.keep(whole)
	}
}

func (v *visit) keep(whole bool) {
	v.job.Whole = whole
	if len(v.job.Bytes) > 0 {
		v.p.jobs = append(v.p.jobs, v.job)
	}
}

func (p *Printer) hangUp() {
	if p.listener != nil {
		p.listener.Close()
		p.listener = nil
	}
}

func (p *Printer) close() {
	p.mu.Lock()
	p.hangUp()
	close(p.closed)
	for v := range p.visits {
		v.conn.Close()
	}
	p.mu.Unlock()
	p.work.Wait()
}
