package presenter

import (
	"bytes"
	"image/png"

	"kasir/checkout"
)

// sheetView is the receipt of a sale, as the printer prints it. It is the way out
// where no printer works: the customer photographs it, or gets the PDF.
type sheetView struct {
	sale    checkout.Sale
	picture []byte // PNG; nil until it is drawn
	height  int    // of the picture, in dots
	from    int    // dots that are scrolled away
	saving  bool
	note    Message
}

// The paper moves by these many dots, and its end stays in sight.
const (
	sheetStep = 60
	sheetPage = 5 * sheetStep
)

func (v *sheetView) heard(s checkout.Sale) {
	if s.ID == v.sale.ID && len(s.Events) >= len(v.sale.Events) {
		v.sale = s // a PDF is numbered after the copies on paper
	}
}

// lookAt is the button that shows a sale's receipt; none where there is nothing to
// show.
func (c *Counter) lookAt(s checkout.Sale) []Action {
	if s.Receipt == nil || c.Look == nil {
		return nil
	}
	return []Action{c.on("v", "act.look", func() { c.openSheet(s) })}
}

// openSheet shows the receipt of a sale. It is drawn meanwhile.
func (c *Counter) openSheet(s checkout.Sale) {
	v := &sheetView{sale: s, note: Message{Busy, c.Words.Say("look.drawing")}}
	c.openPage(v)
	c.behind(func() func() {
		picture, err := c.Look(s)
		size, unread := png.DecodeConfig(bytes.NewReader(picture))
		if err == nil {
			err = unread
		}
		return func() {
			if err != nil {
				v.note = Message{Warn, c.Words.Say("look.failed")}
				c.warn("draw a receipt", err)
				return
			}
			v.picture, v.height, v.note = picture, size.Height, Message{}
		}
	})
}

func (v *sheetView) render(c *Counter) (PageState, []Action) {
	by := func(dots int) func() {
		return func() { v.from = max(0, min(v.from+dots, v.height-sheetPage)) }
	}
	c.on("Down", "", by(sheetStep))
	c.on("Up", "", by(-sheetStep))
	c.on("PgDn", "", by(sheetPage))
	c.on("PgUp", "", by(-sheetPage))
	actions := []Action{c.on("F6", "act.copy", func() { c.copyOr(v.sale) })}
	if c.SavePDF != nil {
		actions = append(actions, c.on("d", "act.save-pdf", func() { v.save(c) }))
	}
	return PageState{
		Name: "receipt", Title: v.sale.Receipt.Invoice + "  ·  " + c.money(v.sale.Receipt.Total), Lead: c.Words.Say("look.lead"),
		Note: v.note, Body: Sheet{Picture: v.picture, From: v.from},
	}, append(actions, c.pageKeys()...)
}

// save keeps the receipt as a file and says where it is.
func (v *sheetView) save(c *Counter) {
	if v.saving {
		return
	}
	v.saving, v.note = true, Message{Busy, c.Words.Say("look.saving")}
	s, by := v.sale, c.by()
	c.behind(func() func() {
		file, err := c.SavePDF(s, by)
		saved, _ := c.Till.Journal.Sale(s.ID) // the copy is counted there, also where no file came of it
		return func() {
			c.learn(saved)
			v.saving, v.note = false, Message{Good, c.Words.Say("look.saved", "file", file)}
			if err != nil {
				v.note = Message{Warn, c.Words.Say("look.not-saved")}
				c.warn("save a receipt", err)
			}
		}
	})
}
