//go:build linux || darwin

package main

import (
	"time"

	"golang.org/x/sys/unix"
)

// uptime is how long the machine has been up, with the time it slept.
func uptime() time.Duration {
	var t unix.Timespec
	if unix.ClockGettime(clockOfUptime, &t) != nil {
		return 0
	}
	return time.Duration(t.Nano())
}
