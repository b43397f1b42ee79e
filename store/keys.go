package store

import "encoding/binary"

// The buckets. doc.go draws them.
const (
	bucketMeta       = "meta"
	bucketSales      = "sales"
	bucketByID       = "sales_by_id"
	bucketByNumber   = "sales_by_number"
	bucketByKey      = "sales_by_key"
	bucketByDay      = "sales_by_day"
	bucketByInvoice  = "sales_by_invoice"
	bucketByRef      = "sales_by_ref"
	bucketByText     = "sales_by_text"
	bucketByBooking  = "sales_by_booking"
	bucketByShift    = "sales_by_shift"
	bucketUnfinished = "unfinished"
	bucketLive       = "live"
	bucketPrints     = "prints"
	bucketShifts     = "shifts"
	bucketNumbers    = "numbers"
	bucketAudit      = "audit"
	bucketPapers     = "papers"
	bucketPapersDue  = "papers_due"
	bucketPeople     = "people"
	bucketPictures   = "pictures"
)

var indexBuckets = []string{
	bucketByID, bucketByNumber, bucketByKey, bucketByDay, bucketByInvoice, bucketByRef, bucketByText, bucketByBooking, bucketByShift,
	bucketUnfinished, bucketLive, bucketPrints,
}

func buckets() []string {
	return append([]string{bucketMeta, bucketSales, bucketShifts, bucketNumbers, bucketAudit, bucketPapers, bucketPapersDue, bucketPeople, bucketPictures}, indexBuckets...)
}

const (
	keyClock       = "latest_time"
	keySeries      = "series"
	keyVersion     = "schema_version"
	keySaleNumber  = "sale"
	keyShiftNumber = "shift"
	keyEverybody   = "everybody"
	marker         = "\x01"
)

// maxText is how much of a text an index holds. bbolt refuses keys above 32 KiB,
// and a provider's odd reference must not keep a payment from being stored.
const maxText = 1024

func number8(n uint64) string {
	return string(binary.BigEndian.AppendUint64(nil, n))
}

func parse8(b []byte) (uint64, bool) {
	if len(b) != 8 {
		return 0, false
	}
	return binary.BigEndian.Uint64(b), true
}

func text(s string) string {
	s = s[:min(len(s), maxText)]
	return string(binary.BigEndian.AppendUint16(nil, uint16(len(s)))) + s //nolint:gosec // cut to maxText above
}

func dayPrefix(day string) string           { return text(day) }
func invoicePrefix(invoice string) string   { return text(invoice) }
func refPrefix(provider, ref string) string { return text(provider) + text(ref) }

// saleOf finds the sale that a line of an index, or of the sales, leads to.
func saleOf(bucket string, key, value []byte) (seq uint64, ok bool) {
	switch {
	case bucket == bucketSales || bucket == bucketByText:
		return parse8(key)
	case string(value) != marker:
		return parse8(value)
	case len(key) >= 8:
		return parse8(key[len(key)-8:])
	}
	return 0, false
}
