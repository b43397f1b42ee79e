// Package money holds exact sums of money.
//
// An [Amount] is a whole number of minor units (rupiah, fils, halala, cent) in
// one [Currency]; there is no float anywhere. How many minor units make one
// unit is what the payment services of this trade count in: rupiah have no
// decimals here although ISO 4217 lists two, because every service in Indonesia
// counts whole rupiah.
//
// [ParseDecimal] and [Amount.Decimal] speak the plain decimal text of wires and
// files ("12.50"); [Amount.Format] speaks the language of a reader
// ("Rp 50.000"). [Entry] is the amount that a cashier is typing.
package money
