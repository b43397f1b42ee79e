package campaign

import (
	"errors"
	"fmt"
	"os"
	"syscall"

	"kasir/checkout"
	"kasir/checkout/money"
)

// diskFills is a disk on which there is room for so many pages and no more. What
// is written over counts as well, as on file systems that copy what they change.
const diskFills = "disk-fills"

// fillings are disks that become full in the course of a whole day, at every page
// that the day writes. pages are those of each service.
func fillings(pages []int) Suite {
	size := 0
	for _, n := range pages {
		size += n
	}
	return Suite{
		Name: "filling", Says: "the disk is full after every 4 KiB of a whole day, from the shift's opening to its Z; the last write is torn",
		Size: size, Sample: 40,
		At: func(i int) Scenario {
			for service, n := range pages {
				if i < n {
					return Scenario{Suite: "filling", Service: services[service].name, Fault: diskFills, After: i}
				}
				i -= n
			}
			panic("campaign: no such page")
		},
	}
}

// measureDays finds out how many pages a day writes, by one of each service.
func measureDays(bubble Bubble) (pages []int, err error) {
	dir, err := Scratch()
	if err != nil {
		return nil, err
	}
	defer remove(dir)
	for _, s := range services {
		bubble(func() {
			var w *world
			if w, err = newWorld(Scenario{Suite: "filling", Service: s.name}, dir); err != nil {
				return
			}
			defer w.wire.close()
			w.recorder = record(w.disk)
			defer w.recorder.forget(w.disk)
			_, err = w.live(w.wholeDay())
			pages = append(pages, w.recorder.written()/page)
			if len(w.findings) > 0 {
				err = fmt.Errorf("campaign: measure a day: %s", w.findings)
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return pages, nil
}

// wholeDay is a day with all that can happen at a counter.
func (w *world) wholeDay() []*goal {
	return w.customers(take, park, decline, late, takeBack, race, take)
}

// openDay opens the shift, once.
func (r *run) openDay() {
	_, err := r.till.OpenShift([]money.Amount{r.world.service.amount}, "Budi")
	if !errors.Is(err, checkout.ErrShiftOpen) {
		r.check("opening the shift", err)
	}
}

// fillUp plans that the disk becomes full.
func (r *recorder) fillUp(pages int) {
	r.fail = &ioFailure{kind: ioWrite, room: pages * page, fills: true, sticky: true, err: syscall.ENOSPC}
}

// written is how many bytes were written so far.
func (r *recorder) written() (n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, e := range r.events {
		n += len(e.data)
	}
	return n
}

// take makes room for a write, or writes the pages for which there is some.
func (f *ioFailure) take(file string, e ioEvent) error {
	if len(e.data) <= f.room {
		f.room -= len(e.data)
		return nil
	}
	if f.met++; f.room > 0 {
		if err := writePart(file, e.data[:f.room], e.offset); err != nil {
			return err
		}
		f.room = 0
	}
	return f.err
}

func writePart(file string, data []byte, offset int64) error {
	out, err := os.OpenFile(file, os.O_WRONLY, 0)
	if err == nil {
		_, err = out.WriteAt(data, offset)
		err = errors.Join(err, out.Close())
	}
	if err != nil {
		return fmt.Errorf("campaign: fill the disk: %w", err)
	}
	return nil
}
