package presenter

import "kasir/checkout"

// history is every sale that there was, with the search ready.
type history struct{ *finder }

func (c *Counter) openHistory() {
	c.onlyPage(&history{newFinder(c, checkout.Query{})})
}

// findScanned looks for the sale of a paper that was scanned at the keypad.
func (c *Counter) findScanned(code string) {
	h := &history{newFinder(c, checkout.Query{})}
	c.onlyPage(h)
	h.search.value, h.asker, h.exact = code, c.top(), true
	h.open = func(s checkout.Sale) { c.openPage(&saleView{sale: s}) }
	h.typed(c)
}

func (h *history) render(c *Counter) (PageState, []Action) {
	open := h.keys(c, "act.open-sale", func(s checkout.Sale) { c.openPage(&saleView{sale: s}) })
	actions := []Action{open}
	s, ok := h.chosen()
	copying := c.on("F6", "act.copy", func() { c.copyOr(s) })
	if ok && s.Receipt != nil {
		actions = append(actions, copying)
	}
	return PageState{
		Name: "history", Title: c.Words.Say("history.title"), Lead: c.Words.Say("history.lead"),
		Body: h.list(c, "history.empty"),
	}, append(actions, c.pageKeys()...)
}
