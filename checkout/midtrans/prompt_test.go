package midtrans_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"strings"
	"testing"

	"github.com/skip2/go-qrcode"

	"kasir/checkout"
	"kasir/checkout/midtrans"
	"kasir/checkout/simulator"
)

const link = "https://api.midtrans.com/v2/qris/" + ref + "/qr-code"

// seedCode is the code in the sample of GoPay QRIS POS Integration.
const seedCode = "00020101021226620014COM.GO-JEK.WWW011993600914349052630340210G4905263030303UKE51440014ID.CO.QRIS.WWW" +
	"0215AID0607336128660303UKE5204341453033605802ID5904Test6007BANDUNG6105402845409789000.0062475036c032f87c-f773-4619-aefa-675e1f06f9210703A016304A623"

func TestACodeComesBeforeItsPicture(t *testing.T) {
	text := `"qr_string": "` + seedCode + `",`
	for name, c := range map[string]struct {
		changes []string
		want    checkout.Prompt
	}{
		"the sample":           {nil, checkout.Prompt{Code: seedCode}},
		"another amount":       {[]string{"789000.00624", "789001.00624"}, checkout.Prompt{Refused: "qr-damaged"}},
		"damaged":              {[]string{"BANDUNG", "BANDONG"}, checkout.Prompt{Refused: "qr-damaged"}},
		"no code at all":       {[]string{seedCode, "https://evil.example"}, checkout.Prompt{Refused: "qr-malformed"}},
		"only a picture":       {[]string{text, ""}, checkout.Prompt{Picture: link}},
		"a null and a picture": {[]string{`"` + seedCode + `"`, "null"}, checkout.Prompt{Picture: link}},
		"the framed picture":   {[]string{text, "", `"generate-qr-code"`, `"generate-qr-code-v2"`}, checkout.Prompt{Picture: link}},
		"another action":       {[]string{text, "", `"generate-qr-code"`, `"deeplink-redirect"`}, checkout.Prompt{Refused: "qr-missing"}},
		"no actions":           {[]string{text, "", `"actions"`, `"deeds"`}, checkout.Prompt{Refused: "qr-missing"}},
		"plain http":           {[]string{text, "", "https://api", "http://api"}, checkout.Prompt{Refused: "link-unsafe"}},
		"script":               {[]string{text, "", link, "javascript:alert(1)"}, checkout.Prompt{Refused: "link-unsafe"}},
		"password":             {[]string{text, "", "https://api", "https://u:p@api"}, checkout.Prompt{Refused: "link-unsafe"}},
	} {
		p, _ := answering(ok(recorded(t, "charge-pending.json", c.changes...)))
		g, err := p.Start(t.Context(), payment())
		if err != nil || g.Status != checkout.Pending || g.Ref != ref || g.Amount != payment().Amount {
			t.Errorf("%s: got %+v, %v", name, g, err)
		}
		if g.Prompt.Code != c.want.Code || g.Prompt.Picture != c.want.Picture || g.Prompt.Refused != c.want.Refused {
			t.Errorf("%s: got prompt %+v, want %+v", name, g.Prompt, c.want)
		}
	}
}

func TestPicturesAreReadAndDrawnAnew(t *testing.T) {
	drawn := func(text string) []byte {
		data, err := qrcode.Encode(text, qrcode.Medium, 400)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	var blank bytes.Buffer
	if err := png.Encode(&blank, image.NewGray(image.Rect(0, 0, 40, 40))); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		picture []byte
		want    checkout.Prompt
	}{
		"a code":             {drawn(seedCode), checkout.Prompt{Code: seedCode}},
		"not a payment code": {drawn("https://evil.example"), checkout.Prompt{Refused: "qr-malformed"}},
		"not readable":       {blank.Bytes(), checkout.Prompt{Image: blank.Bytes()}},
	} {
		p := &midtrans.Provider{}
		p.LoadPictures(func(context.Context, string) ([]byte, error) { return c.picture, nil })
		pay := started()
		pay.Prompt.Picture = link
		got, err := p.Prompt(t.Context(), pay)
		if err != nil || got.Code != c.want.Code || got.Link != "" || got.Refused != c.want.Refused || !bytes.Equal(got.Image, c.want.Image) {
			t.Errorf("%s: got %+v, %v; want %+v", name, got, err, c.want)
		}
	}
}

func TestPicturesComeFromKnownHostsOnly(t *testing.T) {
	p := &midtrans.Provider{BaseURL: "https://hub.example:8443/pay", ImageHosts: []string{"cdn.example"}}
	got := strings.Join(p.Hosts(), " ")
	if want := "api.midtrans.com api.sandbox.midtrans.com api.veritrans.co.id api.sandbox.veritrans.co.id cdn.example hub.example"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	pay := started()
	for _, strange := range []string{"https://evil.example/qr.png", "https://127.0.0.1/qr.png", "https://xapi.midtrans.com/q"} {
		pay.Prompt.Picture = strange
		if prompt, err := p.Prompt(t.Context(), pay); err != nil || prompt.Refused != "link-unsafe" {
			t.Errorf("%s: got %+v, %v", strange, prompt, err)
		}
	}
}

// The whole way, over real sockets: what the customer sees in each case.
func TestEveryCodeOverTheNetwork(t *testing.T) {
	for _, c := range []struct {
		kind simulator.MidtransCode
		pays string
		want string
	}{
		{simulator.CodeGood, "qris", "code"},
		{simulator.CodeGood, "gopay", "code"},
		{simulator.CodePicture, "qris", "code"},
		{simulator.CodeNothing, "qris", "qr-missing"},
		{simulator.CodeOther, "qris", "qr-other-amount"},
		{simulator.CodeDamaged, "qris", "qr-damaged"},
		{simulator.CodeStatic, "qris", "qr-static"},
		{simulator.CodeWithFees, "qris", "qr-surcharge"},
	} {
		s := simulator.New(simulator.Options{Midtrans: simulator.Midtrans{Code: c.kind}})
		if err := s.Listen("127.0.0.1:0"); err != nil {
			t.Fatal(err)
		}
		p := &midtrans.Provider{ServerKey: simulator.MidtransServerKey, BaseURL: s.URL(), PaymentType: c.pays}
		pay := payment()
		pay.Request, _ = p.Prepare(pay)
		g, err := p.Start(t.Context(), pay)
		if err != nil {
			t.Fatalf("%s: %v", c.kind, err)
		}
		pay.Ref, pay.Prompt = g.Ref, g.Prompt
		if pay.Prompt.Picture != "" {
			if pay.Prompt, err = p.Prompt(t.Context(), pay); err != nil {
				t.Fatalf("%s: %v", c.kind, err)
			}
		}
		got := pay.Prompt.Refused
		if pay.Prompt.Code != "" {
			got = "code"
		}
		if got != c.want {
			t.Errorf("%s, %s: got %s (%+v), want %s", c.kind, c.pays, got, pay.Prompt, c.want)
		}
		if err := p.Check(t.Context()); err != nil {
			t.Errorf("check: %v", err)
		}
		for _, v := range s.Violations() {
			t.Errorf("the service complains: %s", v)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}
