package main

import (
	"context"
	"fmt"
	"time"

	"kasir/store"
	"kasir/ui/command"
)

// answerAgain is how long after it could not a till tries again to be reached.
const answerAgain = 30 * time.Second

// answerCommands lets commands reach this till. Where the disk has no room for the
// note that says how, they can once there is some; it is tried again after a while.
func (t *till) answerCommands(ctx context.Context, desk command.Desk, again time.Duration) {
	told := ""
	for {
		err := command.Serve(ctx, t.dir.place(), desk, func() {})
		if err == nil {
			return
		}
		if err.Error() != told {
			told = err.Error()
			t.log.Warn("commands are not answered", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(again):
		}
	}
}

// unanswered says that the till which has the folder open cannot be reached, and what
// to do, by how much room its disk has.
func (f folder) unanswered(room store.Room, err error) error {
	if err == nil && !room.Enough() {
		return fmt.Errorf("the kasir that has %s open cannot be reached, for its disk is full; make room on the disk and try again in a minute, or close that kasir", f.place())
	}
	return fmt.Errorf("another kasir holds %s and does not answer; close it and try again", f.place())
}
