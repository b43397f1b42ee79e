package main

import (
	"time"

	"golang.org/x/sys/windows"
)

// uptime is how long the machine has been up, with the time it slept.
func uptime() time.Duration { return windows.DurationSinceBoot() }
