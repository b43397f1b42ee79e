package checkout

import (
	"slices"
	"time"

	"kasir/checkout/money"
)

// A CashMove is something that was done with the drawer beside sales.
type CashMove struct {
	ID         string       `json:"id"`
	Kind       CashKind     `json:"kind"`
	Amount     money.Amount `json:"amount"` // above zero
	By         string       `json:"by,omitempty"`
	ApprovedBy string       `json:"approved_by,omitempty"`
	Reason     string       `json:"reason,omitempty"`
	At         time.Time    `json:"at"`
	Booked     Booking      `json:"booked"` // where it counts
}

// A CashKind says what was done with the drawer. The words are stored.
type CashKind string

// The kinds of CashMove.
const (
	Float   CashKind = "float"    // change put in when the shift was opened
	PaidIn  CashKind = "paid-in"  // cash put in, other than for a sale
	PaidOut CashKind = "paid-out" // cash taken out, other than for a refund
)

// A DrawerSum is what must be in the drawer at the end of a shift, in one
// currency, and what was counted there.
type DrawerSum struct {
	Float    money.Amount  `json:"float"`
	Paid     money.Amount  `json:"paid"`     // for sales, less the change
	Refunded money.Amount  `json:"refunded"` // above zero, as are the others
	PaidIn   money.Amount  `json:"paid_in"`
	PaidOut  money.Amount  `json:"paid_out"`
	Counted  *money.Amount `json:"counted,omitempty"` // nil while nobody has counted
}

// Expected is what must be in the drawer.
func (d DrawerSum) Expected() money.Amount {
	return d.Float.Plus(d.Paid).Minus(d.Refunded).Plus(d.PaidIn).Minus(d.PaidOut)
}

// Difference is what was counted less what was expected; zero while nobody has
// counted. It is recorded, never refused.
func (d DrawerSum) Difference() money.Amount {
	if d.Counted == nil {
		return money.Of(0, d.Float.Currency)
	}
	return d.Counted.Minus(d.Expected())
}

// drawer finds the drawer's sum of a currency, making it where there is none.
func (r *Report) drawer(c money.Currency) *DrawerSum {
	i := slices.IndexFunc(r.Drawer, func(s DrawerSum) bool { return s.Float.Currency == c })
	if i < 0 {
		none := money.Of(0, c)
		r.Drawer = append(r.Drawer, DrawerSum{Float: none, Paid: none, Refunded: none, PaidIn: none, PaidOut: none})
		i = len(r.Drawer) - 1
	}
	return &r.Drawer[i]
}

// addCash counts cash that a sale brought or took.
func (r *Report) addCash(m Movement) {
	sum := r.drawer(m.Amount.Currency)
	if m.Kind == MoveRefund {
		sum.Refunded = sum.Refunded.Minus(m.Amount)
		return
	}
	sum.Paid = sum.Paid.Plus(m.Amount)
}

// addMove counts something that was done with the drawer.
func (r *Report) addMove(m CashMove) {
	switch m.Kind {
	case Float:
		sum := r.drawer(m.Amount.Currency)
		sum.Float = sum.Float.Plus(m.Amount)
	case PaidIn:
		sum := r.drawer(m.Amount.Currency)
		sum.PaidIn = sum.PaidIn.Plus(m.Amount)
	case PaidOut:
		sum := r.drawer(m.Amount.Currency)
		sum.PaidOut = sum.PaidOut.Plus(m.Amount)
	}
}

// Movement is the cash move as a movement of money.
func (m CashMove) Movement() Movement {
	move := Movement{
		Booked: m.Booked, At: m.At, Amount: m.Amount, Cash: true,
		Provider: CashService, By: m.By, ApprovedBy: m.ApprovedBy, Reason: m.Reason,
	}
	switch m.Kind {
	case Float:
		move.Kind = MoveFloat
	case PaidIn:
		move.Kind = MovePaidIn
	case PaidOut:
		move.Kind, move.Amount = MovePaidOut, money.Of(-m.Amount.Minor, m.Amount.Currency)
	}
	return move
}
