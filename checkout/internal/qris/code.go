package qris

import "kasir/checkout/money"

// A Code is what the text of a payment code says, as far as a till cares. Empty
// fields are absent.
type Code struct {
	Dynamic   bool      // for one payment (tag 01 is 12); a printed code is not
	Accounts  []Account // who is paid (26 to 51)
	Category  string    // the kind of business (52)
	Currency  string    // by its ISO 4217 number (53)
	Amount    string    // decimal text, as it was written (54)
	Tip       string    // 01 may tip, 02 fixed fee, 03 percentage (55)
	Country   string    // two letters (58)
	Merchant  string    // name (59)
	City      string    // (60)
	Postcode  string    // (61)
	Bill      string    // bill number (62, 01)
	Reference string    // reference label (62, 05)
	Terminal  string    // terminal label (62, 07)
}

// An Account is one network's name for who is paid.
type Account struct {
	Tag      string // 26 to 51; 51 is the national register
	Domain   string // whose account it is (00)
	Number   string // the merchant's card-like number (01)
	ID       string // the merchant id (02)
	Criteria string // the size of the business (03)
}

// New is a dynamic code for an amount in rupiah. Its accounts belong to nobody,
// so that no money can reach anyone by it.
func New(amount money.Amount, merchant, city, reference string) Code {
	return Code{
		Dynamic: true,
		Accounts: []Account{
			{Tag: "26", Domain: "COM.EXAMPLE.WWW", Number: "936000000000000000", ID: "G000000000", Criteria: "UMI"},
			{Tag: "51", Domain: "ID.CO.QRIS.WWW", ID: "ID0000000000000", Criteria: "UMI"},
		},
		Category: "5999", Currency: rupiah, Amount: amount.Decimal() + ".00", Country: indonesia,
		Merchant: merchant, City: city, Reference: reference,
	}
}
