package presenter_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/ui/presenter"
)

// router are the keys that are no characters, as the router knows them, and some
// characters that mean something somewhere.
var router = strings.Fields("Enter Esc Backspace Tab Up Down PgUp PgDn F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 " +
	"0 1 2 3 4 5 6 7 8 9 000 + . * a b c d e f g h i j k l m n o p q r s t u v w x y z")

// rowOf is the row of the table in which a key stands.
func rowOf(key string) string {
	switch {
	case key == "Up" || key == "Down":
		return "↑ ↓"
	case key == "PgUp" || key == "PgDn":
		return "PgUp PgDn"
	case key >= "0" && key <= "9" || key == "000":
		return "0-9"
	case len(key) == 1 && key >= "a":
		return strings.ToUpper(key)
	}
	return key
}

// V and D were in no table, F5 and F9 were in the table where they were dead, and
// nobody knew of the arrows.
func TestTheTableOfKeysIsTrueEverywhere(t *testing.T) {
	withAll := func(s *shop) {
		withCash(s)
		withShifts(s)
		withDrawer(s)
		s.Look = func(checkout.Sale) ([]byte, error) { return drawn(s.t), nil }
		s.SavePDF = func(checkout.Sale, string) (string, error) { return "/r.pdf", nil }
		s.OpenLink = func(string) {}
	}
	serveWith(t, withAll, func(t *testing.T, s *shop) {
		s.press("7 000 Enter 1")
		s.after(1500 * time.Millisecond)
		if err := s.gateway.Pay(""); err != nil {
			t.Fatal(err)
		}
		s.after(2 * time.Second)
		for _, step := range []struct{ keys, leads string }{
			{"", "paid"},
			{"Enter", "amount"},
			{"5 0 +", "amount"},
			{"Enter", "method"},
			{"Esc", "amount"},
			{"F3", "history"},
			{"Enter", "sale"},
			{"v", "receipt"},
			{"Esc F4", "refund-amount"},
			{"Enter", "refund-reason"},
			{"7", "refund-reason"},
			{"Esc Esc", "sale"},
			{"F4", "refund-amount"},
			{"Enter Enter", "refund-done"},
			{"F4", "refunds"},
			{"F7", "shift"},
			{"1 Enter", "shift-float"},
			{"Esc 2 Enter", "x-report"},
			{"F7 5 Enter", "count"},
			{"0 Enter", "close-shift"},
			{"*", "tasks"},
			{"F2", "amount"},
			{"5 0 Enter 2", "cash"},
			{"Enter", "paid"},
			{"Enter", "amount"},
			{"5 0 Enter 1", "waiting"},
			{"F3", "history"},
			{"x", "history"},
			{"F9", "amount"},
			{"F9", "waiting"},
			{"F3 Enter", "sale"},
			{"F4", "sale"},
			{"F2 Esc", "waiting"},
			{"Esc Enter", "unpaid"},
		} {
			s.press(step.keys)
			s.tellsTheTruth(s.after(2*time.Second), step.leads)
		}
		s.press("Enter 5 0 Enter 1")
		s.after(2 * time.Second)
		s.network.cut.Store(true)
		s.tellsTheTruth(s.after(2*time.Minute), "doubt")
	})
}

// tellsTheTruth compares the table of keys with what keys do.
func (s *shop) tellsTheTruth(state presenter.State, where string) {
	s.t.Helper()
	if page(state) != where {
		s.t.Fatalf("on %s, want %s", page(state), where)
	}
	var known []string
	for _, key := range router {
		if s.Knows(key) {
			known = append(known, rowOf(key))
		}
	}
	if !slices.Contains(known, "F1") {
		s.t.Fatalf("%s: F1 does nothing", where)
	}
	writes := s.Writes()
	table := s.press("F1").Dialog.Table
	s.press("Esc")
	told := make(map[string]bool)
	for _, row := range table {
		if told[row.Key] {
			s.t.Errorf("%s: %s stands there twice", where, row.Key)
		}
		told[row.Key] = !row.Idle
		works := slices.Contains(known, row.Key) || row.Key == "A-Z" && writes || slices.Contains([]string{"F11", "F12", "S", "L"}, row.Key)
		if works == row.Idle {
			s.t.Errorf("%s: the table says of %s %q, idle %v; it works: %v", where, row.Key, row.Label, row.Idle, works)
		}
	}
	for _, key := range known {
		if !told[key] {
			s.t.Errorf("%s: %s works and is not in the table", where, key)
		}
	}
	if most := 24; len(table) > most {
		s.t.Errorf("%s: %d rows, where %d have room", where, len(table), most)
	}
}
