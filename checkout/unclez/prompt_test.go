package unclez_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/skip2/go-qrcode"

	"kasir/checkout"
	"kasir/checkout/providertest"
	"kasir/checkout/simulator"
	"kasir/checkout/unclez"
)

const link = "https://dev.nicepay.co.id/pay?tXid=1"

func drawn(t *testing.T, text string) []byte {
	t.Helper()
	data, err := qrcode.Encode(text, qrcode.Medium, 400)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func blank(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 40))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAPageIsLookedAtForAPicture(t *testing.T) {
	qr := code(t, 50000)
	for name, c := range map[string]struct {
		picture []byte
		err     error
		want    checkout.Prompt
	}{
		"a code":               {drawn(t, qr), nil, checkout.Prompt{Code: qr}},
		"another amount":       {drawn(t, code(t, 1)), nil, checkout.Prompt{Refused: "qr-other-amount"}},
		"not a payment code":   {drawn(t, "https://evil.example"), nil, checkout.Prompt{Refused: "qr-malformed"}},
		"not readable":         {blank(t), nil, checkout.Prompt{Image: blank(t), Link: link}},
		"a web page":           {nil, errors.New("a page"), checkout.Prompt{Link: link}},
		"nobody answers there": {nil, &checkout.Fault{Trouble: checkout.Unreachable}, checkout.Prompt{Link: link}},
	} {
		p := &unclez.Provider{}
		p.LoadPictures(func(context.Context, string) ([]byte, error) { return c.picture, c.err })
		pay := started()
		pay.Prompt.Picture = link
		got, err := p.Prompt(t.Context(), pay)
		if err != nil || got.Code != c.want.Code || got.Link != c.want.Link || got.Refused != c.want.Refused ||
			!bytes.Equal(got.Image, c.want.Image) {
			t.Errorf("%s: got %+v, %v; want %+v", name, got, err, c.want)
		}
	}
}

func TestPicturesComeFromKnownHostsOnly(t *testing.T) {
	p := &unclez.Provider{BaseURL: "https://hub.example:8443/pay", ImageHosts: []string{"cdn.example"}}
	got := strings.Join(p.Hosts(), " ")
	if want := "payment.uncle-z.com nicepay.co.id .nicepay.co.id cdn.example hub.example"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	pay := started()
	pay.Prompt.Picture = "https://evil.example/qr.png"
	if prompt, err := p.Prompt(t.Context(), pay); err != nil || prompt.Link != pay.Prompt.Picture {
		t.Errorf("a strange host: got %+v, %v; want the link, unasked", prompt, err)
	}
}

// The whole way, over real sockets: the till's order in each shape.
func TestEveryShapeOverTheNetwork(t *testing.T) {
	s := simulator.New(simulator.Options{})
	if err := s.Listen("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	p := &unclez.Provider{PublicKey: simulator.UncleZPublicKey, Secret: simulator.UncleZSecret, BaseURL: s.URL()}
	for shape, want := range map[simulator.Shape]string{
		simulator.Direct: "code", simulator.Both: "code", simulator.Picture: "code",
		simulator.Checkout: "link", simulator.Nothing: "nothing",
	} {
		s.SetShape(shape)
		pay := payment()
		pay.ID, pay.Key = checkout.PaymentID(shape), "00000000-0000-4000-8000-"+strings.Repeat("0", 12-len(shape))+string(shape)
		pay.Request, _ = p.Prepare(pay)
		g, err := p.Start(t.Context(), pay)
		if err != nil {
			t.Fatalf("%s: %v", shape, err)
		}
		pay.Ref, pay.Prompt = g.Ref, g.Prompt
		if pay.Prompt.Picture != "" {
			if pay.Prompt, err = p.Prompt(t.Context(), pay); err != nil {
				t.Fatalf("%s: %v", shape, err)
			}
		}
		got := "nothing"
		switch {
		case pay.Prompt.Code != "":
			got = "code"
		case strings.HasPrefix(pay.Prompt.Link, s.URL()+"/checkout/"):
			got = "link"
		}
		if got != want {
			t.Errorf("%s: got %s (%+v), want %s", shape, got, pay.Prompt, want)
		}
	}
	if err := p.Check(t.Context()); err != nil {
		t.Errorf("check: %v", err)
	}
	for _, v := range s.Violations() {
		t.Errorf("the gateway complains: %s", v)
	}
}

// The conformance suite once more, with codes that have to be fetched.
func TestProviderWithHostedPages(t *testing.T) {
	for _, shape := range []simulator.Shape{simulator.Checkout, simulator.Picture} {
		t.Run(string(shape), func(t *testing.T) {
			providertest.Run(t, func(t providertest.TB) providertest.Harness {
				h := newHarness(t, simulator.UncleZ{Shape: shape})
				h.provider.LoadPictures(over(h.Network()))
				return h
			})
		})
	}
}

// over fetches pictures through the network of the suite.
func over(n *providertest.Network) func(ctx context.Context, link string) ([]byte, error) {
	client := http.Client{Transport: n.Transport()}
	return func(ctx context.Context, link string) ([]byte, error) {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, link, nil)
		if err != nil {
			return nil, err
		}
		resp, err := client.Do(r)
		if err != nil {
			return nil, err
		}
		defer func() { _ = resp.Body.Close() }()
		if resp.Header.Get("Content-Type") != "image/png" {
			return nil, errors.New("a page")
		}
		return io.ReadAll(resp.Body)
	}
}
