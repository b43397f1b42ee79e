package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kasir/ui/presenter"
	"kasir/ui/widget"
)

// amount is where the cashier keys in what is to be paid.
type amount struct {
	title  *widget.Text
	figure *widget.Amount
	sum    *widget.Text
	list   *widget.Text
	tasks  *news // in place of the list's title
	strip  *widget.Strip
	keypad *widget.Keypad
	entry  *fyne.Container
	left   *fyne.Container
	box    *fyne.Container

	rows []presenter.Row
}

func newAmount(press, choose func(string)) *amount {
	a := &amount{
		title: widget.NewText(""), figure: widget.NewAmount(""), sum: widget.NewText(""),
		list: widget.NewText(""), tasks: newNews(), strip: widget.NewStrip(""), keypad: newKeypad(press),
	}
	a.title.Lines, a.sum.Lines, a.figure.Most = 1, 1, 84
	a.sum.Align = fyne.TextAlignTrailing
	a.list.TextSize = 16
	a.strip.OnTapped = func(i int) { choose(a.rows[i].Sale) }
	a.sum.Hide()
	a.entry = container.New(rows{1}, a.title, a.figure, a.sum)
	entry := widget.NewPanel(a.entry, 2*gap)
	a.tasks.banner.OnTapped = func() { press("*") }
	a.left = container.New(rows{3}, entry, a.tasks.box, a.list, a.strip)
	a.box = container.New(columns{0.56, 0.44}, a.left, a.keypad)
	return a
}

func (a *amount) content() fyne.CanvasObject { return a.box }

func (a *amount) render(s presenter.State) {
	a.title.SetText(s.Amount.Title)
	a.figure.SetText(s.Amount.Entry, s.Amount.Empty)
	a.sum.SetText(s.Amount.Sum)
	if visible := s.Amount.Sum != ""; visible != a.sum.Visible() {
		show(a.sum, visible)
		a.entry.Refresh()
		a.box.Refresh()
	}
	a.list.SetText(s.StripTitle)
	if told := s.Tasks != ""; told != a.tasks.box.Visible() {
		show(a.list, !told)
		show(a.tasks.box, told)
		a.left.Refresh()
	}
	a.tasks.render(presenter.Message{Tone: presenter.Warn, Text: s.Tasks})
	a.strip.SetEmpty(s.StripEmpty)
	a.rows = s.Strip
	a.strip.SetItems(items(s.Strip), -1)
	setPoint(a.keypad, s.Amount.Decimals)
	a.keypad.SetCharge(charge(s.Actions), !s.Amount.Empty)
}

// charge is what the charging key is called.
func charge(actions []presenter.Action) string {
	for _, action := range actions {
		if action.Key == "Enter" {
			return action.Label
		}
	}
	return ""
}

func items(rows []presenter.Row) []widget.Item {
	items := make([]widget.Item, len(rows))
	for i, r := range rows {
		items[i] = widget.Item{
			Amount: r.Amount, Time: r.Time, Method: r.Method, Number: r.Number,
			State: r.Status, Tone: tone(r.Tone),
		}
	}
	return items
}
