package campaign_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/synctest"

	"kasir/checkout/campaign"
)

var (
	play   = flag.String("play", "sample", "how much of each suite: sample, aim or all")
	first  = flag.Bool("first", false, "end a suite at the first promise that is broken")
	only   = flag.String("suite", "", "play this suite alone")
	replay = flag.String("replay", "", "play the scenario of this line, and tell what happens")
	out    = flag.String("out", "", "keep what was played in this folder, and go on from there")
	source = flag.String("source", "", "the state of the source; another one begins anew")
	report = flag.String("report", "", "write this document from what the folder holds, and play nothing")
)

func TestCampaign(t *testing.T) {
	switch {
	case *replay != "":
		again(t, *replay)
		return
	case *report != "":
		write(t)
		return
	}
	suites, err := campaign.Suites(bubble(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range suites {
		if *only == "" || *only == s.Name {
			t.Run(s.Name, func(t *testing.T) { run(t, s) })
		}
	}
}

func run(t *testing.T, s campaign.Suite) {
	var tally campaign.Tally
	var err error
	if *out != "" {
		if tally, err = campaign.Load(*out, s.Name, *source); err != nil {
			t.Fatal(err)
		}
	}
	if *play != "sample" {
		campaign.Soak.Days, campaign.Soak.Customers = 30, 100
	}
	upTo := map[string]int{"sample": s.Sample, "aim": s.Aim, "all": s.Size}[*play]
	switch {
	case upTo == 0 && *play == "sample":
		t.Log("make campaign plays it")
		return
	case upTo == 0:
		upTo = s.Size
	}
	err = campaign.Run(s, &tally, upTo, *first, bubble(t), func(tally campaign.Tally) {
		t.Logf("%d of %d, %d faults, %d crashes, %d broken, %.1f s", tally.Next, tally.Size, tally.Met, tally.Died, len(tally.Broken), tally.Seconds)
		if *out != "" {
			if err := tally.Save(*out); err != nil {
				t.Error(err)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range tally.Broken {
		t.Error(line)
	}
}

func bubble(t *testing.T) campaign.Bubble {
	return func(f func()) { synctest.Test(t, func(*testing.T) { f() }) }
}

// again plays one scenario and tells what the till said.
func again(t *testing.T, line string) {
	s, err := campaign.ParseScenario(line)
	if err != nil {
		t.Fatal(err)
	}
	suites, err := campaign.Suites(bubble(t))
	if err != nil {
		t.Fatal(err)
	}
	r, err := campaign.Again(suites, s, t.TempDir(), bubble(t))
	t.Logf("%d faults, %d crashes\n%s", r.Met, r.Died, r.Said)
	if err != nil || r.Failed() {
		t.Errorf("%s: %v\n%s", s, err, r)
	}
}

// order is that of the document.
var order = []string{"fault", "crash", "race", "lie", "crossed", "bytes", "dice", "staff", "power", "io", "filling", "disk", "syscall", "kill", "two", "damage", "restore", "program", "paper", "soak"}

func write(t *testing.T) {
	var tallies []campaign.Tally
	for _, suite := range order {
		tally, err := campaign.Load(*out, suite, *source)
		if err != nil {
			t.Fatal(err)
		}
		if tally.Next > 0 {
			tallies = append(tallies, tally)
		}
	}
	var mutants []campaign.Mutant
	if body, err := os.ReadFile(filepath.Join(*out, "mutants.json")); err == nil {
		if err := json.Unmarshal(body, &mutants); err != nil {
			t.Fatal(err)
		}
	}
	mutants = slices.DeleteFunc(mutants, func(m campaign.Mutant) bool { return m.Source != *source })
	if err := os.WriteFile(*report, []byte(campaign.Report(tallies, mutants)), 0o600); err != nil {
		t.Fatal(err)
	}
}
