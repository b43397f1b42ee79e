//go:build !windows

package main

import (
	"os"
	"syscall"
)

// become puts another program in the place of this one.
func become(program string, args []string) error {
	return syscall.Exec(program, args, os.Environ()) //nolint:gosec // it is this program itself
}
