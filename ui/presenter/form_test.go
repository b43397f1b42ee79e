package presenter

import (
	"strings"
	"testing"

	"kasir/assets/words"
	"kasir/checkout"
)

// greeting is a page of nothing but a form.
type greeting struct {
	form
	done bool
}

func (g *greeting) render(c *Counter) (PageState, []Action) {
	enter := g.keys(c, "act.next", func() { g.done = true; c.leavePage(g) })
	return PageState{Name: "greeting", Body: Form{Fields: g.fields(c)}}, append([]Action{enter}, c.pageKeys()...)
}

func TestFormsAreWrittenFieldByField(t *testing.T) {
	var shown State
	c := &Counter{
		Till: &checkout.Till{}, Words: words.In("en"), OnChange: func(s State) { shown = s },
	}
	name, secret := &text{most: 5}, &text{secret: true}
	page := &greeting{form: form{texts: []*text{name, secret}}}
	c.openPage(&saleView{})
	c.turnPage(page)
	c.show()
	fields := func() []Field { return shown.Page.Body.(Form).Fields }
	for _, char := range "Żaneta" {
		c.Type(char)
	}
	c.Press("Backspace")
	if got := fields()[0]; got.Text != "Żane" || !got.Active {
		t.Errorf("written: %+v", got)
	}
	c.Press("Enter")
	c.Paste("12\n34")
	if got := fields(); got[1].Text != strings.Repeat("•", 4) || secret.value != "1234" || got[0].Active {
		t.Errorf("written: %+v, %q", got, secret.value)
	}
	c.Tap(0)
	c.Press("Tab")
	c.Press("Up")
	if !fields()[0].Active || page.done {
		t.Errorf("not back on the first: %+v", fields())
	}
	c.Press("Down")
	if c.Press("Enter"); !page.done || shown.Page != nil {
		t.Errorf("not done: %+v", shown.Page)
	}
}
