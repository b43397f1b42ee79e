package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"kasir/store"
)

// verifyTime is how long the database may take to be verified after a cut.
const verifyTime = 10 * time.Minute

// proveAfterCut has the database verified where the last program that had it
// open did not close it. Nothing is sold on a damaged one.
func (f folder) proveAfterCut(verify func(file string) error) error {
	cut, err := store.WasCut(f.place())
	if err != nil {
		return sayStore(f.place(), err)
	}
	file := filepath.Join(f.place(), store.File)
	if _, err := os.Stat(file); !cut || err != nil {
		return nil //nolint:nilerr // where there is no database there is nothing to prove
	}
	if err := verify(file); err != nil {
		return f.damaged(err)
	}
	return nil
}

// verifyInChild runs 'kasir verify' in a process of its own, which damage may
// crash.
func verifyInChild(ctx context.Context, dataDir string) func(file string) error {
	return func(file string) error {
		program, err := os.Executable()
		if err != nil {
			return fmt.Errorf("find this program: %w", err)
		}
		ctx, cancel := context.WithTimeout(ctx, verifyTime)
		defer cancel()
		var said strings.Builder
		child := exec.CommandContext(ctx, program, "--data", dataDir, "verify", file) //nolint:gosec // this program itself
		child.Stdout = &said
		err = child.Run()
		var exit *exec.ExitError
		if said.Len() == 0 && errors.As(err, &exit) && exit.ExitCode() == failed {
			return nil // whole, as far as it was let: what else keeps it shut is found when it is opened
		}
		if err != nil {
			return fmt.Errorf("%s (%w)", firstLine(said.String()), err)
		}
		return nil
	}
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	if line == "" {
		return "it cannot be checked"
	}
	return line
}
