package qris

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

func TestParseReadsTheSample(t *testing.T) {
	got, err := Parse(sample)
	want := Code{
		Dynamic: true,
		Accounts: []Account{
			{Tag: "26", Domain: "COM.GO-JEK.WWW", Number: "9360091434905263034", ID: "G490526303", Criteria: "UKE"},
			{Tag: "51", Domain: "ID.CO.QRIS.WWW", ID: "AID060733612866", Criteria: "UKE"},
		},
		Category: "3414", Currency: "360", Amount: "789000.00", Country: "ID",
		Merchant: "Test", City: "BANDUNG", Postcode: "40284", Terminal: "A01",
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
}

func TestABuiltCodeMayBeShown(t *testing.T) {
	for _, minor := range []int64{1, 999, 50000, 789000, 9_999_999_999} {
		payload, err := Build(New(rp(minor), "Toko Maju", "BANDUNG", "POS-000042"))
		if err != nil {
			t.Fatal(err)
		}
		if err := Check(payload, rp(minor)); err != nil {
			t.Errorf("%d: %v", minor, err)
		}
		if c, _ := Parse(payload); c.Reference != "POS-000042" || c.Merchant != "Toko Maju" || c.City != "BANDUNG" {
			t.Errorf("%d: got %+v", minor, c)
		}
	}
}

func TestBuildRefusesWhatDoesNotFit(t *testing.T) {
	for name, change := range map[string]func(*Code){
		"long name":           func(c *Code) { c.Merchant = strings.Repeat("a", 26) },
		"long amount":         func(c *Code) { c.Amount = "12345678901.00" },
		"long reference":      func(c *Code) { c.Reference = strings.Repeat("a", 26) },
		"letters with marks":  func(c *Code) { c.City = "Café" },
		"a control character": func(c *Code) { c.City = "a\x1bp" },
		"tag of no account":   func(c *Code) { c.Accounts[0].Tag = "52" },
		"tag of one digit":    func(c *Code) { c.Accounts[0].Tag = "3" },
		"accounts backwards":  func(c *Code) { c.Accounts[0].Tag = "51" },
		"account of nobody":   func(c *Code) { c.Accounts[0].Domain = "" },
		"long in an account":  func(c *Code) { c.Accounts[1].Criteria = "UMIX" },
		"too many accounts": func(c *Code) {
			c.Accounts = nil
			for tag := tagFirst; tag < "40"; tag = next(tag) {
				c.Accounts = append(c.Accounts, Account{Tag: tag, Domain: strings.Repeat("D", 32)})
			}
		},
	} {
		c := New(rp(1), "Toko Maju", "BANDUNG", "1")
		change(&c)
		if payload, err := Build(c); err == nil {
			t.Errorf("%s: got %s", name, payload)
		}
	}
}

func text(most int) *rapid.Generator[string] {
	return rapid.StringOfN(rapid.RuneFrom(nil, plain), 0, most, most)
}

func TestParseUndoesBuild(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string, most int) string { return text(most).Draw(t, name) }
		c := Code{
			Dynamic:  rapid.Bool().Draw(t, "dynamic"),
			Category: draw("category", 4), Currency: draw("currency", 3), Amount: draw("amount", 13),
			Tip: draw("tip", 2), Country: draw("country", 2), Merchant: draw("merchant", 25),
			City: draw("city", 15), Postcode: draw("postcode", 10),
			Bill: draw("bill", 25), Reference: draw("reference", 25), Terminal: draw("terminal", 25),
		}
		for tag := tagFirst; tag <= tagLast && len(c.Accounts) < 3; tag = next(tag) {
			if rapid.Bool().Draw(t, "has "+tag) {
				c.Accounts = append(c.Accounts, Account{
					Tag: tag, Domain: "D" + draw("domain", 31), Number: draw("number", 19),
					ID: draw("id", 15), Criteria: draw("criteria", 3),
				})
			}
		}
		payload, err := Build(c)
		if err != nil {
			return // does not fit
		}
		if got, err := Parse(payload); err != nil || !reflect.DeepEqual(got, c) {
			t.Errorf("%s: got %+v, %v, want %+v", payload, got, err, c)
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add(sample)
	f.Add("")
	f.Add("000201\xff")
	f.Add("00020126099")
	f.Add("0002015904Café")
	f.Fuzz(func(t *testing.T, text string) {
		for _, payload := range []string{text, sealed(text)} {
			c, err := Parse(payload)
			if err != nil {
				if reason := Reason(0); !errors.As(err, &reason) {
					t.Errorf("got %v", err)
				}
				continue
			}
			// What is read can be shown only for one amount.
			if c.Check(rp(1000)) == nil && c.Check(rp(1001)) == nil {
				t.Errorf("%q is good for two amounts", payload)
			}
		}
	})
}

// plain is what a QRIS text is written with.
var plain = &unicode.RangeTable{R16: []unicode.Range16{{Lo: ' ', Hi: '~', Stride: 1}}, LatinOffset: 1}
