package escpos

import (
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"
)

//go:embed profiles.toml
var profilesFile []byte

// An entry is a profile as the file spells it.
type entry struct {
	Name      string
	Model     string
	Dots      int
	Columns   int
	ColumnsB  int `toml:"columns_b"`
	Pages     []string
	Cutter    string
	Feed      int
	Graphics  []string
	Band      int
	Quirks    []string
	QR        string
	Code128   string
	Drawer    string
	Status    string
	Fence     string
	ProcessID string `toml:"process_id"`
	Speed     int
}

// known are the profiles of the file. A file that is wrong is a mistake of ours
// that no shop can mend, and a test finds it first.
var known = sync.OnceValue(func() []Profile {
	list, err := readProfiles(profilesFile)
	if err != nil {
		panic(err)
	}
	return list
})

// Profiles lists the known printer models, sorted by name.
func Profiles() []Profile {
	list := slices.Clone(known())
	for i := range list {
		list[i].Pages = slices.Clone(list[i].Pages)
		list[i].Graphics = slices.Clone(list[i].Graphics)
	}
	return list
}

// Lookup finds the profile of the given name.
func Lookup(name string) (Profile, bool) {
	for _, p := range Profiles() {
		if p.Name == name {
			return p, true
		}
	}
	return Profile{}, false
}

func readProfiles(file []byte) ([]Profile, error) {
	var all struct{ Profile []entry }
	decoder := toml.NewDecoder(strings.NewReader(string(file))).DisallowUnknownFields()
	if err := decoder.Decode(&all); err != nil {
		return nil, fmt.Errorf("escpos: read profiles: %w", err)
	}
	var list []Profile
	for _, t := range all.Profile {
		p, err := t.profile()
		if err != nil {
			return nil, fmt.Errorf("escpos: profile %q: %w", t.Name, err)
		}
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b Profile) int { return strings.Compare(a.Name, b.Name) })
	for i := range list[1:] {
		if list[i].Name == list[i+1].Name {
			return nil, fmt.Errorf("escpos: profile %q is there twice", list[i].Name)
		}
	}
	return list, nil
}

// check says what a profile cannot be.
func (t entry) check() error {
	const fontA = 12 // dots, the width of its letters
	switch {
	case t.Name == "" || t.Model == "":
		return errors.New("name or model is missing")
	case t.Columns < 1 || t.Columns*fontA > t.Dots:
		return fmt.Errorf("%d columns on %d dots", t.Columns, t.Dots)
	case t.Feed < 0 || t.Band < 0 || t.Speed < 0 || t.ColumnsB < 0:
		return errors.New("a number is negative")
	case t.Band > 256:
		return errors.New("a band of more rows than printers hold")
	case t.Cutter == "none" && t.Feed == 0:
		return errors.New("no cutter and no feed: the last lines stay inside the printer")
	case len(t.Graphics) == 0:
		return errors.New("no way to print a picture")
	}
	return nil
}

// profile checks an entry and makes the profile of it.
func (t entry) profile() (Profile, error) {
	if err := t.check(); err != nil {
		return Profile{}, err
	}
	if t.Band == 0 {
		t.Band = 256
	}
	r := reader{}
	p := Profile{
		Name: t.Name, Model: t.Model, Dots: t.Dots, Columns: t.Columns, ColumnsB: t.ColumnsB,
		Pages: r.pages(t.Pages), FeedBeforeCut: t.Feed, BandRows: t.Band, Speed: t.Speed,
		Cutter:        word(&r, "cutter", t.Cutter, map[string]Cutter{"none": NoCutter, "partial": PartialCut, "full": FullCut}),
		NativeQR:      word(&r, "qr", t.QR, whoDraws),
		NativeCode128: word(&r, "code128", t.Code128, whoDraws),
		Drawer:        word(&r, "drawer", t.Drawer, abilities),
		Status:        word(&r, "status", t.Status, abilities),
		Fence:         word(&r, "fence", t.Fence, abilities),
		ProcessID:     word(&r, "process_id", t.ProcessID, abilities),
	}
	for _, g := range t.Graphics {
		p.Graphics = append(p.Graphics, word(&r, "graphics", g, map[string]Graphics{"gs-v-0": GSv0, "esc-star": ESCStar, "gs-l": GSL}))
	}
	for _, q := range t.Quirks {
		if quirk := word(&r, "quirks", q, map[string]*bool{"rows-48": &p.NoRowsOf48, "eats-lf": &p.EatsLF}); quirk != nil {
			*quirk = true
		}
	}
	return p, r.err
}

var (
	whoDraws  = map[string]bool{"native": true, "raster": false}
	abilities = map[string]Ability{"yes": Yes, "no": No, "unknown": NotKnown}
)

// A reader keeps the first thing that is wrong with an entry.
type reader struct{ err error }

func (r *reader) wrong(key, value string) {
	if r.err == nil {
		r.err = fmt.Errorf("%s says %q", key, value)
	}
}

func word[T any](r *reader, key, value string, meanings map[string]T) T {
	meaning, ok := meanings[value]
	if !ok {
		r.wrong(key, value)
	}
	return meaning
}

// pages reads "PC858=19" and alike.
func (r *reader) pages(list []string) []Page {
	var pages []Page
	for _, s := range list {
		name, number, _ := strings.Cut(s, "=")
		n, err := strconv.ParseUint(number, 10, 8)
		t := tables[name]
		taken := slices.ContainsFunc(pages, func(p Page) bool { return p.Number == byte(n) })
		if err != nil || t == nil || taken {
			r.wrong("pages", s)
		}
		pages = append(pages, Page{Number: byte(n), Name: name, table: t})
	}
	if len(pages) == 0 || pages[0].Name != "PC437" {
		r.wrong("pages", "no PC437 first")
	}
	return pages
}
