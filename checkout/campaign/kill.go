package campaign

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"kasir/checkout/simulator"
)

// kills are real processes with real sockets, killed at any moment.
func kills() Suite {
	return Suite{
		Name: "kill", Says: "a real process is killed at a random moment, then another one takes up what it left",
		Size: 1200, Aim: 1000, Sample: 6, Play: playKill,
		At: func(i int) Scenario {
			return Scenario{Suite: "kill", Service: services[i%len(services)].name, Seed: uint64(i + 1)}
		},
	}
}

// playKill kills one process, has another one finish, and judges. Its moments
// are the machine's: the same line is another moment each time.
func playKill(s Scenario, dir string) (Result, error) {
	w, err := newWorld(s, dir)
	if err != nil {
		return Result{}, err
	}
	defer w.wire.close()
	url, stop, err := w.serveChildren()
	if err != nil {
		return Result{}, err
	}
	defer stop()
	if err := w.killChild(url, time.Duration(w.random.IntN(120))*time.Millisecond); err != nil {
		return Result{}, err
	}
	out, err := command("finish", dir, url, s.Service).CombinedOutput()
	if err != nil {
		w.find("17: what a kill left cannot be taken up: %v %s", err, out)
		return Result{Findings: w.findings, Died: 1}, nil
	}
	return Result{Died: 1, Findings: w.findings}, w.judgeChild(&w.findings)
}

// queueUp are customers who pay what they see: the till asks about it.
func (w *world) queueUp(ctx context.Context) {
	for pass(ctx, 3*time.Millisecond) {
		for _, p := range w.gateway.Payments() {
			if p.State == simulator.Waiting && p.Polls > 0 {
				_ = w.gateway.Pay(p.ID) // it may have ended meanwhile
			}
		}
	}
}

func (w *world) killChild(url string, after time.Duration) error {
	cmd := command("sell", w.disk.dir, url, w.service.name)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return fmt.Errorf("campaign: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("campaign: %w", err)
	}
	if w.random.IntN(4) > 0 { // else it is killed while it starts
		bufio.NewScanner(out).Scan()
	}
	pass(context.Background(), after)
	_ = cmd.Process.Kill()
	_ = cmd.Wait() // it was killed
	return nil
}

// command is the campaign's own program as another process.
func command(part, dir, url, service string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), ChildPart+"="+part, childDir+"="+dir, childURL+"="+url, childService+"="+service)
	return cmd
}

// listen gives the service an address of this machine.
func (w *wire) listen() (url string, stop func(), err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, fmt.Errorf("campaign: %w", err)
	}
	server := &http.Server{Handler: http.HandlerFunc(w.arrive), ReadHeaderTimeout: time.Minute}
	go func() { _ = server.Serve(l) }() // ends with stop
	return "http://" + l.Addr().String(), func() { _ = server.Close() }, nil
}

// judgeChild judges what processes did that have ended.
func (w *world) judgeChild(findings *[]string) error {
	w.doubled = true // a pace of 20 ms is no service's
	w.service.paces = 10_000
	report, err := verified(w.disk.file())
	if err != nil {
		return err
	}
	sales, err := w.stored()
	if err != nil {
		return err
	}
	printed, err := os.ReadFile(filepath.Join(w.disk.dir, "paper"))
	if err == nil {
		for _, text := range strings.Split(string(printed), "\x1b@")[1:] {
			w.paper.sheets = append(w.paper.sheets, sheet{text: text, bytes: len(text), whole: true})
		}
	}
	err = w.verdict(sales, report)
	*findings = w.findings
	return err
}
