// Package wct speaks to WCT Pay, which takes crypto assets at the counter and
// settles in the shop's money.
//
// A payment is made by POST payment-pos/post under our reference, asked about
// by Get Payment, and given a new price by payment-pos/getupdate (docs: Create
// POS Payment, Get Payment, Get Payment Update). Every body carries the
// terminal's key and an MD5 hash, because the service demands one; it proves
// nothing about the service. Answers say "ok" or "nok" in their bodies.
//
// The customer is asked for a quantity of his own asset, and that price holds
// for minutes only. When it ends, Poll asks for a new one and answers with a
// new code, so one payment shows several codes in its life; too little money
// makes it Underpaid, with a code for the rest. There is no way to cancel: a
// payment that was shown stays payable until the service gives it up, so Cancel
// says how it stands.
//
// The service has no idempotency. Our reference is the payment's own id, and
// after an answer that was lost the reference is looked up before the payment is
// asked for again. A payment made by a lost answer cannot be paid, because its
// address was never shown.
//
// Refunds are a conversation between the service and the customer by e-mail,
// begun in the merchant's account; no answer would tell the till how one ends.
// So the Provider has RefundTerms, which say so before the press, and no Refund.
//
// The service's base address and the path of Get Payment stand in no public
// document; they are settings. Start reading at provider.go, then poll.go.
package wct
