package wct_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/checkout/providertest"
	"kasir/checkout/simulator"
	"kasir/checkout/wct"
)

// sell has a till be paid, in a time that passes by itself, and lets play act
// whenever something is heard.
func sell(t *testing.T, o simulator.WCT, play func(s *simulator.Simulator, st checkout.Standing)) (sale checkout.Sale) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t, o, nothing)
		till := &checkout.Till{
			Shop: checkout.Shop{Name: "Test", Currency: dollar, Till: "till-01", Zone: "UTC"}, Methods: []checkout.Method{h.Method()},
			Journal: &providertest.Memory{},
		}
		order := checkout.Order{Sale: checkout.NewSaleID(), Method: "crypto", Lines: []checkout.Line{{Amount: money.Of(5000, dollar)}}}
		var err error
		if sale, err = till.Pay(t.Context(), order, func(st checkout.Standing) { play(h.Simulator(), st) }); err != nil {
			t.Fatal(err)
		}
		for _, complaint := range h.Complaints() {
			t.Errorf("the service complains: %s", complaint)
		}
	})
	return sale
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestASaleIsToppedUp(t *testing.T) {
	var said []string
	sale := sell(t, simulator.WCT{}, func(s *simulator.Simulator, st checkout.Standing) {
		p := st.Payment
		if line := p.Status.String() + " " + p.Missing; p.Ref != "" && (len(said) == 0 || said[len(said)-1] != line) {
			said = append(said, line)
			switch p.Status {
			case checkout.Created, checkout.Unresolved, checkout.Paid, checkout.Declined, checkout.Cancelled, checkout.Expired:
			case checkout.Pending:
				must(t, s.PayPart(p.Ref, "0.0005"))
			case checkout.Underpaid:
				missing := strings.TrimSuffix(p.Missing, " BTC")
				if !strings.HasSuffix(p.Prompt.Code, "?amount="+missing) {
					t.Errorf("%s are missing, and the code is %s", p.Missing, p.Prompt.Code)
				}
				must(t, s.PayPart(p.Ref, missing))
			}
		}
	})
	p := sale.Payments[0]
	if got, want := strings.Join(said, ", "), "pending , underpaid 0.00028125 BTC, paid "; got != want || sale.Status != checkout.Completed || p.Received != "0.00078125 BTC" || p.Missing != "" {
		t.Errorf("got %s, received %s, missing %q; want %s", got, p.Received, p.Missing, want)
	}
}

func TestASaleIsOverpaid(t *testing.T) {
	sale := sell(t, simulator.WCT{}, func(s *simulator.Simulator, st checkout.Standing) {
		if st.Payment.Status == checkout.Pending {
			must(t, s.Overpay(st.Payment.Ref))
		}
	})
	if p := sale.Payments[0]; sale.Status != checkout.Completed || p.Received != "0.00085938 BTC (+0.00007813 BTC)" {
		t.Errorf("got %v, received %s", sale.Status, p.Received)
	}
}

func TestASaleIsPaidAtANewPrice(t *testing.T) {
	codes := map[string]bool{}
	sale := sell(t, simulator.WCT{}, func(s *simulator.Simulator, st checkout.Standing) {
		p := st.Payment
		if p.Status != checkout.Pending {
			return
		}
		if codes[p.Prompt.Code] = true; len(codes) == 3 {
			_ = s.Pay(p.Ref)
		}
		if st.Heard.Sub(p.Expires) > wct.Terms.Poll {
			t.Errorf("at %s the price of %s is still shown", st.Heard, p.Expires)
		}
	})
	if p := sale.Payments[0]; sale.Status != checkout.Completed || !strings.Contains(facts(p.Prompt), "price-updated=2;") {
		t.Errorf("got %v, %s", sale.Status, facts(p.Prompt))
	}
}

// The customer walks away: six prices, then the till takes the payment back,
// and in the end the service gives it up.
func TestASaleIsAbandonedAfterSixPrices(t *testing.T) {
	codes, refused := map[string]bool{}, false
	sale := sell(t, simulator.WCT{Quote: 2 * time.Minute}, func(_ *simulator.Simulator, st checkout.Standing) {
		codes[st.Payment.Prompt.Code] = true
		refused = refused || st.Payment.Prompt.Refused == "quotes-used-up"
	})
	delete(codes, "")
	if p := sale.Payments[0]; p.Status != checkout.Expired || !p.Kept || len(codes) != 7 || !refused {
		t.Errorf("got %v, kept %v, after %d codes, refused %v", p.Status, p.Kept, len(codes), refused)
	}
}

// Part of the money came, and then the customer left: a person must look.
func TestASaleEndsWithPartOfTheMoney(t *testing.T) {
	sale := sell(t, simulator.WCT{}, func(s *simulator.Simulator, st checkout.Standing) {
		if st.Payment.Status == checkout.Pending {
			must(t, s.PayPart(st.Payment.Ref, "half"))
		}
	})
	if p := sale.Payments[0]; p.Status != checkout.Unresolved || p.Received == "" {
		t.Errorf("got %v, received %q", p.Status, p.Received)
	}
}

// Coins were seen and wait for confirmations: one code, whatever the clock says.
func TestASaleWhoseTransferWaits(t *testing.T) {
	codes, heard := map[string]bool{}, 0
	sale := sell(t, simulator.WCT{Quote: time.Minute, Confirms: true}, func(s *simulator.Simulator, st checkout.Standing) {
		p := st.Payment
		if p.Status != checkout.Pending {
			return
		}
		codes[p.Prompt.Code] = true
		switch heard++; heard {
		case 1:
			must(t, s.PayPart(p.Ref, "half"))
		case 60:
			must(t, s.Pay(p.Ref))
		}
	})
	if p := sale.Payments[0]; sale.Status != checkout.Completed || len(codes) != 1 || !strings.Contains(facts(p.Prompt), "seen=0.00039062 BTC;") {
		t.Errorf("got %v after %d codes, %s", sale.Status, len(codes), facts(p.Prompt))
	}
}

// The service's own texts and shapes, from the simulator, asset by asset.
func TestAssetsOfTheSimulator(t *testing.T) {
	for asset, want := range map[string]string{
		"BTC": "bitcoin:", "LTC": "litecoin:", "DOGE": "dogecoin:", "ETH": "ethereum:", "SOL": "solana:", "TRX": "TSimu", "XRP": "rSimu",
	} {
		synctest.Test(t, func(t *testing.T) {
			h := newHarness(t, simulator.WCT{Lightning: true}, func(p *wct.Provider) { p.RequestedAsset = asset })
			pay := checkout.Payment{ID: "p1", Amount: h.Amount(), Attempts: 1}
			var err error
			if pay.Request, err = h.provider.Prepare(pay); err != nil {
				t.Fatal(err)
			}
			g, err := h.provider.Start(t.Context(), pay)
			if err != nil || !strings.HasPrefix(g.Prompt.Code, want) || g.Prompt.Refused != "" {
				t.Errorf("%s: got %+v, %v", asset, g.Prompt, err)
			}
			if asset == "BTC" != strings.Contains(g.Prompt.Code, "&lightning=lnbc1") || asset == "XRP" != strings.Contains(facts(g.Prompt), "tag=") {
				t.Errorf("%s: got %+v", asset, g.Prompt)
			}
			if err := h.provider.Check(t.Context()); err != nil {
				t.Errorf("%s: check: %v", asset, err)
			}
		})
	}
}
