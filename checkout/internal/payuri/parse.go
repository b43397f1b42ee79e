package payuri

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Parse reads the text of a code. It refuses what it does not fully
// understand, except parts that BIP-21 and Solana Pay tell wallets to ignore.
func Parse(text string) (URI, error) {
	if len(text) > 4096 {
		return URI{}, malformed("length")
	}
	scheme, rest, found := strings.Cut(text, ":")
	if !found {
		u := Plain(text)
		if err := u.check(); err != nil {
			return URI{}, err
		}
		return u, nil
	}
	u := URI{Scheme: strings.ToLower(scheme)} // BIP-21: any case, for smaller codes
	body, tail, asked := strings.Cut(rest, "?")
	parts, err := readQuery(tail, asked)
	if err != nil {
		return URI{}, err
	}
	switch u.Scheme {
	case "":
		return URI{}, malformed("scheme")
	case SchemeLightning:
		u.Invoice = body
	case SchemeEthereum:
		err = u.readEthereum(body, parts)
	default:
		u.Address = body
		u.Amount, u.Label, u.Message = parts.take("amount"), parts.take("label"), parts.take("message")
	}
	switch u.Scheme {
	case SchemeBitcoin:
		u.Invoice = parts.take("lightning")
	case SchemeSolana:
		u.Contract, u.Reference = parts.take("spl-token"), parts.take("reference")
	}
	if err == nil {
		err = parts.rest(u.Scheme)
	}
	if err == nil {
		err = u.check()
	}
	if err != nil {
		return URI{}, err
	}
	return u, nil
}

// readEthereum reads contract or address, chain, function and their values.
func (u *URI) readEthereum(body string, parts parts) error {
	body = strings.TrimPrefix(body, "pay-")
	body, function, called := strings.Cut(body, "/")
	target, chain, named := strings.Cut(body, "@")
	if named {
		id, err := strconv.ParseUint(chain, 10, 64)
		if err != nil || id == 0 || strings.HasPrefix(chain, "0") {
			return malformed("chain")
		}
		u.ChainID = id
	}
	units := "value"
	switch {
	case !called:
		u.Address = target
	case function == "transfer":
		u.Contract, u.Address, units = target, parts.take("address"), "uint256"
		if !hexes.MatchString(u.Contract) {
			return malformed("contract")
		}
	default:
		return malformed("function")
	}
	if text := parts.take(units); text != "" {
		number, ok := number(text)
		if !ok {
			return malformed("number of units")
		}
		u.Units = number
	}
	return nil
}

// parts are the names and values behind the question mark.
type parts map[string]string

func readQuery(tail string, asked bool) (parts, error) {
	p := parts{}
	if !asked || tail == "" {
		return p, nil
	}
	for part := range strings.SplitSeq(tail, "&") {
		name, escaped, _ := strings.Cut(part, "=")
		value, err := url.PathUnescape(escaped)
		if _, twice := p[name]; err != nil || twice || name == "" || value == "" {
			return nil, malformed("%q", name)
		}
		p[name] = value
	}
	return p, nil
}

func (p parts) take(name string) string {
	value := p[name]
	delete(p, name)
	return value
}

// rest judges the parts that nobody took. ERC-681 has no place for others than
// the call's own; the gas is the wallet's business.
func (p parts) rest(scheme string) error {
	for name := range p {
		strange := strings.HasPrefix(name, "req-")
		switch scheme {
		case SchemeEthereum:
			strange = !slices.Contains([]string{"gas", "gasLimit", "gasPrice"}, name)
		case SchemeLightning:
			strange = true
		}
		if strange {
			return malformed("%q", name)
		}
	}
	return nil
}
