package campaign

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"

	"kasir/store"
)

// damages are databases with a flipped bit, a page of zeros, a page in the place
// of another, or an end that is missing.
func damages() Suite {
	return Suite{
		Name: "damage", Says: "a flipped bit, a changed digit, a zeroed page, a misplaced page, a file cut short: refused, found out, or harmless",
		Size: 4000, Aim: 3000, Sample: 100, Play: playDamage,
		At: func(i int) Scenario {
			return Scenario{Suite: "damage", Fault: harms[i%len(harms)].name, Seed: uint64(i + 1)}
		},
	}
}

// A harm damages a database.
type harm struct {
	name string
	do   func(b []byte, random *rand.Rand) []byte
}

var harms = []harm{
	{"flip", func(b []byte, random *rand.Rand) []byte {
		b[random.IntN(len(b))] ^= 1 << random.IntN(8)
		return b
	}},
	{"zero", func(b []byte, random *rand.Rand) []byte {
		clear(b[random.IntN(len(b)/page)*page:][:page])
		return b
	}},
	{"misplace", func(b []byte, random *rand.Rand) []byte {
		copy(b[random.IntN(len(b)/page)*page:][:page], b[random.IntN(len(b)/page)*page:])
		return b
	}},
	{"digit", func(b []byte, random *rand.Rand) []byte {
		const field = `"minor":5`
		if n := bytes.Count(b, []byte(field)); n > 0 {
			at := 0
			for range 1 + random.IntN(n) {
				at += bytes.Index(b[at:], []byte(field)) + len(field)
			}
			b[at-1] = '6'
		}
		return b
	}},
	{"truncate", func(b []byte, random *rand.Rand) []byte { return b[:random.IntN(len(b))] }},
}

// sound is the database of a shop that has sold, and what it says.
var sound = sync.OnceValues(func() (image []byte, err error) {
	dir, err := Scratch()
	if err != nil {
		return nil, err
	}
	defer remove(dir)
	w, err := newWorld(Scenario{Service: services[0].name}, dir)
	if err != nil {
		return nil, err
	}
	defer w.wire.close()
	db, err := store.Open(dir, store.Options{AuditKey: auditKey})
	if err != nil {
		return nil, err
	}
	for n := range 25 {
		if err := db.OpenSale(plainSale(n)); err != nil {
			return nil, err
		}
		if n%3 != 0 {
			if _, err := db.UpdateSale(plainSale(n).ID, completed); err != nil {
				return nil, err
			}
		}
	}
	if err := db.Close(); err != nil {
		return nil, err
	}
	return w.disk.read()
})

func playDamage(s Scenario, dir string) (Result, error) {
	image, err := sound()
	if err != nil {
		return Result{}, err
	}
	d := disk{dir}
	if err := d.write(image); err != nil {
		return Result{}, err
	}
	want := said(d.file())
	random := rand.New(rand.NewPCG(s.Seed, 2))
	for _, h := range harms {
		if h.name == s.Fault {
			image = h.do(bytes.Clone(image), random)
		}
	}
	if err := d.write(image); err != nil {
		return Result{}, err
	}
	r := Result{Met: 1}
	report, err := store.VerifyFile(d.file(), store.Options{AuditKey: auditKey}, nil)
	found := err != nil || !report.Clean()
	got := said(d.file())
	switch {
	case !found && got != want:
		r.Findings = append(r.Findings, "19: a verified database says something else than was stored")
	case !strings.HasPrefix(got, "error") && !among(got, want):
		r.Findings = append(r.Findings, "19: a damaged sale was read as if it were whole")
	}
	return r, nil
}

// among tells whether all that is said of sales was stored. That some are
// missing is found by a verification.
func among(got, want string) bool {
	for line := range strings.Lines(got) {
		if !strings.Contains(want, line) && !strings.Contains(line, "damaged") && !strings.HasPrefix(line, "open ") {
			return false
		}
	}
	return true
}

// said is all that a database tells a till, errors included.
func said(file string) string {
	var b strings.Builder
	db, err := store.OpenReadOnly(file, store.Options{AuditKey: auditKey})
	if err != nil {
		return "error: " + err.Error()
	}
	defer func() { _ = db.Close() }() // only read
	for s, err := range db.All() {
		if err != nil {
			return "error: " + err.Error()
		}
		fmt.Fprint(&b, meaning(s))
		if again, err := db.Sale(s.ID); err != nil || meaning(again) != meaning(s) {
			fmt.Fprintln(&b, "damaged: it is not found by its id")
		}
	}
	open, err := db.Unfinished()
	fmt.Fprintln(&b, "open", len(open))
	if err != nil {
		return "error: " + err.Error()
	}
	return b.String()
}

func verified(file string) (store.Report, error) {
	report, err := store.VerifyFile(file, store.Options{AuditKey: auditKey}, nil)
	if err != nil {
		return report, fmt.Errorf("campaign: verify: %w", err)
	}
	return report, nil
}
