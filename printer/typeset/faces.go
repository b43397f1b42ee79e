package typeset

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"slices"
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/fontscan"
	"github.com/go-text/typesetting/language"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/gomonobold"

	"kasir/assets/fonts"
)

// Sizes in dots. Go Mono at 20 is as wide as the printer's own letters, 12 dots,
// so that amounts stand below one another whoever wrote them.
const (
	latinSize = 20
	otherSize = 24
)

// faces finds a font for each letter, for one weight.
type faces struct {
	latin  *font.Face
	own    []*font.Face // latin first
	bold   bool
	script language.Script // of the letters that are asked for next

	mayUseSystem bool
	system       *fontscan.FontMap // nil until it is first needed

	missing []rune // letters that no font has, since it was last emptied
}

// ownFonts are the files that Kasir brings along, plain and bold, Latin first.
var ownFonts = sync.OnceValues(func() (weights [2][]*font.Font, err error) {
	for i, files := range [2][][]byte{{gomono.TTF, fonts.ArabicRegular}, {gomonobold.TTF, fonts.ArabicBold}} {
		for _, file := range files {
			face, err := font.ParseTTF(bytes.NewReader(file))
			if err != nil {
				return weights, fmt.Errorf("typeset: read a font of ours: %w", err)
			}
			weights[i] = append(weights[i], face.Font)
		}
	}
	return weights, nil
})

// newFaces makes faces of our fonts. A font may be shared; a face may not.
func newFaces(own []*font.Font, bold bool) *faces {
	f := &faces{bold: bold}
	for _, file := range own {
		f.own = append(f.own, font.NewFace(file))
	}
	f.latin = f.own[0]
	return f
}

// SetScript makes faces a shaping.FontmapScript.
func (f *faces) SetScript(script language.Script) {
	f.script = script
}

// ResolveFace makes faces a shaping.Fontmap. A letter that no font has is noted,
// and will be drawn as a box.
func (f *faces) ResolveFace(r rune) *font.Face {
	if r == leftToRightIsolate || r == popIsolate {
		return f.latin // nothing is drawn for them
	}
	for _, face := range f.own {
		if _, ok := face.NominalGlyph(r); ok {
			return face
		}
	}
	if face := f.systemFace(r); face != nil {
		return face
	}
	if !slices.Contains(f.missing, r) {
		f.missing = append(f.missing, r)
	}
	return f.latin
}

// systemFace finds a letter in the fonts of this machine, if they may be used. It
// takes seconds the first time on a machine with many. A machine whose fonts
// cannot be read has none.
func (f *faces) systemFace(r rune) *font.Face {
	if !f.mayUseSystem {
		return nil
	}
	if f.system == nil {
		f.system = fontscan.NewFontMap(log.New(io.Discard, "", 0))
		f.system.SetQuery(f.query())
		if f.system.UseSystemFonts("") != nil {
			f.mayUseSystem = false
			return nil
		}
	}
	f.system.SetScript(f.script)
	face := f.system.ResolveFace(r)
	if face == nil || !canDraw(face, r) {
		return nil
	}
	return face
}

func (f *faces) query() fontscan.Query {
	query := fontscan.Query{Families: []string{fontscan.SansSerif}}
	if f.bold {
		query.Aspect.Weight = font.WeightBold
	}
	return query
}

// canDraw is false for letters that are there in colours only.
func canDraw(face *font.Face, r rune) bool {
	glyph, ok := face.NominalGlyph(r)
	return ok && outline(face, glyph) != nil
}

// size is how large letters of a font are set.
func (f *faces) size(face *font.Face) int {
	if face == f.latin {
		return latinSize
	}
	return otherSize
}
