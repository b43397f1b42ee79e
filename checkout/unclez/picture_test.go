package unclez_test

import (
	"context"
	"testing"
	"testing/synctest"

	"kasir/checkout"
	"kasir/checkout/providertest"
	"kasir/checkout/simulator"
)

// A hosted picture that must not be shown is no reason not to ask about the
// payment: its page may be open somewhere.
func TestAPaymentWithARefusedPictureIsStillPolled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		h := newHarness(t, simulator.UncleZ{Shape: simulator.Picture})
		loads := 0
		h.provider.LoadPictures(func(context.Context, string) ([]byte, error) {
			if loads++; loads > 5 {
				t.Errorf("loaded the picture %d times", loads)
				cancel()
			}
			return drawn(t, code(t, 1)), nil
		})
		till := &checkout.Till{Methods: []checkout.Method{h.Method()}, Journal: &providertest.Memory{}}
		order := checkout.Order{Sale: checkout.NewSaleID(), Method: "qris", Lines: []checkout.Line{{Amount: h.Amount()}}}
		seen := ""
		sale, err := till.Pay(ctx, order, func(st checkout.Standing) {
			if seen = st.Payment.Prompt.Refused; seen != "" {
				h.Approve(st.Payment.Ref)
			}
		})
		if err != nil || sale.Status != checkout.Completed || seen != "qr-other-amount" {
			t.Errorf("got %v, refused %q, %v", sale.Status, seen, err)
		}
	})
}
