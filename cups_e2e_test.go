//go:build e2e

package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kasir/printer"
	"kasir/printer/escpos"
	"kasir/printer/printertest"
)

// A spooler is a print service of the test's own: the system's program, with
// settings in a temporary folder, on a port of loopback.
type spooler struct {
	t      *testing.T
	server string // host:port
	dir    string
}

func needs(t *testing.T, program, pkg string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		t.Fatalf("this test needs %s of the package %s: run .ci/machine test, or as root apt-get install %s", program, pkg, pkg)
	}
	return path
}

// newSpooler starts the service. It runs its programs for devices as another
// user, for which it must be root.
func newSpooler(t *testing.T) *spooler {
	t.Helper()
	program := needs(t, "cupsd", "cups")
	if u, err := user.Current(); err != nil || u.Uid != "0" {
		t.Fatalf("this test needs root, under which cupsd runs; it runs as %v", u)
	}
	dir, err := os.MkdirTemp("", "kasir-cups-*") // t.TempDir is closed to the service's user
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	for _, folder := range []string{"", "spool/tmp", "cache", "state"} {
		if err := os.MkdirAll(filepath.Join(dir, folder), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &spooler{t: t, server: free.Addr().String(), dir: dir}
	free.Close()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(strings.ReplaceAll(text, "DIR", dir)), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	settings := write("cupsd.conf", "Listen "+s.server+`
LogLevel warn
WebInterface No
Browsing No
DefaultAuthType None
<Location />
Allow from 127.0.0.1
</Location>
<Policy default>
JobPrivateAccess all
JobPrivateValues none
SubscriptionPrivateAccess all
SubscriptionPrivateValues none
<Limit All>
Order deny,allow
</Limit>
</Policy>
`)
	files := write("cups-files.conf", `
ServerRoot DIR
RequestRoot DIR/spool
TempDir DIR/spool/tmp
CacheDir DIR/cache
StateDir DIR/state
AccessLog DIR/access_log
ErrorLog DIR/error_log
PageLog DIR/page_log
`)
	ctx, cancel := context.WithCancel(t.Context())
	cmd := exec.CommandContext(ctx, program, "-f", "-c", settings, "-s", files)
	said, err := os.Create(filepath.Join(dir, "said"))
	if err != nil {
		t.Fatal(err)
	}
	defer said.Close()
	cmd.Stdout, cmd.Stderr = said, said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cancel(); _ = cmd.Wait() })
	t.Setenv("CUPS_SERVER", s.server)
	s.until("the print service answers", func() bool {
		conn, err := net.Dial("tcp", s.server)
		if err == nil {
			conn.Close()
		}
		return err == nil
	})
	return s
}

// queue makes a raw queue to a device.
func (s *spooler) queue(name, device, policy string) {
	s.t.Helper()
	cmd := exec.CommandContext(s.t.Context(), needs(s.t, "lpadmin", "cups-client"), "-h", s.server,
		"-p", name, "-E", "-v", device, "-o", "printer-error-policy="+policy)
	if out, err := cmd.CombinedOutput(); err != nil {
		s.t.Fatalf("lpadmin: %v: %s", err, out)
	}
}

// until looks again and again for what another process is about to do.
func (s *spooler) until(what string, seen func() bool) {
	s.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) { //nolint:forbidigo // another process is watched
		if seen() {
			return
		}
	}
	log, _ := os.ReadFile(filepath.Join(s.dir, "error_log"))
	said, _ := os.ReadFile(filepath.Join(s.dir, "said"))
	s.t.Fatalf("never seen: %s; the service's log: %s%s", what, said, log)
}

func throughQueue(t *testing.T, name string) *printer.Printer {
	t.Helper()
	way, err := printer.ParseAddress("cups://" + name)
	if err != nil {
		t.Fatal(err)
	}
	profile, _ := escpos.Lookup("epson-80")
	return &printer.Printer{Transport: way, Profile: profile}
}

// Through a real print service every byte arrives, once, and more than "sent"
// is not said.
func TestE2ECups(t *testing.T) {
	s := newSpooler(t)
	device := printertest.New(t)
	socket := strings.Replace(device.Address(), "tcp://", "socket://", 1)
	s.queue("receipts", socket, "abort-job")
	s.queue("twice", socket, "retry-job")
	doc := printer.Document{printer.Text{Text: "Tea  18.000"}, printer.QR{Payload: "https://example.com/POS-000042"}, printer.Cut{}}
	p := throughQueue(t, "receipts")

	began := time.Now()
	got := p.Print(t.Context(), doc)
	t.Logf("sent after %v", time.Since(began))
	profile, _ := escpos.Lookup("epson-80")
	want, _, err := printer.Encode(doc, profile)
	if got.Outcome != printer.Sent || err != nil {
		t.Errorf("got %v, %v", got, err)
	}
	s.until("the paper", func() bool { return len(device.Jobs()) > 0 })
	if jobs := device.Jobs(); len(jobs) != 1 || !bytes.Equal(jobs[0].Bytes, want) {
		t.Errorf("got %d jobs: %v", len(jobs), jobs)
	}

	if found := p.Examine(t.Context()); found.Cause != printer.Well || found.Repeats {
		t.Errorf("got %+v", found)
	}
	if found := throughQueue(t, "twice").Examine(t.Context()); !found.Repeats {
		t.Errorf("nobody hears that the queue prints twice: %+v", found)
	}
	if got := throughQueue(t, "missing").Print(t.Context(), doc); got.Outcome != printer.Blocked || got.Cause != printer.NoQueue {
		t.Errorf("got %v", got)
	}
	if found := fmt.Sprint(printer.Detect(t.Context())); !strings.Contains(found, "cups://receipts") {
		t.Errorf("detected %s", found)
	}
	pause := exec.CommandContext(t.Context(), needs(t, "cupsdisable", "cups-client"), "-h", s.server, "receipts")
	if out, err := pause.CombinedOutput(); err != nil {
		t.Fatalf("cupsdisable: %v: %s", err, out)
	}
	if got := p.Print(t.Context(), doc); got.Outcome != printer.Blocked || got.Cause != printer.Paused {
		t.Errorf("paused: got %v", got)
	}
}

// The printer behind the queue is off. The cashier hears of it within two
// seconds, and what is given up does not come out later.
func TestE2ECupsPrinterIsOff(t *testing.T) {
	s := newSpooler(t)
	device := printertest.New(t)
	s.queue("receipts", strings.Replace(device.Address(), "tcp://", "socket://", 1), "abort-job")
	device.Behave(printertest.Refuse())
	ctx, cancel := context.WithCancel(t.Context())
	began := time.Now()
	got := throughQueue(t, "receipts").Do(ctx, printer.Job{
		Document: printer.Document{printer.Text{Text: "Tea"}},
		Trouble: func(c printer.Cause) {
			t.Logf("heard %v after %v", c, time.Since(began))
			if c != printer.Well {
				cancel()
			}
		},
	})
	if took := time.Since(began); got.Outcome != printer.Unknown || took > 2*time.Second {
		t.Errorf("got %v after %v", got, took)
	}
	device.Behave(printertest.Healthy())
	s.until("an empty queue", func() bool {
		out, err := exec.CommandContext(t.Context(), needs(t, "lpstat", "cups-client"), "-h", s.server, "-o").Output()
		return err == nil && len(bytes.TrimSpace(out)) == 0
	})
	if n := len(device.Jobs()); n != 0 {
		t.Errorf("%d papers came out after all", n)
	}
}
