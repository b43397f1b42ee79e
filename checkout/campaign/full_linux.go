package campaign

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
)

// fill makes every further write to an open file fail as on a full disk: its
// descriptor is turned to /dev/full, on which there is never room.
func fill(file string) error {
	full, err := os.OpenFile("/dev/full", os.O_RDWR, 0)
	if err != nil {
		return fmt.Errorf("campaign: %w", err)
	}
	defer func() { _ = full.Close() }() // the other descriptor keeps it
	links, err := filepath.Glob("/proc/self/fd/*")
	if err != nil {
		return fmt.Errorf("campaign: %w", err)
	}
	for _, link := range links {
		if target, err := os.Readlink(link); err != nil || target != file {
			continue
		}
		fd, err := strconv.Atoi(filepath.Base(link))
		if err == nil {
			err = syscall.Dup3(int(full.Fd()), fd, syscall.O_CLOEXEC)
		}
		if err != nil {
			return fmt.Errorf("campaign: fill the disk: %w", err)
		}
	}
	return nil
}
