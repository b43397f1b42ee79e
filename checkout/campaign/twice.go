package campaign

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// doubled are processes that are started at the same time for one folder.
func doubled() Suite {
	return Suite{
		Name: "two", Says: "three processes are started for one folder, and the one that has it is killed or ends",
		Size: 600, Aim: 500, Sample: 3, Play: playTwo,
		At: func(i int) Scenario { return Scenario{Suite: "two", Service: services[0].name, Seed: uint64(i + 1)} },
	}
}

func playTwo(s Scenario, dir string) (Result, error) {
	_ = os.Remove(filepath.Join(dir, "held"))
	w, err := newWorld(s, dir)
	if err != nil {
		return Result{}, err
	}
	defer w.wire.close()
	if w.random.IntN(3) == 0 {
		_ = os.Remove(w.disk.file()) // the first start of all
	}
	var all []*holder
	for range 3 {
		h, err := w.startHolder()
		if err != nil {
			return Result{}, err
		}
		all = append(all, h)
		pass(context.Background(), time.Duration(w.random.IntN(8))*time.Millisecond)
	}
	held := 0
	for _, h := range all {
		switch h.says() {
		case "held":
			held++
		case "two":
			w.find("1: two processes have one folder")
		}
	}
	if held != 1 {
		w.find("14: of three processes %d have the folder", held)
	}
	for _, h := range all {
		h.leave(w.random.IntN(2) == 0)
	}
	_ = os.Remove(filepath.Join(dir, "held")) // the killed one has left it
	h, err := w.startHolder()
	if err != nil {
		return Result{}, err
	}
	if said := h.says(); said != "held" {
		w.find("14: after all have ended the folder is %q", said)
	}
	h.leave(false)
	return Result{Findings: w.findings, Met: 1}, nil
}

// A holder is a process that wants the folder.
type holder struct {
	cmd *exec.Cmd
	in  io.Closer
	out *bufio.Scanner
}

func (w *world) startHolder() (*holder, error) {
	cmd := command("hold", w.disk.dir, "", "")
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("campaign: %w", err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("campaign: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("campaign: %w", err)
	}
	return &holder{cmd, in, bufio.NewScanner(out)}, nil
}

func (h *holder) says() string {
	h.out.Scan()
	return h.out.Text()
}

// leave has it end, or be killed.
func (h *holder) leave(kill bool) {
	if kill {
		_ = h.cmd.Process.Kill()
	}
	_ = h.in.Close()
	_ = h.cmd.Wait() // it may have been killed
}
