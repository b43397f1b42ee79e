package receipt

import (
	"encoding/base64"
	"time"

	"kasir/checkout"
	"kasir/printer"
)

// taxQR is the QR code of a Saudi simplified tax invoice, phase 1 (ZATCA,
// Guide to Develop a Fatoora Compliant QR Code): tags 1 to 5, each with its
// length in bytes of UTF-8, as base64. Where the shop is no Saudi one, or a
// field is too long for its length byte, there is none.
func taxQR(r checkout.Receipt) printer.Document {
	if country(r.Shop) != "ksa" || !taxed(r.Shop) {
		return nil
	}
	payload, ok := tlv(
		r.Shop.Name, r.Shop.TaxID, r.At.UTC().Format(time.RFC3339), r.Total.Decimal(), r.Tax.Decimal())
	if !ok {
		return nil
	}
	return printer.Document{printer.QR{Payload: payload}}
}

// tlv numbers the fields from 1. A field that its length byte cannot count is
// refused: cut, it would name another shop.
func tlv(fields ...string) (payload string, ok bool) {
	var b []byte
	for i, field := range fields {
		if len(field) > 255 {
			return "", false
		}
		b = append(b, byte(i+1), byte(len(field)))
		b = append(b, field...)
	}
	return base64.StdEncoding.EncodeToString(b), true
}
