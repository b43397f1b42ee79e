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
	allowed := URI{Scheme: u.Scheme}
	ok := false
	switch u.Scheme {
	case SchemeBitcoin, SchemeLitecoin, SchemeDogecoin:
		allowed.Address, allowed.Amount, allowed.Label, allowed.Message = u.Address, u.Amount, u.Label, u.Message
		if u.Scheme == SchemeBitcoin {
			allowed.Invoice = u.Invoice
		}
		ok = letters.MatchString(u.Address)
	case SchemeLightning:
		allowed.Invoice = u.Invoice
		ok = u.Invoice != ""
	case SchemeEthereum:
		allowed.Address, allowed.Units, allowed.ChainID, allowed.Contract = u.Address, u.Units, u.ChainID, u.Contract
		ok = hexes.MatchString(u.Address) && (u.Contract == "" || hexes.MatchString(u.Contract))
	case SchemeSolana:
		allowed.Address, allowed.Amount, allowed.Contract, allowed.Reference = u.Address, u.Amount, u.Contract, u.Reference
		allowed.Label, allowed.Message = u.Label, u.Message
		ok = base58.MatchString(u.Address) && (u.Contract == "" || base58.MatchString(u.Contract)) &&
			(u.Reference == "" || base58.MatchString(u.Reference))
	case "":
		allowed.Address = u.Address
		ok = bare.MatchString(u.Address)
	default:
		return malformed("scheme")
	}
	switch {
	case !ok:
		return malformed("address")
	case allowed != u:
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
