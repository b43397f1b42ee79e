package printer

import (
	"testing"

	"kasir/printer/cups"
)

func TestCupsCauses(t *testing.T) {
	for want, reasons := range map[Cause][]string{
		Well:      {"none"},
		PaperOut:  {"media-low-warning", "media-empty-error"},
		NearEnd:   {"media-low-report"},
		CoverOpen: {"cover-open"},
		Offline:   {"connecting-to-device"},
		Paused:    {"paused"},
	} {
		if got := cupsCause(reasons); got != want {
			t.Errorf("%v: got %v, want %v", reasons, got, want)
		}
	}
}

// No print service runs there.
func TestNoPrintService(t *testing.T) {
	p := &Printer{Transport: queued{cups.Server{Network: "unix", Address: t.TempDir() + "/cups.sock"}, "receipts"}, Profile: epson(t)}
	if got := p.Print(t.Context(), text()); got.Outcome != Blocked || got.Cause != NoSpooler {
		t.Errorf("got %v", got)
	}
}
