package tabby

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"kasir/checkout"
)

// An order is the body of POST /api/v2/checkout (POS Integration: Create Session
// and Payment Using Checkout API).
type order struct {
	Payment struct {
		Amount   string `json:"amount"` // "100.00", "1.250" dinars
		Currency string `json:"currency"`
		Order    struct {
			ReferenceID string `json:"reference_id"` // our payment
		} `json:"order"`
		Description string     `json:"description"` // the terminal id
		Attachment  attachment `json:"attachment"`
	} `json:"payment"`
	Lang         string `json:"lang"` // the API reference wants it; the POS page does not mention it
	MerchantCode string `json:"merchant_code"`
}

// An attachment holds a document of its own, written out as text.
type attachment struct {
	Body        string `json:"body"`
	ContentType string `json:"content_type"`
}

// A place says where and when a till sells.
type place struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
	Timestamp string  `json:"timestamp"`
}

// maxText is the longest text that Tabby takes (Technical Requirements).
const maxText = 255

// decimals are the currencies that Tabby takes, and their decimals on its wire.
var decimals = map[string]int{"AED": 2, "SAR": 2, "KWD": 3}

func (p *Provider) order(pay checkout.Payment) ([]byte, error) {
	if err := p.fits(pay); err != nil {
		return nil, err
	}
	where, err := json.Marshal(place{
		p.Latitude, p.Longitude, pay.Created.UTC().Format("2006-01-02T15:04:05.000Z07:00"),
	})
	if err != nil {
		return nil, err
	}
	var o order
	o.Payment.Amount = pay.Amount.Decimal()
	o.Payment.Currency = pay.Amount.Currency.Code
	o.Payment.Order.ReferenceID = string(pay.ID)
	o.Payment.Description = p.Till
	o.Payment.Attachment = attachment{string(where), "application/vnd.tabby.v1+json"}
	o.Lang = cmp.Or(p.Lang, "en")
	o.MerchantCode = p.MerchantCode
	return json.Marshal(o)
}

// fits tells why Tabby would not take a request. The sums it takes are another
// matter: only it knows them, and it says so by rejecting the session.
func (p *Provider) fits(pay checkout.Payment) error {
	places, known := decimals[pay.Amount.Currency.Code]
	switch {
	case !known || places != pay.Amount.Currency.Decimals:
		return fmt.Errorf("only AED, SAR and KWD are taken, not %s", pay.Amount)
	case !pay.Amount.IsPositive():
		return fmt.Errorf("nothing to pay: %s", pay.Amount)
	case pay.ID == "" || pay.Created.Before(time.Unix(0, 0)):
		return errors.New("the payment has no id or no time")
	}
	return p.Ready()
}

// Ready tells which setting is missing or wrong, before anybody wants to pay.
func (p *Provider) Ready() error {
	switch {
	case p.MerchantCode == "" || len(p.MerchantCode) > maxText:
		return errors.New("merchant_code must be set, to the code of the branch that Tabby gave")
	case p.Till == "" || len(p.Till) > maxText:
		return errors.New("the till must have a name")
	case p.Latitude == 0 && p.Longitude == 0:
		return errors.New("latitude and longitude must be set, to where the till stands")
	case !(p.Latitude >= -90 && p.Latitude <= 90) || !(p.Longitude >= -180 && p.Longitude <= 180):
		return errors.New("latitude or longitude is not on this earth")
	case p.Lang != "" && p.Lang != "en" && p.Lang != "ar":
		return errors.New("lang must be en or ar")
	}
	return nil
}
