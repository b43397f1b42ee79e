package printertest

import (
	"net"
	"slices"
	"sync"
	"testing"

	"kasir/printer/escpos"
)

// A Printer is a network printer for tests. Its methods may be called from
// several goroutines.
type Printer struct {
	t       testing.TB
	address string
	work    sync.WaitGroup
	closed  chan struct{}

	mu        sync.Mutex
	listener  *net.TCPListener
	behaviour Behaviour
	jobs      []Job
	conns     map[*net.TCPConn]bool
}

// A Job is what came through one connection.
type Job struct {
	Bytes []byte
	Whole bool // the sender said that it had finished
}

// Dump shows a job as text, for the code pages of epson-80.
func (j Job) Dump() string { return escpos.Dump(j.Bytes) }

// New starts a healthy printer, which is stopped at the end of the test.
func New(t testing.TB) *Printer {
	t.Helper()
	p := &Printer{t: t, address: "127.0.0.1:0", closed: make(chan struct{}), conns: map[*net.TCPConn]bool{}}
	p.listen()
	t.Cleanup(p.close)
	return p
}

// Address is the printer's address for the settings, tcp://127.0.0.1:port.
func (p *Printer) Address() string { return "tcp://" + p.address }

// Behave changes how the printer treats the connections that come from now on.
func (p *Printer) Behave(b Behaviour) {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.behaviour = b
	if b.refuse {
		p.hangUp()
	} else if p.listener == nil {
		p.listen()
	}
}

// Jobs lists the jobs so far, also those that broke off, in the order in which
// they ended.
func (p *Printer) Jobs() []Job {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.jobs)
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
		p.work.Add(1)
		go p.serve(conn)
	}
}

func (p *Printer) serve(conn *net.TCPConn) {
	defer p.work.Done()
	defer conn.Close()
	behaviour, ok := p.begin(conn)
	if !ok {
		return
	}
	// A real printer has little memory, so the sender feels it when it stalls.
	conn.SetReadBuffer(4096)

	p.keep(behaviour.serve(conn, p.closed))
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.conns, conn)
}

// begin says how to treat a connection, unless the test is over.
func (p *Printer) begin(conn *net.TCPConn) (Behaviour, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	select {
	case <-p.closed:
		return Behaviour{}, false
	default:
	}
	p.conns[conn] = true
	return p.behaviour, true
}

// keep records a job before its connection is closed, so that a sender who has
// waited for that finds it.
func (p *Printer) keep(job Job) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(job.Bytes) > 0 {
		p.jobs = append(p.jobs, job)
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
	for conn := range p.conns {
		conn.Close()
	}
	p.mu.Unlock()
	p.work.Wait()
}
