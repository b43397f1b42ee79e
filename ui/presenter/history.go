package presenter

import (
	"kasir/checkout"
	"kasir/checkout/stamp"
)

// history is every sale that there was, with the search ready.
type history struct {
	*finder

	proof proof
}

func (c *Counter) openHistory() {
	c.onlyPage(&history{finder: newFinder(c, checkout.Query{}, nil)})
}

// findScanned looks for the sale of a paper that was scanned at the keypad.
func (c *Counter) findScanned(code string) {
	h := &history{finder: newFinder(c, checkout.Query{}, nil)}
	c.onlyPage(h)
	h.search.value = code
	h.prove(c, code, func() {
		h.asker, h.exact = c.top(), true
		h.open = func(s checkout.Sale) { c.openPage(&saleView{sale: s}) }
		h.typed(c)
	})
}

func (h *history) render(c *Counter) (PageState, []Action) {
	open := h.keys(c, "act.open-sale", func(s checkout.Sale) { c.openPage(&saleView{sale: s}) })
	scan, enter := c.hands.scan, c.hands.keys["Enter"]
	c.scanning(func(code string) {
		h.moved, h.search.value = false, code
		h.prove(c, code, func() { scan(code) })
	})
	c.on("Enter", "", func() { h.prove(c, h.search.value, enter) })
	if _, err := stamp.Parse(h.search.value); err == nil && c.Prove != nil && open.Label == "" {
		open = primary(Action{Key: "Enter", Label: c.Words.Say("act.prove")})
	}
	actions := []Action{open}
	s, ok := h.chosen()
	copying := c.on("F6", "act.copy", func() { c.copyOr(s) })
	if ok && s.Receipt != nil {
		actions = append(actions, copying)
	}
	return PageState{
		Name: "history", Title: c.Words.Say("history.title"), Lead: c.Words.Say("history.lead"),
		Note: h.proof.said(h.search.value),
		Body: h.list(c, "history.empty"),
	}, append(actions, c.pageKeys()...)
}
