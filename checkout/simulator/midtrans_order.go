package simulator

import (
	"bytes"
	"cmp"
	"encoding/json"
	"regexp"
	"strconv"
)

// A midtransOrder is the body of POST /v2/charge. Midtrans ignores fields that
// it does not know.
type midtransOrder struct {
	Type    string `json:"payment_type"`
	Details struct {
		OrderID string  `json:"order_id"`
		Amount  rawJSON `json:"gross_amount"`
	} `json:"transaction_details"`
	QRIS struct {
		Acquirer string `json:"acquirer"`
	} `json:"qris"`
	Items []struct {
		Price    int64 `json:"price"`
		Quantity int64 `json:"quantity"`
	} `json:"item_details"`
	Sale string `json:"custom_field2"`

	id, sale string
	amount   int64
}

func (o midtransOrder) acquirer() string { return cmp.Or(o.QRIS.Acquirer, "gopay") }

var (
	midtransID    = regexp.MustCompile(`^[A-Za-z0-9._~-]{1,50}$`)
	midtransMoney = regexp.MustCompile(`^[1-9][0-9]{0,11}$`)
)

func readMidtransOrder(body []byte) (o midtransOrder, wrong []string) {
	if err := json.NewDecoder(bytes.NewReader(body)).Decode(&o); err != nil {
		return o, []string{"malformed body"}
	}
	o.id, o.sale = o.Details.OrderID, o.Sale
	if !midtransID.MatchString(o.id) {
		wrong = append(wrong, "transaction_details.order_id is required and takes letters, digits and -_~. only")
	}
	if !midtransMoney.Match(o.Details.Amount) {
		return o, append(wrong, "transaction_details.gross_amount must be a whole number above zero")
	}
	o.amount, _ = strconv.ParseInt(string(o.Details.Amount), 10, 64) // its form has been checked
	limit, known := map[string]int64{"qris": 10_000_000, "gopay": 20_000_000}[o.Type]
	sum := int64(0)
	for _, item := range o.Items {
		sum += item.Price * item.Quantity
	}
	switch acquirer := o.acquirer(); {
	case !known:
		wrong = append(wrong, "payment_type is not known")
	case o.amount > limit:
		wrong = append(wrong, "transaction_details.gross_amount is too large")
	case len(o.Items) > 0 && sum != o.amount:
		wrong = append(wrong, "transaction_details.gross_amount is not equal to the sum of item_details")
	case acquirer != "gopay" && acquirer != "airpay shopee":
		wrong = append(wrong, "qris.acquirer is not known")
	}
	return o, wrong
}
