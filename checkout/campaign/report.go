package campaign

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
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
	Source string // the state of the source in which it was planted
	Name   string
	Says   string // what was planted
	Caught string // the suite that noticed, and what it said; empty where none did
}

const reportHead = `# Reliability

Written by ` + "`make campaign`" + ` and ` + "`make mutants`" + ` from what they counted; no figure is typed by hand. The till's real code
is played against services that lie, networks that break, disks that fail and machines that die. After each scenario the
faults end, the till gets its time, and every promise below is checked. A broken promise would stand here, with the line
that plays it again.

`

// Report writes what tallies and mutants have come to, for people.
func Report(tallies []Tally, mutants []Mutant) string {
	var b strings.Builder
	b.WriteString(reportHead)
	var all Tally
	for _, t := range tallies {
		all.Next, all.Aim, all.Size, all.Met, all.Died = all.Next+t.Next, all.Aim+t.Aim, all.Size+t.Size, all.Met+t.Met, all.Died+t.Died
		all.Wall, all.Broken = all.Wall+t.Wall, append(all.Broken, t.Broken...)
	}
	all.Suite = "all"
	broken := len(all.Broken)
	fmt.Fprintf(&b, "%d scenarios, %d faults met, %d crashes, **%d promises broken**, in %.0f minutes on:\n\n", all.Next, all.Met, all.Died, broken, all.Wall/60)
	for _, machine := range machines(tallies) {
		fmt.Fprintf(&b, "- %s\n", machine)
	}
	fmt.Fprintf(&b, "\nThe state of the source, as `git rev-parse COMMIT:checkout COMMIT:store COMMIT:printer` names it:\n\n%s\n", state(tallies))
	b.WriteString("\n## What was played\n\n")
	b.WriteString("| Suite | Played | Aim | There are | Faults met | Crashes | Seconds | Broken |\n|---|---:|---:|---:|---:|---:|---:|---:|\n")
	for _, t := range append(slices.Clone(tallies), all) {
		fmt.Fprintf(&b, "| %s | %d | %d | %d | %d | %d | %.0f | %d |\n", t.Suite, t.Next, t.Aim, t.Size, t.Met, t.Died, t.Wall, len(t.Broken))
	}
	b.WriteString("\nEach suite in a sentence:\n\n")
	for _, t := range tallies {
		item(&b, fmt.Sprintf("**%s**: %s.", t.Suite, t.Says))
	}
	b.WriteString("\n## What is promised\n\nThe numbers are those that a broken promise is named by.\n\n")
	for _, i := range Promises() {
		item(&b, fmt.Sprintf("%d: %s", i.Number, i.Says))
	}
	if broken > 0 {
		fmt.Fprintf(&b, "\n## What was broken\n\n```\n%s\n```\n", strings.Join(all.Broken, "\n"))
	}
	planted(&b, mutants)
	return b.String()
}

// planted tells which planted bugs were caught.
func planted(b *strings.Builder, mutants []Mutant) {
	if len(mutants) == 0 {
		return
	}
	caught := 0
	for _, m := range mutants {
		if m.Caught != "" {
			caught++
		}
	}
	fmt.Fprintf(b, "\n## Planted bugs\n\nThe sample that `make test` plays catches %d of %d bugs that were planted for it.\n\n", caught, len(mutants))
	b.WriteString("| Planted | Caught by |\n|---|---|\n")
	for _, m := range mutants {
		by := "**nothing**"
		if parts := strings.SplitN(m.Caught, ":", 3); m.Caught != "" {
			by = strings.Join(parts[:min(len(parts), 2)], ",")
		}
		fmt.Fprintf(b, "| %s | %s |\n", m.Says, by[:min(len(by), 40)])
	}
}

// state lists the hashes of the folders that were played.
func state(tallies []Tally) string {
	var b strings.Builder
	if len(tallies) > 0 {
		hashes := strings.Fields(tallies[0].Source)
		for _, hash := range hashes[:min(len(hashes), 3)] {
			fmt.Fprintf(&b, "- %s\n", hash)
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// machines lists on what the suites were played, each once.
func machines(tallies []Tally) (all []string) {
	for _, t := range tallies {
		if t.Machine != "" && !slices.Contains(all, t.Machine) {
			all = append(all, t.Machine)
		}
	}
	return all
}

// width is how long a line may be.
const width = 120

// item writes an item of a list, in lines that are not too long.
func item(b *strings.Builder, text string) {
	line := "-"
	for _, word := range strings.Fields(text) {
		if len(line)+1+len(word) > width {
			b.WriteString(line + "\n")
			line = " "
		}
		line += " " + word
	}
	b.WriteString(line + "\n")
}
