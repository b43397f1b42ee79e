package campaign

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"

	"kasir/checkout"
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
	return shopThatSold(disk{dir}, auditKey, 25, func(n int) bool { return n%3 != 0 })
})

// shopThatSold has a shop ring up sales, up to so many altogether, and complete
// some of them.
func shopThatSold(d disk, key []byte, sales int, completes func(n int) bool) (image []byte, err error) {
	db, err := store.Open(d.dir, store.Options{AuditKey: key})
	if err != nil {
		return nil, fmt.Errorf("campaign: %w", err)
	}
	latest, err := db.Latest(sales)
	for n := len(latest); n < sales && err == nil; n++ {
		err = db.OpenSale(plainSale(n))
		if err == nil && completes(n) {
			_, err = db.UpdateSale(plainSale(n).ID, completed)
		}
	}
	if err := errors.Join(err, db.Close()); err != nil {
		return nil, fmt.Errorf("campaign: %w", err)
	}
	return d.read()
}

// damaged is what a harm leaves of a database.
func damaged(image []byte, name string, random *rand.Rand) []byte {
	for _, h := range harms {
		if h.name == name {
			return h.do(bytes.Clone(image), random)
		}
	}
	return image
}

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
	if err := d.write(damaged(image, s.Fault, rand.New(rand.NewPCG(s.Seed, 2)))); err != nil {
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

// same tells why a database does not say what another image of it says; nil
// where it does.
func (d disk) same(image []byte) error {
	got := said(d.file())
	if err := d.write(image); err != nil {
		return err
	}
	if want := said(d.file()); got != want {
		return errors.New("it says something else than was stored")
	}
	return nil
}

// salesIn reads every sale of a database that has no audit key.
func salesIn(file string) (all []checkout.Sale, err error) {
	db, err := store.OpenReadOnly(file, store.Options{})
	if err != nil {
		return nil, fmt.Errorf("campaign: read %s: %w", file, err)
	}
	defer func() { _ = db.Close() }() // only read
	for s, err := range db.All() {
		if err != nil {
			return nil, fmt.Errorf("campaign: read %s: %w", file, err)
		}
		all = append(all, s)
	}
	return all, nil
}
