package checkout_test

import (
	"errors"
	"testing"

	"kasir/checkout"
	"kasir/store"
)

// A strict guard lets nobody do anything alone; "yes" is an approval.
type strictGuard struct{ asked checkout.Act }

func (g *strictGuard) Allow(_ string, act checkout.Act, approval string) (string, error) {
	g.asked = act
	if approval != "yes" {
		return "", &checkout.NotAllowedError{Act: act, Need: checkout.Manager}
	}
	return "budi", nil
}

func TestTheDrawerOpensWithoutASaleOnRecord(t *testing.T) {
	db, err := store.Open(t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	guard := &strictGuard{}
	till := checkout.Till{Journal: db, Tray: db, Guard: guard}
	if _, err := till.OpenDrawer("sari", ""); !errors.Is(err, checkout.ErrNotAllowed) {
		t.Errorf("without an approval: %v", err)
	}
	due, err := db.DuePapers()
	if err != nil || len(due) != 0 {
		t.Fatalf("waiting although nobody allowed it: %v, %v", due, err)
	}
	asked, err := till.OpenDrawer("sari", "yes")
	if err != nil {
		t.Fatal(err)
	}
	due, err = db.DuePapers()
	if err != nil || len(due) != 1 || due[0] != asked {
		t.Fatalf("waiting: %+v, %v", due, err)
	}
	if p := due[0]; p.Kind != checkout.DrawerPulse || p.By != "sari" || p.ApprovedBy != "budi" || guard.asked.Right != checkout.RightNoSale {
		t.Errorf("got %+v, asked for %+v", p, guard.asked)
	}
	report, err := db.Verify(nil)
	if err != nil || !report.Clean() || report.Entries != 1 {
		t.Errorf("verify: %+v, %v", report, err)
	}
}
