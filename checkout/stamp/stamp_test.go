package stamp_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kasir/checkout/money"
	"kasir/checkout/stamp"
)

var at = time.Date(2026, 5, 9, 7, 30, 0, 0, time.UTC)

func key() stamp.Key {
	k := make(stamp.Key, 32)
	for i := range k {
		k[i] = byte(i)
	}
	return k
}

func of(minor int64, code string) money.Amount { return money.Of(minor, money.MustCurrency(code)) }

// The vectors were computed apart from this program, with Python's hmac.
func TestVectors(t *testing.T) {
	for _, c := range []struct {
		key   stamp.Key
		paper stamp.Claim
		want  stamp.Code
	}{
		{key(), stamp.Claim{Kind: "sale", Number: "POS-000042", Amount: of(50000, "IDR"), At: at}, "8S7B-QDPD-XFN1"},
		{key(), stamp.Claim{Kind: "refund", Number: "POS-000042/r1", Amount: of(-1250, "AED"), At: at}, "CH0Z-D71E-SPF9"},
		{stamp.Key(strings.Repeat("\xff", 32)), stamp.Claim{
			Kind: "z", Number: "7", Amount: of(0, "KWD"),
			At: time.Date(2026, 12, 31, 23, 59, 59, 999, time.FixedZone("", 0)),
		}, "9RJF-DH5D-35TA"},
		{nil, stamp.Claim{Kind: "sale", Number: "1", Amount: of(1, "IDR"), At: at}, ""},
	} {
		if got := c.key.Of(c.paper); got != c.want {
			t.Errorf("%+v: got %s, want %s", c.paper, got, c.want)
		}
	}
}

func TestParseTakesWhatPeopleType(t *testing.T) {
	for _, text := range []string{"8S7B-QDPD-XFN1", "8s7bqdpdxfn1", " 8S7B QDPD XFNI ", "8s7b-qdpd-xfnl"} {
		if got, err := stamp.Parse(text); err != nil || got != "8S7B-QDPD-XFN1" {
			t.Errorf("%q: got %s, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "8S7B-QDPD-XFN", "8S7B-QDPD-XFN11", "8S7B-QDPD-XFNU", "8S7B_QDPD_XFN1", "٨S7B-QDPD-XFN1", "POS-000042"} {
		if got, err := stamp.Parse(text); !errors.Is(err, stamp.ErrForm) {
			t.Errorf("%q was read as %s, %v", text, got, err)
		}
	}
}

func draw(t *rapid.T, name string) stamp.Claim {
	return stamp.Claim{
		Kind:   rapid.SampledFrom([]string{"sale", "refund", "z"}).Draw(t, name+" kind"),
		Number: rapid.StringMatching(`[A-Z0-9/-]{0,12}`).Draw(t, name+" number"),
		Amount: of(rapid.Int64Range(-money.Max, money.Max).Draw(t, name+" minor"), rapid.SampledFrom(money.Codes()).Draw(t, name+" currency")),
		At:     time.Unix(rapid.Int64Range(0, 4e9).Draw(t, name+" at"), 0),
	}
}

// A thief who changes anything that the code is about has a paper whose code is
// wrong.
func TestAChangedPaperIsRefuted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		honest, k := draw(t, "honest"), key()
		code := k.Of(honest)
		if parsed, err := stamp.Parse(string(code)); err != nil || parsed != code || !k.Vouches(code, honest) {
			t.Fatalf("%s is not vouched for: %v", code, err)
		}
		changed := honest
		switch other := draw(t, "other"); rapid.IntRange(0, 4).Draw(t, "what") {
		case 0:
			changed.Kind = other.Kind
		case 1:
			changed.Number = other.Number
		case 2:
			changed.Amount.Minor = other.Amount.Minor
		case 3:
			changed.Amount.Currency = other.Amount.Currency
		case 4:
			changed.At = other.At
		}
		if same := changed == honest; k.Vouches(code, changed) != same {
			t.Fatalf("%s vouches for %+v, which is same: %v as %+v", code, changed, same, honest)
		}
	})
}

func TestAnInventedCodeIsRefuted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		paper := draw(t, "paper")
		invented := stamp.Code(rapid.StringMatching(`([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}`).Draw(t, "code"))
		own := append(stamp.Key("a thief's key, of thirty-two byte"), 0)
		if key().Vouches(invented, paper) || key().Vouches(own.Of(paper), paper) || stamp.Key(nil).Vouches("", paper) {
			t.Fatalf("a code that nobody gave out is vouched for: %s", invented)
		}
	})
}

// What runs together must not read the same: number 1 of amount 23 is not
// number 12 of amount 3.
func TestPartsDoNotRunTogether(t *testing.T) {
	a := stamp.Claim{Kind: "sale", Number: "1", Amount: of(23, "IDR"), At: at}
	b := stamp.Claim{Kind: "sale", Number: "12", Amount: of(3, "IDR"), At: at}
	if key().Of(a) == key().Of(b) {
		t.Error("two papers have one code")
	}
}

func TestTheKeyIsNotPrinted(t *testing.T) {
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%q"} {
		if got := fmt.Sprintf(verb, key()); got != "[secret]" {
			t.Errorf("%s prints %s", verb, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("8S7B-QDPD-XFN1")
	f.Add("oil- -oil")
	f.Fuzz(func(t *testing.T, text string) {
		code, err := stamp.Parse(text)
		if err != nil {
			return
		}
		if again, err := stamp.Parse(string(code)); err != nil || again != code || len(code) != 14 {
			t.Errorf("%q became %q, which is read as %q, %v", text, code, again, err)
		}
	})
}
