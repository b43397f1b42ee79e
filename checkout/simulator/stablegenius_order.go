package simulator

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"time"

	"kasir/checkout/money"
)

// A stableGeniusOrder is the body of POST /v1/payment-intents.
type stableGeniusOrder struct {
	Amount   rawJSON `json:"amount"`
	Currency string  `json:"currency"`
	Merchant string  `json:"merchant_id"`
	Metadata rawJSON `json:"metadata"`
	TTL      rawJSON `json:"ttl"`
	Key      string  `json:"idempotency_key"`

	amount     money.Amount
	ttl        time.Duration
	sale, ours string
}

var (
	stableGeniusAmount   = regexp.MustCompile(`^(0|[1-9][0-9]*)(\.[0-9]{1,2})?$`)
	stableGeniusSeconds  = regexp.MustCompile(`^[1-9][0-9]{0,8}$`)
	stableGeniusMerchant = regexp.MustCompile(`^mer_[0-9A-Za-z_-]+$`)
)

func (g *stableGenius) readOrder(body []byte) (stableGeniusOrder, *answer) {
	o, err := decodeStableGenius(body)
	wrong := func(status int, kind, code, param, message string) (stableGeniusOrder, *answer) {
		a := g.refuse(status, kind, code, param, message)
		return o, &a
	}
	invalid := func(code, param, message string) (stableGeniusOrder, *answer) {
		return wrong(http.StatusBadRequest, "invalid_request_error", code, param, message)
	}
	if err != nil {
		return invalid("", "", "The request cannot be read: "+err.Error())
	}
	usd := money.MustCurrency("USD")
	if !stableGeniusAmount.Match(o.Amount) {
		return invalid("", "amount", "The amount must be a number with at most two decimals.")
	}
	o.amount, err = money.ParseDecimal(string(o.Amount), usd)
	if err != nil || o.amount.Minor < 1 || o.amount.Minor > 1_000_000 {
		return invalid("amount_out_of_range", "amount", "The amount must be between 0.01 and 10000.")
	}
	if !o.readTTL() {
		return invalid("ttl_out_of_range", "ttl", "The ttl must be between 60 and 3600.")
	}
	switch {
	case o.Currency != "usd":
		return invalid("invalid_currency", "currency", "The currency must be usd.")
	case !stableGeniusMerchant.MatchString(o.Merchant):
		return invalid("invalid_merchant", "merchant_id", "The merchant is not valid.")
	case o.Merchant == "mer_unknown":
		return wrong(http.StatusNotFound, "not_found_error", "merchant_not_found", "merchant_id", "There is no such merchant.")
	case o.Merchant == "mer_suspended":
		return wrong(http.StatusUnprocessableEntity, "invalid_request_error", "merchant_not_active", "merchant_id", "The merchant is not active.")
	case !smallMetadata(o.Metadata):
		return invalid("", "metadata", "The metadata must be at most 10 texts of at most 500 characters.")
	}
	var ours struct {
		Sale    string `json:"order_id"`
		Attempt string `json:"attempt_id"`
	}
	_ = json.Unmarshal(o.Metadata, &ours) // others may put there what they like
	o.sale, o.ours = ours.Sale, ours.Attempt
	return o, nil
}

func smallMetadata(data rawJSON) bool {
	if data == nil {
		return true
	}
	var all map[string]string
	if json.Unmarshal(data, &all) != nil || all == nil || len(all) > 10 {
		return false
	}
	for _, value := range all {
		if len([]rune(value)) > 500 {
			return false
		}
	}
	return true
}

// decodeStableGenius reads one JSON object with no field that is not documented.
func decodeStableGenius(body []byte) (stableGeniusOrder, error) {
	var o stableGeniusOrder
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(&o); err != nil {
		return o, err
	}
	if _, more := d.Token(); !errors.Is(more, io.EOF) {
		return o, errors.New("more follows the body")
	}
	return o, nil
}

// readTTL takes the order's seconds, or the 300 that count without any.
func (o *stableGeniusOrder) readTTL() bool {
	o.ttl = 300 * time.Second
	if o.TTL == nil {
		return true
	}
	seconds, err := strconv.Atoi(string(o.TTL))
	o.ttl = time.Duration(seconds) * time.Second
	return err == nil && stableGeniusSeconds.Match(o.TTL) && seconds >= 60 && seconds <= 3600
}
