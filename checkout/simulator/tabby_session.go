package simulator

import (
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/google/uuid"
	"github.com/skip2/go-qrcode"

	"kasir/checkout/money"
)

// create makes a session and a payment, anew each time: Tabby has no key for it.
func (t *tabby) create(q *request) answer {
	o, wrong := readTabbyOrder(q.body, t.options.Currency)
	if wrong != nil {
		return *wrong
	}
	session := uuid.NewString()
	if t.options.Reject != "" {
		return reply(http.StatusOK, map[string]any{
			"id": session, "status": "rejected", "warnings": nil, "configuration": map[string]any{
				"available_products": nil,
				"products":           map[string]any{"installments": tabbyProduct(false, t.options.Reject)},
			},
		})
	}
	t.count++
	p := &Payment{
		Service: TabbyName, ID: uuid.NewString(), Invoice: fmt.Sprintf("TABBY-%06d", t.count),
		Amount: o.amount, State: Waiting, Taken: money.Of(0, o.amount.Currency), Ours: o.Payment.Order.ReferenceID,
		Attempts: 1, Bodies: [][]byte{q.body},
		Created: q.now, Expires: q.now.Add(t.options.Lifetime), Changed: q.now,
	}
	account := &tabbyAccount{
		session: session, reference: p.Ours, request: o,
		query: url.Values{"gis": {uuid.NewString()[:8]}, "product_type": {"installments"}}.Encode(),
	}
	p.Code = "http://" + q.Host + "/checkout/" + p.ID + "?product=installments&sessionId=" + session
	t.accounts[p.ID] = account
	t.s.ledger.add(p)
	return reply(http.StatusOK, t.session(q, p, account))
}

func (t *tabby) session(q *request, p *Payment, account *tabbyAccount) map[string]any {
	product := map[string]any{"web_url": nil, "qr_code": nil}
	picture := "http://" + q.Host + "/api/v2/checkout/" + account.session + "/hpp_link_qr?" + account.query
	switch t.options.Shape {
	case Picture:
		product["qr_code"] = picture
	case Checkout:
		product["web_url"] = p.Code
	case Nothing, Direct:
	case Both:
		product["qr_code"], product["web_url"] = picture, p.Code
	}
	return map[string]any{
		"id": account.session, "status": "created", "warnings": nil, "token": nil,
		"payment": t.payment(p, account, q.now),
		"configuration": map[string]any{
			"currency": p.Amount.Currency.Code, "expires_at": p.Expires.Format(time.RFC3339),
			"available_products": map[string]any{"installments": []any{product}},
			"products":           map[string]any{"installments": tabbyProduct(true, nil)},
		},
	}
}

func tabbyProduct(available bool, reason any) map[string]any {
	return map[string]any{"type": "installments", "is_available": available, "rejection_reason": reason}
}

// picture is the code as an image, for anybody who has its whole address.
func (t *tabby) picture(q *request) answer {
	if q.Header.Get("Authorization") != "" {
		t.s.conduct.note(q.now, q.PathValue("session"), "sent credentials for a picture")
	}
	p, account := t.bySession(q)
	switch {
	case p == nil || q.URL.RawQuery != account.query:
		return plain(http.StatusNotFound, "404 page not found")
	case p.IsOver():
		return tabbyBad("session is finalized")
	}
	body, err := qrcode.Encode(p.Code, qrcode.Medium, 200)
	if err != nil {
		return plain(http.StatusInternalServerError, err.Error())
	}
	return answer{http.StatusOK, map[string]string{"Content-Type": "image/png"}, body}
}

func (t *tabby) bySession(q *request) (*Payment, *tabbyAccount) {
	for id, account := range t.accounts {
		if account.session == q.PathValue("session") {
			return t.s.ledger.find(TabbyName, id, q.now), account
		}
	}
	return nil, nil
}

func (t *tabby) cancel(q *request) answer {
	p, account := t.bySession(q)
	if p == nil {
		return tabbyError(http.StatusNotFound, "not_found", "no such session")
	}
	if t.options.PayOnCancel && !p.IsOver() {
		t.s.ledger.take(p, p.Amount, q.now)
		p.end(Paid, q.now)
	}
	if p.State == Cancelled || t.word(p, account, q.now) != "CREATED" {
		return tabbyBad("session is finalized")
	}
	p.end(Cancelled, q.now)
	return reply(http.StatusOK, map[string]string{"status": "ok"})
}
