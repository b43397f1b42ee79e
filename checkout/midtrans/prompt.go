package midtrans

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"

	"kasir/checkout"
	"kasir/checkout/internal/picture"
	"kasir/checkout/internal/qris"
	"kasir/checkout/internal/rest"
	"kasir/checkout/money"
)

// hosts are where Midtrans keeps pictures of codes, today's and those of before
// (Core API E-Money Integration).
var hosts = []string{
	"api.midtrans.com", "api.sandbox.midtrans.com", "api.veritrans.co.id", "api.sandbox.veritrans.co.id",
}

// prompt chooses what the customer sees: the code's text, else its picture.
func (p *Provider) prompt(s said, amount money.Amount) checkout.Prompt {
	link := s.picture()
	switch {
	case s.QRString != "":
		return checked(string(s.QRString), amount)
	case link == "":
		return checkout.Prompt{Refused: "qr-missing"}
	case !p.isLink(link):
		return checkout.Prompt{Refused: "link-unsafe"}
	}
	return checkout.Prompt{Picture: link}
}

// picture finds the plain picture; "generate-qr-code-v2" is the same code with
// a frame around it (QRIS, reference).
func (s *said) picture() string {
	var actions []struct{ Name, URL loose }
	_ = json.Unmarshal(s.Actions, &actions) // none is fine
	for _, name := range []loose{"generate-qr-code", "generate-qr-code-v2"} {
		for _, a := range actions {
			if a.Name == name && a.URL != "" {
				return string(a.URL)
			}
		}
	}
	return ""
}

func checked(code string, amount money.Amount) checkout.Prompt {
	if refused := qris.Refusal(code, amount); refused != "" {
		return checkout.Prompt{Refused: refused}
	}
	return checkout.Prompt{Code: code}
}

func (p *Provider) isLink(link string) bool {
	u, err := url.Parse(link)
	if err != nil || u.Host == "" || u.User != nil || len(link) > 1000 {
		return false
	}
	return u.Scheme == "https" || u.Scheme == "http" && p.local() && rest.Loopback(u.Scheme+"://"+u.Host)
}

// local tells whether Midtrans runs on this machine, as the simulator does.
func (p *Provider) local() bool { return rest.Loopback(p.baseURL()) }

// Prompt fetches the picture of the code, without credentials. A code that can
// be read is checked and drawn anew; one that cannot is shown as it is.
func (p *Provider) Prompt(ctx context.Context, pay checkout.Payment) (checkout.Prompt, error) {
	fetch := picture.Source{Hosts: p.hosts(), Loopback: p.local()}.Fetch
	if p.pictures != nil {
		fetch = p.pictures
	}
	data, err := fetch(ctx, pay.Prompt.Picture)
	switch {
	case errors.Is(err, picture.ErrLink):
		return checkout.Prompt{Refused: "link-unsafe"}, nil
	case err != nil:
		return checkout.Prompt{}, fmt.Errorf("midtrans: load the code's picture: %w", err)
	}
	if code, err := picture.Read(data); err == nil {
		return checked(code, pay.Amount), nil
	}
	return checkout.Prompt{Image: data}, nil
}

func (p *Provider) hosts() []string {
	all := slices.Concat(hosts, p.ImageHosts)
	if u, err := url.Parse(p.baseURL()); err == nil {
		all = append(all, u.Hostname())
	}
	return all
}
