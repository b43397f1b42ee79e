package presenter

import (
	"kasir/checkout"
)

// CustomerState is what the customer sees of the cashier's screen: the sale in
// hand and nothing else. It holds no name of anybody, no other sale, and no
// trouble but "please wait".
type CustomerState struct {
	Window    string // what the window is called
	Shop      string
	Mark      string // says that this is training; empty where money is real
	Title     string // what has happened or what to do, large
	Amount    string
	Detail    string
	Code      string // payload to draw as a QR code
	Image     []byte // PNG to show instead, as it is
	Caption   string
	Facts     []string // to be read beside the code: address, network, amount
	Countdown string
	Left      float64 // the share of the time that is left, 0 to 1
	Tone      Tone
}

// customer works out the customer's picture of a screen. A screen that is not
// named here is none of his business: he is made welcome.
func (c *Counter) customer(s State) CustomerState {
	v := CustomerState{Window: c.Words.Say("customer.window"), Shop: s.Shop, Mark: s.TrainingMark}
	due := c.sum()
	switch s.Screen {
	case Amount:
		if total := due.Total(); total.IsPositive() {
			v.Title, v.Amount = c.Words.Say("customer.total"), c.money(total)
			return v
		}
	case Method:
		v.Title, v.Amount = c.Words.Say("customer.total"), s.Total
		return v
	case Cash:
		v.Title, v.Amount = c.Words.Say("customer.total"), c.money(c.owed())
		return v
	case Waiting:
		c.customerWaits(&v, s.Pay)
		return v
	case Paid:
		c.customerPaid(&v, s.Pay)
		return v
	case Unpaid:
		c.customerUnpaid(&v)
		return v
	case Doubt:
		v.Tone, v.Title, v.Amount = Warn, c.Words.Say("customer.wait"), s.Pay.Amount
		v.Detail = c.Words.Say("customer.doubt")
		return v
	case Stopped:
		v.Title = c.Words.Say("customer.closed")
		return v
	}
	v.Title = c.Words.Say("customer.welcome")
	return v
}

// customerWaits shows the code, and where there is none only that it is not
// the customer's turn.
func (c *Counter) customerWaits(v *CustomerState, pay PayState) {
	v.Tone, v.Amount = Busy, pay.Amount
	if pay.Code == "" && pay.Image == nil {
		v.Title = c.Words.Say("customer.wait")
		if c.standing.Payment.Status.IsOpen() && c.standing.Payment.Status != checkout.Created {
			v.Detail = c.Words.Say("customer.doubt") // he may have paid the code that he saw
		}
		return
	}
	v.Title = c.Words.Say("customer.pay")
	v.Code, v.Image, v.Caption, v.Facts = pay.Code, pay.Image, pay.Caption, pay.Facts
	v.Countdown, v.Left = pay.Countdown, pay.Left
	if c.standing.Payment.Status == checkout.Underpaid {
		v.Tone, v.Title = pay.Tone, pay.Title
	}
}

func (c *Counter) customerPaid(v *CustomerState, pay PayState) {
	v.Title, v.Amount, v.Tone = c.Words.Say("paid.title"), pay.Amount, Good
	v.Detail = c.Words.Say("customer.thanks")
	switch change := c.standing.Payment.Change; {
	case c.standing.Sale.Stray(c.standing.Payment):
		v.Tone, v.Detail = Warn, c.Words.Say("customer.ask")
	case change.IsPositive():
		v.Detail = c.Words.Say("cash.change", "amount", c.money(change))
	}
}

func (c *Counter) customerUnpaid(v *CustomerState) {
	p := c.standing.Payment
	v.Amount = c.money(p.Amount)
	switch {
	case p.Kept:
		v.Tone, v.Title, v.Detail = Warn, c.Words.Say("customer.kept"), c.Words.Say("customer.do-not-scan")
	case p.Status == checkout.Cancelled:
		v.Tone, v.Title, v.Detail = Calm, c.Words.Say("cancelled.title"), c.Words.Say("customer.do-not-scan")
	case p.Status == checkout.Expired:
		v.Tone, v.Title, v.Detail = Bad, c.Words.Say("expired.title"), c.Words.Say("customer.do-not-scan")
	default:
		v.Tone, v.Title, v.Detail = Bad, c.Words.Say("declined.title"), c.Words.Say("customer.ask")
	}
}

// turnScreen shows the customer's picture in the till's own window, for a till
// with one monitor that can be turned round. Whatever key comes next turns it
// back and does nothing else, since nobody reads what it would do.
func (c *Counter) turnScreen() { c.turned = true }

// mayTurn tells whether the picture has something to say to the customer.
func mayTurn(s Screen) bool {
	switch s {
	case Waiting, Paid, Unpaid, Doubt:
		return true
	case Amount, Method, Cash, Stopped:
	}
	return false
}
