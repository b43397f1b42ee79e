package store

import "kasir/checkout"

// An indexEntry is one line of an index.
type indexEntry struct{ bucket, key, value string }

// indexEntries lists every line that the indexes must hold for a sale, once
// each. It depends on the sale alone, so that anybody can recompute it.
func indexEntries(seq uint64, s *checkout.Sale) []indexEntry {
	at := number8(seq)
	var all []indexEntry
	add := func(when bool, bucket, key, value string) {
		e := indexEntry{bucket, key, value}
		for _, other := range all {
			when = when && other != e
		}
		if when {
			all = append(all, e)
		}
	}
	add(true, bucketByID, string(s.ID), at)
	add(true, bucketByDay, dayPrefix(s.BusinessDay)+at, marker)
	add(true, bucketByText, at, saleText(s))
	add(s.Number != 0, bucketByNumber, number8(s.Number), at)
	for _, b := range s.Bookings() {
		add(true, bucketByBooking, dayPrefix(b.Day)+at, marker)
		add(b.Shift != 0, bucketByShift, number8(b.Shift)+at, marker)
	}
	for _, p := range s.Payments {
		add(true, bucketByKey, p.Key, at)
		add(p.Ref != "", bucketByRef, refPrefix(p.Provider, p.Ref)+at, marker)
		add(p.Invoice != "", bucketByInvoice, invoicePrefix(p.Invoice)+at, marker)
	}
	for _, r := range s.Refunds {
		add(true, bucketByKey, r.Key, at)
		add(r.Ref != "", bucketByRef, refPrefix(providerOf(s, r), r.Ref)+at, marker)
	}
	add(s.Receipt != nil && s.Receipt.Invoice != "", bucketByInvoice, receiptInvoice(s)+at, marker)
	add(s.Unfinished(), bucketUnfinished, at, marker)
	add(s.Live() != nil, bucketLive, at, marker)
	add(waitsForPaper(s), bucketPrints, at, marker)
	return all
}

func providerOf(s *checkout.Sale, r checkout.Refund) string {
	if p := s.Payment(r.Payment); p != nil {
		return p.Provider
	}
	return ""
}

// receiptInvoice makes what a paper says findable, also where no provider
// numbered it.
func receiptInvoice(s *checkout.Sale) string {
	if s.Receipt == nil {
		return ""
	}
	return invoicePrefix(s.Receipt.Invoice)
}

func waitsForPaper(s *checkout.Sale) bool {
	for _, p := range s.Prints {
		if p.Waits() {
			return true
		}
	}
	return false
}
