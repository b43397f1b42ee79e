package campaign

import (
	"errors"
	"sync"

	"kasir/checkout"
	"kasir/store"
)

// errDead: the till has died; nothing that it does any more has an effect.
var errDead = errors.New("the till is dead")

// A journal is the store as the till sees it. It has the till die where the
// scenario wants it, and keeps what the till was told is durable.
type journal struct {
	*store.DB
	run *run

	turn sync.Mutex // one transaction at a time, as in the store
}

// OpenSale stores a new sale, unless the till dies of it.
func (j *journal) OpenSale(s checkout.Sale) error {
	j.turn.Lock()
	defer j.turn.Unlock()
	if j.run.dead() {
		return errDead
	}
	if j.run.halted.Load() {
		return checkout.ErrStopped
	}
	fails := j.run.world.fails()
	d := j.run.world.deathAt(Intent)
	before, err := j.begin(d)
	if err == nil {
		err = j.spoil(fails)
	}
	if err == nil {
		err = j.DB.OpenSale(s)
	}
	if err == nil {
		err = j.end(d, before)
	}
	return j.told(s, err, fails)
}

// told is what the till hears of a transaction.
func (j *journal) told(s checkout.Sale, err error, fails string) error {
	if err == nil && fails == diskUnknown {
		err = unknown()
	}
	if err == nil {
		j.run.world.acknowledge(s)
	}
	j.run.halt(err)
	return err
}

// UpdateSale changes a sale, unless the till dies of it.
func (j *journal) UpdateSale(id checkout.SaleID, change func(s *checkout.Sale, number func() uint64) error) (checkout.Sale, error) {
	j.turn.Lock()
	defer j.turn.Unlock()
	if j.run.dead() {
		return checkout.Sale{}, errDead
	}
	if j.run.halted.Load() {
		return checkout.Sale{}, checkout.ErrStopped
	}
	var d *death
	var before []byte
	fails := j.run.world.fails()
	if err := j.spoil(fails); err != nil {
		return checkout.Sale{}, err
	}
	s, err := j.DB.UpdateSale(id, func(s *checkout.Sale, number func() uint64) error {
		old := copied(s)
		if err := change(s, number); err != nil {
			return err
		}
		j.run.world.transition(&old, s)
		d = j.run.world.deathAt(stepOf(&old, s))
		var err error
		before, err = j.begin(d)
		return err
	})
	if err == nil {
		err = j.end(d, before)
	}
	return s, j.told(s, err, fails)
}

// Sale reads what is on disk for certain.
func (j *journal) Sale(id checkout.SaleID) (checkout.Sale, error) {
	j.turn.Lock()
	defer j.turn.Unlock()
	if j.run.halted.Load() {
		return checkout.Sale{}, checkout.ErrStopped
	}
	return j.DB.Sale(id)
}

// begin is the moment before the commit.
func (j *journal) begin(d *death) (image []byte, err error) {
	switch {
	case d == nil:
		return nil, nil
	case d.at == Before:
		j.run.die(nil)
		return nil, errDead
	}
	return j.run.world.disk.read()
}

// end is the moment after the commit, before anybody hears of it.
func (j *journal) end(d *death, before []byte) error {
	if d == nil {
		return nil
	}
	after, err := j.run.world.disk.read()
	if err != nil {
		return err
	}
	if d.at != After {
		after = left(before, after, d.at, d.kind, j.run.world.random)
	}
	j.run.die(after)
	return errDead
}

// UpdateShift changes a shift; the dead change nothing.
func (j *journal) UpdateShift(number uint64, change func(s *checkout.Shift) (checkout.ShiftNews, error)) (checkout.Shift, error) {
	j.turn.Lock()
	defer j.turn.Unlock()
	switch {
	case j.run.dead():
		return checkout.Shift{}, errDead
	case j.run.halted.Load():
		return checkout.Shift{}, checkout.ErrStopped
	}
	s, err := j.DB.UpdateShift(number, func(s *checkout.Shift) (checkout.ShiftNews, error) {
		moves := len(s.Cash)
		news, err := change(s)
		if staff := j.run.world.staff; staff != nil && err == nil {
			for _, move := range s.Cash[moves:] {
				staff.permittedMove(move)
			}
		}
		return news, err
	})
	j.run.halt(err)
	return s, err
}

// UpdatePeople changes who works here; the dead change nothing.
func (j *journal) UpdatePeople(change func(people []checkout.Person) ([]checkout.Person, []checkout.Event, error)) error {
	j.turn.Lock()
	defer j.turn.Unlock()
	if j.run.dead() {
		return errDead
	}
	return j.DB.UpdatePeople(change)
}
