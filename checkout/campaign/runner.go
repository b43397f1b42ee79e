package campaign

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"
)

// A Tally is what a suite has come to.
type Tally struct {
	Source  string // the state of the source that was played
	Suite   string
	Says    string
	Machine string
	Size    int
	Aim     int      // how many a campaign plays
	Next    int      // scenarios before it have been played
	Met     int      // faults that were met
	Died    int      // crashes
	Seconds float64  // of one core
	Wall    float64  // seconds that went by meanwhile
	Broken  []string // the lines of scenarios that broke a promise, and what they broke
}

// A Bubble runs a function in virtual time (testing/synctest).
type Bubble func(f func())

// Run plays scenarios of a suite, from where the tally stands, until it has
// played so many altogether, or one breaks a promise where first is set. Every
// CPU takes a part. progress hears of the tally now and then, and at the end.
func Run(s Suite, t *Tally, upTo int, first bool, bubble Bubble, progress func(Tally)) error {
	t.Suite, t.Says, t.Size, t.Aim, t.Machine = s.Name, s.Says, s.Size, s.Aim, machine()
	if t.Aim == 0 {
		t.Aim = s.Size
	}
	q := &queue{suite: s, tally: t, upTo: min(upTo, s.Size), first: first, told: now(), noted: now(), progress: progress}
	var all sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		all.Go(func() { q.work(bubble) })
	}
	all.Wait()
	progress(*t)
	return q.err
}

// A queue hands out the scenarios of a suite.
type queue struct {
	suite    Suite
	upTo     int
	first    bool
	progress func(Tally)

	mu    sync.Mutex
	tally *Tally
	taken int
	told  time.Time
	noted time.Time // until when the tally's Wall counts
	err   error
}

func (q *queue) work(bubble Bubble) {
	dir, err := Scratch()
	if err != nil {
		q.fail(err)
		return
	}
	defer remove(dir)
	for {
		i, ok := q.take()
		if !ok {
			return
		}
		s := q.suite.At(spread(i, q.suite.Size))
		begin := now()
		r, err := watched(s, func() (r Result, err error) {
			if q.suite.Play != nil {
				return q.suite.Play(s, dir)
			}
			bubble(func() { r, err = Play(s, dir) })
			return r, err
		})
		if err != nil {
			q.fail(fmt.Errorf("%s: %w", s, err))
			return
		}
		q.give(s, r, now().Sub(begin))
	}
}

func (q *queue) take() (int, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	i := q.tally.Next + q.taken
	if i >= q.upTo || q.err != nil || q.first && len(q.tally.Broken) > 0 {
		return 0, false
	}
	q.taken++
	return i, true
}

func (q *queue) give(s Scenario, r Result, took time.Duration) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.taken--
	t := q.tally
	t.Next++
	t.Met += r.Met
	t.Died += r.Died
	t.Seconds += took.Seconds()
	at := now()
	t.Wall, q.noted = t.Wall+at.Sub(q.noted).Seconds(), at
	if r.Failed() {
		t.Broken = append(t.Broken, fmt.Sprintf("make campaign REPLAY='%s'\n%s", s, r))
	}
	if now().Sub(q.told) > 5*time.Second {
		q.told = now()
		q.progress(*t)
	}
}

func (q *queue) fail(err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.err = err
}

// stuck is how long a scenario may take by a real clock.
const stuck = 2 * time.Minute

// watched plays a scenario and names it where it never comes to an end, or
// breaks the program.
func watched(s Scenario, play func() (Result, error)) (Result, error) {
	limit := stuck
	if s.Suite == "soak" {
		limit *= 20
	}
	timer := time.AfterFunc(limit, func() {
		panic(fmt.Sprintf("no end after %s: make campaign REPLAY='%s'", limit, s))
	})
	defer timer.Stop()
	defer func() {
		if p := recover(); p != nil {
			panic(fmt.Sprintf("make campaign REPLAY='%s': %v", s, p))
		}
	}()
	return play()
}

// Scratch makes a folder for the disk of a till, in memory where there is such
// a place: a campaign writes terabytes.
func Scratch() (string, error) {
	dir, err := os.MkdirTemp(filepath.Clean("/dev/shm"), "kasir-campaign-")
	if err != nil {
		dir, err = os.MkdirTemp("", "kasir-campaign-")
	}
	if err != nil {
		return "", fmt.Errorf("campaign: %w", err)
	}
	return dir, nil
}

func remove(dir string) { _ = os.RemoveAll(dir) }

// spread goes through a list in steps that leave nothing out and nothing in a
// row, so that the first few stand for all.
func spread(i, size int) int {
	stride := size*618/1000 | 1
	for gcd(stride, size) != 1 {
		stride += 2
	}
	return int(int64(i) * int64(stride) % int64(size))
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// Again plays one scenario as its suite does.
func Again(suites []Suite, s Scenario, dir string, bubble Bubble) (r Result, err error) {
	for _, suite := range suites {
		if suite.Name == s.Suite && suite.Play != nil {
			return suite.Play(s, dir)
		}
	}
	bubble(func() { r, err = Play(s, dir) })
	return r, err
}
