package presenter_test

import (
	"log/slog"
	"strings"
	"testing"
	"time"

	"kasir/assets/words"
	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/ui/presenter"
)

// An onlooker reads the page of an obstacle and presses its keys.
type onlooker struct {
	*presenter.Counter
	work  chan func()
	shown presenter.State

	left, again int
	restored    string
	trouble     string
}

func meet(t *testing.T, o presenter.Obstacle) *onlooker {
	t.Helper()
	v := &onlooker{work: make(chan func(), 8)}
	v.Counter = &presenter.Counter{
		Till:  &checkout.Till{Shop: checkout.Shop{Name: "Shop", Currency: money.MustCurrency("IDR"), Zone: "Asia/Jakarta"}},
		Words: words.In("en"), Log: slog.New(slog.DiscardHandler), Dispatch: func(f func()) { v.work <- f },
		OnChange: func(s presenter.State) { v.shown = s },
	}
	o.Leave, o.Again = func() { v.left++ }, func() { v.again++ }
	if o.Restore != nil {
		o.Restore = func(file string) string { v.restored = file; return v.trouble }
	}
	v.Meet(t.Context(), o)
	t.Cleanup(v.Close)
	return v
}

// wait waits for what was begun.
func (v *onlooker) wait() { (<-v.work)() }

// buttons are the keys that are shown.
func (v *onlooker) buttons() string {
	var keys []string
	for _, a := range v.shown.Actions {
		keys = append(keys, a.Key)
	}
	return strings.Join(keys, " ")
}

var newest = presenter.Backup{File: "/data/backups/kasir-000007-20261121T150405Z.db", Made: time.Date(2026, 11, 21, 15, 4, 5, 0, time.UTC), Sales: 1204}

// damagedData is an obstacle that a copy takes away.
func damagedData(found presenter.Backup) presenter.Obstacle {
	return presenter.Obstacle{
		What: "damaged", Place: "/data",
		Copy: func() presenter.Backup { return found }, Restore: func(string) string { return "" },
	}
}

func TestADamagedTillRestoresItsNewestCopyAfterAQuestion(t *testing.T) {
	v := meet(t, damagedData(newest))
	if v.shown.Page.Name != "obstacle" || !v.shown.Page.Locked || v.buttons() != "Enter" {
		t.Fatalf("while it is looked for a copy: %+v, keys %s", v.shown.Page, v.buttons())
	}
	v.Press("F5")
	if v.shown.Dialog != nil {
		t.Error("a copy is restored that was not found")
	}
	v.wait()
	body := v.shown.Page.Body.(presenter.Story)
	if v.buttons() != "F5 Esc" || body.Facts[1].Value != "2026-11-21 22:04" || body.Facts[2].Value != "1204" {
		t.Fatalf("keys %s, facts %v", v.buttons(), body.Facts)
	}
	for _, key := range []string{"F2", "F3", "F7", "F9", "F10", "*", "s"} {
		if v.Press(key); v.shown.Page.Name != "obstacle" || v.shown.Dialog != nil {
			t.Errorf("%s leads away", key)
		}
	}
	v.Press("F5")
	if v.shown.Dialog == nil || !strings.Contains(v.shown.Dialog.Text, "after 2026-11-21 22:04") {
		t.Fatalf("it does not say what will be lost: %+v", v.shown.Dialog)
	}
	if v.Press("Esc"); v.restored != "" || v.left > 0 {
		t.Error("no meant yes")
	}
	v.Press("F5")
	v.Press("Enter")
	if v.buttons() != "" {
		t.Errorf("it can be left half done by %s", v.buttons())
	}
	v.Press("Esc")
	v.wait()
	if v.restored != newest.File || v.again != 1 || v.left != 0 {
		t.Errorf("restored %q, again %d, left %d", v.restored, v.again, v.left)
	}
}

func TestARestoreThatFailsIsSaidAndCanBeTriedAgain(t *testing.T) {
	v := meet(t, damagedData(newest))
	v.wait()
	v.trouble = "copies.in-use"
	v.Press("F5")
	v.Press("Enter")
	v.wait()
	if v.again != 0 || v.shown.Page.Note.Tone != presenter.Bad || v.buttons() != "F5 Esc" {
		t.Errorf("shown %+v, keys %s", v.shown.Page, v.buttons())
	}
	if v.Press("Enter"); v.left != 1 {
		t.Error("Enter does not close")
	}
}

func TestWithoutAGoodCopyNothingIsOffered(t *testing.T) {
	v := meet(t, damagedData(presenter.Backup{}))
	v.wait()
	if v.Press("F5"); v.buttons() != "Enter" || v.shown.Page.Note.Tone != presenter.Bad || v.shown.Dialog != nil {
		t.Errorf("shown %+v, keys %s", v.shown.Page, v.buttons())
	}
	if v.Press("Esc"); v.left != 1 {
		t.Error("Esc does not close")
	}
}

func TestATillBeginsAnewOnlyAfterAQuestion(t *testing.T) {
	begun := 0
	o := damagedData(newest)
	o.What, o.Anew = "missing", func() string { begun++; return "" }
	v := meet(t, o)
	v.wait()
	if v.buttons() != "F5 F9 Esc" {
		t.Fatalf("keys %s", v.buttons())
	}
	v.Press("F9")
	if v.shown.Dialog == nil || v.shown.Dialog.Title != words.In("en").Say("obstacle.anew") {
		t.Fatalf("it does not ask: %+v", v.shown.Dialog)
	}
	v.Press("Esc")
	v.Press("F9")
	v.Press("Enter")
	v.wait()
	if begun != 1 || v.again != 1 || v.restored != "" {
		t.Errorf("begun %d, again %d, restored %q", begun, v.again, v.restored)
	}
}

func TestWhatOnlyTheErrorTellsIsShown(t *testing.T) {
	v := meet(t, presenter.Obstacle{What: "settings", Place: "/data", Said: []string{"kasir.toml, line 3: shop.nam"}})
	lines := v.shown.Page.Body.(presenter.Story).Lines
	if len(lines) != 2 || lines[1].Text != "kasir.toml, line 3: shop.nam" || v.buttons() != "Enter" {
		t.Errorf("lines %v, keys %s", lines, v.buttons())
	}
}

func TestACopyThatNeedsTheVaultAsksForItsPassphrase(t *testing.T) {
	o := damagedData(newest)
	o.Unlock = func(passphrase checkout.Secret) error {
		if passphrase != "mangosteen" {
			return checkout.ErrWrongSecret
		}
		return nil
	}
	v := meet(t, o)
	v.wait()
	v.trouble = presenter.NeedsVault
	v.Press("F5")
	v.Press("Enter")
	v.wait()
	if v.shown.Page.Name != "vault" {
		t.Fatalf("shown: %+v", v.shown.Page)
	}
	v.trouble, v.restored = "", ""
	for _, passphrase := range []string{"rambutan", "mangosteen"} {
		for _, char := range passphrase {
			v.Type(char)
		}
		v.Press("Enter")
		v.wait()
		if passphrase == "rambutan" && (v.shown.Page.Note.Tone != presenter.Bad || v.restored != "") {
			t.Errorf("a wrong passphrase: %+v", v.shown.Page)
		}
	}
	v.wait()
	if v.restored != newest.File || v.again != 1 {
		t.Errorf("restored %q, again %d", v.restored, v.again)
	}
}
