package unclez

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"kasir/checkout"
	"kasir/checkout/internal/rest"
	"kasir/checkout/money"
)

// An order is the body of POST /v1/payments (gateway docs: Create a payment).
type order struct {
	ExternalUserID string    `json:"external_user_id"`
	Email          string    `json:"email"`
	AmountMinor    int64     `json:"amount_minor"` // whole rupiah
	Currency       string    `json:"currency"`
	Method         string    `json:"method"`
	ReturnURL      string    `json:"return_url"`
	Metadata       *metadata `json:"metadata,omitempty"`
	InvoicePrefix  string    `json:"invoice_prefix,omitempty"`
}

// metadata comes back with every answer about the payment, so that one about
// another payment is noticed. The gateway may add names of its own.
type metadata struct {
	Sale    string `json:"sale_id"`
	Attempt string `json:"attempt_id"` // our payment
	Till    string `json:"till_id,omitempty"`
}

var prefixes = regexp.MustCompile(`^[A-Z][A-Z0-9-]{0,11}$`)

func (p *Provider) order(pay checkout.Payment) ([]byte, error) {
	o := order{
		ExternalUserID: cmp.Or(p.UserID, p.Till, "till"),
		Email:          cmp.Or(p.Email, "pos@example.com"),
		AmountMinor:    pay.Amount.Minor,
		Currency:       pay.Amount.Currency.Code,
		Method:         "qris",
		ReturnURL:      cmp.Or(p.ReturnURL, p.baseURL()),
		Metadata:       &metadata{string(pay.Sale), string(pay.ID), p.Till},
		InvoicePrefix:  cmp.Or(p.InvoicePrefix, "POS"),
	}
	switch {
	case o.Currency != "IDR" || pay.Amount.Currency.Decimals != 0:
		return nil, fmt.Errorf("QRIS takes whole rupiah, not %s", pay.Amount)
	case !pay.Amount.IsPositive():
		return nil, fmt.Errorf("nothing to pay: %s", pay.Amount)
	case !prefixes.MatchString(o.InvoicePrefix):
		return nil, errors.New("the invoice prefix must be a capital letter and up to eleven more, digits or dashes")
	}
	return json.Marshal(o)
}

// said is what the gateway says about a payment, in either call. Names that
// stand side by side are spellings of one thing.
type said struct {
	PaymentID   loose `json:"payment_id"`
	Status      loose `json:"status"`
	AmountMinor loose `json:"amount_minor"`
	Currency    loose `json:"currency"`
	Number      loose `json:"invoice_number"`
	LastError   loose `json:"last_error"`

	QRString   loose `json:"qr_string"`
	QRContent  loose `json:"qr_content"`
	QRContent2 loose `json:"qrContent"`
	QR         loose `json:"qr"`

	CheckoutURL loose `json:"checkout_url"`
	RedirectURL loose `json:"redirect_url"`
	PaymentURL  loose `json:"payment_url"`

	ExpiresAt loose `json:"expires_at"`
	ExpiredAt loose `json:"expired_at"`
	Expiry    loose `json:"expiry"`
	ExpiresIn loose `json:"expires_in"`
	CreatedAt loose `json:"created_at"`

	Metadata json.RawMessage `json:"metadata"`

	amount money.Amount
}

type loose = rest.Loose

var refs = regexp.MustCompile(`^[0-9A-Za-z_-]{1,64}$`)

// isRef keeps out what would make another address of ours.
func isRef(ref string) bool { return refs.MatchString(ref) }

func (s *said) ref() string { return string(s.PaymentID) }

// read takes an answer that must be about pay, and nothing but pay.
func (s *said) read(a rest.Answer, pay checkout.Payment) error {
	if err := a.JSON(s); err != nil {
		return err
	}
	var ours metadata
	_ = json.Unmarshal(s.Metadata, &ours) // a gateway that keeps none says nothing
	switch {
	case !isRef(s.ref()):
		return garbled("it names no payment")
	case pay.Ref != "" && s.ref() != pay.Ref, ours.Attempt != "" && ours.Attempt != string(pay.ID):
		return mismatch("it is about another payment")
	case s.Currency != "" && !strings.EqualFold(string(s.Currency), pay.Amount.Currency.Code):
		return mismatch("it is in another currency")
	case s.AmountMinor == "" || s.Currency == "":
		return nil
	}
	amount, err := money.ParseDecimal(string(s.AmountMinor), pay.Amount.Currency)
	switch {
	case err != nil:
		return garbled("its amount cannot be read")
	case amount != pay.Amount:
		return mismatch("it is about %s, not %s", amount, pay.Amount)
	}
	s.amount = amount
	return nil
}

// invoice is the number for the receipt: POS-000042, never the payment's.
func (s *said) invoice() string {
	number := string(s.Number)
	if len(number) > 40 || strings.ContainsFunc(number, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return ""
	}
	return number
}

// expires is when the gateway stops waiting, as far as the answer tells; zero
// where it tells nothing new. NICEPAY never waits longer than 20 minutes, which
// bounds what the answer leaves open.
func (s *said) expires(a rest.Answer, known time.Time) time.Time {
	for _, text := range []loose{s.ExpiresAt, s.ExpiredAt, s.Expiry} {
		if at, err := time.Parse(time.RFC3339, string(text)); err == nil {
			return at.UTC()
		}
	}
	if a.Date.IsZero() && !known.IsZero() {
		return time.Time{} // by our clock, which may be another than the one that told it before
	}
	bound := a.Clock().Add(Terms.Timeout)
	if seconds, err := strconv.ParseUint(string(s.ExpiresIn), 10, 16); err == nil && seconds > 0 {
		bound = a.Clock().Add(min(time.Duration(seconds)*time.Second, Terms.Timeout))
	}
	if at, err := time.Parse(time.RFC3339, string(s.CreatedAt)); err == nil && at.Add(Terms.Timeout).Before(bound) {
		bound = at.Add(Terms.Timeout)
	}
	if known.IsZero() || known.Sub(bound) > 2*time.Second {
		return bound.UTC()
	}
	return time.Time{}
}
