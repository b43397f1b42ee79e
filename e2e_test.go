//go:build e2e

package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	_ "image/png" // screenshots
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"kasir/checkout/simulator"
	"kasir/printer/printertest"
	"kasir/store/settings"
)

// These tests drive the built program in a real window, as hands do: keys
// through the X server, the customer at the simulator, paper out of a printer
// on loopback, the code read off a picture of the screen. DISPLAY must lead to
// a screen with a window manager (.ci/display makes one).

// A window is a running till.
type window struct {
	t       testing.TB
	dir     string
	env     []string // the method's secrets
	cmd     *exec.Cmd
	stderr  *bytes.Buffer
	gateway *simulator.Simulator
	device  *printertest.Printer
	shows   func() string // the window that pictures are taken of
	seen    int           // lines of the log that have been waited for
	exited  chan error
}

const patience = 30 * time.Second

// shop writes the settings of a shop that is paid through the simulator.
func shop(t testing.TB) *window {
	t.Helper()
	return shopWith(t, "IDR", "uncle-z", "")
}

// shopWith is a shop that is paid by one service, with that service's own
// settings.
func shopWith(t testing.TB, currency, service, own string) *window {
	t.Helper()
	w := &window{t: t, dir: t.TempDir(), gateway: simulator.New(simulator.Options{}), device: printertest.New(t), shows: func() string { return "root" }}
	if err := w.gateway.Listen("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.gateway.Close() })
	text := fmt.Sprintf(`
[shop]
name     = "Uncle-Z Coffee Shop"
address  = ["Jl. Braga 12", "Bandung 40111"]
support  = "support@uncle-z.com"
language = "en"
currency = %q

[printer]
address = %q

[[method]]
id       = "pay"
label    = "Pay"
provider = %q
base_url = %q
%s
`, currency, w.device.Address(), service, w.gateway.URL(), own)
	svc, _ := findService(service)
	for _, field := range svc.secrets {
		w.env = append(w.env, settings.EnvName("pay", field)+"="+svc.train[field].Reveal())
	}
	if err := os.WriteFile(filepath.Join(w.dir, "kasir.toml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return w
}

// command is the built program with its arguments, in the shop's folder.
func (w *window) command(args ...string) *exec.Cmd {
	ctx, cancel := context.WithTimeout(w.t.Context(), 10*patience)
	w.t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, "build/kasir", append(args, "--data", w.dir)...)
	cmd.Env = append(os.Environ(), w.env...)
	return cmd
}

// open opens the till and waits for its window.
func (w *window) open() {
	w.t.Helper()
	w.start()
	w.await("window shown", "")
	w.active()
}

// active waits for the window to be in front.
func (w *window) active() {
	w.t.Helper()
	cmd := w.cmd
	w.until("the window in front", func() bool { // a window that is just going away makes xdotool stumble
		out, err := exec.CommandContext(w.t.Context(), "xdotool", "search", "--onlyvisible", "--pid", fmt.Sprint(cmd.Process.Pid)).Output()
		ids := strings.Fields(string(out))
		return err == nil && len(ids) > 0 &&
			exec.CommandContext(w.t.Context(), "xdotool", "windowactivate", "--sync", ids[0]).Run() == nil
	})
}

type entry struct {
	Msg, Name, Status string
	Wrong             []string
}

func (w *window) log() []entry {
	data, err := os.ReadFile(filepath.Join(w.dir, "kasir.log"))
	if err != nil {
		return nil
	}
	var entries []entry
	lines := bufio.NewScanner(bytes.NewReader(data))
	for lines.Scan() {
		var e entry
		if json.Unmarshal(lines.Bytes(), &e) == nil {
			entries = append(entries, e)
		}
	}
	return entries
}

// await waits until the log says something new.
func (w *window) await(msg, name string) (said entry) {
	w.t.Helper()
	w.until("log: "+msg+" "+name, func() bool {
		entries := w.log()
		for i := w.seen; i < len(entries); i++ {
			if entries[i].Msg == msg && (name == "" || entries[i].Name == name) {
				w.seen, said = i+1, entries[i]
				return true
			}
		}
		return false
	})
	return said
}

func (w *window) screen(name string) { w.t.Helper(); w.await("screen", name) }

func (w *window) xdo(args ...string) {
	w.t.Helper()
	if out, err := exec.CommandContext(w.t.Context(), "xdotool", args...).CombinedOutput(); err != nil {
		w.t.Fatalf("xdotool %v: %v: %s", args, err, out)
	}
}

func (w *window) keys(keys ...string) {
	w.t.Helper()
	w.xdo(append([]string{"key", "--delay", "60"}, keys...)...)
}
func (w *window) types(text string) { w.t.Helper(); w.xdo("type", "--delay", "60", text) }

// picture takes a screenshot.
func (w *window) picture() string {
	w.t.Helper()
	file := filepath.Join(w.t.TempDir(), "screen.png")
	if out, err := exec.Command("import", "-window", w.shows(), file).CombinedOutput(); err != nil {
		w.t.Fatalf("import: %v: %s", err, out)
	}
	return file
}

// scan reads the code off the screen, as the customer's phone does.
func (w *window) scan() string {
	w.t.Helper()
	code := ""
	w.until("a code on the screen", func() bool {
		out, err := exec.CommandContext(w.t.Context(), "zbarimg", "--quiet", "--raw", w.picture()).Output()
		code = strings.TrimSpace(string(out))
		return err == nil
	})
	return code
}

// green tells whether the middle of the screen has the colour that means paid
// and nothing else.
func (w *window) green() bool {
	w.t.Helper()
	file, err := os.Open(w.picture())
	if err != nil {
		w.t.Fatal(err)
	}
	defer file.Close()
	picture, _, err := image.Decode(file)
	if err != nil {
		w.t.Fatal(err)
	}
	size, count := picture.Bounds(), 0
	for x := size.Dx() / 4; x < size.Dx()*3/4; x++ {
		r, g, b, _ := picture.At(x, size.Dy()/3).RGBA()
		if g > r+0x2000 && g > b+0x1000 {
			count++
		}
	}
	return count > size.Dx()/4
}

// sales asks the program for its sales, whether or not the till is open.
func (w *window) sales() []map[string]any {
	w.t.Helper()
	out, err := w.command("sales", "--json").Output()
	if err != nil {
		w.t.Fatalf("kasir sales: %v", err)
	}
	var sales []map[string]any
	decoder := json.NewDecoder(bytes.NewReader(out))
	for decoder.More() {
		var s map[string]any
		if err := decoder.Decode(&s); err != nil {
			w.t.Fatal(err)
		}
		sales = append(sales, s)
	}
	return sales
}

// quit ends the program as the system does, and it must end well and soon.
func (w *window) quit() {
	w.t.Helper()
	if err := w.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		w.t.Fatal(err)
	}
	select {
	case err := <-w.exited:
		if err != nil {
			w.t.Errorf("ended with %v: %s", err, w.stderr)
		}
	case <-time.After(patience):
		_ = w.cmd.Process.Signal(syscall.SIGQUIT) // says where everything stands
		<-w.exited
		w.t.Fatalf("does not end:\n%s", w.stderr)
	}
}

var longID = regexp.MustCompile(`[0-9a-f]{32}`)

func TestE2ESale(t *testing.T) {
	w := shop(t)
	w.open()
	w.types("50000")
	w.keys("Return")
	w.screen("waiting")
	code := w.scan()
	there := w.gateway.Payments()
	if len(there) != 1 || code != there[0].Code {
		t.Fatalf("scanned %q, the gateway made %+v", code, there)
	}
	if err := w.gateway.Pay(there[0].Invoice); err != nil {
		t.Fatal(err)
	}
	w.screen("paid")
	w.until("PAID on the screen", w.green)
	paper := w.paper(1)
	if !strings.Contains(paper, there[0].Invoice) || longID.MatchString(paper) || strings.Contains(paper, "COPY") {
		t.Errorf("paper:\n%s", paper)
	}
	sales := w.sales()
	payment := sales[0]["payments"].([]any)[0].(map[string]any)
	if len(sales) != 1 || sales[0]["status"] != "completed" || payment["status"] != "paid" || payment["invoice"] != there[0].Invoice {
		t.Errorf("sales: %v", sales)
	}
	w.keys("F6")
	if copied := w.paper(2); strings.Count(copied, "COPY 1") != 2 {
		t.Errorf("copy:\n%s", copied)
	}
	w.keys("Return")
	w.screen("amount")
	w.quit()
	if v := w.gateway.Violations(); len(v) > 0 {
		t.Errorf("the gateway complains: %v", v)
	}
	out, err := w.command("verify").CombinedOutput()
	if err != nil || !strings.HasPrefix(string(out), "OK: 1 sales") {
		t.Errorf("verify: %s, %v", out, err)
	}
}

// Every service rings up a sale in the real window: its code, read off the
// screen, is the one that the service made.
func TestE2EServices(t *testing.T) {
	for _, c := range []struct{ service, currency, own string }{
		{"midtrans", "IDR", ""},
		{"tabby", "AED", "merchant_code = \"branch-1\"\nlatitude = 24.4763\nlongitude = 54.3209"},
		{"stable-genius", "USD", "merchant_id = \"mer_training\""},
		{"wct", "USD", "asset = \"USD\"\nrequested_asset = \"BTC\""},
	} {
		t.Run(c.service, func(t *testing.T) {
			if _, ok := findService(c.service); !ok {
				t.Fatalf("%s is not wired", c.service)
			}
			w := shopWith(t, c.currency, c.service, c.own)
			w.open()
			w.types("1500")
			w.keys("Return")
			w.screen("waiting")
			code := w.scan()
			there := w.gateway.Payments()
			if len(there) != 1 || !strings.Contains(code, there[0].Code) { // WCT names an address, which we put into a payment URI
				t.Fatalf("scanned %q, the service made %+v", code, there)
			}
			if err := w.gateway.Pay(""); err != nil {
				t.Fatal(err)
			}
			w.keys("F5")
			w.screen("paid")
			w.until("PAID on the screen", w.green)
			if paper := w.paper(1); strings.Contains(paper, "COPY") || !strings.Contains(paper, "reference: ") {
				t.Errorf("paper:\n%s", paper)
			}
			w.quit()
			if v := w.gateway.Violations(); len(v) > 0 {
				t.Errorf("the service complains: %v", v)
			}
		})
	}
}

// paper waits for the n-th job at the printer and returns its dump.
func (w *window) paper(n int) string {
	w.t.Helper()
	w.until(fmt.Sprintf("job %d at the printer", n), func() bool { return len(w.device.Jobs()) >= n })
	return w.device.Jobs()[n-1].Dump()
}

// until looks again and again for what another process is about to do.
func (w *window) until(what string, seen func() bool) {
	w.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) { //nolint:forbidigo // another process is watched
		if seen() {
			return
		}
	}
	w.t.Fatalf("never seen: %s; stderr: %s; log: %v", what, w.stderr, w.log())
}

// The power goes with a code in front of the customer. He pays while it is
// dark.
func TestE2EKilledInMidPayment(t *testing.T) {
	w := shop(t)
	w.open()
	w.types("7000")
	w.keys("Return")
	w.screen("waiting")
	code := w.scan()
	if err := w.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-w.exited
	w.open()
	if again := w.scan(); again != code {
		t.Errorf("the code was %q and is %q", code, again)
	}
	if err := w.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-w.exited
	if err := w.gateway.Pay(""); err != nil {
		t.Fatal(err)
	}
	w.open()
	w.await("screen", "paid")
	if !strings.Contains(w.paper(1), "POS-000001") {
		t.Error("no receipt")
	}
	if n := len(w.gateway.Payments()); n != 1 {
		t.Errorf("%d payments at the gateway", n)
	}
	w.quit()
}

// A held Enter repeats; a nervous one is pressed five times.
func TestE2EHeldAndHammeredEnterIsOnePayment(t *testing.T) {
	w := shop(t)
	w.open()
	w.types("50000")
	w.xdo("keydown", "Return")
	w.screen("waiting")
	w.scan()
	w.xdo("keyup", "Return")
	w.keys("Return", "Return", "Return", "Return", "Return")
	w.keys("Escape", "Escape") // the question whether to cancel, and no
	w.scan()
	if n := len(w.gateway.Payments()); n != 1 {
		t.Errorf("%d payments at the gateway", n)
	}
	w.quit()
}

// Keys that a Tab or a click elsewhere used to swallow.
func TestE2ENothingTakesTheKeysAway(t *testing.T) {
	w := shop(t)
	w.open()
	w.keys("Tab", "Tab")
	w.types("12")
	w.keys("Tab", "space", "KP_5", "KP_0", "BackSpace", "KP_Enter")
	w.screen("waiting")
	w.scan()
	if there := w.gateway.Payments(); len(there) != 1 || there[0].Amount.Minor != 125 {
		t.Errorf("at the gateway: %+v", there)
	}
	w.quit()
}

func TestE2ESecondTillIsTurnedAway(t *testing.T) {
	w := shop(t)
	w.open()
	began := time.Now()
	out, err := w.command().CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 1 || !strings.Contains(string(out), "open already") {
		t.Errorf("got %v: %s", err, out)
	}
	if waited := time.Since(began); waited > 5*time.Second {
		t.Errorf("it took %v to say so", waited)
	}
	w.quit()
}

func TestE2EPrinterThatIsOffDoesNotHoldUpTheSale(t *testing.T) {
	w := shop(t)
	w.device.Behave(printertest.Refuse())
	w.open()
	w.types("50000")
	w.keys("Return")
	w.screen("waiting")
	w.scan()
	if err := w.gateway.Pay(""); err != nil {
		t.Fatal(err)
	}
	w.await("print", "")
	w.until("PAID on the screen", w.green)
	w.device.Behave(printertest.Healthy())
	w.keys("F6")
	if paper := w.paper(1); strings.Contains(paper, "COPY") {
		t.Errorf("the first paper is called a copy:\n%s", paper)
	}
	w.quit()
}

func TestE2ENoDisplayIsSaid(t *testing.T) {
	w := shop(t)
	cmd := w.command()
	cmd.Env = append(cmd.Env, "DISPLAY=")
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 1 || !strings.Contains(string(out), "no display") {
		t.Errorf("got %v: %s", err, out)
	}
}

// A screen without OpenGL used to leave a process that nobody sees.
func TestE2ENoGraphicsIsSaid(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	server := exec.CommandContext(ctx, "Xvfb", "-displayfd", "3", "-screen", "0", "800x600x24", "-extension", "GLX")
	server.ExtraFiles = []*os.File{write}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = server.Process.Kill(); _ = server.Wait() }()
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	w := shop(t)
	cmd := w.command()
	cmd.Env = append(cmd.Env, "DISPLAY=:"+strings.TrimSpace(number))
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 1 || !strings.Contains(string(out), "OpenGL") {
		t.Errorf("got %v: %s", err, out)
	}
}
