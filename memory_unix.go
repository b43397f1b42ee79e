//go:build unix

package main

import "golang.org/x/sys/unix"

// keepMemoryOffDisk asks the system for no core dump of this program: its memory
// holds secrets. A system that refuses is no reason not to sell.
func keepMemoryOffDisk() {
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
}
