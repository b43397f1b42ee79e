//go:build !linux

package campaign

import "errors"

// fill needs /proc and /dev/full.
func fill(string) error { return errors.New("campaign: no disk can be filled on this system") }
