package checkout

import (
	"time"

	"github.com/google/uuid"

	"kasir/checkout/money"
)

// A Refund is one attempt to give money back for a paid payment. Its key is
// its own and never changes, so that asking twice gives back once.
type Refund struct {
	ID         string       `json:"id"`
	Key        string       `json:"key"` // a random UUID, on disk before it is used
	Payment    PaymentID    `json:"payment"`
	Amount     money.Amount `json:"amount"`
	Way        RefundWay    `json:"way"`
	Status     RefundStatus `json:"status"`
	Attempts   int          `json:"attempts"`         // times it was about to be asked for; marked before the first byte
	Unsent     int          `json:"unsent,omitempty"` // of these, how many certainly never left this machine
	Reason     string       `json:"reason"`           // why the customer gets money back, in the shop's words
	Proof      string       `json:"proof,omitempty"`  // given back by hand: a transaction hash, a case number
	By         string       `json:"by,omitempty"`
	ApprovedBy string       `json:"approved_by,omitempty"`
	Ref        string       `json:"ref,omitempty"` // the provider's handle
	Why        Reason       `json:"why,omitzero"`  // why it was refused, or what to expect of it
	Created    time.Time    `json:"created"`
	Ended      time.Time    `json:"ended,omitzero"`
	Booked     Booking      `json:"booked,omitzero"` // where the money that went back counts

	// Seen is how long this run of the till has been asking, by a clock that nobody
	// can set. It is told to a provider and never stored.
	Seen time.Duration `json:"-"`
}

// NewRefundID names a refund that is about to be keyed in. It is made before
// the refund is stored, so that a doubled press speaks of one refund.
func NewRefundID() string { return uuid.NewString() }

// InMotion tells whether nobody knows yet how the refund ends.
func (r Refund) InMotion() bool { return r.Status == RefundRequested || r.Status == RefundPending }

// RetriedBlind tells a provider whether an attempt before this one may have
// arrived: then a refusal of this one says nothing about that one.
func (r Refund) RetriedBlind() bool { return r.Attempts-r.Unsent > 1 }

// refundPatience is how long a refund may stay in motion before the owner is
// asked to look. Money that goes back by itself is back long before that.
const refundPatience = 15 * time.Minute

// Stuck tells whether a refund has been in motion for so long that a person
// should look it up at the service.
func (r Refund) Stuck(now time.Time) bool {
	return r.InMotion() && lasted(r.Created, now) > refundPatience
}

// Refund finds a refund of the sale; nil where there is none.
func (s *Sale) Refund(id string) *Refund {
	for i := range s.Refunds {
		if s.Refunds[i].ID == id {
			return &s.Refunds[i]
		}
	}
	return nil
}

// RefundsOf lists the refunds of one payment, refused ones too.
func (s *Sale) RefundsOf(id PaymentID) []Refund {
	var all []Refund
	for _, r := range s.Refunds {
		if r.Payment == id {
			all = append(all, r)
		}
	}
	return all
}

// Refundable is what of a payment has not been given back and is not reserved
// by a refund in motion. A reservation ends by a definite answer or a person's
// word, never by a timer.
func (s *Sale) Refundable(p Payment) money.Amount {
	left := money.Of(0, p.Amount.Currency)
	if p.Status == Paid {
		left = p.Amount
	}
	for _, r := range s.Refunds {
		if r.Payment == p.ID && r.Status != RefundRefused {
			left = left.Minus(r.Amount)
		}
	}
	return left
}

// Refunded is what has gone back of the sale, or may have.
func (s *Sale) Refunded() money.Amount {
	sum := money.Of(0, s.Total().Currency)
	for _, r := range s.Refunds {
		if r.Status != RefundRefused {
			sum = sum.Plus(r.Amount)
		}
	}
	return sum
}
