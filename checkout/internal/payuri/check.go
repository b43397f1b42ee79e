package payuri

import (
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Forms of the parts. Checksums are the wallet's business; what matters here is
// that nothing can leave its place and become another part.
var (
	coins    = regexp.MustCompile(`^[0-9]{1,30}(\.[0-9]{1,18})?$`)
	whole    = regexp.MustCompile(`^(0|[1-9][0-9]{0,77})$`)
	letters  = regexp.MustCompile(`^[0-9A-Za-z]{14,128}$`)
	hexes    = regexp.MustCompile(`^0x[0-9A-Fa-f]{40}$`)
	base58   = regexp.MustCompile(`^[1-9A-HJ-NP-Za-km-z]{32,44}$`)
	invoices = regexp.MustCompile(`^[lL][nN][0-9A-Za-z]{20,}$`)
	bare     = regexp.MustCompile(`^[0-9A-Za-z._-]{14,256}$`)
)

// check refuses what no wallet would read as it is meant.
func (u URI) check() error {
	kind, ok := kinds[u.Scheme]
	switch {
	case !ok:
		return malformed("scheme")
	case !kind.address(u):
		return malformed("address")
	case kind.parts(u) != u:
		return malformed("part that %q does not have", u.Scheme)
	case u.Amount != "" && !isAmount(u.Amount):
		return malformed("amount")
	case u.Units != "" && !isUint256(u.Units):
		return malformed("number of units")
	case u.Invoice != "" && (len(u.Invoice) > 2000 || !invoices.MatchString(u.Invoice)):
		return malformed("invoice")
	case !isText(u.Label) || !isText(u.Message):
		return malformed("label")
	}
	return nil
}

// A kind is what the texts of one scheme may hold.
type kind struct {
	parts   func(URI) URI  // leaves only the parts that the scheme has
	address func(URI) bool // tells whether those that name somebody are well formed
}

var kinds = map[string]kind{
	SchemeBitcoin: {func(u URI) URI {
		return URI{Scheme: u.Scheme, Address: u.Address, Amount: u.Amount, Invoice: u.Invoice, Label: u.Label, Message: u.Message}
	}, hasLetters},
	SchemeLitecoin: {coinParts, hasLetters},
	SchemeDogecoin: {coinParts, hasLetters},
	SchemeLightning: {func(u URI) URI {
		return URI{Scheme: u.Scheme, Invoice: u.Invoice}
	}, func(u URI) bool { return u.Invoice != "" }},
	SchemeEthereum: {func(u URI) URI {
		return URI{Scheme: u.Scheme, Address: u.Address, Units: u.Units, ChainID: u.ChainID, Contract: u.Contract}
	}, func(u URI) bool { return hexes.MatchString(u.Address) && isEmptyOr(hexes, u.Contract) }},
	SchemeSolana: {func(u URI) URI {
		return URI{
			Scheme: u.Scheme, Address: u.Address, Amount: u.Amount, Contract: u.Contract,
			Reference: u.Reference, Label: u.Label, Message: u.Message,
		}
	}, func(u URI) bool {
		return base58.MatchString(u.Address) && isEmptyOr(base58, u.Contract) && isEmptyOr(base58, u.Reference)
	}},
	"": {func(u URI) URI { return URI{Address: u.Address} }, func(u URI) bool { return bare.MatchString(u.Address) }},
}

func coinParts(u URI) URI {
	return URI{Scheme: u.Scheme, Address: u.Address, Amount: u.Amount, Label: u.Label, Message: u.Message}
}

func hasLetters(u URI) bool { return letters.MatchString(u.Address) }

func isEmptyOr(form *regexp.Regexp, text string) bool { return text == "" || form.MatchString(text) }

func malformed(format string, args ...any) error {
	return fmt.Errorf("%w: no usable "+format, append([]any{ErrMalformed}, args...)...)
}

// isAmount takes a plain decimal above zero. Nothing at all would be a payment
// text by which the customer chooses the sum.
func isAmount(text string) bool {
	return coins.MatchString(text) && strings.Trim(text, "0.") != ""
}

func isUint256(text string) bool {
	n, ok := new(big.Int).SetString(text, 10)
	return ok && whole.MatchString(text) && n.Sign() > 0 && n.BitLen() <= 256
}

func isText(text string) bool {
	return len(text) <= 200 && utf8.ValidString(text) && !strings.ContainsFunc(text, unicode.IsControl)
}
