package simulator

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"

	"kasir/checkout/money"
)

// A tabbyOrder is the body of POST /api/v2/checkout, as far as a till sends it.
type tabbyOrder struct {
	Payment struct {
		Amount   string `json:"amount"`
		Currency string `json:"currency"`
		Order    struct {
			ReferenceID string `json:"reference_id"`
		} `json:"order"`
		Description string          `json:"description"`
		Attachment  tabbyAttachment `json:"attachment"`
	} `json:"payment"`
	Lang         string `json:"lang"`
	MerchantCode string `json:"merchant_code"`

	amount money.Amount
}

type tabbyAttachment struct {
	Body        string `json:"body"`
	ContentType string `json:"content_type"`
}

var tabbyAmounts = map[string]*regexp.Regexp{
	"AED": regexp.MustCompile(`^\d{1,9}(\.\d{1,2})?$`),
	"SAR": regexp.MustCompile(`^\d{1,9}(\.\d{1,2})?$`),
	"KWD": regexp.MustCompile(`^\d{1,9}(\.\d{1,3})?$`),
}

func readTabbyOrder(body []byte, market string) (tabbyOrder, *answer) {
	var o tabbyOrder
	refuse := func(a answer) (tabbyOrder, *answer) { return o, &a }
	if err := json.Unmarshal(body, &o); err != nil {
		return refuse(tabbyBad("could not decode request"))
	}
	p := o.Payment
	switch amounts := tabbyAmounts[p.Currency]; {
	case amounts == nil:
		return refuse(tabbyField("$.payment.currency"))
	case market != "" && p.Currency != market:
		return refuse(tabbyBad(fmt.Sprintf("could not create payment: only '%s' is supported, but got '%s'", market, p.Currency)))
	case !amounts.MatchString(p.Amount):
		return refuse(tabbyField("$.payment.amount"))
	}
	amount, err := money.ParseDecimal(p.Amount, money.MustCurrency(p.Currency))
	if err != nil || !amount.IsPositive() {
		return refuse(tabbyField("$.payment.amount"))
	}
	o.amount = amount
	if field := o.lacks(); field != "" {
		return refuse(tabbyField(field))
	}
	if p.Attachment.ContentType != "application/vnd.tabby.v1+json" || !isTabbyPlace(p.Attachment.Body) {
		return refuse(tabbyField("$.payment.attachment"))
	}
	if o.Lang != "" && o.Lang != "en" && o.Lang != "ar" {
		return refuse(tabbyField("$.lang"))
	}
	return o, nil
}

// lacks names a required text that is missing or too long.
func (o tabbyOrder) lacks() string {
	for field, text := range map[string]string{
		"$.payment.order.reference_id": o.Payment.Order.ReferenceID, "$.payment.description": o.Payment.Description,
		"$.merchant_code": o.MerchantCode, "$.payment.attachment.body": o.Payment.Attachment.Body,
	} {
		if text == "" || len(text) > 255 {
			return field
		}
	}
	return ""
}

// isTabbyPlace tells whether an attachment says where and when.
func isTabbyPlace(body string) bool {
	var place struct {
		Latitude  *float64 `json:"latitude"`
		Longitude *float64 `json:"longitude"`
		Timestamp string   `json:"timestamp"`
	}
	if json.Unmarshal([]byte(body), &place) != nil || place.Latitude == nil || place.Longitude == nil {
		return false
	}
	_, err := time.Parse(time.RFC3339Nano, place.Timestamp)
	return err == nil && strings.HasSuffix(place.Timestamp, "Z")
}

func tabbyField(field string) answer {
	return reply(400, map[string]any{
		"status": "error", "errorType": "bad_data",
		"errors": []map[string]string{{"field": field, "code": "invalid_value", "message": ""}},
	})
}

// tabbyAmount spells an amount as Tabby does: 100.00 comes back as 100.
func tabbyAmount(a money.Amount) string {
	text := a.Decimal()
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}
