package escpos_test

import (
	"slices"
	"testing"

	"kasir/printer/escpos"
)

// Some lists of printers give columns that are wider than the paper. The lines
// would then wrap, and every amount would stand on a line of its own.
func TestProfilesFitTheirPaper(t *testing.T) {
	const letter = 12 // dots, font A
	for _, p := range escpos.Profiles() {
		if p.Columns < 1 || p.Columns*letter > p.Dots {
			t.Errorf("%s: %d columns on %d dots", p.Name, p.Columns, p.Dots)
		}
		if p.Dots%8 != 0 {
			t.Errorf("%s: %d dots are no whole bytes", p.Name, p.Dots)
		}
		if p.Cutter == escpos.NoCutter && p.FeedBeforeCut == 0 {
			t.Errorf("%s: the last lines stay inside the printer", p.Name)
		}
	}
}

func TestProfilesStartOnPage0(t *testing.T) {
	for _, p := range escpos.Profiles() {
		if len(p.Pages) == 0 || p.Pages[0].Number != 0 {
			t.Errorf("%s: ESC @ selects page 0, the profile starts with %v", p.Name, p.Pages)
		}
		seen := map[byte]bool{}
		for _, page := range p.Pages {
			if seen[page.Number] {
				t.Errorf("%s: page %d is there twice", p.Name, page.Number)
			}
			seen[page.Number] = true
		}
	}
}

func TestProfileNames(t *testing.T) {
	var names []string
	for _, p := range escpos.Profiles() {
		names = append(names, p.Name)
		found, ok := escpos.Lookup(p.Name)
		if !ok || found.Model != p.Model || p.Model == "" {
			t.Errorf("Lookup(%q) is %v, %v", p.Name, found, ok)
		}
	}
	if want := []string{"epson-80", "generic-58"}; !slices.Equal(names, want) {
		t.Errorf("got %v, want %v", names, want)
	}
	if _, ok := escpos.Lookup("Epson-80 "); ok {
		t.Error("a name that is not exact is found")
	}
}
