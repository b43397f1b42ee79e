package command

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
)

// figures are a report in JSON, as docs and scripts know it. Fields may be
// added, never renamed.
type figures struct {
	Day     string      `json:"day"`
	Till    string      `json:"till"`
	Sales   int         `json:"sales"`
	Voided  int         `json:"voided"`
	Copies  int         `json:"copies"`
	NoSales int         `json:"no_sales"`
	Tasks   int         `json:"tasks"`
	Totals  []sum       `json:"totals"`
	Methods []methodSum `json:"methods"`
	Hours   []hourSum   `json:"hours"`
	Drawer  []drawer    `json:"drawer"`
	Shifts  []uint64    `json:"shifts"` // whose Z was made on that day
}

type sum struct {
	Currency string       `json:"currency"`
	Payments int          `json:"payments"`
	Paid     money.Amount `json:"paid"`
	Refunds  int          `json:"refunds"`
	Refunded money.Amount `json:"refunded"`
	Net      money.Amount `json:"net"`
	Rounding money.Amount `json:"rounding"`
}

type methodSum struct {
	Method   string `json:"method"`
	Label    string `json:"label"` // what people read for it
	Provider string `json:"provider"`
	sum
}

type hourSum struct {
	Hour int `json:"hour"`
	sum
}

type drawer struct {
	Currency string       `json:"currency"`
	Float    money.Amount `json:"float"`
	Paid     money.Amount `json:"paid"`
	Refunded money.Amount `json:"refunded"`
	PaidIn   money.Amount `json:"paid_in"`
	PaidOut  money.Amount `json:"paid_out"`
	Expected money.Amount `json:"expected"`
}

// report says what a business day comes to.
func (d Desk) report(call Call, out io.Writer) error {
	if err := checkDays(call.Day); err != nil {
		return err
	}
	day := call.Day
	if day == "" {
		day = d.Shop.BusinessDay(d.Now())
	}
	f, err := d.figures(day)
	switch {
	case err != nil:
		return err
	case call.JSON:
		return json.NewEncoder(out).Encode(f)
	}
	return f.write(out, d.Shop.Language)
}

func (d Desk) figures(day string) (figures, error) {
	f := figures{Day: day, Till: d.Shop.Till, Totals: []sum{}, Methods: []methodSum{}, Hours: []hourSum{}, Drawer: []drawer{}, Shifts: []uint64{}}
	moves, err := d.moves(func(s checkout.Shift) {
		if !s.Running() && s.Day == day {
			f.Shifts = append(f.Shifts, s.Number)
		}
	})
	if err != nil {
		return f, err
	}
	onDay := func(b checkout.Booking) bool { return b.Day == day }
	r, err := checkout.ReportOf(d.Shop, d.Source.BookedOn(day), moves, onDay)
	if err != nil {
		return f, err
	}
	for p, err := range d.Source.Papers() {
		if err != nil {
			return f, err
		}
		if onDay(p.Booked) {
			r.AddPaper(p)
		}
	}
	tasks, err := d.Source.Tasks(d.Now())
	f.Tasks = len(tasks)
	f.take(r, d.label)
	return f, err
}

// moves lists what was done with the drawer in every shift; each hears of the
// shifts.
func (d Desk) moves(each func(checkout.Shift)) ([]checkout.CashMove, error) {
	running, err := d.Source.Shift(0)
	if err != nil {
		return nil, err
	}
	moves := running.Cash
	for s, err := range d.Source.ClosedShifts() {
		if err != nil {
			return nil, err
		}
		moves = append(s.Cash[:len(s.Cash):len(s.Cash)], moves...)
		each(s)
	}
	return moves, nil
}

// label is what people read for a method, also once it is gone from the settings.
func (d Desk) label(method string) string { return cmp.Or(d.Labels[method], method) }

func (f *figures) take(r checkout.Report, label func(method string) string) {
	f.Sales, f.Voided, f.Copies, f.NoSales = r.Sales, r.Voided, r.Copies, r.NoSales
	for _, s := range r.Sums {
		f.Totals = append(f.Totals, sumOf(s))
	}
	for _, m := range r.Methods {
		f.Methods = append(f.Methods, methodSum{m.Method, label(m.Method), m.Provider, sumOf(m.Sum)})
	}
	for _, h := range r.Hours {
		f.Hours = append(f.Hours, hourSum{h.Hour, sumOf(h.Sum)})
	}
	for _, d := range r.Drawer {
		f.Drawer = append(f.Drawer, drawer{
			d.Float.Currency.Code, d.Float, d.Paid, d.Refunded, d.PaidIn, d.PaidOut, d.Expected(),
		})
	}
}

func sumOf(s checkout.Sum) sum {
	return sum{s.Currency().Code, s.Payments, s.Paid, s.Refunds, s.Refunded, s.Net(), s.Rounding}
}

// write prints the figures for a reader.
func (f figures) write(out io.Writer, language string) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	row := func(cells ...any) {
		for _, cell := range cells {
			if amount, ok := cell.(money.Amount); ok {
				cell = amount.Format(language)
			}
			_, _ = fmt.Fprintf(w, "%v\t", cell) // Flush tells
		}
		_, _ = fmt.Fprintln(w)
	}
	row(f.Day, f.Till)
	row("sales", f.Sales)
	row("dropped after a code was shown", f.Voided)
	row("copies printed", f.Copies)
	row("drawer opened without a sale", f.NoSales)
	row("waiting for a person", f.Tasks)
	if len(f.Methods) > 0 {
		row()
		row("method", "payments", "paid", "refunds", "refunded", "net")
		for _, m := range f.Methods {
			row(m.Label, m.Payments, m.Paid, m.Refunds, m.Refunded, m.Net)
		}
	}
	for _, t := range f.Totals {
		row("total "+t.Currency, t.Payments, t.Paid, t.Refunds, t.Refunded, t.Net)
	}
	for _, d := range f.Drawer {
		row()
		row("drawer "+d.Currency, "float", "paid", "refunded", "in", "out", "expected")
		row("", d.Float, d.Paid, d.Refunded, d.PaidIn, d.PaidOut, d.Expected)
	}
	return w.Flush()
}

// checkDays wants days as 2026-05-09; an empty one is not given.
func checkDays(days ...string) error {
	for _, day := range days {
		if day == "" {
			continue
		}
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			return usagef("%q is no day; write it like 2026-05-09", day)
		}
	}
	return nil
}
