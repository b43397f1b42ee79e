package campaign

import (
	"fmt"
	"time"

	"kasir/checkout"
)

// plainSale is a sale with a payment, without a till around it.
func plainSale(n int) checkout.Sale {
	at := time.Date(2026, 5, 9, 7, 0, n, 0, time.UTC)
	id := checkout.SaleID(fmt.Sprintf("plain-%04d", n))
	return checkout.Sale{
		ID: id, Status: checkout.Open, Till: "till-01", Created: at, BusinessDay: "2026-05-09",
		Lines: []checkout.Line{{Amount: rupiah(50_000)}},
		Payments: []checkout.Payment{{
			ID: checkout.PaymentID("payment-" + id), Sale: id, Key: "key-" + string(id), Method: "qris", Provider: "uncle-z",
			Amount: rupiah(50_000), Status: checkout.Pending, Created: at, Parked: true, Ref: "ref-" + string(id),
		}},
		Events: []checkout.Event{{At: at, What: checkout.SaleOpened}},
	}
}

// completed is the transaction that completes a plain sale.
func completed(s *checkout.Sale, number func() uint64) error {
	s.Payments[0].Status, s.Payments[0].PaidAt = checkout.Paid, s.Created
	s.Status, s.Number, s.Completed = checkout.Completed, number(), s.Created
	s.Receipt = &checkout.Receipt{Invoice: fmt.Sprintf("POS-%06d", s.Number), Number: s.Number, Lines: s.Lines, Total: s.Total(), At: s.Created}
	s.Events = append(s.Events, checkout.Event{At: s.Created, What: checkout.SaleCompleted})
	return nil
}
