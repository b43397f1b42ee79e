package midtrans

import (
	"context"
	"net/http"

	"kasir/checkout"
)

// find looks a charge up by its order id and tells whether Midtrans has it.
// A waiting one can no longer be shown, because only the answer to the charge
// holds its code (Get Transaction Status); it is taken back, so that the cashier
// can charge anew.
func (p *Provider) find(ctx context.Context, pay checkout.Payment) (g checkout.Progress, found bool, err error) {
	s, err := p.ask(ctx, http.MethodGet, "/v2/"+orderID(pay)+"/status", nil, nil)
	switch {
	case err != nil:
		return checkout.Progress{}, false, err
	case s.Code == unknown:
		return checkout.Progress{}, false, nil
	case !s.tells():
		return checkout.Progress{}, false, p.fault(s)
	}
	g, err = p.progress(s, pay)
	if err != nil || !g.Status.IsOpen() {
		return g, true, err
	}
	pay.Ref = g.Ref
	g, err = p.takeBack(ctx, pay, "cancel")
	switch {
	case err != nil:
		return checkout.Progress{}, true, err
	case g.Status.IsOpen():
		return checkout.Progress{}, true, busy("it waits, and cannot be taken back yet")
	case g.Status == checkout.Cancelled:
		g.Reason = checkout.Reason{Word: "code-lost"}
	}
	return g, true, nil
}
