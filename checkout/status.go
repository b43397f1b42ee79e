package checkout

// A Status says where the money of a payment is.
type Status uint8

// The statuses. A payment always has one.
const (
	_          Status = iota
	Created           // on disk; the provider may not know of it
	Pending           // the provider has it and waits for the customer
	Underpaid         // some of the money has come
	Unresolved        // nobody can say; a person must look
	Paid              // all of the money has come
	Declined          // refused by the provider or the customer
	Cancelled         // taken back by the cashier, and the provider agreed
	Expired           // the provider stopped waiting
)

var statusWords = words[Status]{
	Created: "created", Pending: "pending", Underpaid: "underpaid",
	Unresolved: "unresolved", Paid: "paid", Declined: "declined",
	Cancelled: "cancelled", Expired: "expired",
}

// Statuses lists every status in the order of a payment's life.
func Statuses() []Status {
	return []Status{Created, Pending, Underpaid, Unresolved, Paid, Declined, Cancelled, Expired}
}

// String gives the status's word.
func (s Status) String() string { return statusWords.of(s) }

// MarshalText writes the status's word.
func (s Status) MarshalText() ([]byte, error) { return statusWords.text(s) }

// UnmarshalText reads a status's word.
func (s *Status) UnmarshalText(text []byte) (err error) {
	*s, err = statusWords.parse(text)
	return err
}

// IsOpen tells whether the payment can still be paid as far as anyone knows.
func (s Status) IsOpen() bool {
	switch s {
	case Created, Pending, Underpaid:
		return true
	case Unresolved, Paid, Declined, Cancelled, Expired:
		return false
	}
	return false
}

// IsUnpaidEnd tells whether the payment ended without money.
func (s Status) IsUnpaidEnd() bool {
	switch s {
	case Declined, Cancelled, Expired:
		return true
	case Created, Pending, Underpaid, Unresolved, Paid:
		return false
	}
	return false
}

// After is the life of a payment: where one that stands at s goes when the
// provider answers. It is total. Money is never forgotten: Paid wins over
// everything and never becomes anything else, and part of the money ends only
// as Paid or in front of a person. No answer that was overtaken on its way
// reopens what has ended.
func (s Status) After(answer Status) Status {
	switch {
	case s == Paid || answer == Paid:
		return Paid
	case s == Unresolved || answer == Created:
		return s
	case s == Underpaid && answer != Pending && answer != Underpaid:
		return Unresolved
	case s == Underpaid:
		return Underpaid
	case s.IsUnpaidEnd() && (answer == Underpaid || answer == Unresolved):
		return Unresolved
	case s.IsUnpaidEnd():
		return s
	}
	return answer
}
