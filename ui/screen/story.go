package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kasir/ui/presenter"
	"kasir/ui/widget"
)

// story is all that is known of one sale.
type story struct {
	facts *widget.Facts
	known *widget.Panel // around the facts
	lines *widget.Story
	box   *fyne.Container
}

func newStory(press func(string)) *story {
	s := &story{facts: widget.NewFacts(), lines: widget.NewStory()}
	s.lines.OnScroll = func(lines int) {
		key := "Down"
		if lines < 0 {
			key, lines = "Up", -lines
		}
		for range lines {
			press(key)
		}
	}
	s.known = widget.NewPanel(container.New(rows{0}, s.facts), 2*gap)
	s.box = container.New(known{}, s.known, widget.NewPanel(s.lines, 2*gap))
	return s
}

func (s *story) render(b presenter.Story) fyne.CanvasObject {
	s.facts.Set(facts(b.Facts))
	showKnown(s.box, s.known, len(b.Facts) > 0)
	lines := make([]widget.Happening, len(b.Lines))
	for i, l := range b.Lines {
		lines[i] = widget.Happening{Time: l.Time, Text: l.Text, Tone: tone(l.Tone)}
	}
	s.lines.Set(lines, b.First)
	return s.box
}
