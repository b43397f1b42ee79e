//go:build unix

package main

import (
	"testing"

	"golang.org/x/sys/unix"
)

func TestNoMemoryGoesToDisk(t *testing.T) {
	keepMemoryOffDisk()
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_CORE, &limit); err != nil || limit.Cur != 0 || limit.Max != 0 {
		t.Errorf("got %+v, %v, want no core dumps", limit, err)
	}
}
