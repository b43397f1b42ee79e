package qris

import (
	"strings"
	"unicode/utf8"
)

// The tags that are read by name (EMV QRCPS Merchant-Presented Mode, 4.3).
const (
	tagFormat   = "00"
	tagKind     = "01"
	tagFirst    = "26" // of the merchant accounts
	tagLast     = "51"
	tagCategory = "52"
	tagCurrency = "53"
	tagAmount   = "54"
	tagTip      = "55"
	tagCountry  = "58"
	tagMerchant = "59"
	tagCity     = "60"
	tagPostcode = "61"
	tagMore     = "62"

	format  = "01"
	dynamic = "12"
	static  = "11"

	longest = 512 // characters that one code may hold
)

// Parse reads the text of a payment code and proves its checksum. Tags may
// stand in any order but the first and the last. The error is a Reason.
func Parse(payload string) (Code, error) {
	if len(payload) > longest {
		return Code{}, Malformed
	}
	text, stated, ok := cutSum(payload)
	if !ok {
		return Code{}, Malformed
	}
	if stated != checksum(text+tagSum) {
		return Code{}, Damaged
	}
	top, ok := split(text)
	if !ok || !strings.HasPrefix(text, tagFormat) || top[tagFormat] != format {
		return Code{}, Malformed
	}
	return read(top)
}

func read(top map[string]string) (Code, error) {
	c := Code{
		Dynamic:  top[tagKind] == dynamic,
		Category: top[tagCategory], Currency: top[tagCurrency], Amount: top[tagAmount], Tip: top[tagTip],
		Country: top[tagCountry], Merchant: top[tagMerchant], City: top[tagCity], Postcode: top[tagPostcode],
	}
	for tag := tagFirst; tag <= tagLast; tag = next(tag) {
		value, there := top[tag]
		if !there {
			continue
		}
		in, ok := split(value)
		if !ok {
			return Code{}, Malformed
		}
		c.Accounts = append(c.Accounts, Account{
			Tag: tag, Domain: in["00"], Number: in["01"], ID: in["02"], Criteria: in["03"],
		})
	}
	// Labels pay nobody: where a service writes them its own way, the code is
	// still good.
	if more, ok := split(top[tagMore]); ok {
		c.Bill, c.Reference, c.Terminal = more["01"], more["05"], more["07"]
	}
	return c, nil
}

// split reads objects side by side, each tag once. Lengths count characters;
// services that count bytes are understood too where that alone makes sense.
func split(text string) (map[string]string, bool) {
	if found, ok := objects(text, characters); ok {
		return found, true
	}
	return objects(text, bytes)
}

func objects(text string, size func(string, int) int) (map[string]string, bool) {
	found := map[string]string{}
	for text != "" {
		if len(text) < 4 || strings.Trim(text[:4], "0123456789") != "" {
			return nil, false
		}
		tag, length := text[:2], int(text[2]-'0')*10+int(text[3]-'0')
		n := size(text[4:], length)
		if _, twice := found[tag]; twice || n < 0 {
			return nil, false
		}
		found[tag], text = text[4:4+n], text[4+n:]
	}
	return found, true
}

// characters is how many bytes the first n characters take; -1 when there are
// not so many.
func characters(text string, n int) int {
	at := 0
	for range n {
		if at == len(text) {
			return -1
		}
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return at
}

func bytes(text string, n int) int {
	if n > len(text) {
		return -1
	}
	return n
}

func next(tag string) string {
	if tag[1] == '9' {
		return string([]byte{tag[0] + 1, '0'})
	}
	return string([]byte{tag[0], tag[1] + 1})
}
