package stamp

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"time"

	"kasir/checkout/money"
)

// A Key makes codes. It is secret, and prints as such. An empty Key makes none.
type Key []byte

// Format keeps the key out of whatever it is printed into.
func (k Key) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("[secret]")) }

// A Claim is what a paper says and its code vouches for.
type Claim struct {
	Kind   string // sale, refund, z: a code of one kind is none of another
	Number string // what the paper is known by
	Amount money.Amount
	At     time.Time // counts to the second
}

// A Code stands on a paper: "K7QF-2M9D-XW4H". Empty where the till has no key.
type Code string

// form begins what is signed. Another way to sign gets another form, so that
// codes of the two never meet.
const form = "kasir paper 1"

const (
	letters  = "0123456789ABCDEFGHJKMNPQRSTVWXYZ" // Crockford's
	length   = 12
	group    = 4
	bytesFor = 8 // the first 60 bits of which are used
)

var crockford = base32.NewEncoding(letters).WithPadding(base32.NoPadding)

// Of makes the code of a paper.
func (k Key) Of(p Claim) Code {
	if len(k) == 0 {
		return ""
	}
	mac := hmac.New(sha256.New, k)
	for _, field := range []string{
		form, p.Kind, p.Number, fmt.Sprint(p.Amount.Minor), p.Amount.Currency.Code, p.At.UTC().Format(time.RFC3339),
	} {
		// Each part with its length before it: no two papers read the same.
		_, _ = mac.Write(binary.BigEndian.AppendUint32(nil, uint32(len(field)))) //nolint:gosec // texts of a receipt
		_, _ = mac.Write([]byte(field))                                          // a hash takes everything
	}
	return grouped(crockford.EncodeToString(mac.Sum(nil)[:bytesFor])[:length])
}

// Vouches tells whether the code is that of the paper.
func (k Key) Vouches(c Code, p Claim) bool {
	return len(k) > 0 && hmac.Equal([]byte(k.Of(p)), []byte(c))
}

// ErrForm means that a text cannot be a code.
var ErrForm = errors.New("a code has 12 letters and digits, such as K7QF-2M9D-XW4H")

// misread are the letters that Crockford's Base32 lacks because people take them
// for these.
var misread = strings.NewReplacer("O", "0", "I", "1", "L", "1", "-", "", " ", "")

// Parse reads a code as people type it: in small letters, without its dashes,
// with O for 0. ErrForm.
func Parse(text string) (Code, error) {
	plain := misread.Replace(strings.ToUpper(strings.TrimSpace(text)))
	if len(plain) != length || strings.Trim(plain, letters) != "" {
		return "", ErrForm
	}
	return grouped(plain), nil
}

func grouped(plain string) Code {
	var out strings.Builder
	for i := 0; i < len(plain); i += group {
		if i > 0 {
			out.WriteByte('-')
		}
		out.WriteString(plain[i : i+group])
	}
	return Code(out.String())
}
