package presenter

import "kasir/checkout"

// history is every sale that there was, with the search ready.
type history struct{ *finder }

func (c *Counter) openHistory() {
	c.onlyPage(&history{newFinder(c, checkout.Query{})})
}

func (h *history) render(c *Counter) (PageState, []Action) {
	open := h.keys(c, "act.open-sale", func(s checkout.Sale) { c.openPage(&saleView{sale: s}) })
	actions := []Action{open}
	if s, ok := h.chosen(); ok && s.Receipt != nil {
		actions = append(actions, c.on("F6", "act.copy", func() { c.copyOf(s) }))
	}
	return PageState{
		Name: "history", Title: c.Words.Say("history.title"), Lead: c.Words.Say("history.lead"),
		Body: h.list(c, "history.empty"),
	}, append(actions, c.pageKeys()...)
}
