// Package qris reads and checks the text inside an Indonesian payment code.
//
// QRIS is Bank Indonesia's profile of the EMV QR Code Specification,
// Merchant-Presented Mode: objects of two digits of tag, two digits of length
// and a value, closed by a checksum. [Parse] reads such a text into a [Code],
// [Check] tells whether it may be shown to a customer for an amount and, if
// not, the [Reason] why, and [Build] writes one, for the simulator.
//
// A wrong code means that the customer pays another sum, or somebody else.
// Start reading at check.go.
package qris
