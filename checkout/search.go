package checkout

// A Query says which sales are looked for. The zero Query means all of them.
type Query struct {
	// Text is what somebody typed or scanned: words in any order and in capitals
	// or not, each of which must be found at the beginning or at the end of
	// something that the sale says: a number, an invoice number, an amount, a
	// day, a method, a cashier, a reference, a word of a note or a label.
	Text string
	// Day is a business day, YYYY-MM-DD.
	Day string
	// Refundable wants only sales with money that can still be given back.
	Refundable bool
}

// A Cursor is where one page of sales ends and the next begins; 0 is before the
// newest sale. Sales that are opened meanwhile do not move it.
type Cursor uint64

// A Page is some of the sales that a query finds, the newest first. Next leads
// to those before them; 0 where there are none.
type Page struct {
	Sales []Sale
	Next  Cursor
}

// HoldsMoney tells whether the sale has money that could be given back.
func (s *Sale) HoldsMoney() bool {
	for _, p := range s.Payments {
		if s.Refundable(p).IsPositive() {
			return true
		}
	}
	return false
}
