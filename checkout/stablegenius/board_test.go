package stablegenius_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/checkout/providertest"
	"kasir/checkout/simulator"
	"kasir/checkout/stablegenius"
)

// several opens payments at the simulator.
func several(t *testing.T, h *harness, n int) []checkout.Payment {
	t.Helper()
	var all []checkout.Payment
	for i := range n {
		pay := payment(t)
		pay.ID, pay.Key = checkout.PaymentID(fmt.Sprintf("payment-%d", i)), fmt.Sprintf("7f9c2ba4-e88f-427d-9c3b-%012d", i)
		pay.Amount, pay.Created = h.Amount(), time.Now()
		var err error
		if pay.Request, err = h.provider.Prepare(pay); err != nil {
			t.Fatal(err)
		}
		g, err := h.provider.Start(t.Context(), pay)
		if err != nil || g.Ref == "" {
			t.Fatalf("start: %v, %v", g.Status, err)
		}
		pay.Status, pay.Ref, pay.Expires = g.Status, g.Ref, g.Expires
		all = append(all, pay)
	}
	return all
}

func asked(h *harness, prefix string) int {
	n := 0
	for _, q := range h.Network().Requests() {
		if strings.HasPrefix(q.Method+" "+q.URL, prefix) {
			n++
		}
	}
	return n
}

// Six open payments are asked about by one list each time, so that the minute's
// hundred questions are enough.
func TestOneListAnswersForAllOpenPayments(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t, simulator.StableGenius{})
		h.provider.TTL = 30 * time.Minute
		all := several(t, h, 6)
		var wait sync.WaitGroup
		for i, pay := range all {
			wait.Go(func() {
				for round := range 40 {
					time.Sleep(stablegenius.Terms.Poll) //nolint:forbidigo // virtual time
					if i == 2 && round == 20 {
						h.Approve(pay.Ref)
					}
					g, err := h.provider.Poll(t.Context(), pay)
					want := checkout.Pending
					if i == 2 && round >= 20 {
						want = checkout.Paid
					}
					if err != nil || g.Status != want || g.Ref != pay.Ref || g.Amount != pay.Amount {
						t.Errorf("payment %d, round %d: got %v, %v; want %v", i, round, g.Status, err, want)
					}
				}
			})
		}
		wait.Wait()
		if lists := asked(h, list+"?"); lists < 38 || lists > 42 {
			t.Errorf("asked for %d lists in 40 rounds", lists)
		}
		if own := asked(h, "GET /v1/payment-intents/"); own > 6 {
			t.Errorf("asked %d times about one payment", own)
		}
		if complaints := h.Complaints(); len(complaints) > 0 {
			t.Errorf("the service complains: %v", complaints)
		}
	})
}

// What is asked twice is not answered by what was known the first time.
func TestWhoAsksAgainWantsNews(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t, simulator.StableGenius{})
		all := several(t, h, 2)
		for _, pay := range all {
			if _, err := h.provider.Poll(t.Context(), pay); err != nil {
				t.Fatal(err)
			}
		}
		h.Approve(all[1].Ref)
		if g, err := h.provider.Poll(t.Context(), all[1]); err != nil || g.Status != checkout.Paid {
			t.Errorf("got %v, %v", g.Status, err)
		}
	})
}

func TestAListThatCannotBeReadIsNoLoss(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t, simulator.StableGenius{})
		all := several(t, h, 2)
		for _, pay := range all {
			if _, err := h.provider.Poll(t.Context(), pay); err != nil {
				t.Fatal(err)
			}
		}
		for name, trick := range map[string]providertest.Trick{
			"not allowed": providertest.Refuse(422), "not found": providertest.Refuse(404),
			"of another form": providertest.Rewrite(func([]byte) []byte { return []byte(`{"items":[]}`) }),
			"empty":           providertest.Rewrite(func([]byte) []byte { return []byte(`{"data":[]}`) }),
		} {
			time.Sleep(stablegenius.Terms.Poll) //nolint:forbidigo // virtual time
			h.Network().Play(trick)
			for _, pay := range all {
				if g, err := h.provider.Poll(t.Context(), pay); err != nil || g.Status != checkout.Pending {
					t.Errorf("%s: got %v, %v", name, g.Status, err)
				}
			}
			h.Network().Honest()
		}
	})
}

// Nobody waits for a silent service longer than for his own question.
func TestWaitersShareASilence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t, simulator.StableGenius{})
		all := several(t, h, 5)
		for _, pay := range all {
			if _, err := h.provider.Poll(t.Context(), pay); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(stablegenius.Terms.Poll) //nolint:forbidigo // virtual time
		h.Network().Play(providertest.Stall, providertest.Stall, providertest.Stall, providertest.Stall, providertest.Stall)
		began := time.Now()
		var wait sync.WaitGroup
		for _, pay := range all {
			wait.Go(func() {
				if g, err := h.provider.Poll(t.Context(), pay); err == nil {
					t.Errorf("got %v", g.Status)
				}
			})
		}
		impatient, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		wait.Go(func() {
			_, err := h.provider.Poll(impatient, all[0])
			if took := time.Since(began); err == nil || took > 2*time.Second {
				t.Errorf("a call outlived its context: %s, %v", took, err)
			}
		})
		wait.Wait()
		if took := time.Since(began); took > 11*time.Second {
			t.Errorf("five questions took %s", took)
		}
	})
}

func TestTwoOpenPaymentsOfOneAmount(t *testing.T) {
	for set, want := range map[stablegenius.SameAmount]checkout.Status{
		stablegenius.Refuse: checkout.Declined, stablegenius.Warn: checkout.Pending, stablegenius.Off: checkout.Pending,
	} {
		synctest.Test(t, func(t *testing.T) {
			h := newHarness(t, simulator.StableGenius{})
			h.provider.SameAmount = set
			first := several(t, h, 1)[0]
			second := payment(t)
			second.ID, second.Key, second.Amount, second.Created = "second", "7f9c2ba4-e88f-427d-9c3b-ffffffffffff", first.Amount, time.Now()
			var err error
			if second.Request, err = h.provider.Prepare(second); err != nil {
				t.Fatal(err)
			}
			g, err := h.provider.Start(t.Context(), second)
			if err != nil || g.Status != want || (g.Reason.Word == "same-amount-open") != (set == stablegenius.Refuse) {
				t.Fatalf("%s: got %v for %+v, %v", set, g.Status, g.Reason, err)
			}
			warned := len(g.Prompt.Facts) == 4 && g.Prompt.Facts[0] == checkout.Fact{Word: "same-amount", Value: first.Amount.Decimal() + " USDC"}
			if warned != (set == stablegenius.Warn) {
				t.Errorf("%s: got facts %v", set, g.Prompt.Facts)
			}
			if made := len(h.Made()); made != map[bool]int{true: 1, false: 2}[set == stablegenius.Refuse] {
				t.Errorf("%s: %d payments at the service", set, made)
			}
			// A request that may have arrived is never declined by us, and a first
			// one that has ended is in nobody's way.
			blind := second
			blind.Attempts = 2
			if g, err := h.provider.Start(t.Context(), blind); err != nil || g.Status != checkout.Pending {
				t.Errorf("%s, after silence: got %v, %v", set, g.Status, err)
			}
		})
	}
}

func TestAnEndedPaymentIsInNobodysWay(t *testing.T) {
	for name, end := range map[string]func(h *harness, pay checkout.Payment){
		"paid":     func(h *harness, pay checkout.Payment) { h.Approve(pay.Ref) },
		"expired":  func(h *harness, pay checkout.Payment) { h.Abandon(pay.Ref) },
		"forsaken": func(*harness, checkout.Payment) { time.Sleep(10 * time.Minute) }, //nolint:forbidigo // virtual time
	} {
		synctest.Test(t, func(t *testing.T) {
			h := newHarness(t, simulator.StableGenius{})
			first := several(t, h, 1)[0]
			end(h, first)
			if name != "forsaken" {
				if _, err := h.provider.Poll(t.Context(), first); err != nil {
					t.Fatal(err)
				}
			}
			h.sums = 0
			again := payment(t)
			again.ID, again.Key, again.Amount, again.Created = "again", "7f9c2ba4-e88f-427d-9c3b-eeeeeeeeeeee", first.Amount, time.Now()
			again.Request, _ = h.provider.Prepare(again)
			if g, err := h.provider.Start(t.Context(), again); err != nil || g.Status != checkout.Pending {
				t.Errorf("%s: got %v for %+v, %v", name, g.Status, g.Reason, err)
			}
		})
	}
}

// After a restart the amounts that are open are learnt by asking.
func TestARestartedTillResumesByTheIntent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t, simulator.StableGenius{})
		first := several(t, h, 1)[0]
		h.provider = &stablegenius.Provider{
			APIKey: simulator.StableGeniusKey, MerchantID: simulator.StableGeniusMerchant,
			BaseURL: providertest.BaseURL, Transport: h.Network().Transport(),
		}
		if g, err := h.provider.Poll(t.Context(), first); err != nil || g.Status != checkout.Pending || g.Prompt.Code == "" {
			t.Errorf("got %v, %v", g.Status, err)
		}
		again := first
		again.ID, again.Ref, again.Key = "again", "", "7f9c2ba4-e88f-427d-9c3b-eeeeeeeeeeee"
		if g, err := h.provider.Start(t.Context(), again); err != nil || g.Reason.Word != "same-amount-open" {
			t.Errorf("got %v, %v", g.Status, err)
		}
		h.Approve(first.Ref)
		if g, err := h.provider.Poll(t.Context(), first); err != nil || g.Status != checkout.Paid || g.Amount != money.Of(1251, dollar) {
			t.Errorf("got %v, %v", g.Status, err)
		}
	})
}

func TestSameAmountHasWords(t *testing.T) {
	for word, want := range map[string]stablegenius.SameAmount{"refuse": stablegenius.Refuse, "warn": stablegenius.Warn, "off": stablegenius.Off, "": stablegenius.Refuse} {
		got := stablegenius.Off
		if err := got.UnmarshalText([]byte(word)); err != nil || got != want || word != "" && got.String() != word {
			t.Errorf("%q: got %v, %v", word, got, err)
		}
	}
	var s stablegenius.SameAmount
	if err := s.UnmarshalText([]byte("never")); err == nil || stablegenius.SameAmount(9).String() != "unknown-9" {
		t.Errorf("got %v, %v", s, err)
	}
}
