package checkout

import (
	"time"

	"kasir/checkout/money"
)

// A PaymentID names a payment at this till.
type PaymentID string

// A Payment is one attempt to be paid through one method.
type Payment struct {
	ID       PaymentID    `json:"id"`
	Sale     SaleID       `json:"sale"`
	Key      string       `json:"key"` // our idempotency key, a random UUID; one per attempt, for ever the same
	Method   string       `json:"method"`
	Provider string       `json:"provider"`
	Amount   money.Amount `json:"amount"`
	Status   Status       `json:"status"`

	Request  []byte `json:"request,omitempty"` // the exact bytes that Start sends; fixed with the intent
	Attempts int    `json:"attempts"`          // times Start was about to send; marked before the first byte
	Unsent   int    `json:"unsent,omitempty"`  // of these, how many certainly never left this machine

	Ref      string            `json:"ref,omitempty"`     // the provider's handle; opaque
	Invoice  string            `json:"invoice,omitempty"` // the document number, where the provider makes one
	Prompt   Prompt            `json:"prompt,omitzero"`
	Received string            `json:"received,omitempty"` // what has come, in the payer's asset, where it can differ from Amount
	Missing  string            `json:"missing,omitempty"`  // what an Underpaid payment still lacks, in the payer's asset
	Reason   Reason            `json:"reason,omitzero"`    // why it was declined or needs a person
	Tendered money.Amount      `json:"tendered,omitzero"`  // cash: what was handed over
	Change   money.Amount      `json:"change,omitzero"`    // cash: what went back
	Print    map[string]string `json:"print,omitempty"`    // what the provider wants on the receipt

	Created time.Time `json:"created"`
	Expires time.Time `json:"expires,omitzero"` // the provider stops waiting, by its own clock
	Ended   time.Time `json:"ended,omitzero"`   // it first came to an end other than Paid
	PaidAt  time.Time `json:"paid_at,omitzero"`
	Watch   time.Time `json:"watch,omitzero"` // an ended payment is asked about until then; zero when that is over

	Booked Booking `json:"booked,omitzero"` // where its money, or its end without any, counts

	Withdrawn time.Time `json:"withdrawn,omitzero"` // the cashier asked to take it back
	Kept      bool      `json:"kept,omitempty"`     // the provider cannot take it back: it can be paid until it expires
	Parked    bool      `json:"parked,omitempty"`   // it waits while the next customer is served

	Outlived   bool     `json:"outlived,omitempty"`   // not named by any answer in a backup that was restored: a code may have been shown after that
	Aside      bool     `json:"aside,omitempty"`      // somebody answers for paying its sale another way while it is in doubt
	Uncaptured bool     `json:"uncaptured,omitempty"` // paid, but the shop's last step at the service is not done
	Decided    Decision `json:"decided,omitzero"`     // what a person said of money that nobody waited for, or could not see
}

// A Prompt is what the customer must see, best first: a code that we draw, a
// picture of one, a page to open. At most one live Prompt is shown at a till.
type Prompt struct {
	Code    string `json:"code,omitempty"`    // payload that we draw as a QR code
	Image   []byte `json:"image,omitempty"`   // PNG of a code that could not be read, shown as it is
	Link    string `json:"link,omitempty"`    // page for the customer's own phone; drawn as a QR code
	Picture string `json:"picture,omitempty"` // where a picture of the code can be fetched
	Facts   []Fact `json:"facts,omitempty"`   // to be read beside the code
	Refused string `json:"refused,omitempty"` // why a code that came is not shown; a word of the provider's word list
}

// A Fact is one thing to read beside a code: an address, a network, an amount
// in the payer's asset. Its word is translated, its value is shown as it is.
type Fact struct {
	Word  string `json:"word"`
	Value string `json:"value"`
}

// Visible tells whether there is something to show already.
func (p Prompt) Visible() bool { return p.Code != "" || p.Image != nil || p.Link != "" }

// A Reason says why: a word that the word lists translate, and the provider's
// own text, for the log and the owner.
type Reason struct {
	Word string `json:"word,omitempty"`
	Text string `json:"text,omitempty"`
}

// Doubtful tells whether a request of this payment may have reached the
// provider without an answer that names it.
func (p Payment) Doubtful() bool {
	return p.Status == Created && p.Attempts > p.Unsent
}

// RetriedBlind tells a provider's Start whether an attempt before this one may
// have arrived: then a refusal of this one says nothing about that one.
func (p Payment) RetriedBlind() bool { return p.Attempts-p.Unsent > 1 }

// Live tells whether the payment holds the till: it is open, in front of the
// customer, and neither parked nor taken back. At most one payment is live.
func (p Payment) Live() bool {
	return p.Status.IsOpen() && !p.Parked && p.Withdrawn.IsZero()
}

// undrawn tells whether the code is still to be fetched: a picture of it is
// known, nobody has read it yet, and the customer is waiting for it.
func (p Payment) undrawn() bool {
	return p.Prompt.Picture != "" && !p.Prompt.Visible() && p.Prompt.Refused == "" && p.Live()
}

// Followed tells whether the provider must still be asked about the payment.
func (p Payment) Followed() bool {
	return p.Status.IsOpen() || !p.Watch.IsZero() || p.Uncaptured
}

// unsettled tells whether the payment may still bring its money, as far as
// anybody knows.
func (p Payment) unsettled() bool {
	return p.Status.IsOpen() || p.Status == Unresolved && p.Decided.What != SeenUnpaid
}

// Late tells whether the money came after the payment had ended.
func (p Payment) Late() bool {
	return p.Status == Paid && !p.Ended.IsZero()
}

// EndedAt is when the payment came to its end, paid or not; zero while open.
func (p Payment) EndedAt() time.Time {
	if p.Status == Paid {
		return p.PaidAt
	}
	return p.Ended
}
