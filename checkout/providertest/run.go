package providertest

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
)

// Run puts a provider through every case. open is called once for each.
func Run(t *testing.T, open func(t TB) Harness) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { c.play(t, open) })
		})
	}
}

// Cases names every case.
func Cases() []string {
	names := make([]string, 0, len(cases))
	for _, c := range cases {
		names = append(names, c.name)
	}
	return names
}

// A Failure is a case that a provider did not pass, and what the case said.
type Failure struct {
	Case string
	Said string
}

// Failures puts a provider through the named cases, or all, and tells which it
// fails, instead of failing t. It is how the suite proves that it catches what
// it is for.
func Failures(t *testing.T, open func(t TB) Harness, named ...string) []Failure {
	t.Helper()
	var failures []Failure
	for _, c := range cases {
		if len(named) > 0 && !slices.Contains(named, c.name) {
			continue
		}
		w := &witness{t: t}
		synctest.Test(t, func(t *testing.T) { w.watch(t.Context(), func() { c.play(w, open) }) })
		if len(w.said) > 0 {
			failures = append(failures, Failure{c.name, strings.Join(w.said, "\n")})
		}
	}
	return failures
}

// play opens a harness, runs the case, and asks what must hold after any case.
func (c testCase) play(t TB, open func(t TB) Harness) {
	s := newStage(t, open(t))
	c.run(s)
	s.after()
}

// A witness is a TB that remembers failures.
type witness struct {
	t   *testing.T
	ctx context.Context

	mu       sync.Mutex
	said     []string
	cleanups []func()
}

// watch runs f the way a test runs: Fatalf ends it, a panic is a failure, and
// then everything is cleaned up.
func (w *witness) watch(ctx context.Context, f func()) {
	ctx, cancel := context.WithCancel(ctx)
	w.ctx = ctx
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() {
			cancel()
			for i := len(w.cleanups) - 1; i >= 0; i-- {
				w.cleanups[i]()
			}
		}()
		defer func() {
			if p := recover(); p != nil {
				w.Errorf("panic: %v", p)
			}
		}()
		f()
	}()
	<-done
}

func (w *witness) Helper()                  {}
func (w *witness) Logf(string, ...any)      {}
func (w *witness) Context() context.Context { return w.ctx }
func (w *witness) Cleanup(f func())         { w.cleanups = append(w.cleanups, f) }

func (w *witness) Errorf(format string, args ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.said = append(w.said, fmt.Sprintf(format, args...))
}

func (w *witness) Fatalf(format string, args ...any) {
	w.Errorf(format, args...)
	runtime.Goexit()
}
