package printertest

import (
	"bytes"
	"net"
	"time"

	"kasir/printer/escpos"
)

// A visit is one connection to the printer. Its fields belong to whoever holds
// the printer's lock.
type visit struct {
	p       *Printer
	b       Behaviour
	conn    net.Conn
	pending []byte // taken and not yet put on paper
	recent  [3]byte
	job     Job

	out    [][]byte
	said   chan struct{} // there is something to say
	broken bool
}

// memoryLimit is how much a printer takes while it cannot print.
const memoryLimit = 4096

// take takes bytes from the sender. What is asked by DLE EOT is answered at
// once, wherever it stands, in a picture too.
func (v *visit) take(b []byte) {
	for _, c := range b {
		v.recent = [3]byte{v.recent[1], v.recent[2], c}
		if v.recent[0] == 0x10 && v.recent[1] == 0x04 && c >= 1 && c <= 4 {
			v.say(v.p.faults.realTime(escpos.Question(c)))
		}
		v.pending = append(v.pending, c)
	}
	v.execute()
}

// stored is how much of the printer's memory is used. What is answered at once
// needs none.
func (v *visit) stored() int {
	return len(v.pending) - 3*bytes.Count(v.pending, []byte{0x10, 0x04})
}

// execute puts on paper what has been taken, until a fault stops it.
func (v *visit) execute() {
	for !v.broken && !v.p.faults.stops() {
		n := commandLength(v.pending)
		if n < 0 {
			if v.b.reset && len(v.job.Bytes)+len(v.pending) >= v.b.after && len(v.pending) > 0 {
				v.breakOff()
			}
			return
		}
		command := v.pending[:n]
		if !v.answer(command) {
			if v.b.reset && len(v.job.Bytes)+n > v.b.after {
				v.breakOff()
				return
			}
			v.print(command)
		}
		v.pending = v.pending[n:]
	}
}

// breakOff ends the connection in the middle of a job.
func (v *visit) breakOff() {
	rest := v.pending[:max(0, v.b.after-len(v.job.Bytes))]
	v.job.Bytes = append(v.job.Bytes, rest...)
	if v.b.cut {
		v.p.unfinished = bytes.Clone(rest)
	}
	v.broken = true
	v.keep(false)
	if tcp, ok := v.conn.(*net.TCPConn); ok {
		tcp.SetLinger(0) // close with a reset
	}
	v.conn.Close()
}

// print takes a command of the document.
func (v *visit) print(command []byte) {
	if len(v.job.Bytes) == 0 {
		if command[0] == 0 {
			v.job.Flushed++
			return
		}
		if v.job.Flushed > 0 && !v.job.Reset && string(command) == "\x1b@" {
			v.job.Reset = true
			return
		}
	}
	v.job.Bytes = append(v.job.Bytes, command...)
	if v.b.storm {
		v.say(v.p.faults.auto())
	}
	if v.b.fault != 0 && len(v.job.Bytes) >= v.b.after {
		v.p.faults |= v.b.fault
		v.b.fault = 0
		v.p.tellAll()
	}
	if v.b.reset && len(v.job.Bytes) >= v.b.after {
		v.breakOff()
	}
}

// answer takes a command that is no part of the document.
func (v *visit) answer(command []byte) bool {
	switch {
	case len(command) == 3 && command[0] == 0x10 && command[1] == 0x04:
	case bytes.HasPrefix(command, []byte{0x1D, 'r'}):
		if !v.b.noFence {
			v.done([]byte{v.p.faults.fence()})
		}
	case bytes.HasPrefix(command, []byte{0x1D, 'a'}):
		v.p.autoStatus = command[2] != 0
		if v.p.autoStatus {
			v.say(v.p.faults.auto())
		}
	case bytes.HasPrefix(command, []byte{0x1D, '(', 'H'}):
		mark := bytes.Clone(command[7:])
		if v.b.wrong {
			mark[0] ^= 1
		}
		v.done(append(append([]byte{0x37, 0x22}, mark...), 0))
	case bytes.HasPrefix(command, []byte{0x1D, 'I'}):
		v.say([]byte("_TM-T20II\x00"))
	default:
		return false
	}
	return true
}

// done says that everything so far is on paper.
func (v *visit) done(echo []byte) {
	if v.b.hold {
		v.p.held = append(v.p.held, echo...)
		return
	}
	v.say(echo)
}

func (v *visit) say(b []byte) {
	if v.b.silent {
		return
	}
	v.out = append(v.out, b)
	select {
	case v.said <- struct{}{}:
	default:
	}
}

// speak sends what there is to say until the connection ends.
func (v *visit) speak(ended <-chan struct{}) {
	for {
		select {
		case <-v.said:
		case <-ended:
			v.send()
			return
		}
		if v.b.late > 0 {
			select {
			case <-time.After(v.b.late):
			case <-ended:
				return
			}
		}
		v.send()
	}
}

func (v *visit) send() {
	v.p.mu.Lock()
	out := v.out
	v.out = nil
	v.p.mu.Unlock()
	for _, b := range out {
		if !v.b.split {
			v.conn.Write(b)
			continue
		}
		for i := range b {
			v.conn.Write(b[i : i+1])
		}
	}
}

// realTime is the answer to DLE EOT n.
func (f Fault) realTime(q escpos.Question) []byte {
	b := byte(0x12)
	set := func(on bool, mask byte) {
		if on {
			b |= mask
		}
	}
	switch q {
	case escpos.AskPrinter:
		b |= 0x04
		set(f.stops(), 0x08)
	case escpos.AskOffline:
		set(f&CoverOpen != 0, 0x04)
		set(f&PaperOut != 0, 0x20)
		set(f&CutterError != 0, 0x40)
	case escpos.AskError:
		set(f&CutterError != 0, 0x08)
	case escpos.AskPaper:
		set(f&NearEnd != 0, 0x0C)
		set(f&PaperOut != 0, 0x60)
	}
	return []byte{b}
}

// auto is the automatic status.
func (f Fault) auto() []byte {
	b := []byte{0x14, 0, 0, 0x0F}
	set := func(on bool, i int, mask byte) {
		if on {
			b[i] |= mask
		}
	}
	set(f.stops(), 0, 0x08)
	set(f&CoverOpen != 0, 0, 0x20)
	set(f&CutterError != 0, 1, 0x08)
	set(f&NearEnd != 0, 2, 0x03)
	set(f&PaperOut != 0, 2, 0x0C)
	return b
}

// fence is the answer to GS r 1.
func (f Fault) fence() byte {
	if f&NearEnd != 0 {
		return 0x03
	}
	return 0
}

// wait waits for news, or for a time, and is false when the test is over.
func (p *Printer) wait(news <-chan struct{}, limit time.Duration) bool {
	var timer <-chan time.Time
	if limit > 0 {
		timer = time.After(limit)
	}
	select {
	case <-news:
	case <-timer:
	case <-p.closed:
		return false
	}
	return true
}
