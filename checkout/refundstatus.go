package checkout

// A RefundStatus says where the money of a refund is.
type RefundStatus uint8

// The statuses of a refund.
const (
	_               RefundStatus = iota
	RefundRequested              // on disk and reserved; the provider may not know of it
	RefundPending                // the provider has it and has not decided
	RefundDone                   // the money is on its way back
	RefundRefused                // the provider will not give it back
)

var refundWords = words[RefundStatus]{
	RefundRequested: "requested", RefundPending: "pending", RefundDone: "done", RefundRefused: "refused",
}

// After is the life of a refund: where one that stands at s goes when the
// provider answers. Done and refused are the ends, and no later answer moves
// them: a refusal frees the reserved amount, which may be given back again.
func (s RefundStatus) After(answer RefundStatus) RefundStatus {
	if s == RefundDone || s == RefundRefused || answer < s {
		return s
	}
	return answer
}

// String gives the status's word.
func (s RefundStatus) String() string { return refundWords.of(s) }

// MarshalText writes the status's word.
func (s RefundStatus) MarshalText() ([]byte, error) { return refundWords.text(s) }

// UnmarshalText reads a status's word.
func (s *RefundStatus) UnmarshalText(text []byte) (err error) {
	*s, err = refundWords.parse(text)
	return err
}

// A RefundWay says who gives the money back.
type RefundWay uint8

// The ways money goes back.
const (
	_            RefundWay = iota
	RefundAsked            // the provider does, asked by the till
	RefundInCash           // the cashier does, out of the drawer
	RefundByHand           // a person does, outside the till, which records it
)

var refundWays = words[RefundWay]{RefundAsked: "asked", RefundInCash: "cash", RefundByHand: "hand"}

// String gives the way's word.
func (w RefundWay) String() string { return refundWays.of(w) }

// MarshalText writes the way's word.
func (w RefundWay) MarshalText() ([]byte, error) { return refundWays.text(w) }

// UnmarshalText reads a way's word.
func (w *RefundWay) UnmarshalText(text []byte) (err error) {
	*w, err = refundWays.parse(text)
	return err
}
