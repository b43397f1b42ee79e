package campaign

import (
	"context"
	"time"
)

// now is the true time, which in a bubble is virtual.
func now() time.Time {
	return time.Now().UTC()
}

// pass lets time go by and tells whether anybody still waits.
func pass(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
