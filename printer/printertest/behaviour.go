package printertest

import "time"

// A Behaviour is how a printer treats a connection. The zero Behaviour is
// healthy: it takes everything, answers what it is asked, and closes when the
// sender has finished.
type Behaviour struct {
	refuse  bool
	stalled bool
	silent  bool
	noFence bool
	reset   bool
	cut     bool
	after   int // bytes of the job until it breaks, or the fault comes
	fault   Fault
	pause   time.Duration
	late    time.Duration
	greets  []byte
	storm   bool
	split   bool
	wrong   bool
	hold    bool
}

// Healthy is the behaviour of a printer that works.
func Healthy() Behaviour { return Behaviour{} }

// Refuse takes no connection, as a printer that serves somebody else.
func Refuse() Behaviour { return Behaviour{refuse: true} }

// Stalled takes connections and never reads from them.
func Stalled() Behaviour { return Behaviour{stalled: true} }

// Mute reads everything and answers nothing, as the cheapest printers do.
func Mute() Behaviour { return Behaviour{silent: true} }

// NoFence answers questions, but not when a job is done.
func NoFence() Behaviour { return Behaviour{noFence: true} }

// ResetAfter takes so many bytes of a job and breaks the connection off, as
// when the power goes.
func ResetAfter(bytes int) Behaviour { return Behaviour{reset: true, after: bytes} }

// CutAfter takes so many bytes of a job and loses the connection, as when a
// cable is pulled. The printer stays in the middle of the command that it was
// about to take.
func CutAfter(bytes int) Behaviour { return Behaviour{reset: true, cut: true, after: bytes} }

// FaultAfter has a fault when it has put so many bytes of a job on paper.
func FaultAfter(bytes int, f Fault) Behaviour { return Behaviour{after: bytes, fault: f} }

// Slow reads 64 bytes and then pauses, again and again.
func Slow(pause time.Duration) Behaviour { return Behaviour{pause: pause} }

// Late answers everything after some time.
func Late(by time.Duration) Behaviour { return Behaviour{late: by} }

// Talkative sends status bytes nobody asked for as soon as it is connected, as
// printers with automatic status do.
func Talkative(status []byte) Behaviour { return Behaviour{greets: status} }

// Storm tells its whole state behind every command.
func Storm() Behaviour { return Behaviour{storm: true} }

// Split sends each byte by itself.
func Split() Behaviour { return Behaviour{split: true} }

// WrongMark answers marks with another number.
func WrongMark() Behaviour { return Behaviour{wrong: true} }

// HoldEchoes says when a job is done only on the next connection.
func HoldEchoes() Behaviour { return Behaviour{hold: true} }

// Greeting is the behaviour with some bytes at the beginning of a connection.
func (b Behaviour) Greeting(status []byte) Behaviour { b.greets = status; return b }

// Silently is the behaviour without any answer.
func (b Behaviour) Silently() Behaviour { b.silent = true; return b }

// A Fault is something that a person has to put right. Faults can be added up.
type Fault uint8

// Faults.
const (
	PaperOut Fault = 1 << iota
	NearEnd        // of the paper; it still prints
	CoverOpen
	CutterError
)

// stops tells whether the printer is offline.
func (f Fault) stops() bool { return f&(PaperOut|CoverOpen|CutterError) != 0 }
