package checkout_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"kasir/checkout"
)

// A backup was made while a customer looked at the code. The customer paid, the receipt
// came out, the disk failed. When the backup had been restored the till heard that the
// payment was paid, and printed a second original of the same invoice.
func TestAReceiptAfterARestoreIsACopy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCounter(t)
		ctx, cancel := context.WithCancel(t.Context())
		o := order(50000)
		c.pay(ctx, o)
		wait(1500 * time.Millisecond)
		if _, err := c.Journal.UpdateSale(o.Sale, func(s *checkout.Sale, _ func() uint64) error {
			if !s.Outlived(time.Now()) {
				t.Error("an open sale comes back from a backup as it was")
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		c.service.pay()
		wait(time.Minute)
		cancel()
		<-c.done
		s := c.sale(o.Sale)
		if s.Status != checkout.Completed || len(s.Prints) != 1 || s.Prints[0].Copy != 1 {
			t.Errorf("%v, %+v; want a completed sale with copy 1", s.Status, s.Prints)
		}
	})
}

// The same of a refund: it had not been answered when the backup was made, its slip came
// out, and after the restore it came out again as an original.
func TestASlipAfterARestoreIsACopy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, f, s := sold(t)
		f.set(func() { f.losing = true })
		ctx, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		before := refundOf(s, 10000)
		if _, err := c.Refund(ctx, before, quiet); err == nil {
			t.Fatal("a refund of which no answer comes has come to an end")
		}
		if _, err := c.Journal.UpdateSale(s.ID, func(s *checkout.Sale, _ func() uint64) error {
			s.Outlived(time.Now())
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		f.set(func() { f.losing = false })
		s, err := c.FollowRefund(t.Context(), s.ID, before.ID, quiet)
		if err != nil {
			t.Fatal(err)
		}
		if last := s.Prints[len(s.Prints)-1]; last.Slip == nil || last.Copy != 1 {
			t.Errorf("the slip of a refund from before: %+v, want copy 1", last)
		}
		if s, err = c.Refund(t.Context(), refundOf(s, 5000), quiet); err != nil {
			t.Fatal(err)
		}
		if last := s.Prints[len(s.Prints)-1]; last.Slip == nil || last.Copy != 0 {
			t.Errorf("the slip of a refund from after: %+v, want the original", last)
		}
	})
}
