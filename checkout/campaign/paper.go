package campaign

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"kasir/checkout"
	"kasir/printer"
)

// A paper is a printer, and all that came out of it.
type paper struct {
	mu     sync.Mutex
	sheets []sheet
	breaks []int // bytes after which the next jobs break; below zero none does
	busy   int   // of the next jobs, how many it refuses
}

// A sheet is what one job put on paper, if only a part of it.
type sheet struct {
	text  string
	bytes int
	whole bool
}

func (s sheet) isCopy() bool { return strings.Contains(s.text, "COPY") }

// isSlip tells a refund's paper from a receipt.
func (s sheet) isSlip() bool { return strings.Contains(s.text, "REFUND") }

// feed is the way of one run of the till to the printer.
type feed struct {
	paper *paper
	run   *run
}

var errBusy = errors.New("the printer serves somebody else")

// Open makes a connection for one job.
func (f feed) Open(context.Context) (printer.Conn, error) {
	if f.run.dead() {
		return nil, errDead
	}
	f.paper.mu.Lock()
	defer f.paper.mu.Unlock()
	if f.paper.busy > 0 {
		f.paper.busy--
		return nil, errBusy
	}
	return &job{feed: f}, nil
}

// A job is one connection.
type job struct{ feed }

// Write prints, until the printer breaks.
func (j *job) Write(b []byte) (int, error) {
	if j.run.dead() {
		return 0, errDead
	}
	p := j.paper
	p.mu.Lock()
	defer p.mu.Unlock()
	n := len(b)
	if len(p.breaks) > 0 {
		if first := p.breaks[0]; first >= 0 {
			n = min(first, n)
		}
		p.breaks = p.breaks[1:]
	}
	s := sheet{text: string(b), bytes: n, whole: n == len(b)}
	if n > 0 {
		p.sheets = append(p.sheets, s)
		j.run.world.printed(s)
	}
	if n < len(b) {
		return n, errors.New("the printer broke off")
	}
	return n, nil
}

func (j *job) Read([]byte) (int, error)     { return 0, errors.New("the printer says nothing") }
func (j *job) Close() error                 { return nil }
func (j *job) SetDeadline(time.Time) error  { return nil }
func (j *job) Finish(context.Context) error { return nil }
func (j *job) Traits() printer.Traits       { return printer.Traits{Whole: true} }

func (p *paper) all() []sheet {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]sheet(nil), p.sheets...)
}

// speaksOf tells whether a sheet is the receipt of a sale, or the slip of money
// that completed none.
func (s sheet) speaksOf(sale checkout.Sale) bool {
	if sale.Receipt == nil {
		return s.isSlip() && slices.ContainsFunc(sale.Payments, func(p checkout.Payment) bool { return p.Invoice != "" && p.Invoice == s.invoice() })
	}
	return s.invoice() == sale.Receipt.Invoice
}

var invoices = regexp.MustCompile(`POS-[-0-9a-zA-Z]*[0-9]`)

// invoice is the number that a sheet bears.
func (s sheet) invoice() string { return invoices.FindString(s.text) }

// mend ends the troubles of the printer.
func (p *paper) mend() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.breaks, p.busy = nil, 0
}
