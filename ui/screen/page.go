package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kasir/ui/presenter"
	"kasir/ui/widget"
)

// page draws what lies over the selling screens: a heading and a body. Some
// bodies fill all of it.
type page struct {
	head *heading
	room *fyne.Container // for the body
	box  *fyne.Container

	list    *list
	story   *story
	sheet   *sheet
	figure  *figure
	choices *choices
	form    *form
	figures *figures
	outcome *end
}

func newPage(press func(string), tap func(int)) *page {
	p := &page{
		head: newHeading(columns{0.44, 0.56}, newsHeight), room: container.NewStack(),
		list: newList(tap), story: newStory(press), sheet: newSheet(press), figure: newFigure(press),
		choices: newChoices(tap), form: newForm(tap), figures: newFigures(), outcome: newEnd(),
	}
	p.box = container.New(rows{2}, p.head.box, p.head.note.box, p.room)
	return p
}

func (p *page) content() fyne.CanvasObject { return p.box }

// left forgets where a list was scrolled to: whoever opens one anew begins at its
// top.
func (p *page) left() { p.list.page = "" }

func (p *page) render(s presenter.State) {
	body, whole := p.body(*s.Page, s.Actions)
	if len(p.room.Objects) != 1 || p.room.Objects[0] != body {
		p.room.Objects = []fyne.CanvasObject{body}
		p.room.Refresh()
	}
	head := *s.Page
	if whole {
		head.Note = presenter.Message{}
	}
	headed, noted := p.head.box.Visible(), p.head.note.box.Visible()
	p.head.render(head)
	show(p.head.box, !whole)
	if headed != p.head.box.Visible() || noted != p.head.note.box.Visible() {
		p.box.Refresh() // the body gets or gives the room
	}
}

// body draws the body and tells whether it fills the whole page.
func (p *page) body(s presenter.PageState, actions []presenter.Action) (body fyne.CanvasObject, whole bool) {
	switch b := s.Body.(type) {
	case presenter.List:
		return p.list.render(s.Name, b), false
	case presenter.Story:
		return p.story.render(b), false
	case presenter.Sheet:
		return p.sheet.render(b), false
	case presenter.Choices:
		return p.choices.render(b), false
	case presenter.Figures:
		return p.figures.render(b), false
	case presenter.Form:
		return p.form.render(b), false
	case presenter.Figure:
		return p.figure.render(s, b, actions), true
	case presenter.Outcome:
		p.outcome.render(presenter.State{Pay: b.Pay})
	}
	return p.outcome.box, true
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
