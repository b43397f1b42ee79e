package receipt_test

import (
	"image"
	"image/color"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/checkout/stamp"
	"kasir/printer"
	"kasir/printer/receipt"
)

var (
	rupiah = money.MustCurrency("IDR")
	dirham = money.MustCurrency("AED")
	riyal  = money.MustCurrency("SAR")
	paidAt = time.Date(2026, 5, 9, 7, 30, 0, 0, time.UTC)
	copied = checkout.Print{Kind: checkout.PrintReceipt, Copy: 2, By: "Sari", At: paidAt.Add(26 * time.Hour)}
	key    = stamp.Key("a key for tests, of 32 bytes....")
)

// coffee is the receipt of the gateway's own example.
func coffee() checkout.Receipt {
	total := money.Of(50000, rupiah)
	return checkout.Receipt{
		Shop: checkout.Shop{
			Name: "Uncle-Z Coffee Shop", Support: "support@uncle-z.com", Currency: rupiah,
			Language: "en", Till: "till-01", Prefix: "POS", Zone: "Asia/Jakarta",
		},
		Invoice: "POS-000042", Number: 7, Lines: []checkout.Line{{Amount: total}}, Total: total, At: paidAt,
		Tenders: []checkout.Tender{{Label: "QRIS", Provider: "uncle-z", Amount: total, PaidAt: paidAt}},
	}
}

// full has everything that an Indonesian receipt can have.
func full() checkout.Receipt {
	r := coffee()
	r.Shop.Language = "id"
	r.Shop.Address = []string{"Jl. Braga 12", "Bandung 40111"}
	r.Shop.TaxID, r.Shop.TaxRate = "01.234.567.8-901.000", percent("11%")
	r.Lines = []checkout.Line{{Amount: money.Of(30000, rupiah)}, {Label: "Es kopi susu gula aren ukuran besar", Amount: money.Of(20000, rupiah)}}
	r.Tenders[0].Print = map[string]string{"issuer": "GoPay", "acquirer": "GoPay", "rrn": "117415123456", "nmid": "ID1020012345678"}
	r.Training = true
	return signed(r)
}

// uae is a simplified tax invoice of the Emirates, paid with Tabby.
func uae() checkout.Receipt {
	r := coffee()
	r.Shop.Name, r.Shop.Address, r.Shop.Zone = "Marina Books", []string{"Dubai Marina"}, "Asia/Dubai"
	r.Shop.Currency, r.Shop.TaxID, r.Shop.TaxRate = dirham, "100123456700003", percent("5%")
	r.Total = money.Of(9999, dirham)
	r.Lines = []checkout.Line{{Label: "Atlas", Amount: money.Of(9999, dirham)}}
	r.Invoice = "POS-till-01-000007"
	r.Tenders = []checkout.Tender{{Label: "Tabby", Provider: "tabby", Amount: r.Total, PaidAt: paidAt, Print: map[string]string{
		"paid-with": "Tabby", "order-id": "5b1c6d0a-3a52-4a4e-9a9e-6a8f6e0c0a11", "payment-id": "e2a9e7d4-0c58-4b0c-8b4e-6f1f5f0f9c22",
	}}}
	return signed(r)
}

// ksa is a simplified tax invoice of Saudi Arabia, part cash.
func ksa() checkout.Receipt {
	r := coffee()
	r.Shop.Name, r.Shop.Zone = "مقهى النخيل", "Asia/Riyadh"
	r.Shop.Currency, r.Shop.TaxID, r.Shop.TaxRate = riyal, "310122393500003", percent("15%")
	r.Total = money.Of(115000, riyal)
	r.Lines = []checkout.Line{{Label: "قهوة عربية", Amount: money.Of(100000, riyal)}, {Label: "Cake", Amount: money.Of(15000, riyal)}}
	r.Tenders = []checkout.Tender{
		{Label: "Cash", Provider: "cash", Amount: money.Of(15000, riyal), PaidAt: paidAt, Tendered: money.Of(20000, riyal), Change: money.Of(5000, riyal)},
		{Label: "Tabby", Provider: "tabby", Amount: money.Of(100000, riyal), PaidAt: paidAt},
	}
	return signed(r)
}

// crypto says what came in the customer's asset, not only what was asked for.
func crypto() checkout.Receipt {
	r := coffee()
	r.Shop.Currency = money.MustCurrency("USD")
	r.Total = money.Of(5000, r.Shop.Currency)
	r.Lines = []checkout.Line{{Amount: r.Total}}
	r.Tenders = []checkout.Tender{{
		Label: "Bitcoin", Provider: "wct", Amount: r.Total, PaidAt: paidAt,
		Received: "0.00078125 BTC", Print: map[string]string{
			"network": "Bitcoin", "rate": "1 BTC = 64000.00 USD", "payment-code": "A1B2C3D4E5", "transaction": "d11e2a95…2d27ef7f",
		},
	}}
	return signed(r)
}

func slip() checkout.Slip {
	r := coffee()
	return signedSlip(checkout.Slip{
		Refund: "r1", Shop: r.Shop, Invoice: r.Invoice, Sold: paidAt, Method: "QRIS", Way: checkout.RefundAsked,
		Amount: money.Of(20000, rupiah), Left: money.Of(30000, rupiah), Reason: "Wrong item",
		By: "Sari", ApprovedBy: "Budi", At: paidAt.Add(2 * time.Hour),
	})
}

func pendingSlip() checkout.Slip {
	s := slip()
	s.Pending, s.Training = true, true
	return signedSlip(s)
}

func taxedSlip() checkout.Slip {
	s := slip()
	s.Shop = ksa().Shop
	s.Amount, s.Left = money.Of(11500, riyal), money.Of(0, riyal)
	s.Way, s.Proof = checkout.RefundByHand, "case 4711"
	return signedSlip(s)
}

func cashSlip() checkout.Slip {
	s := slip()
	s.Way, s.Invoice = checkout.RefundInCash, ""
	return signedSlip(s)
}

func percent(text string) money.Rate {
	r, err := money.ParseRate(text)
	if err != nil {
		panic(err)
	}
	return r
}

// signed does to a receipt what the till does when it freezes one.
func signed(r checkout.Receipt) checkout.Receipt {
	r.Tax = r.Shop.TaxRate.In(r.Total)
	r.Code = key.Of(r.Claim())
	return r
}

func signedSlip(s checkout.Slip) checkout.Slip {
	s.Tax = s.Shop.TaxRate.In(s.Amount)
	s.Code = key.Of(s.Claim())
	return s
}

// ring is a logo: a black ring on white.
func ring() image.Image {
	logo := image.NewGray(image.Rect(0, 0, 64, 64))
	for y := range 64 {
		for x := range 64 {
			far := (x-32)*(x-32) + (y-32)*(y-32)
			if far > 30*30 || far < 20*20 {
				logo.SetGray(x, y, color.Gray{Y: 255})
			}
		}
	}
	return logo
}

// papers are all kinds of paper, in the language that is asked for.
func papers() map[string]func(language string, p checkout.Print) printer.Document {
	all := make(map[string]func(string, checkout.Print) printer.Document)
	for name, r := range map[string]checkout.Receipt{
		"sale": coffee(), "full": full(), "uae": uae(), "ksa": ksa(), "crypto": crypto(),
	} {
		all[name] = func(language string, p checkout.Print) printer.Document {
			r.Shop.Language = language
			return receipt.Sale(r, p, nil)
		}
	}
	for name, s := range map[string]checkout.Slip{
		"slip": slip(), "slip-pending": pendingSlip(), "slip-taxed": taxedSlip(), "slip-cash": cashSlip(),
	} {
		all[name] = func(language string, p checkout.Print) printer.Document {
			s.Shop.Language = language
			return receipt.Refund(s, p, nil)
		}
	}
	for name, s := range map[string]checkout.Shift{"x": xShift(), "z": zShift()} {
		all[name] = func(language string, p checkout.Print) printer.Document {
			shop := *s.Shop
			shop.Language = language
			s.Shop = &shop
			return receipt.Report(s, p)
		}
	}
	return all
}
