package escpos

import (
	"strings"
	"testing"
)

const oneProfile = `[[profile]]
name = "a"
model = "A"
dots = 384
columns = 32
pages = ["PC437=0", "PC858=19"]
cutter = "none"
feed = 4
graphics = ["gs-v-0", "esc-star"]
quirks = ["eats-lf"]
qr = "raster"
code128 = "native"
drawer = "no"
status = "unknown"
fence = "yes"
process_id = "unknown"
`

func TestProfileIsRead(t *testing.T) {
	list, err := readProfiles([]byte(oneProfile))
	if err != nil {
		t.Fatal(err)
	}
	p := list[0]
	if p.BandRows != 256 || !p.EatsLF || p.NoRowsOf48 || p.NativeQR || !p.NativeCode128 ||
		p.Drawer != No || p.Status != NotKnown || p.Fence != Yes || p.Graphics[1] != ESCStar || p.Pages[1].Number != 19 {
		t.Errorf("read %+v", p)
	}
}

// A typing mistake in the file must not become a printer that prints garbage.
func TestWrongProfilesAreRefused(t *testing.T) {
	for name, change := range map[string][2]string{
		"an unknown key":       {"feed = 4", "feeds = 4"},
		"no name":              {`name = "a"`, `name = ""`},
		"too many columns":     {"columns = 32", "columns = 33"},
		"no columns":           {"columns = 32", "columns = 0"},
		"lines stay inside":    {"feed = 4", "feed = 0"},
		"a negative number":    {"feed = 4", "feed = -4"},
		"a large band":         {"feed = 4", "feed = 4\nband = 257"},
		"an unknown page":      {"PC858=19", "PC859=19"},
		"a page without digit": {"PC858=19", "PC858"},
		"a page twice":         {"PC858=19", "PC858=0"},
		"a large page number":  {"PC858=19", "PC858=256"},
		"no page":              {`pages = ["PC437=0", "PC858=19"]`, "pages = []"},
		"not PC437 first":      {"PC437=0", "PC850=2"},
		"an unknown way":       {"esc-star", "esc-moon"},
		"no way":               {`graphics = ["gs-v-0", "esc-star"]`, "graphics = []"},
		"an unknown quirk":     {"eats-lf", "eats-paper"},
		"an unknown cutter":    {`cutter = "none"`, `cutter = "knife"`},
		"an unknown ability":   {`fence = "yes"`, `fence = "maybe"`},
		"a missing ability":    {`fence = "yes"`, ""},
		"a name twice":         {`process_id = "unknown"`, `process_id = "unknown"` + "\n" + oneProfile},
	} {
		file := strings.Replace(oneProfile, change[0], change[1], 1)
		if file == oneProfile {
			t.Fatalf("%s: nothing was changed", name)
		}
		if list, err := readProfiles([]byte(file)); err == nil {
			t.Errorf("%s: read %+v", name, list)
		}
	}
}
