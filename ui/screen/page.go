package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kasir/ui/presenter"
	"kasir/ui/widget"
)

// page draws what lies over the selling screens: a heading, what is to be
// said, and a body.
type page struct {
	title *widget.Text
	lead  *widget.Text
	note  *news
	room  *fyne.Container // for the body
	box   *fyne.Container

	list    *list
	story   *story
	figure  *figure
	choices *choices
	form    *form
	outcome *end
}

func newPage(press func(string), tap func(int)) *page {
	p := &page{
		title: widget.NewHeading(""), lead: widget.NewText(""), note: newNews(), room: container.NewStack(),
		list: newList(tap), story: newStory(press), figure: newFigure(press),
		choices: newChoices(press, tap), form: newForm(tap), outcome: newEnd(),
	}
	p.title.TextSize = 28
	p.title.Lines, p.lead.Lines, p.lead.TextSize = 1, 2, 18
	p.lead.Color = quiet
	head := container.New(columns{0.44, 0.56}, p.title, p.lead)
	p.box = container.New(rows{2}, head, p.note.box, p.room)
	return p
}

func (p *page) content() fyne.CanvasObject { return p.box }

func (p *page) render(s presenter.State) {
	p.title.SetText(s.Page.Title)
	p.lead.SetText(s.Page.Lead)
	noted := p.note.box.Visible()
	p.note.render(s.Page.Note)
	body := p.body(s)
	if len(p.room.Objects) != 1 || p.room.Objects[0] != body {
		p.room.Objects = []fyne.CanvasObject{body}
		p.room.Refresh()
	}
	if noted != p.note.box.Visible() {
		p.box.Refresh() // the body gets or gives the room
	}
}

// body draws the body and returns its objects.
func (p *page) body(s presenter.State) fyne.CanvasObject {
	switch b := s.Page.Body.(type) {
	case presenter.List:
		return p.list.render(b)
	case presenter.Story:
		return p.story.render(b)
	case presenter.Figure:
		return p.figure.render(b, s.Actions)
	case presenter.Choices:
		return p.choices.render(b)
	case presenter.Form:
		return p.form.render(b)
	case presenter.Outcome:
		p.outcome.render(presenter.State{Pay: b.Pay})
		return p.outcome.box
	}
	return p.outcome.box
}

func facts(known []presenter.Fact) []widget.Fact {
	all := make([]widget.Fact, len(known))
	for i, f := range known {
		all[i] = widget.Fact{Label: f.Label, Value: f.Value, Tone: tone(f.Tone)}
	}
	return all
}

func writing(f presenter.Field) widget.Writing {
	return widget.Writing{Label: f.Label, Text: f.Text, Hint: f.Hint, Wrong: f.Wrong, Active: f.Active}
}
