package qris

import (
	"fmt"
	"strings"
)

// Build writes the code as text, tags in ascending order. It refuses what does
// not fit; [Parse] reads the text back to the same Code when its accounts are
// in ascending order too.
func Build(c Code) (string, error) {
	var b builder
	b.put(tagFormat, format, 2)
	kind := static
	if c.Dynamic {
		kind = dynamic
	}
	b.put(tagKind, kind, 2)
	before := ""
	for _, a := range c.Accounts {
		if len(a.Tag) != 2 || a.Tag < tagFirst || a.Tag > tagLast || a.Tag <= before {
			b.fail(a.Tag, "is no account's, or out of order")
		}
		if a.Domain == "" {
			b.fail(a.Tag, "does not say whose account it is")
		}
		before = a.Tag
		b.nest(a.Tag, object{"00", a.Domain, 32}, object{"01", a.Number, 19}, object{"02", a.ID, 15}, object{"03", a.Criteria, 3})
	}
	b.put(tagCategory, c.Category, 4)
	b.put(tagCurrency, c.Currency, 3)
	b.put(tagAmount, c.Amount, 13)
	b.put(tagTip, c.Tip, 2)
	b.put(tagCountry, c.Country, 2)
	b.put(tagMerchant, c.Merchant, 25)
	b.put(tagCity, c.City, 15)
	b.put(tagPostcode, c.Postcode, 10)
	b.nest(tagMore, object{"01", c.Bill, 25}, object{"05", c.Reference, 25}, object{"07", c.Terminal, 25})
	if b.text.Len() > longest-len(tagSum)-4 {
		b.fail("63", "would end too late")
	}
	if b.err != nil {
		return "", b.err
	}
	text := b.text.String() + tagSum
	return text + checksum(text), nil
}

type object struct {
	tag, value string
	most       int // characters
}

// A builder keeps the first error, so that writing needs no checks between.
type builder struct {
	text strings.Builder
	err  error
}

func (b *builder) put(tag, value string, most int) {
	if value == "" {
		return
	}
	if len(value) > most {
		b.fail(tag, "is too long")
	}
	if strings.ContainsFunc(value, func(r rune) bool { return r < ' ' || r > '~' }) {
		b.fail(tag, "holds more than plain letters")
	}
	fmt.Fprintf(&b.text, "%s%02d%s", tag, len(value), value)
}

func (b *builder) nest(tag string, objects ...object) {
	var in builder
	for _, o := range objects {
		in.put(o.tag, o.value, o.most)
	}
	if in.err != nil && b.err == nil {
		b.err = in.err
	}
	b.put(tag, in.text.String(), 99)
}

func (b *builder) fail(tag, why string) {
	if b.err == nil {
		b.err = fmt.Errorf("qris: build: tag %s %s", tag, why)
	}
}
