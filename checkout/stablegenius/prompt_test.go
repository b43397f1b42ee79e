package stablegenius_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/skip2/go-qrcode"

	"kasir/checkout"
	"kasir/checkout/simulator"
	"kasir/checkout/stablegenius"
)

const (
	address = "0x742d35Cc6634C0532925a3b844Bc454e4438f44e"
	usdc    = "0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913"
	test    = "ethereum:0x036CbD53842c5426634e7929541eC2318f3dCF7e@84532/transfer?address=" + address + "&uint256=12500000"
	live    = "ethereum:" + usdc + "@8453/transfer?address=" + address + "&uint256=12500000"
)

func TestCodesAreChecked(t *testing.T) {
	for name, c := range map[string]struct{ key, code, refused string }{
		"a test":             {"sk_test_1", test, ""},
		"in earnest":         {"sk_live_1", live, ""},
		"small letters":      {"sk_live_1", strings.ToLower(live), ""},
		"an exponent":        {"sk_live_1", strings.Replace(live, "12500000", "1.25e7", 1), ""},
		"a test's code":      {"sk_live_1", test, "code-other-network"},
		"in earnest, a test": {"sk_test_1", live, "code-other-network"},
		"no chain":           {"sk_live_1", strings.Replace(live, "@8453", "", 1), "code-other-network"},
		"another token":      {"sk_live_1", strings.Replace(live, usdc, address, 1), "code-other-token"},
		"another address":    {"sk_test_1", strings.Replace(test, "address="+address, "address="+usdc, 1), "code-other-address"},
		"a cent more":        {"sk_test_1", strings.Replace(test, "12500000", "12510000", 1), "code-other-amount"},
		"one unit less":      {"sk_test_1", strings.Replace(test, "12500000", "12499999", 1), "code-other-amount"},
		"dollars for units":  {"sk_test_1", strings.Replace(test, "12500000", "12.50", 1), "code-malformed"},
		"no amount":          {"sk_test_1", strings.Replace(test, "&uint256=12500000", "", 1), "code-no-amount"},
		"two amounts":        {"sk_test_1", test + "&uint256=1", "code-malformed"},
		"leave to take":      {"sk_test_1", strings.Replace(test, "transfer", "approve", 1), "code-malformed"},
		"the chain's coin":   {"sk_test_1", "ethereum:" + address + "@84532?value=12500000", "code-malformed"},
		"a link":             {"sk_test_1", "https://evil.example/pay", "code-malformed"},
	} {
		p, _ := answering(create, 201, with(t, "intent.json", test, c.code))
		p.APIKey = checkout.Secret(c.key)
		g, err := p.Start(t.Context(), payment(t))
		if err != nil || g.Ref != ref || g.Prompt.Refused != c.refused || (g.Prompt.Code == c.code) != (c.refused == "") || g.Prompt.Picture != "" {
			t.Errorf("%s: got %+v, %v; want %q", name, g.Prompt, err, c.refused)
		}
	}
}

func TestFactsStandBesideTheCode(t *testing.T) {
	for key, network := range map[checkout.Secret]string{"sk_test_1": "Base Sepolia (test)", "sk_live_1": "Base"} {
		p, _ := answering(create, 201, strings.Replace(recorded(t, "intent.json"), test, map[string]string{"Base": live}[network]+map[bool]string{true: test}[network != "Base"], 1))
		p.APIKey = key
		g, err := p.Start(t.Context(), payment(t))
		want := []checkout.Fact{{Word: "amount", Value: "12.50 USDC"}, {Word: "address", Value: address}, {Word: "network", Value: network}}
		if err != nil || len(g.Prompt.Facts) != 3 || g.Prompt.Facts[0] != want[0] || g.Prompt.Facts[1] != want[1] || g.Prompt.Facts[2] != want[2] {
			t.Errorf("%s: got %v, %v", network, g.Prompt.Facts, err)
		}
	}
}

func TestThePictureIsTheSecondChoice(t *testing.T) {
	const link = "https://api.stablegenius.co/v1/qr/" + ref + ".png"
	for image, want := range map[string]checkout.Prompt{
		link:                          {Picture: link},
		"/v1/qr/" + ref + ".png":      {Picture: link},
		"http://api.stablegenius.co/": {Refused: "link-unsafe"},
		"//evil.example/x.png":        {Refused: "link-unsafe"},
		"https://u:p@stablegenius.co": {Refused: "link-unsafe"},
		"javascript:alert(1)":         {Refused: "link-unsafe"},
		"":                            {},
	} {
		body := strings.Replace(with(t, "intent.json", `"qr_payload"`, `"qr_text"`), link, image, 1)
		p, _ := answering(create, 201, body)
		g, err := p.Start(t.Context(), payment(t))
		if err != nil || g.Prompt.Picture != want.Picture || g.Prompt.Refused != want.Refused || g.Prompt.Code != "" {
			t.Errorf("%q: got %+v, %v; want %+v", image, g.Prompt, err, want)
		}
	}
}

func TestPicturesAreReadAndChecked(t *testing.T) {
	draw := func(code string) []byte {
		png, err := qrcode.Encode(code, qrcode.Medium, 400)
		if err != nil {
			t.Fatal(err)
		}
		return png
	}
	blank := draw(test)[:8]
	for name, c := range map[string]struct {
		data []byte
		err  error
		want checkout.Prompt
	}{
		"good":          {draw(test), nil, checkout.Prompt{Code: test}},
		"another's":     {draw(strings.Replace(test, "address="+address, "address="+usdc, 1)), nil, checkout.Prompt{Refused: "code-other-address"}},
		"unreadable":    {blank, nil, checkout.Prompt{Image: blank}},
		"not to be had": {nil, errors.New("no"), checkout.Prompt{Link: "https://api.stablegenius.co/x.png"}},
	} {
		p, _ := answering(create, 201, "")
		p.LoadPictures(func(context.Context, string) ([]byte, error) { return c.data, c.err })
		pay := started(t)
		pay.Prompt = checkout.Prompt{Picture: "https://api.stablegenius.co/x.png", Facts: []checkout.Fact{{Word: "address", Value: address}}}
		g, err := p.Prompt(t.Context(), pay)
		if err != nil || g.Code != c.want.Code || g.Refused != c.want.Refused || g.Link != c.want.Link || string(g.Image) != string(c.want.Image) {
			t.Errorf("%s: got %+v, %v; want %+v", name, g, err, c.want)
		}
		if g.Refused == "" && len(g.Facts) != 1 {
			t.Errorf("%s: the facts are lost", name)
		}
	}
}

// Over a real connection, as from a till in training.
func TestThePictureOfTheSimulator(t *testing.T) {
	s := simulator.New(simulator.Options{StableGenius: simulator.StableGenius{Picture: true}})
	if err := s.Listen("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	p := &stablegenius.Provider{APIKey: simulator.StableGeniusKey, MerchantID: simulator.StableGeniusMerchant, BaseURL: s.URL()}
	pay := payment(t)
	var err error
	if pay.Request, err = p.Prepare(pay); err != nil {
		t.Fatal(err)
	}
	g, err := p.Start(t.Context(), pay)
	if err != nil || g.Prompt.Picture == "" || g.Prompt.Code != "" {
		t.Fatalf("got %+v, %v", g.Prompt, err)
	}
	pay.Ref, pay.Prompt = g.Ref, g.Prompt
	prompt, err := p.Prompt(t.Context(), pay)
	if err != nil || prompt.Code != s.Payments()[0].Code {
		t.Errorf("got %+v, %v", prompt, err)
	}
	if err := p.Check(t.Context()); err != nil {
		t.Errorf("check: %v", err)
	}
	if v := s.Violations(); len(v) > 0 {
		t.Errorf("the service complains: %v", v)
	}
}
