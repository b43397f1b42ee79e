package unclez

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"

	"kasir/checkout"
	"kasir/checkout/internal/picture"
	"kasir/checkout/internal/qris"
	"kasir/checkout/internal/rest"
	"kasir/checkout/money"
)

// hosts are where the gateway and NICEPAY, live and sandbox, keep their pages.
var hosts = []string{"payment.uncle-z.com", "nicepay.co.id", ".nicepay.co.id"}

// prompt chooses what the customer sees: a code before a page (gateway docs:
// POS retail flow, "handle both response shapes").
func (p *Provider) prompt(s said, amount money.Amount) checkout.Prompt {
	code := cmp.Or(s.QRString, s.QRContent, s.QRContent2, s.QR)
	page := cmp.Or(s.CheckoutURL, s.RedirectURL, s.PaymentURL)
	switch {
	case code != "":
		return checked(string(code), amount)
	case page == "":
		return checkout.Prompt{}
	case !p.isPage(string(page)):
		return checkout.Prompt{Refused: "link-unsafe"}
	}
	return checkout.Prompt{Picture: string(page)}
}

func checked(code string, amount money.Amount) checkout.Prompt {
	if refused := qris.Refusal(code, amount); refused != "" {
		return checkout.Prompt{Refused: refused}
	}
	return checkout.Prompt{Code: code}
}

// isPage tells whether a phone or browser may be sent there.
func (p *Provider) isPage(link string) bool {
	u, err := url.Parse(link)
	if err != nil || u.Host == "" || u.User != nil || len(link) > 1000 {
		return false
	}
	return u.Scheme == "https" || u.Scheme == "http" && p.local() && rest.Loopback(u.Scheme+"://"+u.Host)
}

// local tells whether the gateway itself runs on this machine, as the simulator
// does; only then do its pages.
func (p *Provider) local() bool { return rest.Loopback(p.baseURL()) }

// Prompt looks at the payment's page, without credentials. Where it is a
// picture of the code, the code is checked and drawn anew; a picture that
// cannot be read is shown as it is. Anything else, be it a web page or no answer
// at all, is offered as a link: a page that the till cannot read must not keep
// the customer from paying.
func (p *Provider) Prompt(ctx context.Context, pay checkout.Payment) (checkout.Prompt, error) {
	link := pay.Prompt.Picture
	data, isPicture := p.load(ctx, link)
	switch {
	case ctx.Err() != nil:
		return checkout.Prompt{}, fmt.Errorf("unclez: load the page: %w", ctx.Err())
	case !isPicture:
		return checkout.Prompt{Link: link}, nil
	}
	if code, err := picture.Read(data); err == nil {
		return checked(code, pay.Amount), nil
	}
	return checkout.Prompt{Image: data, Link: link}, nil
}

func (p *Provider) load(ctx context.Context, link string) (data []byte, isPicture bool) {
	from := picture.Source{Hosts: p.hosts(), Loopback: p.local()}.Fetch
	if p.pictures != nil {
		from = p.pictures
	}
	data, err := from(ctx, link)
	return data, err == nil
}

func (p *Provider) hosts() []string {
	all := slices.Concat(hosts, p.ImageHosts)
	if u, err := url.Parse(p.baseURL()); err == nil {
		all = append(all, u.Hostname())
	}
	return all
}
