package presenter

import (
	"kasir/checkout"
)

// A finder is the list of all sales, or of those that are looked for. It holds
// as many as have been scrolled to; the journal is asked for the next ones
// before the end is reached.
type finder struct {
	query  checkout.Query           // but for what is typed
	fits   func(checkout.Sale) bool // of what the journal finds; nil: all of it
	search text
	pick   pick

	sales    []checkout.Sale // the newest first
	shown    string          // the text that they were found by
	rows     []Row           // of the sales, as long as nothing changes
	language string          // that the rows are in
	next     checkout.Cursor // where the sales go on; 0 at the end

	moved  bool                // the arrows chose a sale of what is found
	asking bool                // the journal is being asked
	stale  bool                // what is asked has been overtaken by typing
	failed bool                // the journal could not be read
	open   func(checkout.Sale) // what Enter does, once the answer is there
	asker  page                // on which that Enter was pressed; on any other it means nothing
	exact  bool                // the text was scanned: only the very sale is meant
}

// findPage is how many sales the journal is asked for at once.
const findPage = 50

// newFinder begins with those of the sales at hand that fit, so that hands need not
// wait for the journal. Nil fits says that all do.
func newFinder(c *Counter, query checkout.Query, fits func(checkout.Sale) bool) *finder {
	f := &finder{query: query, fits: fits, search: text{hint: "find.hint", most: 80}}
	f.take(c.latest)
	f.look(c)
	return f
}

// take adds those sales that fit.
func (f *finder) take(sales []checkout.Sale) {
	for _, s := range sales {
		if f.fits == nil || f.fits(s) {
			f.sales = append(f.sales, s)
		}
	}
	f.rows = nil
}

// look asks the journal anew. One question runs at a time; what was typed
// meanwhile is asked after it.
func (f *finder) look(c *Counter) {
	if f.asking {
		f.stale = true
		return
	}
	f.ask(c, 0)
}

// typed looks for another text; the newest sale that has it is chosen.
func (f *finder) typed(c *Counter) {
	f.moved, f.pick = false, pick{}
	f.look(c)
}

func (f *finder) ask(c *Counter, after checkout.Cursor) {
	f.asking, f.stale = true, false
	query, typed := f.query, f.search.value
	query.Text = c.bare(typed)
	c.behind(func() func() {
		page, err := c.Ledger.Search(query, after, findPage)
		return func() {
			if f.asking = false; f.stale {
				f.ask(c, 0)
				return
			}
			f.found(c, typed, page, after, err)
		}
	})
}

// found takes in what the journal answered. Of another text the newest sale is
// chosen, unless a hand has chosen one meanwhile; that one stays chosen.
func (f *finder) found(c *Counter, text string, page checkout.Page, after checkout.Cursor, err error) {
	if text != f.shown && !f.moved {
		f.pick = pick{}
	}
	if f.shown = text; after == 0 {
		f.sales = nil
	}
	f.failed = err != nil
	if err != nil {
		c.warn("search", err)
	}
	f.next = page.Next
	f.take(page.Sales)
	if f.open != nil && c.top() == f.asker {
		f.enter()
	}
	f.open = nil
}

// enter opens the chosen sale; after a scan, or typing that was faster than the
// journal, the very one that the text names.
func (f *finder) enter() {
	open, exact := f.open, f.exact
	f.open, f.exact = nil, false
	at := f.pick.in(f.among())
	for i := range f.sales {
		if named(&f.sales[i], f.search.value) {
			at, exact = i, false
			break
		}
	}
	if at < 0 || exact && len(f.sales) != 1 {
		return
	}
	open(f.sales[at])
}

// named tells whether a text is the invoice number of a sale.
func named(s *checkout.Sale, invoice string) bool {
	if invoice == "" {
		return false
	}
	for _, p := range s.Payments {
		if p.Invoice == invoice {
			return true
		}
	}
	return s.Receipt != nil && s.Receipt.Invoice == invoice
}

func (f *finder) among() among {
	return among{len(f.sales), func(i int) string { return string(f.sales[i].ID) }}
}

// chosen is the sale that is chosen.
func (f *finder) chosen() (checkout.Sale, bool) {
	if at := f.pick.in(f.among()); at >= 0 {
		return f.sales[at], true
	}
	return checkout.Sale{}, false
}

// keys lets a sale be found and opened.
func (f *finder) keys(c *Counter, label string, open func(checkout.Sale)) Action {
	f.pick.keys(c, f.among(), func() { f.moved, f.open = true, nil })
	c.typing(func(char rune) { f.search.add(char); f.open = nil; f.typed(c) })
	c.on("Backspace", "", func() { f.search.back(); f.open = nil; f.typed(c) })
	c.scanning(func(code string) {
		f.search.value, f.open, f.asker, f.exact = code, open, c.top(), true
		f.typed(c)
	})
	c.tapping(func(place int) {
		if place < len(f.sales) {
			f.pick.put(place, f.among())
			open(f.sales[place])
		}
	})
	if _, ok := f.chosen(); !ok && !f.asking { // nothing to promise
		label = ""
	}
	enter := c.on("Enter", label, func() {
		s, ok := f.chosen()
		switch {
		case f.search.value != f.shown: // faster than the journal
			f.open, f.asker = open, c.top()
		case ok:
			open(s)
		}
	})
	if label == "" {
		return enter
	}
	return primary(enter)
}

// list is what is shown. Near its end the next sales are asked for.
func (f *finder) list(c *Counter, empty string) List {
	at := f.pick.in(f.among())
	if f.next != 0 && !f.asking && at > len(f.sales)-findPage/2 {
		f.ask(c, f.next)
	}
	if f.rows == nil || f.language != c.Words.Language() {
		f.language, f.rows = c.Words.Language(), make([]Row, len(f.sales))
		for i, s := range f.sales {
			f.rows[i] = c.row(s)
		}
	}
	search := f.search.field(c, true)
	switch {
	case f.failed:
		empty = "find.failed"
	case f.asking:
		empty = "find.asking"
	case f.search.value != "":
		empty = "find.nothing"
	}
	return List{Search: &search, Rows: f.rows, Selected: at, Empty: c.Words.Say(empty)}
}

// heard takes in the newest state of a sale.
func (f *finder) heard(s checkout.Sale) {
	for i := range f.sales {
		if f.sales[i].ID == s.ID && len(s.Events) > len(f.sales[i].Events) {
			f.sales[i], f.rows = s, nil
		}
	}
}
