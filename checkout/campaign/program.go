package campaign

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"kasir/checkout"
	"kasir/store"
)

// programs are damaged databases in front of the program itself, by whose words
// a shop finds its way back. Each takes four processes: fewer than of damages.
func programs() Suite {
	return Suite{
		Name: "program", Says: "kasir itself verifies a damaged database, restores the newest good backup, and a till sells on it",
		Size: 1200, Aim: 1000, Sample: len(harms), Play: playProgram,
		At: func(i int) Scenario {
			return Scenario{Suite: "program", Service: services[i%len(services)].name, Fault: harms[i/len(services)%len(harms)].name, Seed: uint64(i + 1)}
		},
	}
}

// backupDays are the databases of a shop on three evenings, without an audit key:
// the program has none where there is no vault.
var backupDays = sync.OnceValues(func() (images [][]byte, err error) {
	dir, err := Scratch()
	if err != nil {
		return nil, err
	}
	defer remove(dir)
	for _, sales := range []int{12, 18, 25} {
		image, err := shopThatSold(disk{dir}, nil, sales, func(int) bool { return true })
		if err != nil {
			return nil, err
		}
		images = append(images, image)
	}
	return images, nil
})

// playProgram damages the database of the last evening, in one scenario of three
// the newest backup too, and goes the way that the program points out.
func playProgram(s Scenario, dir string) (Result, error) {
	days, err := backupDays()
	if err != nil {
		return Result{}, err
	}
	home := filepath.Join(dir, "program")
	defer remove(home)
	if err := os.MkdirAll(filepath.Join(home, store.BackupsDir), 0o700); err != nil {
		return Result{}, fmt.Errorf("campaign: %w", err)
	}
	w, err := newWorld(s, home)
	if err != nil {
		return Result{}, err
	}
	defer w.wire.close()
	random := rand.New(rand.NewPCG(s.Seed, 4))
	good, newer := w.backup(1), w.backup(2)
	spoiltToo := random.IntN(3) == 0
	if !spoiltToo {
		good = newer
	}
	for file, image := range map[string][]byte{
		w.disk.file(): damaged(days[2], s.Fault, random), w.backup(1): days[0], w.backup(2): days[1],
	} {
		if spoiltToo && file == newer {
			image = image[:3*page]
		}
		if err := os.WriteFile(file, image, 0o600); err != nil {
			return Result{}, fmt.Errorf("campaign: %w", err)
		}
	}
	err = w.findBack(good, random.IntN(2) == 0)
	return Result{Findings: w.findings, Met: 1}, err
}

func (w *world) backup(n int) string {
	return filepath.Join(w.disk.dir, store.BackupsDir, fmt.Sprintf("kasir-%06d-20260509T%02d0000Z.db", n, n))
}

// findBack has the program judge its database, as the till opens it or by the
// name of its file, and puts a backup in its place where it is not whole.
func (w *world) findBack(good string, byName bool) error {
	args := []string{"verify"}
	if byName {
		args = append(args, w.disk.file())
	}
	found, err := w.kasir(args...)
	if err != nil {
		return err
	}
	if !found {
		days, err := backupDays()
		if err == nil {
			err = w.disk.same(days[2])
		}
		if err != nil {
			w.find("19: kasir calls a damaged database whole: %v", err)
		}
		return nil
	}
	newest, err := store.NewestGoodBackup(w.disk.dir, store.Options{})
	if err != nil || newest != good {
		w.find("19: the newest good backup is %s, and %q is offered: %v", filepath.Base(good), newest, err)
		return nil
	}
	if failed, err := w.kasir("restore", newest); err != nil || failed {
		w.find("19: a good backup cannot be restored")
		return err
	}
	return w.sellOn(newest)
}

// sellOn has a till sell on what was restored, and the program verify it.
func (w *world) sellOn(backup string) error {
	url, stop, err := w.serveChildren()
	if err != nil {
		return err
	}
	defer stop()
	cmd := command("once", w.disk.dir, url, w.service.name)
	cmd.Env = append(cmd.Env, childUnsealed+"=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		w.find("19: nothing can be sold on a restored backup: %v %.600s", err, out)
		return nil
	}
	if failed, err := w.kasir("verify"); err != nil || failed {
		w.find("19: a restored backup is not whole after a sale")
		return err
	}
	old, err := salesIn(backup)
	if err != nil {
		return err
	}
	all, err := salesIn(w.disk.file())
	if err != nil {
		return err
	}
	if n := len(all) - len(old); n != 1 || all[len(all)-1].Status != checkout.Completed || len(w.gateway.Movements()) != 1 {
		w.find("19: on a restored backup a till made %d sales, the service took money %d times", n, len(w.gateway.Movements()))
	}
	return nil
}

// kasir runs the program on the world's folder, and tells whether it failed. It
// must do so in words: nothing is worse before a queue than a program that is
// gone.
func (w *world) kasir(args ...string) (failed bool, err error) {
	program, err := built()
	if err != nil {
		return false, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	var out, said bytes.Buffer
	cmd := exec.CommandContext(ctx, program, append([]string{"--data", w.disk.dir}, args...)...)
	cmd.Stdout, cmd.Stderr = &out, &said
	err = cmd.Run()
	var exit *exec.ExitError
	switch code := cmd.ProcessState.ExitCode(); {
	case err != nil && !errors.As(err, &exit):
		return false, fmt.Errorf("campaign: run kasir: %w", err)
	case code == 0 && strings.HasPrefix(out.String(), "OK: "):
		return false, nil
	case code == 1 && inWords(said.String()):
		return true, nil
	default:
		w.find("19: kasir %s ends with %d: %.300s %.600s", args[0], code, out.String(), said.String())
		return true, nil
	}
}

// inWords tells whether a program said what is wrong, and not that it broke.
func inWords(said string) bool {
	text, ours := strings.CutPrefix(said, "kasir: ")
	broke := strings.Contains(text, "goroutine ") || strings.Contains(text, "panic") || strings.Contains(text, "runtime error")
	return ours && !broke && len(strings.Fields(text)) > 3
}

// built is the program, made once from the source around the campaign.
var built = sync.OnceValues(func() (file string, err error) {
	if programDir, err = os.MkdirTemp("", "kasir-program-"); err != nil {
		return "", fmt.Errorf("campaign: build kasir: %w", err)
	}
	file = filepath.Join(programDir, "kasir.exe")
	cmd := exec.Command("go", "build", "-buildvcs=false", "-ldflags=-s -w", "-tags=ci,migrated_fynedo", "-o", file, ".")
	cmd.Dir, cmd.Env = filepath.Join("..", ".."), append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("campaign: build kasir: %w\n%s", err, out)
	}
	return file, nil
})

var programDir string

// Clean removes what was built.
func Clean() {
	if programDir != "" {
		remove(programDir)
	}
}
