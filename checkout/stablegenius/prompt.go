package stablegenius

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"kasir/checkout"
	"kasir/checkout/internal/payuri"
	"kasir/checkout/internal/picture"
	"kasir/checkout/internal/rest"
	"kasir/checkout/money"
)

// The chains (docs: Authentication) and what people call them.
const (
	base        = 8453
	baseSepolia = 84532
)

// contract is USDC's on Base (basescan.org; Gelato's list of USDC addresses).
// Another one would be another token. A test network may have any token of that
// name.
const contract = "0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913"

// decimals of USDC: the code asks for amount × 10^6 (docs: Create).
const decimals = 6

var hexHash = regexp.MustCompile(`^0x[0-9a-fA-F]{64}$`)

// prompt chooses what the customer sees: the code's text before its picture
// (docs: POS terminal integration, step 2).
func (p *Provider) prompt(s said, amount money.Amount) checkout.Prompt {
	address := string(s.Address)
	switch link, ok := p.image(string(s.Image)); {
	case s.Payload != "":
		return p.checked(string(s.Payload), address, amount)
	case s.Image == "":
		return checkout.Prompt{}
	case !ok:
		return checkout.Prompt{Refused: "link-unsafe"}
	default:
		return checkout.Prompt{Picture: link, Facts: p.facts(address, amount)}
	}
}

// facts are what a customer needs who types instead of scanning. Retyped
// amounts are why short transfers happen (wire notes, 5.3).
func (p *Provider) facts(address string, amount money.Amount) []checkout.Fact {
	facts := []checkout.Fact{{Word: "amount", Value: amount.Decimal() + " " + token}}
	if address != "" {
		facts = append(facts, checkout.Fact{Word: "address", Value: address})
	}
	return append(facts, checkout.Fact{Word: "network", Value: p.network()})
}

// network is the chain as people call it.
func (p *Provider) network() string {
	return map[uint64]string{base: "Base", baseSepolia: "Base Sepolia (test)"}[p.chain()]
}

// checked lets a code be shown only if it moves this amount of this token on
// this chain to the address that the intent names.
func (p *Provider) checked(code, address string, amount money.Amount) checkout.Prompt {
	if word := p.wrong(code, address, amount); word != "" {
		return checkout.Prompt{Refused: word}
	}
	return checkout.Prompt{Code: code, Facts: p.facts(address, amount)}
}

func (p *Provider) wrong(code, address string, amount money.Amount) string {
	u, err := payuri.Parse(code)
	due, none := usdc(amount.Decimal())
	if err != nil || none != nil || u.Scheme != payuri.SchemeEthereum || u.Contract == "" {
		return "code-malformed"
	}
	units, err := due.Units(decimals)
	switch {
	case err != nil:
		return "code-malformed"
	case u.ChainID != p.chain():
		return "code-other-network"
	case u.ChainID == base && !strings.EqualFold(u.Contract, contract):
		return "code-other-token"
	case !strings.EqualFold(u.Address, address):
		return "code-other-address"
	case u.Units == "":
		return "code-no-amount"
	case u.Units != units:
		return "code-other-amount"
	}
	return ""
}

// image is where the picture of the code may be loaded from. The documents
// write it as a path as well as a link.
func (p *Provider) image(link string) (string, bool) {
	if strings.HasPrefix(link, "/") && !strings.HasPrefix(link, "//") {
		link = p.baseURL() + link
	}
	u, err := url.Parse(link)
	if err != nil || u.Host == "" || u.User != nil || len(link) > 1000 {
		return "", false
	}
	return link, u.Scheme == "https" || u.Scheme == "http" && p.local() && rest.Loopback(u.Scheme+"://"+u.Host)
}

// local tells whether the service itself runs on this machine, as the simulator
// does; only then do its pictures.
func (p *Provider) local() bool { return rest.Loopback(p.baseURL()) }

// Prompt loads the picture of the code, without credentials, and has the code
// in it checked and drawn anew. One that cannot be read is shown as it is; one
// that cannot be had is offered as a link.
func (p *Provider) Prompt(ctx context.Context, pay checkout.Payment) (checkout.Prompt, error) {
	link, facts := pay.Prompt.Picture, pay.Prompt.Facts
	from := picture.Source{Hosts: p.hosts(), Loopback: p.local()}.Fetch
	if p.pictures != nil {
		from = p.pictures
	}
	data, err := from(ctx, link)
	switch {
	case ctx.Err() != nil:
		return checkout.Prompt{}, fmt.Errorf("stablegenius: load the picture: %w", ctx.Err())
	case err != nil:
		return checkout.Prompt{Link: link, Facts: facts}, nil //nolint:nilerr // the link is shown instead
	}
	code, err := picture.Read(data)
	if err != nil {
		return checkout.Prompt{Image: data, Facts: facts}, nil //nolint:nilerr // the picture is shown as it is
	}
	read := p.checked(code, factOf(facts, "address"), pay.Amount)
	if read.Refused == "" {
		read.Facts = facts
	}
	return read, nil
}

func factOf(facts []checkout.Fact, word string) string {
	i := slices.IndexFunc(facts, func(f checkout.Fact) bool { return f.Word == word })
	if i < 0 {
		return ""
	}
	return facts[i].Value
}

func (p *Provider) hosts() []string {
	all := slices.Concat([]string{"stablegenius.co", ".stablegenius.co"}, p.ImageHosts)
	if u, err := url.Parse(p.baseURL()); err == nil {
		all = append(all, u.Hostname())
	}
	return all
}
