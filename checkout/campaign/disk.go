package campaign

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"

	"kasir/store"
)

// A disk is the data folder of a till. It outlives the till, and may be found
// as a power cut left it.
type disk struct{ dir string }

const (
	page   = 4096 // what is written at once, as far as bbolt and the system see to it
	sector = 512  // what a disk writes whole or not at all
)

func (d disk) file() string { return filepath.Join(d.dir, store.File) }

func (d disk) read() ([]byte, error) {
	image, err := os.ReadFile(d.file())
	if err != nil {
		return nil, fmt.Errorf("campaign: read the disk: %w", err)
	}
	return image, nil
}

// head is the two pages of which each commit writes one.
func (d disk) head() ([]byte, error) {
	f, err := os.Open(d.file())
	if err != nil {
		return nil, fmt.Errorf("campaign: read the disk: %w", err)
	}
	defer func() { _ = f.Close() }() // only read
	head := make([]byte, 2*page)
	if _, err := io.ReadFull(f, head); err != nil {
		return nil, fmt.Errorf("campaign: read the disk: %w", err)
	}
	return head, nil
}

func (d disk) write(image []byte) error {
	if err := os.WriteFile(d.file(), image, 0o600); err != nil {
		return fmt.Errorf("campaign: write the disk: %w", err)
	}
	return nil
}

// fresh is a new till's database, made once.
var fresh = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "kasir-fresh-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	db, err := store.Open(dir, store.Options{AuditKey: auditKey})
	if err != nil {
		return nil, err
	}
	if err := db.Close(); err != nil {
		return nil, err
	}
	return disk{dir}.read()
})

var auditKey = []byte("the campaign's audit key, a canary")

// reset makes it the disk of a new till.
func (d disk) reset() error {
	image, err := fresh()
	if err != nil {
		return err
	}
	return d.write(image)
}

// A Place is where in the commit of a step the till dies.
type Place string

// The places.
const (
	Before Place = "before" // nothing of the step is written
	Torn   Place = "torn"   // some of its data pages are; its head page is not
	Head   Place = "head"   // its data is on disk; its head page may be; nobody heard of it
	After  Place = "after"  // it is on disk, and nothing has followed from it yet
)

// Places lists the places.
func Places() []Place { return []Place{Before, Torn, Head, After} }

// A Kind is how the till dies.
type Kind string

// The kinds.
const (
	Kill  Kind = "kill"  // the process; what it wrote is kept by the system
	Power Kind = "power" // the machine; what was not synced is kept in part
)

// Kinds lists the kinds.
func Kinds() []Kind { return []Kind{Kill, Power} }

// left is the image that a death in the middle of a commit leaves behind:
// bbolt writes data pages, syncs, writes one of the two head pages, syncs.
func left(before, after []byte, at Place, kind Kind, random *rand.Rand) []byte {
	image := bytes.Clone(after)
	switch {
	case at == Head && kind == Kill:
	case at == Head:
		if random.IntN(2) == 0 {
			copy(image[:2*page], before)
		}
	case kind == Kill:
		copy(image[:2*page], before)
	default:
		tear(image, before, random)
	}
	return image
}

// tear keeps of every changed page all, nothing, or some of its sectors.
func tear(image, before []byte, random *rand.Rand) {
	copy(image[:2*page], before)
	old := make([]byte, len(image)) // what was never written reads as zeros
	copy(old, before)
	for at := 2 * page; at < len(image); at += page {
		switch random.IntN(3) {
		case 0:
			copy(image[at:at+page], old[at:])
		case 1:
			for s := at; s < at+page; s += sector {
				if random.IntN(2) == 0 {
					copy(image[s:s+sector], old[s:])
				}
			}
		}
	}
}
