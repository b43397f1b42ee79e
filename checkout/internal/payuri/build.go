package payuri

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Build writes the text of the code.
func (u URI) Build() (string, error) {
	if err := u.check(); err != nil {
		return "", err
	}
	switch u.Scheme {
	case "":
		return u.Address, nil
	case SchemeLightning:
		return SchemeLightning + ":" + u.Invoice, nil
	case SchemeEthereum:
		return u.ethereum(), nil
	}
	text := u.Scheme + ":" + u.Address
	return text + query("amount", u.Amount, "spl-token", u.Contract, "reference", u.Reference,
		"label", u.Label, "message", u.Message, "lightning", u.Invoice), nil
}

// ethereum writes a transfer of the chain's own coin, or the call of a token's
// transfer function (ERC-681).
func (u URI) ethereum() string {
	chain := ""
	if u.ChainID != 0 {
		chain = "@" + strconv.FormatUint(u.ChainID, 10)
	}
	if u.Contract == "" {
		return SchemeEthereum + ":" + u.Address + chain + query("value", u.Units)
	}
	return SchemeEthereum + ":" + u.Contract + chain + "/transfer" + query("address", u.Address, "uint256", u.Units)
}

// query writes names and values in their order, without the empty ones. A
// space is %20: wallets do not read the plus of web forms.
func query(pairs ...string) string {
	var b strings.Builder
	for pair := range slices.Chunk(pairs, 2) {
		name, value := pair[0], pair[1]
		if value == "" {
			continue
		}
		b.WriteString(map[bool]string{true: "?", false: "&"}[b.Len() == 0])
		b.WriteString(name + "=" + strings.ReplaceAll(url.QueryEscape(value), "+", "%20"))
	}
	return b.String()
}
