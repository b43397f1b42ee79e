package main

import (
	"context"
	"time"
)

// careForData keeps copies of the database, room on its disk and an eye on the
// clock while the till is open.
func (t *till) careForData(ctx context.Context) {
	t.backups.Log = t.log
	t.backups.Heard = func(err error) {
		word := ""
		if err != nil {
			word = copyTrouble(err)
		}
		t.dispatch(func() { t.counter.CopyIs(word) })
	}
	t.spawn(func() { t.backups.Run(ctx) })
	t.spawn(func() {
		if err := t.db.KeepBallast(); err != nil {
			t.log.Warn("no ballast", "err", err)
		}
	})
	t.spawn(func() { t.watchClock(ctx) })
	t.spawn(func() { t.watchPlace(ctx) })
}

// placeLook is how often the till looks whether its data is still in its place.
const placeLook = 15 * time.Second

// watchPlace tells of data that was moved or replaced while the till is open.
func (t *till) watchPlace(ctx context.Context) {
	ticker := time.NewTicker(placeLook)
	defer ticker.Stop()
	there := true
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		err := t.db.InPlace()
		if err == nil && there {
			continue
		}
		if there != (err == nil) {
			t.log.Error("data", "err", err)
		}
		there = err == nil
		t.dispatch(func() { t.counter.DataIs(err) })
	}
}
