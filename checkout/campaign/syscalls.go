package campaign

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"kasir/store"
)

// spoiled are the system calls that fail, and how often a process that sells
// once makes each at most.
var spoiled = []struct {
	call string
	most int
}{
	{"openat", 20},
	{"rename,renameat,renameat2", 2},
	{"fsync", 8},
	{"ftruncate", 2},
	{"fdatasync", 30},
	{"pwrite64", 70},
}

// syscalls are real processes of which the n-th system call on the database, its
// folder or its lock fails. strace makes it fail.
func syscalls() Suite {
	size := 0
	for _, s := range spoiled {
		size += s.most
	}
	return Suite{
		Name: "syscall", Says: "the n-th open, rename, sync, resize or write of a real process fails, from the first start of all on",
		Size: size, Play: playSyscall,
		At: func(i int) Scenario {
			at := i
			for _, s := range spoiled {
				if at < s.most {
					return Scenario{Suite: "syscall", Service: services[i%len(services)].name, Fault: s.call, After: at + 1, Seed: uint64(i + 1)}
				}
				at -= s.most
			}
			panic("campaign: no such system call")
		},
	}
}

// playSyscall has one process sell once with a failing call, another one finish,
// and judges.
func playSyscall(s Scenario, dir string) (Result, error) {
	w, err := newWorld(s, dir)
	if err != nil {
		return Result{}, err
	}
	defer w.wire.close()
	_ = os.Remove(w.disk.file()) // the first start of all
	url, stop, err := w.serveChildren()
	if err != nil {
		return Result{}, err
	}
	defer stop()

	child := command("once", dir, url, s.Service)
	file := filepath.Join(dir, store.File)
	cmd := exec.Command("strace", "-f", "-qq", "-o", filepath.Join(dir, "calls"), "-P", file, "-P", file+".new", "-P", dir,
		"-e", "trace="+s.Fault, "-e", fmt.Sprintf("inject=%s:error=EIO:when=%d", s.Fault, s.After), child.Path)
	cmd.Env = child.Env
	out, failed := cmd.CombinedOutput()
	r := Result{}
	if calls, err := os.ReadFile(filepath.Join(dir, "calls")); err == nil && bytes.Contains(calls, []byte("(INJECTED)")) {
		r.Met = 1
	}
	if cmd.ProcessState.ExitCode() > 1 {
		w.find("14: a failing %s breaks the program: %v %.600s", s.Fault, failed, out)
	}
	if out, err := command("finish", dir, url, s.Service).CombinedOutput(); err != nil {
		w.find("17: what a failing %s left cannot be taken up: %v %s", s.Fault, err, out)
		r.Findings = w.findings
		return r, nil
	}
	err = w.judgeChild(&r.Findings)
	return r, err
}
