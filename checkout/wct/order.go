package wct

import (
	"bytes"
	"cmp"
	"crypto/md5" //nolint:gosec // the service demands it
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"kasir/checkout"
)

// An order is what we ask for in POST payment-pos/post (docs: Create POS
// Payment). All values are texts; a till sends nothing about the buyer.
type order struct {
	asset, assetNetwork         string
	requested, requestedNetwork string
	amount                      string // in the asset that the shop is paid in
}

// A field is a name and its text, in the order in which they are sent.
type field struct{ name, value string }

// dollars are coins that stand for a dollar each, so that a price in dollars
// may be settled in them. For any other asset the amount would mean other money.
var dollars = []string{"USDT", "USDC"}

func (p *Provider) order(pay checkout.Payment) ([]byte, error) {
	if err := p.CheckSettings(); err != nil {
		return nil, err
	}
	currency := pay.Amount.Currency.Code
	asset := cmp.Or(p.Asset, currency)
	switch {
	case !pay.Amount.IsPositive():
		return nil, fmt.Errorf("nothing to pay: %s", pay.Amount)
	case symbol(asset) != currency && !(currency == "USD" && slices.Contains(dollars, symbol(asset))):
		return nil, fmt.Errorf("the shop is paid in %s, and the sale is in %s", asset, currency)
	}
	return encode(cmp.Or(p.Encoding, JSON), []field{
		{"asset", asset},
		{"asset_network", p.AssetNetwork},
		{"requested_asset", p.RequestedAsset},
		{"requested_asset_network", p.RequestedNetwork},
		{"amount", pay.Amount.Decimal()},
		{"description", cmp.Or(p.Description, "Sale")},
		{"reference", reference(pay)},
	})
}

// reference is our name for a payment at the service, for ever the same.
func reference(pay checkout.Payment) string { return string(pay.ID) }

// encode writes fields in their order, without the empty ones.
func encode(encoding string, fields []field) ([]byte, error) {
	fields = slices.DeleteFunc(fields, func(f field) bool { return f.value == "" })
	var b bytes.Buffer
	for i, f := range fields {
		if encoding == Form {
			b.WriteString(map[bool]string{false: "&"}[i == 0] + f.name + "=" + url.QueryEscape(f.value))
			continue
		}
		value, err := json.Marshal(f.value)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "%s%q:%s", map[bool]string{true: "{", false: ","}[i == 0], f.name, value)
	}
	if encoding != Form {
		b.WriteByte('}')
	}
	return b.Bytes(), nil
}

func isJSON(body []byte) bool { return bytes.HasPrefix(body, []byte("{")) }

// sealed puts the proof of who asks behind the stored bytes, and changes none.
func sealed(body []byte, proof ...field) ([]byte, error) {
	if !isJSON(body) {
		more, err := encode(Form, proof)
		return slices.Concat(body, []byte("&"), more), err
	}
	more, err := encode(JSON, proof)
	return slices.Concat(bytes.TrimSuffix(body, []byte("}")), []byte(","), bytes.TrimPrefix(more, []byte("{"))), err
}

// ordered reads our own request back: what counts is what was asked for, even
// if the settings have changed since.
func ordered(request []byte) (order, error) {
	fields := make(map[string]string)
	switch {
	case len(request) == 0:
		return order{}, errors.New("the payment was not prepared")
	case isJSON(request):
		if err := json.Unmarshal(request, &fields); err != nil {
			return order{}, errors.New("the stored request cannot be read")
		}
	default:
		form, err := url.ParseQuery(string(request))
		if err != nil {
			return order{}, errors.New("the stored request cannot be read")
		}
		for name := range form {
			fields[name] = form.Get(name)
		}
	}
	o := order{
		fields["asset"], fields["asset_network"], fields["requested_asset"], fields["requested_asset_network"], fields["amount"],
	}
	if o.asset == "" || o.requested == "" || o.amount == "" {
		return order{}, errors.New("the stored request is not one for WCT Pay")
	}
	return o, nil
}

// hash is the service's proof of who asks: lower-case hex of the MD5 of the
// parts, without anything between them (docs: Create POS Payment).
func hash(parts ...string) string {
	sum := md5.Sum([]byte(strings.Join(parts, ""))) //nolint:gosec // the service demands it
	return hex.EncodeToString(sum[:])
}
