package tabby

import (
	"encoding/json"
	"regexp"
	"strings"
	"time"

	"kasir/checkout"
	"kasir/checkout/internal/rest"
	"kasir/checkout/money"
)

// A session is the answer to POST /api/v2/checkout.
type session struct {
	ID            text            `json:"id"`
	Status        text            `json:"status"` // created or rejected
	Payment       payment         `json:"payment"`
	Configuration json.RawMessage `json:"configuration"`

	shown configuration
}

// A configuration says how a session is paid. All of it may be null.
type configuration struct {
	ExpiresAt text `json:"expires_at"`
	Available struct {
		Installments []struct {
			WebURL text `json:"web_url"`
			QRCode text `json:"qr_code"`
		} `json:"installments"`
	} `json:"available_products"`
	Products struct {
		Installments struct {
			RejectionReason text `json:"rejection_reason"`
		} `json:"installments"`
	} `json:"products"`
}

// A payment is what Tabby says of one (API reference: Retrieve a payment).
type payment struct {
	ID       text `json:"id"`
	Status   text `json:"status"`
	Amount   text `json:"amount"` // comes back as 100 where 100.00 was sent
	Currency text `json:"currency"`
	Order    struct {
		ReferenceID text `json:"reference_id"`
	} `json:"order"`
	Captures []part `json:"captures"`
	Refunds  []part `json:"refunds"`

	amount money.Amount
}

// A part is a capture or a refund.
type part struct {
	ID          text `json:"id"`
	Amount      text `json:"amount"`
	ReferenceID text `json:"reference_id"`
}

type text = rest.Loose

var ids = regexp.MustCompile(`^[0-9A-Za-z_-]{1,64}$`)

// isID keeps out what would make another address of ours.
func isID(id string) bool { return ids.MatchString(id) }

// ref holds both ids, because each is good for something else.
func (s *session) ref() string { return string(s.ID + "/" + s.Payment.ID) }

func cutRef(ref string) (session, payment string, ok bool) {
	session, payment, ok = strings.Cut(ref, "/")
	return session, payment, ok && isID(session) && isID(payment)
}

// read takes an answer to pay's request, and to no other.
func (s *session) read(a rest.Answer, pay checkout.Payment) error {
	if err := a.JSON(s); err != nil {
		return err
	}
	// What cannot be read here is missing, and the cashier is told so.
	_ = json.Unmarshal(s.Configuration, &s.shown)
	switch {
	case s.Status == "rejected":
		return nil // whether it names a payment is not documented, and none is asked about
	case s.Status != "created":
		return garbled("it calls a new session neither created nor rejected")
	case !isID(string(s.ID)):
		return garbled("it names no session")
	}
	return s.Payment.match(pay)
}

// expires is when the session ends: after 20 minutes, or less where Tabby has
// agreed on that with the shop. The payment's own expires_at is of no use: it
// jumps to a year ahead once it is approved.
func (s *session) expires(now time.Time) time.Time {
	end := now.Add(sessionLife)
	if at, err := time.Parse(time.RFC3339, string(s.shown.ExpiresAt)); err == nil && at.After(now) && at.Before(end) {
		end = at
	}
	return end.UTC()
}

// sessionLife is from POS Integration: Testing Scenarios, 3.
const sessionLife = 20 * time.Minute

// read takes an answer about a payment that must be pay.
func (m *payment) read(a rest.Answer, pay checkout.Payment) error {
	if err := a.JSON(m); err != nil {
		return err
	}
	return m.match(pay)
}

func (m *payment) match(pay checkout.Payment) error {
	_, known, _ := cutRef(pay.Ref)
	switch {
	case !isID(string(m.ID)):
		return garbled("it names no payment")
	case known != "" && string(m.ID) != known:
		return mismatch("it is about another payment")
	case m.Order.ReferenceID != "" && string(m.Order.ReferenceID) != string(pay.ID):
		return mismatch("it is about another sale's payment")
	case m.Currency != "" && !strings.EqualFold(string(m.Currency), pay.Amount.Currency.Code):
		return mismatch("it is in another currency")
	case m.Amount == "" || m.Currency == "":
		return nil
	}
	amount, err := money.ParseDecimal(string(m.Amount), pay.Amount.Currency)
	switch {
	case err != nil:
		return garbled("its amount cannot be read")
	case amount != pay.Amount:
		return mismatch("it is about %s, not %s", amount, pay.Amount)
	}
	m.amount = amount
	return nil
}

// sum adds up captures or refunds.
func sum(parts []part, c money.Currency) (money.Amount, error) {
	all := money.Of(0, c)
	for _, one := range parts {
		amount, err := money.ParseDecimal(string(one.Amount), c)
		if err != nil || amount.Minor < 0 {
			return all, garbled("the amount of a capture or refund cannot be read")
		}
		all = all.Plus(amount)
	}
	return all, nil
}
