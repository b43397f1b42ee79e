package payuri_test

import (
	"errors"
	"strings"
	"testing"

	"kasir/checkout/internal/payuri"
)

const (
	btc  = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"
	old  = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
	eth  = "0x742d35Cc6634C0532925a3b844Bc454e4438f44e"
	usdc = "0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913" // USDC on Base
	sol  = "mvines9iiHiQTysrwkJjGf2gb9Ex9jXJX8ns3qwf2kN"
	mint = "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v"
	ln   = "lnbc393040n1pj9nr7mpp5argz38k6t8kcq9n8yh0example"
)

// The forms of section 5.3 of the wire notes, and examples of the standards.
var forms = []struct {
	uri  payuri.URI
	text string
}{
	{payuri.Bitcoin(btc, "0.00039304"), "bitcoin:" + btc + "?amount=0.00039304"},
	{payuri.Bitcoin(old, ""), "bitcoin:" + old},
	{payuri.Litecoin("ltc1qhzjptwpym9afcdjhs7jcz6fd0jma0l0rc0e5yr", "1.5"), "litecoin:ltc1qhzjptwpym9afcdjhs7jcz6fd0jma0l0rc0e5yr?amount=1.5"},
	{payuri.Dogecoin("DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L", "12"), "dogecoin:DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L?amount=12"},
	{payuri.Lightning(ln), "lightning:" + ln},
	{payuri.Ethereum(eth, 1, "2014000000000000000"), "ethereum:" + eth + "@1?value=2014000000000000000"},
	{payuri.Ethereum(eth, 0, ""), "ethereum:" + eth},
	{payuri.ERC20(usdc, 8453, eth, "12340000"), "ethereum:" + usdc + "@8453/transfer?address=" + eth + "&uint256=12340000"},
	{payuri.Solana(sol, "0.01", mint), "solana:" + sol + "?amount=0.01&spl-token=" + mint},
	{payuri.Solana(sol, "1", ""), "solana:" + sol + "?amount=1"},
	{payuri.Plain("TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE"), "TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE"},
	{
		payuri.URI{Scheme: payuri.SchemeBitcoin, Address: btc, Amount: "1", Invoice: ln, Label: "Kopi & Co", Message: "POS-1 +5%"},
		"bitcoin:" + btc + "?amount=1&label=Kopi%20%26%20Co&message=POS-1%20%2B5%25&lightning=" + ln,
	},
	{
		payuri.URI{Scheme: payuri.SchemeSolana, Address: sol, Amount: "1", Reference: mint},
		"solana:" + sol + "?amount=1&reference=" + mint,
	},
}

func TestForms(t *testing.T) {
	for _, f := range forms {
		if text, err := f.uri.Build(); err != nil || text != f.text {
			t.Errorf("got  %s, %v\nwant %s", text, err, f.text)
		}
		if uri, err := payuri.Parse(f.text); err != nil || uri != f.uri {
			t.Errorf("%s: got %+v, %v", f.text, uri, err)
		}
	}
}

func TestParseReadsWhatOthersWrite(t *testing.T) {
	for text, want := range map[string]payuri.URI{
		"BITCOIN:" + btc + "?amount=0.1":                                                payuri.Bitcoin(btc, "0.1"),
		"bitcoin:" + btc + "?somethingyoudontunderstand=50&amount=20.3":                 payuri.Bitcoin(btc, "20.3"),
		"ethereum:pay-" + eth + "?value=2.014e18":                                       payuri.Ethereum(eth, 0, "2014000000000000000"),
		"ethereum:" + eth + "@137?value=1E0&gas=21000":                                  payuri.Ethereum(eth, 137, "1"),
		"ethereum:" + usdc + "@8453/transfer?uint256=1.5e6&address=" + eth:              payuri.ERC20(usdc, 8453, eth, "1500000"),
		"ethereum:" + usdc + "@8453/transfer?uint256=001&address=" + eth:                payuri.ERC20(usdc, 8453, eth, "1"),
		"solana:" + sol + "?amount=0.01&memo=Order&label=Kopi%20Braga":                  {Scheme: "solana", Address: sol, Amount: "0.01", Label: "Kopi Braga"},
		"lightning:" + strings.ToUpper(ln):                                              payuri.Lightning(strings.ToUpper(ln)),
		"ethereum:" + usdc + "@84532/transfer?address=" + eth + "&uint256=1&gasPrice=5": payuri.ERC20(usdc, 84532, eth, "1"),
	} {
		if got, err := payuri.Parse(text); err != nil || got != want {
			t.Errorf("%s: got %+v, %v; want %+v", text, got, err, want)
		}
	}
}

func TestParseRefusesWhatCouldBeMisread(t *testing.T) {
	for _, text := range []string{
		"", ":", "bitcoin:", "javascript:alert(1)", "https://evil.example/x", "bitcoin:" + btc + "?amount=1,5",
		"bitcoin:" + btc + "?amount=1e-8", "bitcoin:" + btc + "?amount=0", "bitcoin:" + btc + "?amount=0.000", "bitcoin:" + btc + "?amount=.5",
		"bitcoin:" + btc + "?amount=-1", "bitcoin:" + btc + "?amount=1&amount=2", "bitcoin:" + btc + "?amount=", "bitcoin:" + btc + "?req-x=1",
		"bitcoin:" + btc + "?amount=%zz", "bitcoin:" + btc + "?lightning=x", "bitcoin:" + btc + "/x?amount=1", "bitcoin:" + btc + "?label=a%00b",
		"lightning:x", "lightning:" + ln + "?amount=1",
		"ethereum:0x742d35", "ethereum:" + eth + "@?value=1", "ethereum:" + eth + "@0?value=1", "ethereum:" + eth + "@01?value=1",
		"ethereum:" + eth + "@1?value=1.5", "ethereum:" + eth + "@1?value=1e99", "ethereum:" + eth + "@1?value=-1", "ethereum:" + eth + "@1?value=0",
		"ethereum:" + eth + "@1?value=2e77", "ethereum:vitalik.eth?value=1", "ethereum:" + eth + "@1?uint256=5",
		"ethereum:" + usdc + "@8453/approve?address=" + eth + "&uint256=1", "ethereum:" + usdc + "@8453/transfer?uint256=1",
		"ethereum:" + usdc + "@8453/transfer?address=" + eth + "&uint256=1&value=5", "ethereum:" + usdc + "@8453/transfer?address=" + eth + "&uint256=1&uint256=2",
		"ethereum:" + usdc + "@8453@1/transfer?address=" + eth + "&uint256=1", "ethereum:usdc/transfer?address=" + eth + "&uint256=1",
		"ethereum:" + eth + "@99999999999999999999?value=1",
		"solana:" + sol + "0?amount=1", "solana:0" + sol + "?amount=1", "solana:" + sol + "?spl-token=x", "solana:" + sol + "?amount=1&reference=%20",
		"solana:https%3A%2F%2Fexample.com", "one two three four", "short", strings.Repeat("a", 5000), "bitcoin:" + btc + "?&", "bitcoin:" + btc + "?=1",
	} {
		if got, err := payuri.Parse(text); !errors.Is(err, payuri.ErrMalformed) {
			t.Errorf("%q: got %+v, %v", text, got, err)
		}
	}
}

func TestBuildRefusesWhatHasNoPlace(t *testing.T) {
	for name, uri := range map[string]payuri.URI{
		"units in coins":       {Scheme: payuri.SchemeBitcoin, Address: btc, Units: "1"},
		"coins in units":       {Scheme: payuri.SchemeEthereum, Address: eth, Amount: "1"},
		"a token of bitcoin":   {Scheme: payuri.SchemeBitcoin, Address: btc, Contract: usdc},
		"invoice of litecoin":  {Scheme: payuri.SchemeLitecoin, Address: btc, Invoice: ln},
		"amount of an address": {Address: btc, Amount: "1"},
		"smuggled amount":      payuri.Bitcoin(btc+"?amount=9", "1"),
		"smuggled parameter":   payuri.Bitcoin(btc, "1&amount=9"),
		"control characters":   {Scheme: payuri.SchemeBitcoin, Address: btc, Label: "a\nb"},
		"broken UTF-8":         {Scheme: payuri.SchemeBitcoin, Address: btc, Label: "a\xff"},
		"no address":           payuri.Plain(""),
		"a link":               payuri.Plain("https://evil.example/"),
		"unknown scheme":       {Scheme: "cash", Address: btc},
		"a sign":               payuri.Ethereum(eth, 1, "+1"),
		"leading zeros":        payuri.ERC20(usdc, 1, eth, "01"),
		"too much":             payuri.ERC20(usdc, 1, eth, "115792089237316195423570985008687907853269984665640564039457584007913129639936"),
	} {
		if text, err := uri.Build(); !errors.Is(err, payuri.ErrMalformed) {
			t.Errorf("%s: got %s, %v", name, text, err)
		}
	}
}

// What is read, is written in the one form, and is then read the same again.
func FuzzParse(f *testing.F) {
	for _, form := range forms {
		f.Add(form.text)
	}
	f.Add("ethereum:" + usdc + "@8453/transfer?uint256=1.5e6&address=" + eth)
	f.Fuzz(func(t *testing.T, text string) {
		uri, err := payuri.Parse(text)
		if err != nil {
			if uri != (payuri.URI{}) || !errors.Is(err, payuri.ErrMalformed) {
				t.Fatalf("%q: got %+v with %v", text, uri, err)
			}
			return
		}
		built, err := uri.Build()
		if err != nil {
			t.Fatalf("%q: %+v cannot be written: %v", text, uri, err)
		}
		if again, err := payuri.Parse(built); err != nil || again != uri {
			t.Fatalf("%q: %+v came back from %q as %+v, %v", text, uri, built, again, err)
		}
	})
}
