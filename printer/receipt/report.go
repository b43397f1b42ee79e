package receipt

import (
	"fmt"
	"time"

	"kasir/assets/words"
	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/printer"
)

// Report is the paper of a shift: its Z once it is closed, an X while it runs.
// It says what the report says and adds nothing up itself.
func Report(s checkout.Shift, p checkout.Print) printer.Document {
	shop := checkout.Shop{}
	if s.Shop != nil {
		shop = *s.Shop
	}
	f := form{w: words.In(shop.Language), shop: shop}
	doc := marks(shop, s.Training, p, f.w)
	doc = append(doc, shopHead(shop, nil, f.w)...)
	doc = append(doc, f.shift(s, p)...)
	if s.Report != nil {
		doc = append(doc, f.sums(*s.Report)...)
		doc = append(doc, f.methods(s.Report.Methods)...)
		doc = append(doc, f.hours(s.Report.Hours)...)
		doc = append(doc, f.drawers(s.Report.Drawer)...)
	}
	doc = append(doc, f.loose(s)...)
	if s.Head != "" {
		doc = append(doc, f.line("xz.mark", "mark", s.Mark()))
	}
	doc = append(doc, proof("", s.Code, f.w)...)
	doc = append(doc, marks(shop, s.Training, p, f.w)...)
	return finish(doc, f.w)
}

// A form writes the lines of a report.
type form struct {
	w    words.Words
	shop checkout.Shop
}

func (f form) line(word string, filled ...string) printer.Block {
	return printer.Text{Text: f.w.Say(word, filled...)}
}

func (f form) row(word string, value string) printer.Block {
	return printer.Row{Left: f.w.Say(word), Right: value}
}

func (f form) money(word string, a money.Amount) printer.Block {
	return f.row(word, a.Format(f.w.Language()))
}

// some is money, unless it is nothing.
func (f form) some(word string, a money.Amount) printer.Document {
	if a.IsZero() {
		return nil
	}
	return printer.Document{f.money(word, a)}
}

func (f form) at(word string, t time.Time, by string) printer.Document {
	if t.IsZero() {
		return nil
	}
	return printer.Document{f.line(word, "time", local(f.shop, t), "zone", f.shop.ZoneName(t), "by", by)}
}

// shift says which report of which shift it is, and who is behind it.
func (f form) shift(s checkout.Shift, p checkout.Print) printer.Document {
	doc := printer.Document{printer.Rule{}}
	if s.Running() {
		doc = append(doc, printer.Banner{Text: f.w.Say("xz.x")})
		doc = append(doc, f.at("xz.read", p.At, p.By)...)
	} else {
		doc = append(doc, printer.Banner{Text: f.w.Say("xz.z", "number", f.shop.ZNumber(s.Number))})
	}
	doc = append(doc, f.row("xz.till", s.Till), f.row("xz.day", s.Day))
	doc = append(doc, f.at("xz.opened", s.Opened, s.OpenedBy)...)
	doc = append(doc, f.at("xz.closed", s.Closed, s.ClosedBy)...)
	if s.ApprovedBy != "" {
		doc = append(doc, f.line("slip.approved", "by", s.ApprovedBy))
	}
	return doc
}

func (f form) sums(r checkout.Report) printer.Document {
	doc := printer.Document{
		printer.Rule{},
		f.row("xz.sales", fmt.Sprint(r.Sales)),
		f.row("xz.voided", fmt.Sprint(r.Voided)),
		f.row("xz.copies", fmt.Sprint(r.Copies)),
		f.row("xz.no-sales", fmt.Sprint(r.NoSales)),
	}
	for _, sum := range r.Sums {
		doc = append(doc, printer.Rule{},
			f.row("xz.payments", fmt.Sprint(sum.Payments)), f.money("xz.paid", sum.Paid),
			f.row("xz.refunds", fmt.Sprint(sum.Refunds)), f.money("xz.refunded", sum.Refunded))
		doc = append(doc, f.some("xz.rounding", sum.Rounding)...)
		doc = append(doc, printer.Row{
			Left: f.w.Say("xz.net"), Right: sum.Net().Format(f.w.Language()), Style: printer.Style{Bold: true, Tall: true},
		})
	}
	return doc
}

func (f form) methods(sums []checkout.MethodSum) printer.Document {
	var doc printer.Document
	for _, m := range sums {
		doc = append(doc, printer.Row{Left: fmt.Sprintf("%s (%d)", m.Name(), m.Payments), Right: m.Paid.Format(f.w.Language())})
		doc = append(doc, f.some("xz.refunded", m.Refunded)...)
	}
	return f.under("xz.methods", doc)
}

func (f form) hours(sums []checkout.HourSum) printer.Document {
	var doc printer.Document
	for _, h := range sums {
		doc = append(doc, printer.Row{Left: fmt.Sprintf("%02d:00 (%d)", h.Hour, h.Payments), Right: h.Net().Format(f.w.Language())})
	}
	return f.under("xz.hours", doc)
}

// drawers say what must be in the drawer and, where somebody counted, what was.
func (f form) drawers(sums []checkout.DrawerSum) printer.Document {
	var doc printer.Document
	for _, d := range sums {
		doc = append(doc, f.money("xz.float", d.Float), f.money("xz.cash", d.Paid))
		doc = append(doc, f.some("xz.refunded", d.Refunded)...)
		doc = append(doc, f.some("xz.paid-in", d.PaidIn)...)
		doc = append(doc, f.some("xz.paid-out", d.PaidOut)...)
		doc = append(doc, f.money("xz.expected", d.Expected()))
		if d.Counted != nil {
			doc = append(doc, f.money("xz.counted", *d.Counted), f.money("xz.difference", d.Difference()))
		}
	}
	return f.under("xz.drawer", doc)
}

// loose is what was left as it is, and what the services say otherwise.
func (f form) loose(s checkout.Shift) printer.Document {
	var doc printer.Document
	for _, a := range s.Accepted {
		about := a.Task.Amount.Format(f.w.Language())
		if a.Task.Kind == checkout.TaskRestored { // of no amount: since when
			about = local(*s.Shop, a.Task.Since)
		}
		doc = append(doc, f.line("xz.accepted", "task", f.w.Say("task."+string(a.Task.Kind)), "amount", about, "reason", a.Reason))
	}
	for _, d := range s.Compared {
		doc = append(doc, f.line("xz.differs."+string(d.Kind), "method", d.Name(), "amount", d.Amount.Format(f.w.Language())))
	}
	return f.under("xz.loose", doc)
}

// under puts lines under a heading, where there are any.
func (f form) under(word string, lines printer.Document) printer.Document {
	if len(lines) == 0 {
		return nil
	}
	head := printer.Document{printer.Rule{}, printer.Text{Text: f.w.Say(word), Style: printer.Style{Bold: true}}}
	return append(head, lines...)
}
