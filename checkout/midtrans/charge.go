package midtrans

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"kasir/checkout"
)

// A charge is the body of POST /v2/charge (Charge Transactions, Transaction
// Details Object, QRIS Object). It sends no custom_expiry: the 15 minutes that
// Midtrans gives by itself are the least that it keeps reliably, and a wrong
// clock of ours cannot shorten them.
type charge struct {
	PaymentType string    `json:"payment_type"`
	Details     details   `json:"transaction_details"`
	QRIS        *acquirer `json:"qris,omitempty"`
	Till        string    `json:"custom_field1,omitempty"` // for the shop's reports at Midtrans
	Sale        string    `json:"custom_field2,omitempty"`
}

type details struct {
	OrderID     string `json:"order_id"`
	GrossAmount int64  `json:"gross_amount"` // whole rupiah
}

type acquirer struct {
	Acquirer string `json:"acquirer"`
}

// orderID names the payment at Midtrans: one attempt, one order, for ever.
func orderID(pay checkout.Payment) string { return string(pay.ID) }

var (
	orders = regexp.MustCompile(`^[A-Za-z0-9._~-]{1,50}$`) // Transaction Details Object
	refs   = regexp.MustCompile(`^[0-9A-Za-z_-]{1,64}$`)
)

// isOrder and isRef keep out what Midtrans declines and what would make another
// address of ours.
func isOrder(id string) bool { return orders.MatchString(id) && strings.Trim(id, ".") != "" }
func isRef(ref string) bool  { return refs.MatchString(ref) }

func (p *Provider) charge(pay checkout.Payment) ([]byte, error) {
	c := charge{
		PaymentType: p.paymentType(), Details: details{orderID(pay), pay.Amount.Minor},
		Till: p.Till, Sale: string(pay.Sale),
	}
	if p.Acquirer != "" {
		c.QRIS = &acquirer{p.Acquirer}
	}
	switch {
	case pay.Amount.Currency.Code != "IDR" || pay.Amount.Currency.Decimals != 0:
		return nil, fmt.Errorf("midtrans takes whole rupiah, not %s", pay.Amount)
	case !pay.Amount.IsPositive():
		return nil, fmt.Errorf("nothing to pay: %s", pay.Amount)
	case !isOrder(c.Details.OrderID):
		return nil, errors.New("the payment's id cannot be an order id")
	case c.PaymentType != QRIS && c.PaymentType != GoPay:
		return nil, fmt.Errorf("the payment type must be %s or %s", QRIS, GoPay)
	case c.PaymentType != QRIS && c.QRIS != nil:
		return nil, errors.New("only QRIS has an acquirer")
	}
	if err := checkNotification(p.NotificationURL); err != nil {
		return nil, err
	}
	return json.Marshal(c)
}

// checkNotification refuses what Midtrans would not call: it takes two public
// addresses at most (HTTP(S) Notification / Webhooks).
func checkNotification(list string) error {
	if list == "" {
		return nil
	}
	addresses := strings.Split(list, ",")
	if len(addresses) > 2 {
		return errors.New("the notification URL may be two addresses at most")
	}
	for _, address := range addresses {
		u, err := url.Parse(strings.TrimSpace(address))
		if err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && u.Scheme != "http" {
			return errors.New("the notification URL must be an address such as https://shop.example/midtrans")
		}
	}
	return nil
}
