package simulator

import (
	"cmp"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"time"

	"kasir/checkout/internal/qris"
	"kasir/checkout/money"
)

// UncleZName is how settings name the uncle-z gateway.
const UncleZName = "uncle-z"

// The credentials that the simulator's uncle-z gateway knows until others are
// set. They open nothing anywhere else.
const (
	UncleZPublicKey = "pk_0123456789abcdef01234567"
	UncleZSecret    = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
)

// UncleZ says how the uncle-z gateway behaves. Zero fields have the values of
// its documents.
type UncleZ struct {
	PublicKey  string
	Secret     string
	Shape      Shape
	Lifetime   time.Duration // until a payment expires; 20 min, NICEPAY's cap
	ExpiryWord string        // how the gateway calls an expired payment: expired, failed or canceled

	SlowRefunds   bool // every refund waits for a person, not only those of yesterday's payments
	FrozenRefunds bool // a refund's key gets its first answer word for word, however the refund stands
	WholeRefunds  bool // no part of a payment is given back
}

// A Shape says what of a code an answer holds.
type Shape string

// The shapes.
const (
	Direct   Shape = "direct"   // qr_string: V2 Direct is on
	Checkout Shape = "checkout" // checkout_url alone: NICEPAY's page
	Both     Shape = "both"
	Picture  Shape = "picture" // checkout_url, which answers with a PNG of the code
	Nothing  Shape = "nothing"
)

type uncleZ struct {
	s       *Simulator
	options UncleZ
	count   int                        // of invoices, for all prefixes
	refunds map[string][]*uncleZRefund // by payment
}

func newUncleZ(s *Simulator, o UncleZ) *uncleZ {
	o.PublicKey = cmp.Or(o.PublicKey, UncleZPublicKey)
	o.Secret = cmp.Or(o.Secret, UncleZSecret)
	o.Shape = cmp.Or(o.Shape, Direct)
	o.Lifetime = cmp.Or(o.Lifetime, 20*time.Minute)
	o.ExpiryWord = cmp.Or(o.ExpiryWord, "expired")
	s.conduct.secrets = append(s.conduct.secrets, o.PublicKey, o.Secret)
	return &uncleZ{s: s, options: o, refunds: map[string][]*uncleZRefund{}}
}

// SetShape changes what the uncle-z gateway's next answers hold.
func (s *Simulator) SetShape(shape Shape) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.uncleZ.options.Shape = shape
}

func (u *uncleZ) routes() []route {
	return []route{
		{"POST /v1/payments", Start, u.signed(u.create)},
		{"GET /v1/payments/{id}", Poll, u.signed(u.get)},
		{"POST /v1/refunds", Any, u.signed(u.refund)},
	}
}

func (u *uncleZ) create(q *request) answer {
	a := u.s.once(UncleZName, q, func(key string) answer { return u.make(q, key) })
	key := q.Header.Get("Idempotency-Key")
	for _, p := range u.s.ledger.payments {
		if key != "" && p.Service == UncleZName && p.Key == key {
			p.Attempts++
			p.Bodies = append(p.Bodies, q.body)
		}
	}
	return a
}

func (u *uncleZ) make(q *request, key string) answer {
	o, wrong := readUncleZOrder(q.body)
	if wrong != nil {
		return *wrong
	}
	u.count++
	p := &Payment{
		Service: UncleZName, ID: hexID(), Key: key, Amount: o.amount, State: Waiting,
		Taken: money.Of(0, o.amount.Currency), Sale: o.sale, Ours: o.ours, metadata: o.Metadata,
		Created: q.now, Expires: q.now.Add(u.options.Lifetime), Changed: q.now,
	}
	p.Invoice = p.ID
	if o.Prefix != "" {
		p.Invoice = fmt.Sprintf("%s-%06d", o.Prefix, u.count)
	}
	code, err := qris.Build(qris.New(p.Amount, "KASIR SIMULATOR", "BANDUNG", p.Invoice[:min(len(p.Invoice), 25)]))
	if err != nil {
		return refuse(http.StatusInternalServerError, err.Error())
	}
	p.Code = code
	u.s.conduct.starts(&u.s.ledger, p)
	u.s.ledger.add(p)
	return u.made(q, p)
}

func (u *uncleZ) made(q *request, p *Payment) answer {
	said := map[string]any{"payment_id": p.ID, "status": "initiated", "invoice_number": p.Invoice}
	page := "http://" + q.Host + "/checkout/" + p.ID
	switch u.options.Shape {
	case Direct:
		said["qr_string"] = p.Code
	case Checkout:
		said["checkout_url"] = page
	case Both:
		said["qr_string"], said["checkout_url"] = p.Code, page
	case Picture:
		said["checkout_url"] = page + "/code.png"
	case Nothing:
	}
	return reply(http.StatusCreated, said)
}

func (u *uncleZ) get(q *request) answer {
	p := u.s.ledger.find(UncleZName, q.PathValue("id"), q.now)
	if p == nil {
		return refuse(http.StatusNotFound, "payment not found")
	}
	u.s.conduct.paces(p, q.now)
	said := map[string]any{
		"payment_id": p.ID, "status": cmp.Or(p.Word, u.word(p.State)), "amount_minor": p.Amount.Minor,
		"currency": p.Amount.Currency.Code, "method": "qris", "provider": "nicepay", "provider_ref": "SIM" + strings.ToUpper(p.ID[:12]),
		"invoice_number": p.Invoice, "last_error": p.Error, "created_at": p.Created.Format(time.RFC3339),
		"updated_at": p.Changed.Format(time.RFC3339),
	}
	if p.metadata != nil {
		said["metadata"] = rawJSON(p.metadata)
	}
	return reply(http.StatusOK, said)
}

func (u *uncleZ) word(state State) string {
	switch state {
	case Waiting:
	case Paid:
		return "succeeded"
	case Declined:
		return "failed"
	case Expired:
		return u.options.ExpiryWord
	case Cancelled:
		return "canceled"
	}
	return "initiated"
}

func hexID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}
