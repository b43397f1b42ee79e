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
		return f.sayDamaged(err)
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
		if err := child.Run(); err != nil {
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

// sayOpening puts what keeps the database shut into words, with the way back
// where it is damaged.
func (f folder) sayOpening(err error) error {
	var damage *store.DamageError
	if errors.As(err, &damage) {
		return f.sayDamaged(damage)
	}
	return sayStore(f.place(), err)
}

// sayDamaged says what is wrong with the database and the way back.
func (f folder) sayDamaged(what error) error {
	text := fmt.Sprintf("the database in %s is damaged, so nothing is sold on it: %v.\n", f.place(), what)
	backup, err := store.NewestGoodBackup(f.place(), store.Options{})
	if err != nil || backup == "" {
		return errors.New(text + "There is no good copy in its folder backups. Keep everything as it is and ask for help")
	}
	flags := ""
	if f.path != defaultFolder() {
		flags += fmt.Sprintf(" --data %q", f.path)
	}
	if f.training {
		flags += " --training"
	}
	return fmt.Errorf("%sThe newest good copy is there. Run: kasir%s restore %q\nIt keeps the damaged file and says what to do then", text, flags, backup)
}
