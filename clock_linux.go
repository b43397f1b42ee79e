package main

import "golang.org/x/sys/unix"

// clockOfUptime goes on while the machine sleeps (clock_gettime(2)).
const clockOfUptime = unix.CLOCK_BOOTTIME
