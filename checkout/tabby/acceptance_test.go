package tabby_test

import (
	"cmp"
	"context"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/checkout/providertest"
	"kasir/checkout/simulator"
)

// The scenarios that Tabby asks a shop to show before it goes live, under the
// titles of its page (POS Integration: Testing Scenarios).

// A counter is a till with Tabby and a cash drawer.
type counter struct {
	*harness
	till  *checkout.Till
	order checkout.Order
	seen  []checkout.Standing
}

func atCounter(t *testing.T, o simulator.Tabby, play func(t *testing.T, c *counter)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		c := &counter{harness: newHarness(t, o)}
		notes := checkout.Method{ID: "cash", Label: "Cash", Service: "cash", Currency: c.amount.Currency, Provider: drawer{}}
		c.till = &checkout.Till{
			Shop:    checkout.Shop{Name: "Shop", Currency: c.amount.Currency, Till: "till-01", Prefix: "POS", Zone: "Asia/Dubai"},
			Methods: []checkout.Method{c.Method(), notes}, Journal: &providertest.Memory{},
		}
		c.order = checkout.Order{Sale: checkout.NewSaleID(), Lines: []checkout.Line{{Amount: c.amount}}}
		play(t, c)
		for _, complaint := range c.Complaints() {
			t.Errorf("Tabby complains: %s", complaint)
		}
	})
}

// drawer is cash: paid as soon as it is asked for.
type drawer struct{}

func (drawer) Start(_ context.Context, p checkout.Payment) (checkout.Progress, error) {
	return checkout.Progress{Status: checkout.Paid, Ref: "cash", Amount: p.Amount}, nil
}

func (d drawer) Poll(ctx context.Context, p checkout.Payment) (checkout.Progress, error) {
	return d.Start(ctx, p)
}

func (d drawer) Cancel(ctx context.Context, p checkout.Payment) (checkout.Progress, error) {
	return d.Start(ctx, p)
}

// pay presses a method's key and watches.
func (c *counter) pay(t *testing.T, method string, watch func(st checkout.Standing)) checkout.Sale {
	t.Helper()
	c.order.Method = method
	ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
	defer cancel()
	s, err := c.till.Pay(ctx, c.order, func(st checkout.Standing) {
		c.seen = append(c.seen, st)
		watch(st)
	})
	if err != nil {
		t.Errorf("pay by %s: %v", method, err)
	}
	return s
}

func once(do func(st checkout.Standing), when func(st checkout.Standing) bool) func(checkout.Standing) {
	done := false
	return func(st checkout.Standing) {
		if !done && when(st) {
			done = true
			do(st)
		}
	}
}

func isShown(st checkout.Standing) bool { return st.Payment.Prompt.Visible() }

func (c *counter) cancels(t *testing.T) func(st checkout.Standing) {
	return func(st checkout.Standing) {
		if _, err := c.till.Cancel(t.Context(), st.Sale.ID, st.Payment.ID, "ani"); err != nil {
			t.Errorf("cancel: %v", err)
		}
	}
}

func TestScenario1PaymentSuccess(t *testing.T) {
	for _, amount := range []money.Amount{money.Of(10000, dirham), money.Of(9999, riyal), money.Of(1250, dinar)} {
		atCounter(t, simulator.Tabby{Currency: amount.Currency.Code}, func(t *testing.T, c *counter) {
			c.amount = amount
			c.till.Methods[0] = c.Method()
			c.order.Lines[0].Amount = amount
			code := ""
			s := c.pay(t, "pay-later", once(func(st checkout.Standing) {
				code = cmp.Or(st.Payment.Prompt.Code, st.Payment.Prompt.Link) // one and the same page
				c.Approve(st.Payment.Ref)
			}, isShown))
			if want := c.Simulator().Payments()[0].Code; code != want {
				t.Errorf("the code that was shown: got %q, want what the picture says, %q", code, want)
			}
			p := s.Payments[0]
			if s.Status != checkout.Completed || p.Status != checkout.Paid || p.Reason.Word != "" {
				t.Errorf("got %v, %v, %+v; want it completed", s.Status, p.Status, p.Reason)
			}
			print := s.Receipt.Tenders[0].Print
			if print["order-id"] != string(p.ID) || print["paid-with"] != "Tabby" || print["payment-id"] != paymentOf(p.Ref) {
				t.Errorf("receipt: got %v", print)
			}
			if err := c.provider.Capture(t.Context(), p); err != nil {
				t.Errorf("its money is not captured: %v", err)
			}
		})
	}
}

func TestScenario2TabbyUnavailableOrAPIErrorHandling(t *testing.T) {
	for name, trouble := range map[string]func(c *counter){
		"no connection":          func(c *counter) { c.Network().Down(true) },
		"no answer":              func(c *counter) { c.Network().Play(providertest.Stall, providertest.Stall) },
		"cut":                    func(c *counter) { c.Network().Play(providertest.LoseRequest) },
		"lost":                   func(c *counter) { c.Network().Play(providertest.LoseAnswer) },
		"400":                    func(c *counter) { c.Network().Play(providertest.Refuse(http.StatusBadRequest)) },
		"401":                    func(c *counter) { c.Network().Play(providertest.Refuse(http.StatusUnauthorized)) },
		"403, the other region":  func(c *counter) { c.Simulator().SetTabby(simulator.Tabby{OtherRegion: true}) },
		"403, a page":            func(c *counter) { c.Simulator().SetTabby(simulator.Tabby{Wall: simulator.PageWall}) },
		"404, bare text":         func(c *counter) { c.Simulator().SetTabby(simulator.Tabby{Wall: simulator.LostWall}) },
		"429":                    func(c *counter) { c.Simulator().SetTabby(simulator.Tabby{Wall: simulator.TooManyWall}) },
		"500, bare text":         func(c *counter) { c.Simulator().SetTabby(simulator.Tabby{Wall: simulator.BrokenWall}) },
		"503":                    func(c *counter) { c.Network().Play(providertest.Fail(503)) },
		"no qr_code, no web_url": func(c *counter) { c.Simulator().SetTabby(simulator.Tabby{Shape: simulator.Nothing}) },
		"rejected":               func(c *counter) { c.Simulator().SetTabby(simulator.Tabby{Reject: "order_amount_too_high"}) },
	} {
		t.Run(name, func(t *testing.T) {
			atCounter(t, simulator.Tabby{}, func(t *testing.T, c *counter) {
				trouble(c)
				// What the cashier sees is a fault, a refusal or a code that is not
				// shown; then she takes the payment back.
				told := func(st checkout.Standing) bool {
					return st.Fault.Trouble != 0 || st.Payment.Prompt.Refused != "" || st.Payment.Reason.Word != ""
				}
				s := c.pay(t, "pay-later", once(c.cancels(t), told))
				if p := s.Payments[0]; !p.Status.IsUnpaidEnd() {
					t.Errorf("got %v; want an unpaid end", p.Status)
				}
				informed := false
				for _, st := range c.seen {
					informed = informed || told(st)
					if isShown(st) {
						t.Errorf("a code was shown: %+v", st.Payment.Prompt)
					}
				}
				if !informed {
					t.Error("the cashier was told nothing")
				}
				s = c.pay(t, "cash", func(checkout.Standing) {})
				if s.Status != checkout.Completed || s.Number != 1 {
					t.Errorf("by another method: got %v", s.Status)
				}
				for _, made := range c.Made() {
					if made.Taken != 0 {
						t.Error("Tabby took money")
					}
				}
			})
		})
	}
}

func TestScenario3PaymentCancellation(t *testing.T) {
	for name, cancel := range map[string]func(t *testing.T, c *counter) func(checkout.Standing){
		"on Tabby's page": func(t *testing.T, c *counter) func(checkout.Standing) {
			return func(st checkout.Standing) {
				if err := c.Simulator().Abandon(paymentOf(st.Payment.Ref)); err != nil {
					t.Error(err)
				}
			}
		},
		"by key":             func(t *testing.T, c *counter) func(checkout.Standing) { return c.cancels(t) },
		"after five minutes": func(*testing.T, *counter) func(checkout.Standing) { return func(checkout.Standing) {} },
	} {
		t.Run(name, func(t *testing.T) {
			atCounter(t, simulator.Tabby{}, func(t *testing.T, c *counter) {
				began := time.Now()
				s := c.pay(t, "pay-later", once(cancel(t, c), isShown))
				p := s.Payments[0]
				if !p.Status.IsUnpaidEnd() || len(c.seen) == 0 {
					t.Errorf("got %v; want an unpaid end", p.Status)
				}
				took := p.Ended.Sub(began)
				if late := name == "after five minutes"; late != (took >= 300*time.Second) || took > 320*time.Second {
					t.Errorf("ended after %s", took)
				}
				if state := c.Simulator().Payments()[0].State; state != simulator.Cancelled {
					t.Errorf("at Tabby it is %v", state)
				}
				// "A new session can be created from POS terminal."
				s = c.pay(t, "pay-later", once(func(st checkout.Standing) { c.Approve(st.Payment.Ref) }, isShown))
				if s.Status != checkout.Completed || s.Payments[1].Ref == p.Ref {
					t.Errorf("a new session: got %v", s.Status)
				}
			})
		})
	}
}

func TestScenario4PaymentFailure(t *testing.T) {
	atCounter(t, simulator.Tabby{}, func(t *testing.T, c *counter) {
		s := c.pay(t, "pay-later", once(func(st checkout.Standing) { c.Refuse(st.Payment.Ref) }, isShown))
		if p := s.Payments[0]; p.Status != checkout.Declined || p.Reason.Word != "tabby-declined" {
			t.Errorf("got %v, %+v; want declined", p.Status, p.Reason)
		}
	})
}

// The customer confirms in the moment in which the cashier cancels.
func TestACancellationThatComesTooLateIsPaid(t *testing.T) {
	atCounter(t, simulator.Tabby{PayOnCancel: true}, func(t *testing.T, c *counter) {
		s := c.pay(t, "pay-later", once(c.cancels(t), isShown))
		if p := s.Payments[0]; p.Status != checkout.Paid || s.Status != checkout.Completed {
			t.Errorf("got %v, %v; want paid", p.Status, s.Status)
		}
	})
}

// Tabby does not promise that a cancelled payment is called EXPIRED at once.
func TestACancellationMayTakeTime(t *testing.T) {
	for later, kept := range map[time.Duration]bool{12 * time.Second: false, 4 * time.Minute: true} {
		atCounter(t, simulator.Tabby{CancelLater: later}, func(t *testing.T, c *counter) {
			s := c.pay(t, "pay-later", once(c.cancels(t), isShown))
			if p := s.Payments[0]; p.Status != checkout.Cancelled || p.Kept != kept {
				t.Errorf("after %s: got %v, kept %v", later, p.Status, p.Kept)
			}
		})
	}
}

// The answer to Start is lost, and the cashier gives up: the payment ends at
// once, without another session being made.
func TestWhatWasNeverShownEndsAtOnce(t *testing.T) {
	atCounter(t, simulator.Tabby{}, func(t *testing.T, c *counter) {
		c.Network().Play(providertest.LoseAnswer)
		s := c.pay(t, "pay-later", once(c.cancels(t), func(st checkout.Standing) bool { return st.Payment.Doubtful() }))
		if p := s.Payments[0]; p.Status != checkout.Declined || p.Reason.Word != "never-shown" || len(c.Made()) != 1 {
			t.Errorf("got %v, %+v with %d payments at Tabby", p.Status, p.Reason, len(c.Made()))
		}
	})
}
