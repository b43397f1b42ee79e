package tabby

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"kasir/checkout"
	"kasir/checkout/internal/rest"
)

// settling is how long Tabby may take to show that a session is cancelled. It
// promises no time.
const settling = 30 * time.Second

// Cancel ends the session, and then reads how the payment stands: the customer
// may have been faster, and only the payment tells.
func (p *Provider) Cancel(ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
	g, err := p.cancel(ctx, pay)
	if err != nil {
		return checkout.Progress{}, fmt.Errorf("tabby: cancel: %w", err)
	}
	return g, nil
}

func (p *Provider) cancel(ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
	id, _, ok := cutRef(pay.Ref)
	if !ok {
		return checkout.Progress{}, misused("the payment has no usable reference")
	}
	a, err := p.ask(ctx, http.MethodPost, "/api/v2/checkout/"+id+"/cancel", nil)
	if err != nil {
		return checkout.Progress{}, err
	}
	// "session is finalized" says that the payment has ended, not how; it may be
	// paid, expired or rejected (POS Integration: Cancel a Payment).
	final := a.Status == http.StatusBadRequest && errors.Is(p.own(a), errBadData)
	if a.OK() && isWebPage(a) || !a.OK() && !final {
		return checkout.Progress{}, p.fault(a)
	}
	if pay.Withdrawn.IsZero() {
		pay.Withdrawn = p.now()
	}
	g, err := p.poll(ctx, pay)
	switch {
	case err != nil:
		return checkout.Progress{}, err
	case g.Status != checkout.Pending:
		return g, nil
	case p.now().Sub(pay.Withdrawn) < settling:
		return checkout.Progress{}, &checkout.Fault{
			Trouble: checkout.Busy, Sent: true, Wait: time.Second,
			Err: errors.New("the session is cancelled, but its payment does not say so yet"),
		}
	}
	return g, nil
}

// isWebPage tells whether something in between has answered. What Tabby says to
// a cancellation that succeeds is not documented, but it is no page.
func isWebPage(a rest.Answer) bool {
	return strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") ||
		strings.HasPrefix(http.DetectContentType(a.Body), "text/html")
}
