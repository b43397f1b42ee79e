package campaign_test

import (
	"fmt"
	"os"
	"runtime/debug"
	"testing"

	"kasir/checkout/campaign"
)

func TestMain(m *testing.M) {
	if part := os.Getenv(campaign.ChildPart); part != "" {
		if err := campaign.Child(part); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	debug.SetGCPercent(400) // worlds come and go
	code := m.Run()
	campaign.Clean()
	os.Exit(code)
}
