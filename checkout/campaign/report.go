package campaign

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Load reads the tally of a suite from a folder of tallies. It begins anew where
// there is none, or where it was made by another state of the source.
func Load(dir, suite, source string) (t Tally, err error) {
	body, err := os.ReadFile(filepath.Join(dir, suite+".json"))
	if errors.Is(err, fs.ErrNotExist) {
		return Tally{Source: source}, nil
	}
	if err == nil {
		err = json.Unmarshal(body, &t)
	}
	if err != nil {
		return t, fmt.Errorf("campaign: read tally: %w", err)
	}
	if t.Source != source {
		return Tally{Source: source}, nil
	}
	return t, nil
}

// Save keeps the tally of a suite, so that a campaign that is stopped goes on
// from there.
func (t Tally) Save(dir string) error {
	body, err := json.MarshalIndent(t, "", "\t")
	if err == nil {
		err = os.MkdirAll(dir, 0o700)
	}
	file := filepath.Join(dir, t.Suite+".json")
	if err == nil {
		err = os.WriteFile(file+".new", body, 0o600)
	}
	if err == nil {
		err = os.Rename(file+".new", file)
	}
	if err != nil {
		return fmt.Errorf("campaign: keep tally: %w", err)
	}
	return nil
}

// A Mutant is a planted bug and what became of it.
type Mutant struct {
	Name   string
	Says   string // what was planted
	Caught string // the suite that noticed, and what it said; empty where none did
}

const reportHead = `# Reliability

Figures of ` + "`make campaign`" + ` and ` + "`make mutants`" + `, written by them and by nobody else. What a scenario is, and how one is
played again, is said at the package [checkout/campaign](../checkout/campaign/doc.go).

`

// Report writes what tallies and mutants have come to, for people.
func Report(tallies []Tally, mutants []Mutant) string {
	var b strings.Builder
	b.WriteString(reportHead)
	b.WriteString("## The campaign\n\n")
	b.WriteString("| Suite | What happens | Played | Of | Faults met | Crashes | Core seconds | Promises broken |\n|---|---|---:|---:|---:|---:|---:|---:|\n")
	var all Tally
	for _, t := range tallies {
		t.row(&b)
		all.Next, all.Size, all.Met, all.Died = all.Next+t.Next, all.Size+t.Size, all.Met+t.Met, all.Died+t.Died
		all.Seconds, all.Broken = all.Seconds+t.Seconds, append(all.Broken, t.Broken...)
	}
	all.Suite = "all"
	all.row(&b)
	b.WriteString("\nEach scenario ends with the same checks:\n\n")
	for _, i := range Promises() {
		fmt.Fprintf(&b, "- %d: %s\n", i.Number, i.Says)
	}
	if len(mutants) > 0 {
		caught := 0
		for _, m := range mutants {
			if m.Caught != "" {
				caught++
			}
		}
		fmt.Fprintf(&b, "\n## Planted bugs\n\nThe sample that `make test` plays catches %d of %d.\n\n| Planted | Caught by |\n|---|---|\n", caught, len(mutants))
		for _, m := range mutants {
			fmt.Fprintf(&b, "| %s | %s |\n", m.Says, m.Caught)
		}
	}
	return b.String()
}

func (t Tally) row(b *strings.Builder) {
	fmt.Fprintf(b, "| %s | %s | %d | %d | %d | %d | %.0f | %d |\n", t.Suite, t.Says, t.Next, t.Size, t.Met, t.Died, t.Seconds, len(t.Broken))
}
