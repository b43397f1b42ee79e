package checkout

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"kasir/checkout/money"
)

// A Report is what a shift or a day comes to: sums over sales and nothing that
// is counted anywhere else.
type Report struct {
	Sales   int         `json:"sales"`    // completed
	Voided  int         `json:"voided"`   // dropped after the customer had seen a code
	Copies  int         `json:"copies"`   // receipts and slips that came out once more
	NoSales int         `json:"no_sales"` // times the drawer was opened without a sale
	Sums    []Sum       `json:"sums"`     // one for each currency, by its code
	Methods []MethodSum `json:"methods"`  // by method and currency
	Hours   []HourSum   `json:"hours"`    // by hour of the shop's clock and currency
	Drawer  []DrawerSum `json:"drawer"`   // by currency
}

// A Sum is what came and what went, in one currency.
type Sum struct {
	Payments int          `json:"payments"`
	Paid     money.Amount `json:"paid"`
	Refunds  int          `json:"refunds"`
	Refunded money.Amount `json:"refunded"` // above zero
	Rounding money.Amount `json:"rounding"` // of the completed sales, in Paid already; by currency only
}

// A MethodSum is the part of one method.
type MethodSum struct {
	Method   string `json:"method"`
	Label    string `json:"label,omitempty"` // what people read for the method; of a shift only
	Provider string `json:"provider"`
	Sum
}

// Name is what people read for the method.
func (s MethodSum) Name() string { return cmp.Or(s.Label, s.Method) }

// An HourSum is the part of one hour, 0 to 23.
type HourSum struct {
	Hour int `json:"hour"`
	Sum
}

// Net is what came less what went.
func (s Sum) Net() money.Amount { return s.Paid.Minus(s.Refunded) }

// Currency is the currency of the sum.
func (s Sum) Currency() money.Currency { return s.Paid.Currency }

func newSum(c money.Currency) Sum {
	none := money.Of(0, c)
	return Sum{Paid: none, Refunded: none, Rounding: none}
}

// add counts a movement.
func (s *Sum) add(m Movement) {
	if m.Kind == MoveRefund {
		s.Refunds++
		s.Refunded = s.Refunded.Minus(m.Amount)
		return
	}
	s.Payments++
	s.Paid = s.Paid.Plus(m.Amount)
}

// ReportOf sums up what of some sales, and of what was done with the drawer,
// counts.
func ReportOf(shop Shop, sales iter.Seq2[Sale, error], moves []CashMove, counts func(Booking) bool) (Report, error) {
	var r Report
	for s, err := range sales {
		if err != nil {
			return Report{}, err
		}
		r.add(shop, &s, counts)
	}
	for _, m := range moves {
		if counts(m.Booked) {
			r.addMove(m)
		}
	}
	r.sort()
	return r, nil
}

func (r *Report) add(shop Shop, s *Sale, counts func(Booking) bool) {
	if counts(s.end()) {
		r.addEnd(s)
	}
	for _, p := range s.Prints {
		if p.Copy > 0 && p.Kind != DrawerPulse && counts(p.Booked) {
			r.Copies++
		}
	}
	for _, m := range s.Movements() {
		if !counts(m.Booked) {
			continue
		}
		r.sum(m.Amount.Currency).add(m)
		r.method(m).add(m)
		r.hour(m.At.In(shop.Location()).Hour(), m.Amount.Currency).add(m)
		if m.Cash {
			r.addCash(m)
		}
	}
}

// addEnd counts a sale that was completed or dropped.
func (r *Report) addEnd(s *Sale) {
	if s.Status != Completed {
		if slices.ContainsFunc(s.Payments, func(p Payment) bool { return p.Prompt.Visible() }) {
			r.Voided++
		}
		return
	}
	r.Sales++
	for _, line := range s.Lines {
		if line.Label == RoundingLine {
			sum := r.sum(line.Amount.Currency)
			sum.Rounding = sum.Rounding.Plus(line.Amount)
		}
	}
}

// AddPaper counts a paper that belongs to no sale.
func (r *Report) AddPaper(p Paper) {
	if p.Kind == DrawerPulse && p.Move == "" {
		r.NoSales++
	}
}

func (r *Report) sum(c money.Currency) *Sum {
	i := slices.IndexFunc(r.Sums, func(s Sum) bool { return s.Currency() == c })
	if i < 0 {
		i, r.Sums = len(r.Sums), append(r.Sums, newSum(c))
	}
	return &r.Sums[i]
}

func (r *Report) method(m Movement) *Sum {
	i := slices.IndexFunc(r.Methods, func(s MethodSum) bool {
		return s.Method == m.Method && s.Currency() == m.Amount.Currency
	})
	if i < 0 {
		i, r.Methods = len(r.Methods), append(r.Methods, MethodSum{Method: m.Method, Provider: m.Provider, Sum: newSum(m.Amount.Currency)})
	}
	return &r.Methods[i].Sum
}

func (r *Report) hour(hour int, c money.Currency) *Sum {
	i := slices.IndexFunc(r.Hours, func(s HourSum) bool { return s.Hour == hour && s.Currency() == c })
	if i < 0 {
		i, r.Hours = len(r.Hours), append(r.Hours, HourSum{hour, newSum(c)})
	}
	return &r.Hours[i].Sum
}

// sort gives a report one order, whatever the order of the sales was.
func (r *Report) sort() {
	byCurrency := func(a, b Sum) int { return strings.Compare(a.Currency().Code, b.Currency().Code) }
	slices.SortFunc(r.Sums, byCurrency)
	slices.SortFunc(r.Drawer, func(a, b DrawerSum) int {
		return strings.Compare(a.Float.Currency.Code, b.Float.Currency.Code)
	})
	slices.SortFunc(r.Methods, func(a, b MethodSum) int {
		if order := strings.Compare(a.Method, b.Method); order != 0 {
			return order
		}
		return byCurrency(a.Sum, b.Sum)
	})
	slices.SortFunc(r.Hours, func(a, b HourSum) int {
		if a.Hour != b.Hour {
			return a.Hour - b.Hour
		}
		return byCurrency(a.Sum, b.Sum)
	})
}
