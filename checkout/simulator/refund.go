package simulator

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"kasir/checkout/money"
)

// GivenBack is what a service has taken upon itself to give back of a payment,
// and in how many parts. A refund that failed does not count.
func (s *Simulator) GivenBack(payment string) (money.Amount, int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.ledger.pick(payment, s.now())
	if err != nil {
		return money.Amount{}, 0
	}
	switch p.Service {
	case UncleZName:
		if r := s.uncleZ.refundOf(p.ID); r != nil {
			return r.Amount, 1
		}
	case MidtransName:
		if n := len(s.midtrans.refunds[p.ID]); n > 0 {
			return s.midtrans.refunded(p), n
		}
	case TabbyName:
		if account := s.tabby.accounts[p.ID]; account != nil && len(account.refunds) > 0 {
			return tabbySum(account.refunds), len(account.refunds)
		}
	}
	return money.Of(0, p.Amount.Currency), 0
}

// EndRefund has a refund that waits be done, or fail.
func (s *Simulator) EndRefund(payment string, done bool) error {
	return s.play("end the refund of", payment, func(p *Payment, _ time.Time) error {
		if p.Service != UncleZName {
			return errors.New("this service decides about refunds by itself")
		}
		return s.uncleZ.endRefund(p.ID, done)
	})
}

// HoldRefunds has the services that can leave a refund undecided do so, until
// EndRefund.
func (s *Simulator) HoldRefunds(hold bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.uncleZ.options.SlowRefunds = hold
}

func (s *Simulator) refundForm(r *http.Request) error {
	switch to := r.FormValue("to"); to {
	case "done", "failed":
		return s.EndRefund(r.FormValue("payment"), to == "done")
	default:
		return fmt.Errorf("simulator: a refund cannot become %q", to)
	}
}
