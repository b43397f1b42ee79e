package wct_test

import (
	"strings"
	"testing"
)

func TestEachAssetHasItsPaymentText(t *testing.T) {
	const (
		hex    = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
		base58 = "7EqQdEULxWcraVx3mXKFjc84LhCkMGZCkRuDpvcMwJeK"
		tron   = "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8"
		ripple = "rEb8TK3gBgk5auZkwc6sHnwrGVJH8DuaLh"
		ln     = "lnbc2500u1pvjluezpp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypq"
	)
	for name, c := range map[string]struct {
		asset, network, address, amount, want, network2 string
		more                                            map[string]any
	}{
		"bitcoin":          {"BTC", "", address, "0.00078125", "bitcoin:" + address + "?amount=0.00078125", "Bitcoin", nil},
		"with lightning":   {"BTC", "", address, "0.00078125", "bitcoin:" + address + "?amount=0.00078125&lightning=" + ln, "Bitcoin", map[string]any{"payment_payreq": ln}},
		"lightning alone":  {"BTC", "", "", "0.00078125", "lightning:" + ln, "Bitcoin", map[string]any{"payment_payreq": ln}},
		"litecoin":         {"LTC", "", "ltc1qg82tauxxxxxxxxxxxxxxxx", "0.5", "litecoin:ltc1qg82tauxxxxxxxxxxxxxxxx?amount=0.5", "Litecoin", nil},
		"dogecoin":         {"DOGE", "", "DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L", "400", "dogecoin:DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L?amount=400", "Dogecoin", nil},
		"ether":            {"ETH", "", hex, "0.015", "ethereum:" + hex + "@1?value=15000000000000000", "Ethereum", nil},
		"tether":           {"USDT", "ERC20", hex, "50.25", "ethereum:0xdAC17F958D2ee523a2206206994597C13D831ec7@1/transfer?address=" + hex + "&uint256=50250000", "ERC20", nil},
		"tether by name":   {"Tether", "ethereum", hex, "50.25", "ethereum:0xdAC17F958D2ee523a2206206994597C13D831ec7@1/transfer?address=" + hex + "&uint256=50250000", "ethereum", map[string]any{"payment_amount_asset": "USDT"}},
		"tether on Tron":   {"USDT", "TRC20", tron, "50.25", tron, "TRC20", nil},
		"dollar coins":     {"USDC", "solana", base58, "50.25", "solana:" + base58 + "?amount=50.25&spl-token=EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v", "solana", nil},
		"solana":           {"SOL", "", base58, "0.333", "solana:" + base58 + "?amount=0.333", "Solana", nil},
		"tron":             {"TRX", "", tron, "166.7", tron, "TRON", nil},
		"an unknown token": {"PEPE", "ERC20", hex, "1000", hex, "ERC20", nil},
		"ripple":           {"XRP", "", ripple, "25", ripple, "XRP Ledger", map[string]any{"tag": 700001}},
		"finer than units": {"USDT", "ERC20", hex, "50.2500001", hex, "ERC20", nil},
	} {
		fields := map[string]any{"payment_amount_asset": c.asset, "payment_address": c.address, "payment_amount": c.amount}
		for field, value := range c.more {
			fields[field] = value
		}
		p, _ := answering(map[string]string{"/payment-pos/post": with(t, "made.json", fields)})
		p.RequestedAsset, p.RequestedNetwork = c.asset, c.network
		g, err := p.Start(t.Context(), payment(t, p))
		if err != nil || g.Prompt.Code != c.want || g.Prompt.Refused != "" {
			t.Errorf("%s: got %+v, %v; want %s", name, g.Prompt, err, c.want)
		}
		beside := facts(g.Prompt)
		if !strings.HasPrefix(beside, "amount="+c.amount+" ") || !strings.Contains(beside, "network="+c.network2+";") ||
			c.address != "" && !strings.Contains(beside, "address="+c.address+";") {
			t.Errorf("%s: beside the code: got %s", name, beside)
		}
	}
}

func TestASharedAddressNeedsItsTag(t *testing.T) {
	fields := map[string]any{"payment_amount_asset": "XRP", "payment_address": "rEb8TK3gBgk5auZkwc6sHnwrGVJH8DuaLh", "payment_amount": "25"}
	for _, name := range []string{"tag", "destination_tag", "dest_tag", "memo", ""} {
		fields := map[string]any{"payment_amount_asset": fields["payment_amount_asset"], "payment_address": fields["payment_address"], "payment_amount": fields["payment_amount"]}
		if name != "" {
			fields[name] = 700001
		}
		p, _ := answering(map[string]string{"/payment-pos/post": with(t, "made.json", fields)})
		p.RequestedAsset = "XRP"
		g, err := p.Start(t.Context(), payment(t, p))
		if shows := strings.Contains(facts(g.Prompt), "tag=700001;"); err != nil || g.Ref != code || shows != (name != "") || (g.Prompt.Refused == "tag-missing") != (name == "") {
			t.Errorf("%q: got %+v, %v", name, g.Prompt, err)
		}
	}
}

// What cannot be shown is still a payment at the service, and is followed.
func TestWhatMustNotBeShownIsRefused(t *testing.T) {
	for want, fields := range map[string]map[string]any{
		"other-asset":       {"payment_amount_asset": "ETH"},
		"amount-unreadable": {"payment_amount": "1e-4"},
		"address-malformed": {"payment_address": "bc1 <script>"},
		"":                  {"payment_address": nil},
	} {
		p, _ := answering(map[string]string{"/payment-pos/post": with(t, "made.json", fields)})
		g, err := p.Start(t.Context(), payment(t, p))
		if err != nil || g.Ref != code || g.Prompt.Code != "" || g.Prompt.Refused != want {
			t.Errorf("%q: got %+v, %v", want, g.Prompt, err)
		}
	}
	for _, amount := range []any{"0", "-1", "", nil, "0,5", "1.0000000000000000000000000000000000001"} {
		p, _ := answering(map[string]string{"/payment-pos/post": with(t, "made.json", map[string]any{"payment_amount": amount})})
		if g, err := p.Start(t.Context(), payment(t, p)); err != nil || g.Prompt.Code != "" {
			t.Errorf("%v: got %+v, %v", amount, g.Prompt, err)
		}
	}
	// An address that did not come is asked for.
	p, s := answering(map[string]string{"/payment/get": recorded(t, "payment-created.json"), "/payment-pos/getupdate": recorded(t, "made.json")})
	pay := shown(t, p)
	pay.Prompt.Code = ""
	if g, err := p.Poll(t.Context(), pay); err != nil || !g.Prompt.Visible() || s.paths() != "/payment/get /payment-pos/getupdate" {
		t.Errorf("asked again: got %+v, %v", g.Prompt, err)
	}
}
