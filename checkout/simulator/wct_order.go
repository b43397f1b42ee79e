package simulator

import (
	"bytes"
	"crypto/md5" //nolint:gosec // the service demands it
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"kasir/checkout/money"
)

// md5Hex is the service's proof of who asks (docs: Create POS Payment, hash).
func md5Hex(text string) string {
	sum := md5.Sum([]byte(text)) //nolint:gosec // as above
	return hex.EncodeToString(sum[:])
}

// wctFields are what an order may hold (docs: Create POS Payment).
var wctFields = []string{
	"asset", "asset_network", "requested_asset", "requested_asset_network", "amount", "cart_items", "description",
	"reference", "postback_url", "pos_price_update_postback_url", "personal_fname", "personal_lname",
	"personal_address", "personal_city", "personal_state", "personal_country", "personal_postcode",
	"personal_mobile", "personal_dob", "key", "hash",
}

var wctRequired = []string{"asset", "requested_asset", "amount", "description", "reference", "key", "hash"}

var wctAmount = regexp.MustCompile(`^[0-9]{1,12}(\.[0-9]{1,8})?$`)

// readWCT takes a body of texts, in JSON or as a form, and no other names.
func readWCT(q *request, allowed ...string) (fields map[string]string, why string) {
	fields = make(map[string]string)
	if strings.HasPrefix(q.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		form, err := url.ParseQuery(string(q.body))
		if err != nil {
			return nil, "The form cannot be read"
		}
		for name, values := range form {
			if len(values) != 1 {
				return nil, fmt.Sprintf("The %s stands twice", name)
			}
			fields[name] = values[0]
		}
	} else {
		d := json.NewDecoder(bytes.NewReader(q.body))
		err := d.Decode(&fields)
		if _, more := d.Token(); err != nil || !errors.Is(more, io.EOF) {
			return nil, "The body must hold texts"
		}
	}
	for name := range fields {
		if !slices.Contains(allowed, name) {
			return nil, fmt.Sprintf("The %s is not known", name)
		}
	}
	return fields, ""
}

func readWCTOrder(q *request) (order map[string]string, why string) {
	o, why := readWCT(q, wctFields...)
	if why != "" {
		return nil, why
	}
	for _, name := range wctRequired {
		if o[name] == "" {
			return nil, fmt.Sprintf("The %s is required", name)
		}
	}
	for _, name := range []string{"asset", "requested_asset"} {
		if o[name] == "USDT" && o[name+"_network"] == "" {
			return nil, fmt.Sprintf("The %s_network is required", name)
		}
	}
	_, known := wctRates[o["requested_asset"]]
	switch {
	case !slices.Contains(wctSettles, o["asset"]) || !known:
		return nil, "The asset not allow for POS create payment"
	case !wctAmount.MatchString(o["amount"]) || strings.Trim(o["amount"], "0.") == "":
		return nil, "The amount must be a number above zero"
	}
	return o, ""
}

// wctSettles are what the merchant can be paid in (wctpay.com): its dollar
// coins count as dollars here.
var wctSettles = []string{"USD", "EUR", "GBP", "AUD", "USDT"}

// wctSum is the order's amount as money of a till.
func wctSum(o map[string]string) (money.Amount, error) {
	code := o["asset"]
	if code == "USDT" {
		code = "USD"
	}
	currency, err := money.CurrencyOf(code)
	if err != nil {
		return money.Amount{}, err
	}
	return money.ParseDecimal(o["amount"], currency)
}
