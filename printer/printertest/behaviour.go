package printertest

import (
	"io"
	"net"
	"time"
)

// A Behaviour is how a printer treats a connection. The zero Behaviour is
// healthy: it reads everything, and closes when the sender has finished.
type Behaviour struct {
	refuse bool
	mute   bool
	broken bool
	after  int // bytes until it breaks
	pause  time.Duration
	status []byte
}

// Healthy is the behaviour of a printer that works.
func Healthy() Behaviour { return Behaviour{} }

// Refuse takes no connection, as a printer that serves somebody else.
func Refuse() Behaviour { return Behaviour{refuse: true} }

// ResetAfter reads so many bytes and breaks the connection off, as when the
// power goes.
func ResetAfter(bytes int) Behaviour { return Behaviour{broken: true, after: bytes} }

// Mute takes connections and never reads from them, as a printer without paper.
func Mute() Behaviour { return Behaviour{mute: true} }

// Slow reads 64 bytes and then pauses, again and again.
func Slow(pause time.Duration) Behaviour { return Behaviour{pause: pause} }

// Talkative sends status bytes nobody asked for as soon as it is connected, as
// printers with automatic status do.
func Talkative(status []byte) Behaviour { return Behaviour{status: status} }

// serve treats one connection and returns the job that came through it. It
// returns early when the connection is closed from outside.
func (b Behaviour) serve(conn *net.TCPConn, closed <-chan struct{}) Job {
	switch {
	case b.mute:
		<-closed
		return Job{}
	case b.broken:
		bytes := make([]byte, b.after)
		n, _ := io.ReadFull(conn, bytes)
		conn.SetLinger(0) // close with a reset
		return Job{Bytes: bytes[:n]}
	}
	if len(b.status) > 0 {
		conn.Write(b.status)
	}
	return b.read(conn, closed)
}

func (b Behaviour) read(conn io.Reader, closed <-chan struct{}) Job {
	var job Job
	chunk := make([]byte, 64)
	for {
		n, err := conn.Read(chunk)
		job.Bytes = append(job.Bytes, chunk[:n]...)
		if err != nil {
			job.Whole = err == io.EOF
			return job
		}
		if b.pause > 0 {
			select {
			case <-time.After(b.pause):
			case <-closed:
			}
		}
	}
}
