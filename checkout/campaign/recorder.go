package campaign

import (
	"bytes"
	"math/rand/v2"
	"sync"
)

// A recorder sees what bbolt writes and when it waits for the disk, in a build
// whose bbolt tells (powercut_test.go). From that it makes the file as a power
// cut would have left it at any moment, and it makes writes and syncs fail.
type recorder struct {
	mu     sync.Mutex
	file   string
	start  []byte // the file before
	events []ioEvent
	fail   *ioFailure
}

// An ioEvent is a write, a sync, a change of the file's size, or the moment at
// which a transaction was acknowledged.
type ioEvent struct {
	what   ioKind
	offset int64
	data   []byte
}

type ioKind uint8

const (
	ioWrite ioKind = iota
	ioSync
	ioGrow
	ioAck
)

// An ioFailure makes the n-th operation of a kind fail.
type ioFailure struct {
	kind   ioKind
	left   int  // operations that go well before
	sticky bool // all later ones fail too, as on a full disk
	err    error
	met    int

	fills bool // the disk becomes full instead, when
	room  int  // so many bytes have been written
}

// recorders are those of the files that are open, by name.
var recorders sync.Map

// recording tells whether bbolt tells what it does.
var recording bool

// record begins to record a disk.
func record(d disk) *recorder {
	start, err := d.read()
	if err != nil {
		start = nil // there is no file yet
	}
	r := &recorder{file: d.file(), start: start}
	recorders.Store(d.file(), r)
	recorders.Store(d.file()+".new", r)
	return r
}

func (r *recorder) forget(d disk) {
	recorders.Delete(d.file())
	recorders.Delete(d.file() + ".new")
}

func (r *recorder) acknowledged() { _ = r.note(ioEvent{what: ioAck}) }

func (r *recorder) note(e ioEvent) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if f := r.fail; f != nil && f.fills && e.what == ioWrite {
		if err := f.take(r.file, e); err != nil {
			return err
		}
	} else if f != nil && !f.fills && (f.kind == e.what || f.met > 0 && f.sticky && e.what != ioAck) {
		if f.left--; f.left < 0 && (f.sticky || f.met == 0) {
			f.met++
			return f.err
		}
	}
	r.events = append(r.events, e)
	return nil
}

// heal ends the trouble of the disk, and says how often it was met.
func (r *recorder) heal() (met int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.fail == nil || r.fail.met == 0 {
		return 0
	}
	met, r.fail = r.fail.met, nil
	return met
}

// cut is the file as a power cut at a random moment leaves it, and how many
// transactions had been acknowledged by then.
func (r *recorder) cut(random *rand.Rand) (image []byte, acked int) {
	at := random.IntN(len(r.events) + 1)
	synced := 0
	for i, e := range r.events[:at] {
		switch e.what {
		case ioSync:
			synced = i + 1
		case ioAck:
			acked++
		case ioWrite, ioGrow:
		}
	}
	image = bytes.Clone(r.start)
	for _, e := range r.events[:synced] {
		image = e.apply(image, 1, random)
	}
	for _, e := range r.events[synced:at] {
		image = e.apply(image, random.IntN(3), random)
	}
	return image, acked
}

// apply does an event to a file: 0 not at all, 1 in whole, 2 in part. A write
// reaches the disk in pages, and a page in sectors.
func (e ioEvent) apply(image []byte, how int, random *rand.Rand) []byte {
	switch {
	case how == 0 || e.what == ioSync || e.what == ioAck:
		return image
	case e.what == ioGrow:
		if grow := int(e.offset) - len(image); grow > 0 {
			image = append(image, make([]byte, grow)...)
		}
		return image
	}
	if need := int(e.offset) + len(e.data) - len(image); need > 0 {
		image = append(image, make([]byte, need)...)
	}
	for from := 0; from < len(e.data); from += sector {
		if how == 1 || random.IntN(2) == 0 {
			copy(image[int(e.offset)+from:], e.data[from:min(from+sector, len(e.data))])
		}
	}
	return image
}
