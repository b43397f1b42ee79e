package presenter

import (
	"fmt"
	"strconv"

	"kasir/checkout"
	"kasir/checkout/money"
)

// Figures are what a shift comes to: sums, the drawer, and two small charts.
type Figures struct {
	Sums    []Fact
	Drawer  []Fact
	Methods Chart
	Hours   Chart
}

func (Figures) body() {}

// A Chart is a few bars.
type Chart struct {
	Title string
	Bars  []Bar
}

// A Bar is one of a chart's; Share is its length, 0 to 1.
type Bar struct {
	Label string
	Value string
	Share float64
}

// openFigures shows what the running shift comes to so far: an X.
func (c *Counter) openFigures() {
	by := c.by()
	c.permit(checkout.Act{Right: checkout.RightReports}, func(approved consent) {
		c.behind(func() func() {
			x, err := c.Till.X(by, approved.id)
			return func() {
				if err != nil {
					c.failed("", err)
					return
				}
				c.showReport(x)
			}
		})
	})
}

// showReport shows an X or a Z to whoever may see figures; others learn that the
// shift is closed.
func (c *Counter) showReport(s checkout.Shift) {
	if s.Running() || c.Staff == nil || !c.guarded {
		c.openPage(&reportPage{shift: s})
		return
	}
	c.behind(func() func() {
		alone, _ := c.Staff.May(checkout.Act{Right: checkout.RightReports})
		return func() {
			if alone {
				c.openPage(&reportPage{shift: s})
			}
		}
	})
}

// reportPage is an X or a Z.
type reportPage struct{ shift checkout.Shift }

func (p *reportPage) render(c *Counter) (PageState, []Action) {
	s := p.shift
	number := strconv.FormatUint(s.Number, 10)
	state := PageState{Name: "x-report", Title: c.Words.Say("report.x", "number", number), Lead: dotted(s.Day, s.Till)}
	if !s.Running() {
		state.Name, state.Title = "z-report", c.Words.Say("report.z", "number", number)
	}
	state.Body = c.figures(s)
	actions := []Action{c.on("F6", "act.print-report", func() { p.print(c) })}
	if len(s.Compared) > 0 {
		state.Note = Message{Warn, c.Words.Say("closing.differ", "count", strconv.Itoa(len(s.Compared)))}
		actions = append(actions, c.on("F5", "act.differences", func() { c.openPage(&differences{shift: s}) }))
	}
	return state, append(actions, c.pageKeys()...)
}

// print prints the report; of a Z that came out before, a marked copy.
func (p *reportPage) print(c *Counter) {
	number, by := p.shift.Number, c.by()
	if p.shift.Running() {
		number = 0
	}
	c.permit(checkout.Act{Right: checkout.RightReports}, func(approved consent) {
		c.chore(func() {
			_, err := c.Till.PrintShift(number, by, approved.id)
			c.Dispatch(func() {
				if err != nil {
					c.failed("", err)
					return
				}
				c.printed()
				c.tell(Busy, "notice.report")
				c.show()
			})
		})
	})
}

// figures draws up what a shift comes to.
func (c *Counter) figures(s checkout.Shift) Figures {
	r := s.Report
	if r == nil {
		return Figures{}
	}
	say := c.Words.Say
	add := func(facts *[]Fact, label, value string, tone Tone) {
		*facts = append(*facts, Fact{Label: say("report." + label), Value: value, Tone: tone})
	}
	var f Figures
	for _, sum := range r.Sums {
		add(&f.Sums, "paid", fmt.Sprintf("%s (%d)", c.money(sum.Paid), sum.Payments), Calm)
		add(&f.Sums, "refunded", fmt.Sprintf("%s (%d)", c.money(sum.Refunded), sum.Refunds), Calm)
		add(&f.Sums, "net", c.money(sum.Net()), Good)
	}
	for _, count := range []struct {
		label string
		n     int
	}{{"sales", r.Sales}, {"voided", r.Voided}, {"copies", r.Copies}, {"no-sales", r.NoSales}} {
		add(&f.Sums, count.label, strconv.Itoa(count.n), Calm)
	}
	for _, d := range r.Drawer {
		for _, part := range []struct {
			label  string
			amount money.Amount
		}{{"float", d.Float}, {"cash", d.Paid}, {"cash-refunded", d.Refunded}, {"cash-in", d.PaidIn}, {"cash-out", d.PaidOut}, {"expected", d.Expected()}} {
			add(&f.Drawer, part.label, c.money(part.amount), Calm)
		}
		if d.Counted != nil {
			add(&f.Drawer, "counted", c.money(*d.Counted), Calm)
			add(&f.Drawer, "difference", c.money(d.Difference()), toneOf(d.Difference()))
		}
	}
	f.Methods, f.Hours = c.methodChart(r), c.hourChart(r)
	return f
}

func toneOf(difference money.Amount) Tone {
	if difference.IsZero() {
		return Good
	}
	return Warn
}

// methodChart is what came by each method, in the shop's currency.
func (c *Counter) methodChart(r *checkout.Report) Chart {
	chart := Chart{Title: c.Words.Say("report.by-method")}
	most := int64(1)
	for _, m := range r.Methods {
		most = max(most, m.Paid.Minor)
	}
	for _, m := range r.Methods {
		if m.Currency() == c.Till.Shop.Currency {
			chart.Bars = append(chart.Bars, Bar{c.label(m.Method), c.money(m.Paid), float64(m.Paid.Minor) / float64(most)})
		}
	}
	return chart
}

// hourChart is what came in each hour from the first to the last that has any.
func (c *Counter) hourChart(r *checkout.Report) Chart {
	chart := Chart{Title: c.Words.Say("report.by-hour")}
	paid := make(map[int]int64)
	first, last, most := 24, -1, int64(1)
	for _, h := range r.Hours {
		if h.Currency() == c.Till.Shop.Currency {
			paid[h.Hour] = h.Paid.Minor
			first, last, most = min(first, h.Hour), max(last, h.Hour), max(most, h.Paid.Minor)
		}
	}
	for hour := first; hour <= last; hour++ {
		chart.Bars = append(chart.Bars, Bar{Label: fmt.Sprintf("%02d", hour), Share: float64(paid[hour]) / float64(most)})
	}
	return chart
}

// differences lists where the services say something else than the till.
type differences struct {
	shift checkout.Shift
	first int
}

func (d *differences) render(c *Counter) (PageState, []Action) {
	lines := c.differLines(d.shift.Compared)
	d.first = max(0, min(d.first, len(lines)-1))
	c.on("Down", "", func() { d.first++ })
	c.on("Up", "", func() { d.first-- })
	return PageState{
		Name: "differences", Title: c.Words.Say("act.differences"), Lead: c.Words.Say("differ.lead"),
		Body: Story{Lines: lines, First: d.first},
	}, c.pageKeys()
}

// differLines names differences, each in a line.
func (c *Counter) differLines(all []checkout.Difference) []Line {
	lines := make([]Line, len(all))
	for i, one := range all {
		when := ""
		if !one.At.IsZero() {
			when = c.date(one.At)
		}
		lines[i] = Line{Text: c.Words.Say("differ."+string(one.Kind), "amount", c.money(one.Amount),
			"there", c.money(one.There), "method", c.label(one.Method), "time", when), Tone: Warn}
		if one.Ref != "" {
			lines[i].Text += " (" + one.Ref + ")"
		}
	}
	return lines
}
