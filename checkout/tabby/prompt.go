package tabby

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"kasir/checkout"
	"kasir/checkout/internal/picture"
	"kasir/checkout/internal/rest"
)

// hosts are where Tabby keeps its pictures and pages.
var hosts = []string{"tabby.ai", ".tabby.ai", "tabby.sa", ".tabby.sa"}

// choose takes the picture before the page. The till keeps one address, so the
// page's stands in the picture's behind a #, which is never sent. A session
// without either was not made as it should be (POS Integration: Testing
// Scenarios, 2): nothing is shown, and it can be cancelled.
func (p *Provider) choose(s session) checkout.Prompt {
	var code, page string
	if all := s.shown.Available.Installments; len(all) > 0 {
		code, page = string(all[0].QRCode), string(all[0].WebURL)
	}
	if code == "" && page == "" {
		return checkout.Prompt{Refused: "qr-missing"}
	}
	if !p.isPage(page) {
		page = ""
	}
	if !p.isPage(code) || strings.Contains(code, "#") || !names(code, string(s.ID)) {
		code = ""
	}
	switch {
	case code != "" && page != "":
		return checkout.Prompt{Picture: code + "#" + page}
	case code != "":
		return checkout.Prompt{Picture: code}
	case page != "":
		return checkout.Prompt{Link: page}
	}
	return checkout.Prompt{Refused: "link-unsafe"}
}

// names tells whether a picture's address is of a session
// ("/api/v2/checkout/{id of session}/hpp_link_qr").
func names(link, session string) bool { return strings.Contains(link, "/"+session+"/") }

// isPage tells whether a phone or browser may be sent there.
func (p *Provider) isPage(link string) bool {
	u, err := url.Parse(link)
	if err != nil || u.Host == "" || u.User != nil || len(link) > 1000 {
		return false
	}
	return u.Scheme == "https" || u.Scheme == "http" && p.local() && rest.Loopback(u.Scheme+"://"+u.Host)
}

// local tells whether Tabby itself runs on this machine, as the simulator does;
// only then do its pages.
func (p *Provider) local() bool { return rest.Loopback(p.baseURL()) }

// Prompt fetches the picture of the code, without credentials, reads it and has
// it drawn anew. A picture that cannot be had or does not lead to Tabby is
// replaced by the session's page. Where there is no page, a picture that cannot
// be read is shown as it is.
func (p *Provider) Prompt(ctx context.Context, pay checkout.Payment) (checkout.Prompt, error) {
	link, page, _ := strings.Cut(pay.Prompt.Picture, "#")
	if id, _, ok := cutRef(pay.Ref); !ok || !names(link, id) {
		return checkout.Prompt{Refused: "qr-other-session"}, nil
	}
	data, missing := p.load(ctx, link)
	if err := ctx.Err(); err != nil {
		return checkout.Prompt{}, fmt.Errorf("tabby: load the picture: %w", err)
	}
	var code string
	var unread error
	if missing == nil {
		code, unread = picture.Read(data)
	}
	switch {
	case missing == nil && unread == nil && p.isTabbys(code, page):
		return checkout.Prompt{Code: code, Link: page}, nil
	case page != "":
		return checkout.Prompt{Link: page}, nil
	case missing != nil:
		return checkout.Prompt{Refused: "qr-unloadable"}, nil //nolint:nilerr // said in words
	case unread != nil:
		return checkout.Prompt{Image: data}, nil //nolint:nilerr // the picture is shown as it is
	}
	return checkout.Prompt{Refused: "qr-not-tabby"}, nil
}

func (p *Provider) load(ctx context.Context, link string) ([]byte, error) {
	from := picture.Source{Hosts: p.hosts(), Loopback: p.local()}.Fetch
	if p.pictures != nil {
		from = p.pictures
	}
	return from(ctx, link)
}

// isTabbys tells whether a code leads where Tabby's customers pay: to one of its
// hosts, or to that of the session's page.
func (p *Provider) isTabbys(code, page string) bool {
	if !p.isPage(code) {
		return false
	}
	known := p.hosts()
	if host := hostOf(page); host != "" {
		known = append(known, host)
	}
	host := hostOf(code)
	return slices.ContainsFunc(known, func(h string) bool {
		return host == h || strings.HasPrefix(h, ".") && strings.HasSuffix(host, h)
	})
}

func (p *Provider) hosts() []string {
	all := slices.Concat(hosts, p.ImageHosts)
	if host := hostOf(p.baseURL()); host != "" {
		all = append(all, host)
	}
	return all
}

func hostOf(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}
