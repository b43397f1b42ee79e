//go:build unix

package store_test

import (
	"fmt"
	"os"
	"runtime/metrics"
	"slices"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// measure adds to a benchmark what a wall clock on a busy machine does not tell:
// the time that the processors worked, the most memory that the program held
// itself (pages of the mapped file come and go as the system has room), and the
// load.
func measure(b *testing.B, name string, run func(b *testing.B)) {
	b.Run(name, func(b *testing.B) {
		held := watchMemory()
		before := processors(b)
		for b.Loop() {
			run(b)
		}
		b.ReportMetric(float64((processors(b)-before).Microseconds())/1e3/float64(b.N), "cpu-ms/op")
		b.ReportMetric(float64(held())/1e6, "held-MB")
		b.ReportMetric(load(), "load")
	})
}

// processors is how long they have worked for this process.
func processors(b *testing.B) time.Duration {
	b.Helper()
	var used unix.Rusage
	must(b, unix.Getrusage(unix.RUSAGE_SELF, &used))
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// watchMemory looks every 20 ms how much memory Go holds; the answer is the most.
func watchMemory() (most func() uint64) {
	ticker, stop, peak := time.NewTicker(20*time.Millisecond), make(chan struct{}), make(chan uint64)
	go func() {
		var top uint64
		for {
			held := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
			metrics.Read(held)
			top = max(top, held[0].Value.Uint64()-held[1].Value.Uint64())
			select {
			case <-ticker.C:
			case <-stop:
				ticker.Stop()
				peak <- top
				return
			}
		}
	}()
	return func() uint64 { close(stop); return <-peak }
}

// load is how many processes want a processor; 0 where the system does not tell.
func load() (minute float64) {
	if text, err := os.ReadFile("/proc/loadavg"); err == nil {
		_, _ = fmt.Sscan(string(text), &minute)
	}
	return minute
}

// reportTimes gives the middle, the 99th percentile and the worst of some times.
func reportTimes(b *testing.B, name string, times []time.Duration) {
	b.Helper()
	slices.Sort(times)
	b.ReportMetric(0, "ns/op")
	for _, at := range []struct {
		name  string
		place int
	}{{"p50", len(times) / 2}, {"p99", len(times) * 99 / 100}, {"max", len(times) - 1}} {
		b.ReportMetric(float64(times[at.place].Microseconds())/1e3, name+"-"+at.name+"-ms")
	}
	b.ReportMetric(float64(len(times)), name+"s")
	b.ReportMetric(load(), "load")
}
