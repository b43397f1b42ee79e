package simulator

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/mail"
	"net/url"
	"regexp"
	"strconv"

	"kasir/checkout/money"
)

type rawJSON = json.RawMessage

// An uncleZOrder is the body of POST /v1/payments.
type uncleZOrder struct {
	User     string  `json:"external_user_id"`
	Email    string  `json:"email"`
	Minor    rawJSON `json:"amount_minor"`
	Currency string  `json:"currency"`
	Method   string  `json:"method"`
	Return   string  `json:"return_url"`
	Metadata rawJSON `json:"metadata"`
	Prefix   string  `json:"invoice_prefix"`
	Expiry   rawJSON `json:"expiry"` // not documented; NICEPAY refuses more than 20 minutes

	amount     money.Amount
	sale, ours string
}

var (
	uncleZPrefix = regexp.MustCompile(`^[A-Z][A-Z0-9-]{0,11}$`)
	uncleZAmount = regexp.MustCompile(`^[1-9][0-9]{0,11}$`)
)

func readUncleZOrder(body []byte) (uncleZOrder, *answer) {
	var o uncleZOrder
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	err := d.Decode(&o)
	if err == nil {
		if _, more := d.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("more follows the body")
		}
	}
	if err != nil {
		a := refuse(http.StatusBadRequest, "malformed request: "+err.Error())
		return o, &a
	}
	if why := o.wrong(); why != "" {
		a := refuse(http.StatusUnprocessableEntity, why)
		return o, &a
	}
	minor, _ := strconv.ParseInt(string(o.Minor), 10, 64) // its form has been checked
	o.amount = money.Of(minor, money.MustCurrency("IDR"))
	var ours struct {
		Sale    string `json:"sale_id"`
		Attempt string `json:"attempt_id"`
	}
	_ = json.Unmarshal(o.Metadata, &ours) // others may put there what they like
	o.sale, o.ours = ours.Sale, ours.Attempt
	return o, nil
}

func (o *uncleZOrder) wrong() string {
	switch {
	case o.User == "":
		return "external_user_id is required"
	case !uncleZAmount.Match(o.Minor):
		return "amount_minor must be a whole number above zero"
	case o.Currency != "IDR" || o.Method != "qris":
		return fmt.Sprintf("no provider supports method=%s for currency=%s", o.Method, o.Currency)
	case !isAddress(o.Return):
		return "return_url must be an address"
	case o.Prefix != "" && !uncleZPrefix.MatchString(o.Prefix):
		return "invoice_prefix must match " + uncleZPrefix.String()
	case len(o.Metadata) > 0 && o.Metadata[0] != '{':
		return "metadata must be an object"
	case o.Expiry != nil:
		return "9031 Date/Time check"
	}
	if at, err := mail.ParseAddress(o.Email); err != nil || at.Address != o.Email {
		return "9018 buyer email is missing or wrong"
	}
	return ""
}

func isAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Host != "" && (u.Scheme == "https" || u.Scheme == "http")
}
