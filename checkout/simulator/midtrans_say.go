package simulator

import (
	"cmp"
	"crypto/sha512"
	"encoding/hex"
	"strings"
	"time"

	"kasir/checkout/internal/qris"
	"kasir/checkout/money"
)

// midtransZone is the zone of Midtrans' times, which do not name it.
var midtransZone = time.FixedZone("WIB", 7*60*60)

func midtransTime(t time.Time) string { return t.In(midtransZone).Format(time.DateTime) }

// midtransAmount spells rupiah with two decimals, as Midtrans does.
func midtransAmount(a money.Amount) string { return a.Decimal() + ".00" }

// midtransSignature is over the texts exactly as the answer spells them.
func midtransSignature(order, code, amount, key string) string {
	sum := sha512.Sum512([]byte(order + code + amount + key))
	return hex.EncodeToString(sum[:])
}

// transaction is what all answers about a payment hold.
func (m *midtrans) transaction(p *Payment) map[string]any {
	said := map[string]any{
		"transaction_id": p.ID, "order_id": p.Ours, "merchant_id": m.options.MerchantID,
		"gross_amount": midtransAmount(p.Amount), "currency": p.Amount.Currency.Code,
		"payment_type": m.orders[p.ID].Type, "transaction_time": midtransTime(p.Created),
		"transaction_status": cmp.Or(p.Word, m.word(p)), "fraud_status": "accept",
		"acquirer": m.orders[p.ID].acquirer(),
	}
	if m.options.Expiry == "expiry_time" && !m.options.Stays {
		said["expiry_time"] = midtransTime(p.Expires)
	}
	if p.State == Paid {
		said["settlement_time"], said["issuer"], said["transaction_type"] = midtransTime(p.Changed), m.options.Issuer, "off-us"
		if m.options.Issuer == "gopay" {
			said["transaction_type"] = "on-us"
		}
		said["fraud_status"] = m.options.Fraud
	}
	if said["fraud_status"] == "none" {
		delete(said, "fraud_status")
	}
	return said
}

func (m *midtrans) word(p *Payment) string {
	switch p.State {
	case Waiting:
	case Paid:
		switch back := m.refunded(p); {
		case back == p.Amount:
			return "refund"
		case back.IsPositive():
			return "partial_refund"
		}
		return "settlement"
	case Declined:
		return "deny"
	case Expired:
		return "expire"
	case Cancelled:
		return "cancel"
	}
	return "pending"
}

// stateCode is the status_code when a payment is asked about.
func (m *midtrans) stateCode(p *Payment) string {
	switch p.State {
	case Waiting:
	case Paid:
		return "200"
	case Declined:
		return "202"
	case Expired:
		return "407"
	case Cancelled:
		return m.options.CancelCode
	}
	return "201"
}

// made is the answer to a charge.
func (m *midtrans) made(q *request, p *Payment) answer {
	said := m.transaction(p)
	if p.State == Declined {
		said["channel_response_code"], said["channel_response_message"] = m.options.Rejects, "Intermittent service error"
		return midtransSays(m.options.DenyCode, p.Error, said)
	}
	if m.options.Expiry == "expire_time" && !m.options.Stays {
		said["expire_time"] = midtransTime(p.Expires)
	}
	text, base := "QRIS transaction is created", "http://"+q.Host
	path, framed := "/v2/qris/", "/v4/qris/"
	if m.orders[p.ID].Type == "gopay" {
		text, path, framed = "GO-PAY transaction is created", "/v2/gopay/", "/v4/qris/gopay/"
	}
	if m.options.Code != CodeNothing {
		said["actions"] = []map[string]string{
			{"name": "generate-qr-code-v2", "method": "GET", "url": base + framed + p.ID + "/qr-code"},
			{"name": "generate-qr-code", "method": "GET", "url": base + path + p.ID + "/qr-code"},
		}
	}
	if m.options.Code != CodeNothing && m.options.Code != CodePicture && m.orders[p.ID].Type == "qris" {
		code, err := m.code(p, m.options.Code)
		if err != nil {
			return plain(500, err.Error())
		}
		said["qr_string"] = code
	}
	return midtransSays("201", text, said)
}

func (m *midtrans) code(p *Payment, kind MidtransCode) (string, error) {
	amount := p.Amount
	if kind == CodeOther {
		amount.Minor++
	}
	c := qris.New(amount, "KASIR SIMULATOR", "BANDUNG", strings.ReplaceAll(p.ID, "-", "")[:25])
	c.Accounts[0].ID = m.options.MerchantID
	switch kind {
	case CodeStatic:
		c.Dynamic, c.Amount = false, ""
	case CodeWithFees:
		c.Tip = "02"
	case CodeGood, CodePicture, CodeNothing, CodeOther, CodeDamaged:
	}
	text, err := qris.Build(c)
	if err == nil && kind == CodeDamaged {
		text = strings.Replace(text, "BANDUNG", "BANDONG", 1)
	}
	return text, err
}
