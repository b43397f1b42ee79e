package simulator

import (
	"cmp"
	"encoding/json"
	"maps"
	"net/http"
	"time"

	"github.com/google/uuid"

	"kasir/checkout/money"
)

// MidtransName is how settings name Midtrans.
const MidtransName = "midtrans"

// MidtransServerKey is the key that the simulator's Midtrans knows until another
// is set. It opens nothing anywhere else.
const MidtransServerKey = "SB-Mid-server-abc123cde456"

// Midtrans says how Midtrans behaves. Zero fields have the values of its
// documents or, where those are silent, the likely ones.
type Midtrans struct {
	ServerKey  string
	MerchantID string        // "G000000000"
	Lifetime   time.Duration // until a payment expires; 15 min
	Code       MidtransCode  // what of a code the answer to a charge holds
	Expiry     string        // how that answer calls the expiry: expiry_time, expire_time or none
	NoAccess   bool          // the account may not take this kind of payment
	Rejects    string        // the channel_response_code with which charges are denied; none are
	DenyCode   string        // the status_code of a denied charge; 202
	CancelCode string        // the status_code of a cancelled payment when asked; 200
	Stays      bool          // payments stay pending past their time, until somebody has them expire
	Fraud      string        // the fraud_status of a settlement: accept, deny, challenge or none
	Issuer     string        // whose wallet customers have; gopay

	Refunds       bool          // the account may refund; for counters this is off by default
	RefundsOff    string        // the status_code when it may not; 412
	RefundDenied  bool          // the bank gives nothing back
	RepeatsRefund bool          // a refund key that is known gets its first answer again, not 406
	Confirms      time.Duration // until the bank confirms a refund; 15 s
}

// A MidtransCode says what is odd about the code in the answer to a charge.
type MidtransCode string

// What can be odd about a code.
const (
	CodeGood     MidtransCode = ""
	CodePicture  MidtransCode = "picture"  // no text, only a picture
	CodeNothing  MidtransCode = "nothing"  // neither
	CodeOther    MidtransCode = "other"    // of another amount
	CodeDamaged  MidtransCode = "damaged"  // its checksum is wrong
	CodeStatic   MidtransCode = "static"   // the printed kind, without an amount
	CodeWithFees MidtransCode = "with-fee" // adds a fee to the amount
)

type midtrans struct {
	s       *Simulator
	options Midtrans
	orders  map[string]midtransOrder    // by transaction id
	keys    map[string]midtransKey      // by idempotency key
	refunds map[string][]midtransRefund // by transaction id
}

func newMidtrans(s *Simulator, o Midtrans) *midtrans {
	o.ServerKey = cmp.Or(o.ServerKey, MidtransServerKey)
	o.MerchantID = cmp.Or(o.MerchantID, "G000000000")
	o.Lifetime = cmp.Or(o.Lifetime, 15*time.Minute)
	o.Expiry = cmp.Or(o.Expiry, "expiry_time")
	o.DenyCode = cmp.Or(o.DenyCode, "202")
	o.CancelCode = cmp.Or(o.CancelCode, "200")
	o.Fraud = cmp.Or(o.Fraud, "accept")
	o.Issuer = cmp.Or(o.Issuer, "gopay")
	o.RefundsOff = cmp.Or(o.RefundsOff, "412")
	o.Confirms = cmp.Or(o.Confirms, 15*time.Second)
	s.conduct.secrets = append(s.conduct.secrets, o.ServerKey)
	return &midtrans{
		s: s, options: o, orders: map[string]midtransOrder{},
		keys: map[string]midtransKey{}, refunds: map[string][]midtransRefund{},
	}
}

func (m *midtrans) routes() []route {
	return []route{
		{"POST /v2/charge", Start, m.known(m.once(m.charge))},
		{"GET /v2/{id}/status", Poll, m.known(m.status)},
		{"POST /v2/{id}/cancel", Any, m.known(m.once(m.cancel))},
		{"POST /v2/{id}/expire", Any, m.known(m.once(m.expire))},
		{"POST /v2/{id}/refund", Any, m.known(m.once(m.refund))},
		{"GET /v2/qris/{id}/qr-code", Page, m.s.checkoutCode},
		{"GET /v2/gopay/{id}/qr-code", Page, m.s.checkoutCode},
		{"GET /v4/qris/{id}/qr-code", Page, m.s.checkoutCode},
		{"GET /v4/qris/gopay/{id}/qr-code", Page, m.s.checkoutCode},
	}
}

func (m *midtrans) charge(q *request) answer {
	if m.options.NoAccess {
		return midtransSays("402", "Merchant doesn't have access for this payment type", nil)
	}
	o, wrong := readMidtransOrder(q.body)
	if len(wrong) > 0 {
		return midtransInvalid(wrong...)
	}
	key := q.Header.Get("Idempotency-Key")
	if key == "" {
		m.s.conduct.note(q.now, "", "made a payment without a key")
	}
	if p := m.find(o.id, q.now); p != nil && (p.State == Waiting || p.State == Paid) {
		p.Attempts++
		p.Bodies = append(p.Bodies, q.body)
		return midtransSays("406", "The request could not be completed due to a conflict with the current state of the target resource, please try again", map[string]any{"id": uuid.NewString()})
	}
	p := &Payment{
		Service: MidtransName, ID: uuid.NewString(), Invoice: o.id, Key: key, Amount: money.Of(o.amount, money.MustCurrency("IDR")),
		State: Waiting, Taken: money.Of(0, money.MustCurrency("IDR")), Sale: o.sale, Ours: o.id, Attempts: 1,
		Bodies: [][]byte{q.body}, Created: q.now, Expires: q.now.Add(m.options.Lifetime), Changed: q.now,
	}
	if m.options.Stays {
		p.Expires = q.now.Add(7 * 24 * time.Hour)
	}
	if m.options.Rejects != "" {
		p.end(Declined, q.now)
		p.Error = "GO-PAY transaction is rejected"
	}
	code, err := m.code(p, CodeGood)
	if err != nil {
		return plain(http.StatusInternalServerError, err.Error())
	}
	p.Code = code
	m.s.conduct.starts(&m.s.ledger, p)
	m.s.ledger.add(p)
	m.orders[p.ID] = o
	return m.made(q, p)
}

// find is by transaction or order id; of the payments that one order id had, the
// newest.
func (m *midtrans) find(id string, now time.Time) *Payment {
	var found *Payment
	for _, p := range m.s.ledger.payments {
		if p.Service == MidtransName && (p.ID == id || p.Ours == id) {
			m.s.ledger.settle(p, now)
			found = p
		}
	}
	return found
}

func (m *midtrans) status(q *request) answer {
	p := m.find(q.PathValue("id"), q.now)
	if p == nil {
		return midtransNone()
	}
	m.s.conduct.paces(p, q.now)
	said := m.transaction(p)
	said["signature_key"] = midtransSignature(p.Ours, m.stateCode(p), midtransAmount(p.Amount), m.options.ServerKey)
	if list := m.listed(p, q.now); len(list) > 0 {
		said["refunds"], said["refund_amount"] = list, midtransAmount(m.refunded(p))
	}
	return midtransSays(m.stateCode(p), "Success, transaction is found", said)
}

func (m *midtrans) cancel(q *request) answer {
	return m.end(q, Cancelled, "200", "Success, transaction is canceled")
}

func (m *midtrans) expire(q *request) answer {
	return m.end(q, Expired, "407", "Success, transaction has expired")
}

// end is allowed to payments that wait, and to no other.
func (m *midtrans) end(q *request, state State, code, text string) answer {
	p := m.find(q.PathValue("id"), q.now)
	switch {
	case p == nil:
		return midtransNone()
	case p.State != Waiting:
		return midtransSays("412", "Merchant cannot modify the status of the transaction", map[string]any{"id": uuid.NewString()})
	}
	p.end(state, q.now)
	said := m.transaction(p)
	delete(said, "acquirer")
	return midtransSays(code, text, said)
}

// midtransSays puts a code and a text on top of an answer. Whatever Midtrans
// thinks of a request, it thinks under HTTP 200.
func midtransSays(code, text string, said map[string]any) answer {
	all := map[string]any{"status_code": code, "status_message": text}
	maps.Copy(all, said)
	return reply(http.StatusOK, all)
}

func midtransNone() answer {
	return midtransSays("404", "Transaction doesn't exist.", map[string]any{"id": uuid.NewString()})
}

// midtransInvalid is one of the few answers with an HTTP status of their own.
func midtransInvalid(wrong ...string) answer {
	body, err := json.Marshal(map[string]any{
		"status_code": "400", "status_message": "One or more parameters in the payload is invalid.",
		"validation_messages": wrong, "id": uuid.NewString(),
	})
	if err != nil {
		return plain(http.StatusInternalServerError, err.Error())
	}
	return answer{http.StatusBadRequest, map[string]string{"Content-Type": "application/json"}, body}
}
