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
	s.box = container.New(columns{0.44, 0.56},
		widget.NewPanel(container.New(rows{0}, s.facts), 2*gap), widget.NewPanel(s.lines, 2*gap))
	return s
}

func (s *story) render(b presenter.Story) fyne.CanvasObject {
	s.facts.Set(facts(b.Facts))
	lines := make([]widget.Happening, len(b.Lines))
	for i, l := range b.Lines {
		lines[i] = widget.Happening{Time: l.Time, Text: l.Text, Tone: tone(l.Tone)}
	}
	s.lines.Set(lines, b.First)
	return s.box
}
