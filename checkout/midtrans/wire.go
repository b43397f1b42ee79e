package midtrans

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"kasir/checkout"
	"kasir/checkout/internal/rest"
	"kasir/checkout/money"
)

// said is what Midtrans says, in any call (Charge Transactions, Get Transaction
// Status, Code 4xx).
type said struct {
	Code       loose           `json:"status_code"`
	Message    loose           `json:"status_message"`
	Validation json.RawMessage `json:"validation_messages"`

	TransactionID loose           `json:"transaction_id"`
	OrderID       loose           `json:"order_id"`
	Amount        loose           `json:"gross_amount"`
	Currency      loose           `json:"currency"`
	Status        loose           `json:"transaction_status"`
	Fraud         json.RawMessage `json:"fraud_status"`
	Channel       loose           `json:"channel_response_code"`
	ChannelText   loose           `json:"channel_response_message"`

	QRString   loose           `json:"qr_string"`
	Actions    json.RawMessage `json:"actions"`
	ExpiryTime loose           `json:"expiry_time"`
	ExpireTime loose           `json:"expire_time"`

	Issuer   loose `json:"issuer"`
	Acquirer loose `json:"acquirer"`
	RRN      loose `json:"rrn"`

	Refunds    json.RawMessage `json:"refunds"`
	RefundKey  loose           `json:"refund_key"`
	RefundID   loose           `json:"refund_chargeback_id"`
	RefundUUID loose           `json:"refund_chargeback_uuid"`

	at     time.Time // by our clock
	date   time.Time // by theirs; zero when it did not say
	wait   time.Duration
	amount money.Amount // what match has read
}

type loose = rest.Loose

// read takes an answer in which Midtrans itself speaks. The body's code rules;
// an HTTP status of its own have only 400, 401 and 429 in the documents, and
// 202 while the first request under a key is being dealt with (API Headers &
// Idempotency).
func read(a rest.Answer) (said, error) {
	s := said{at: a.At, date: a.Date, wait: a.Wait}
	switch {
	case a.Status == http.StatusAccepted:
		f := a.Fault()
		f.Trouble, f.Wait = checkout.Busy, max(f.Wait, time.Second)
		return said{}, f
	case a.OK():
		if err := a.JSON(&s); err != nil {
			return said{}, err
		}
		if s.Code == "" {
			return said{}, garbled("it has no code")
		}
	case passes(a.Status) || a.JSON(&s) != nil || !strings.HasPrefix(string(s.Code), "4") || s.Code == expired:
		return said{}, a.Fault()
	}
	return s, nil
}

// passes tells whether the HTTP status alone says that it may be otherwise next
// time, or that somebody in between speaks.
func passes(status int) bool {
	switch status {
	case http.StatusProxyAuthRequired, http.StatusRequestTimeout, http.StatusConflict,
		http.StatusTooEarly, http.StatusTooManyRequests:
		return true
	}
	return status < 400 || status >= 500
}

// tells whether the answer is about a transaction, rather than about our
// request. Which code a denied charge has is not documented.
func (s *said) tells() bool {
	switch s.Code {
	case "200", "201", "202", expired:
		return true
	}
	return s.word() == "deny" && s.TransactionID != ""
}

// match makes sure that the answer is about pay, and nothing but pay.
func (s *said) match(pay checkout.Payment) error {
	switch {
	case !isRef(string(s.TransactionID)) || s.OrderID == "":
		return garbled("it names no transaction")
	case pay.Ref != "" && string(s.TransactionID) != pay.Ref, string(s.OrderID) != orderID(pay):
		return mismatch("it is about another payment")
	case s.Currency != "" && !strings.EqualFold(string(s.Currency), pay.Amount.Currency.Code):
		return mismatch("it is in another currency")
	case s.Amount == "" || s.Currency == "":
		return nil
	}
	amount, err := money.ParseDecimal(string(s.Amount), pay.Amount.Currency)
	switch {
	case err != nil:
		return garbled("its amount cannot be read")
	case amount != pay.Amount:
		return mismatch("it is about %s, not %s", amount, pay.Amount)
	}
	s.amount = amount
	return nil
}

// wib is the zone of every time, none of which names it (QRIS, reference). An
// offset needs no zone data, and a short name can mean several zones.
var wib = time.FixedZone("WIB", 7*60*60)

// expires is when Midtrans stops waiting; zero where that is known already. The
// field has two names in the documents, and is missing in some answers: then it
// is the 15 minutes of Terms.
func (s *said) expires(known time.Time) time.Time {
	for _, text := range []loose{s.ExpiryTime, s.ExpireTime} {
		if at, err := time.ParseInLocation(time.DateTime, string(text), wib); err == nil {
			return at.UTC()
		}
	}
	switch {
	case !known.IsZero():
		return time.Time{}
	case s.date.IsZero():
		return s.at.Add(Terms.Timeout).UTC()
	}
	return s.date.Add(Terms.Timeout).UTC()
}
