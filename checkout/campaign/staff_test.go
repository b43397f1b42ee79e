package campaign_test

import (
	"os"
	"testing"

	"pgregory.net/rapid"

	"kasir/checkout/campaign"
)

// Whatever acts are drawn: what breaks a promise is cut down to the few that do.
func TestTwoCashiersAndAnOwner(t *testing.T) {
	dir, err := campaign.Scratch()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	rapid.Check(t, func(draw *rapid.T) {
		service := rapid.SampledFrom(campaign.Services()).Draw(draw, "service")
		acts := rapid.SliceOfN(rapid.Uint32(), 1, 20).Draw(draw, "acts")
		var r campaign.Result
		var err error
		bubble(t)(func() { r, err = campaign.Day(service, acts, dir) })
		if err != nil || r.Failed() {
			draw.Fatalf("%v\n%s", err, r)
		}
	})
}
