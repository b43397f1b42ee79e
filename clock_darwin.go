package main

import "golang.org/x/sys/unix"

// clockOfUptime goes on while the machine sleeps (clock_gettime(3) of macOS).
const clockOfUptime = unix.CLOCK_MONOTONIC
