package campaign_test

import (
	"flag"
	"testing"
	"testing/synctest"

	"kasir/checkout/campaign"
)

var (
	full   = flag.Bool("full", false, "play all of every suite, not a sample")
	only   = flag.String("suite", "", "play this suite alone")
	replay = flag.String("replay", "", "play the scenario of this line, and tell what happens")
)

func TestCampaign(t *testing.T) {
	if *replay != "" {
		again(t, *replay)
		return
	}
	suites, err := campaign.Suites(bubble(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range suites {
		if *only != "" && *only != s.Name {
			continue
		}
		t.Run(s.Name, func(t *testing.T) {
			upTo := s.Sample
			if *full {
				upTo = s.Size
			}
			var tally campaign.Tally
			err := campaign.Run(s, &tally, upTo, bubble(t), func(tally campaign.Tally) {
				t.Logf("%d of %d, %d faults, %d crashes, %d broken, %.1f s", tally.Next, tally.Size, tally.Met, tally.Died, len(tally.Broken), tally.Seconds)
			})
			if err != nil {
				t.Fatal(err)
			}
			for _, line := range tally.Broken {
				t.Error(line)
			}
		})
	}
}

func bubble(t *testing.T) campaign.Bubble {
	return func(f func()) { synctest.Test(t, func(*testing.T) { f() }) }
}

func again(t *testing.T, line string) {
	s, err := campaign.ParseScenario(line)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	bubble(t)(func() {
		r, err := campaign.Play(s, dir)
		t.Logf("%d faults, %d crashes\n%s", r.Met, r.Died, r.Said)
		if err != nil || r.Failed() {
			t.Errorf("%s: %v\n%s", s, err, r)
		}
	})
}
