package main

import "context"

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
		t.watchMoney(ctx, t.db.RoomForMoney, func(word string) { // the ballast takes some of the room
			t.dispatch(func() { t.counter.MoneyIs(word) })
		})
	})
	t.spawn(func() { t.watchClock(ctx) })
}
