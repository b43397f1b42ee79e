package simulator

import (
	"net/http"

	"github.com/skip2/go-qrcode"
)

// routePages adds the pages that a customer or a person playing one opens.
func (s *Simulator) routePages() {
	s.mux.HandleFunc("GET /{$}", s.home)
	s.mux.HandleFunc("GET /favicon.ico", http.NotFound)
	s.mux.HandleFunc("GET /checkout/{id}", s.door(route{"", Page, s.checkoutPage}))
	s.mux.HandleFunc("GET /checkout/{id}/code.png", s.door(route{"", Page, s.checkoutCode}))
}

// checkoutPage stands in for the hosted page of a payment service.
func (s *Simulator) checkoutPage(q *request) answer {
	p := s.byID(q)
	if p == nil {
		return plain(http.StatusNotFound, "no such payment")
	}
	return page("checkout.html", p)
}

func (s *Simulator) checkoutCode(q *request) answer {
	p := s.byID(q)
	if p == nil {
		return plain(http.StatusNotFound, "no such payment")
	}
	body, err := qrcode.Encode(p.Code, qrcode.Medium, 400)
	if err != nil {
		return plain(http.StatusInternalServerError, err.Error())
	}
	return answer{http.StatusOK, map[string]string{"Content-Type": "image/png"}, body}
}

// byID finds a payment of any service by the number in the path. Hosted pages
// know no credentials, so they are told of none either.
func (s *Simulator) byID(q *request) *Payment {
	if len(q.Header["Authorization"])+len(q.Header["X-Pay-Key"])+len(q.Header["X-Pay-Signature"]) > 0 {
		s.conduct.note(q.now, q.PathValue("id"), "sent credentials to a customer's page")
	}
	p, err := s.ledger.pick(q.PathValue("id"), q.now)
	if err != nil {
		return nil
	}
	return p
}

func plain(status int, text string) answer {
	return answer{status, map[string]string{"Content-Type": "text/plain; charset=utf-8"}, []byte(text + "\n")}
}
