package escpos_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
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

// Every job selects the first page by ESC t, so that the page which the printer
// woke up with does not matter.
func TestProfilesStartOnPC437(t *testing.T) {
	for _, p := range escpos.Profiles() {
		job := encode(t, p.Name, (*escpos.Encoder).Initialize)
		if p.Pages[0].Name != "PC437" || !bytes.HasSuffix(job, []byte{0x1B, 't', p.Pages[0].Number}) {
			t.Errorf("%s: starts with % X, its first page is %v", p.Name, job, p.Pages[0])
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

// Settings of shops name these for ever.
func TestProfileNames(t *testing.T) {
	var names []string
	for _, p := range escpos.Profiles() {
		names = append(names, p.Name)
		found, ok := escpos.Lookup(p.Name)
		if !ok || found.Model != p.Model || p.Model == "" {
			t.Errorf("Lookup(%q) is %v, %v", p.Name, found, ok)
		}
	}
	want := strings.Fields("citizen-ct-s651 epson-80 epson-m30 epson-m30iii epson-t20ii epson-t20iii epson-t20iii-58 epson-t88ii " +
		"epson-t88iii epson-t88iv epson-t88v generic-58 generic-80 kefar-kr-306 munbyn-itpp047 netum-nt-5890k netum-nt-80 pbm-p822d " +
		"pos-5890 rongta-rp326 seiko-rp-f10 seiko-rp-f10-58 star-80 star-tsp800 sunmi-v2 wincor-th230 xprinter-80 yhd-8390 zjiang-zj-5870")
	if !slices.Equal(names, want) {
		t.Errorf("got %v, want %v", names, want)
	}
	if _, ok := escpos.Lookup("Epson-80 "); ok {
		t.Error("a name that is not exact is found")
	}
}

// The numbers of ESC t, as the makers list them. A wrong one prints another
// letter where the euro should be.
func TestPagesOfClones(t *testing.T) {
	for name, want := range map[string]string{
		"epson-80": "PC437=0 PC858=19 WPC1252=16", "epson-t88ii": "PC437=0 WPC1252=16",
		"kefar-kr-306": "PC437=0 PC858=14 WPC1252=11", "munbyn-itpp047": "PC437=0 PC858=19 WPC1252=6",
		"wincor-th230": "PC437=0 PC858=6 WPC1252=8", "yhd-8390": "PC437=0 PC858=14 WPC1252=11",
		"star-80": "PC437=1 PC858=4 WPC1252=32", "zjiang-zj-5870": "PC437=0 WPC1252=16",
	} {
		var got []string
		for _, page := range profile(t, name).Pages {
			got = append(got, fmt.Sprintf("%s=%d", page.Name, page.Number))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

// What nobody has documented is neither yes nor no: a queue that waited for the
// answer of a mute printer would hold up the shop.
func TestAbilitiesOfClonesAreNotClaimed(t *testing.T) {
	for _, p := range escpos.Profiles() {
		epson := strings.HasPrefix(p.Name, "epson-")
		if !epson && (p.Status != escpos.NotKnown || p.Fence != escpos.NotKnown || p.ProcessID != escpos.NotKnown || p.NativeQR) {
			t.Errorf("%s claims more than is known: %+v", p.Name, p)
		}
		if epson && p.Status != escpos.Yes {
			t.Errorf("%s answers DLE EOT by its manual", p.Name)
		}
	}
	if got := profile(t, "epson-t88iii").ProcessID; got != escpos.No {
		t.Errorf("TM-T88III has no process ids, the profile says %s", got)
	}
}
