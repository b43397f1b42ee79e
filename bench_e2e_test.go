//go:build e2e

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// These measure what a cashier waits for, in the real window. The machine's
// speed is in each of them, so they are read beside each other and not against
// a clock.

// when tells the time at which the log said something new.
func (w *window) when(msg, name string) time.Time {
	w.t.Helper()
	w.await(msg, name)
	file, err := os.Open(filepath.Join(w.dir, "kasir.log"))
	if err != nil {
		w.t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	var line struct{ Time time.Time }
	for range w.seen {
		lines.Scan()
	}
	if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
		w.t.Fatal(err)
	}
	return line.Time
}

// report gives the middle, the 99th percentile and the worst of some times.
func report(b *testing.B, times []time.Duration) {
	slices.Sort(times)
	ms := func(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(ms(times[len(times)/2]), "p50-ms")
	b.ReportMetric(ms(times[min(len(times)-1, len(times)*99/100)]), "p99-ms")
	b.ReportMetric(ms(times[len(times)-1]), "max-ms")
}

// Enter to the code being drawn, xdotool's own start included, against a
// gateway that answers at once.
func BenchmarkE2EEnterToCode(b *testing.B) {
	w := shop(b)
	w.open()
	var times []time.Duration
	for b.Loop() {
		w.types("500")
		began := time.Now()
		w.keys("Return")
		times = append(times, w.when("code", "").Sub(began))
		if err := w.gateway.Pay(""); err != nil {
			b.Fatal(err)
		}
		w.screen("paid")
		w.keys("Return")
		w.screen("amount")
	}
	report(b, times)
	w.quit()
}

// The gateway says paid to PAID being drawn, polled at 1 Hz.
func BenchmarkE2EPaidToPAID(b *testing.B) {
	w := shop(b)
	w.open()
	var times []time.Duration
	for i := 0; b.Loop(); i++ {
		w.types("500")
		w.keys("Return")
		w.await("code", "")
		time.Sleep(time.Duration(i%10) * 100 * time.Millisecond) //nolint:forbidigo // customers keep no step with the poll
		began := time.Now()
		if err := w.gateway.Pay(""); err != nil {
			b.Fatal(err)
		}
		times = append(times, w.when("screen", "paid").Sub(began))
		w.keys("Return")
		w.screen("amount")
	}
	report(b, times)
	w.quit()
}

// The program's start to its first window, warm.
func BenchmarkE2EStart(b *testing.B) {
	w := shop(b)
	var times []time.Duration
	for b.Loop() {
		began := time.Now()
		w.open()
		shown := began
		for _, e := range w.times("window shown") {
			shown = e
		}
		times = append(times, shown.Sub(began))
		w.quit()
	}
	report(b, times)
}

// times lists when the log said something.
func (w *window) times(msg string) []time.Time {
	w.t.Helper()
	data, err := os.ReadFile(filepath.Join(w.dir, "kasir.log"))
	if err != nil {
		w.t.Fatal(err)
	}
	var all []time.Time
	for line := range strings.Lines(string(data)) {
		var e struct {
			Time time.Time
			Msg  string
		}
		if json.Unmarshal([]byte(line), &e) == nil && e.Msg == msg {
			all = append(all, e.Time)
		}
	}
	return all
}

// What the till costs while nothing happens, and while a code is shown: share
// of one core over ten seconds, and resident memory.
func BenchmarkE2ECost(b *testing.B) {
	w := shop(b)
	w.open()
	b.ReportMetric(w.cpu(10*time.Second), "idle-%core")
	w.types("500")
	w.keys("Return")
	w.await("code", "")
	b.ReportMetric(w.cpu(10*time.Second), "waiting-%core")
	b.ReportMetric(w.memory(), "MB")
	b.ReportMetric(0, "ns/op")
	w.quit()
}

func (w *window) cpu(over time.Duration) float64 {
	w.t.Helper()
	before := w.ticks()
	time.Sleep(over)           //nolint:forbidigo // that is what is measured
	const ticksPerSecond = 100 // USER_HZ on Linux
	return float64(w.ticks()-before) / ticksPerSecond / over.Seconds() * 100
}

func (w *window) ticks() int {
	w.t.Helper()
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", w.cmd.Process.Pid))
	if err != nil {
		w.t.Fatal(err)
	}
	fields := strings.Fields(string(data[strings.LastIndex(string(data), ")")+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return user + system
}

func (w *window) memory() float64 {
	w.t.Helper()
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", w.cmd.Process.Pid))
	if err != nil {
		w.t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if value, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kilobytes, _ := strconv.Atoi(strings.Fields(value)[0])
			return float64(kilobytes) / 1024
		}
	}
	w.t.Fatal("no resident size")
	return 0
}
