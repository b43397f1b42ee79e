// Package unclez speaks to the uncle-z central payment gateway, which takes
// QRIS payments through NICEPAY.
//
// A payment is made by POST /v1/payments under our idempotency key and asked
// about by GET /v1/payments/{id}, both signed (gateway docs: Auth, Payments,
// Idempotency, POS retail flow). The gateway answers with the text of a code
// (V2 Direct), which is checked and drawn, or with a page (V2 Checkout), which
// is looked at for a picture of the code and otherwise offered as a link. It
// has no way to cancel: a code stays payable until it expires, so Cancel says
// how the payment stands. Money goes back by POST /v1/refunds, once for each
// payment; the same request is repeated to learn how that stands, since there
// is no other way to ask (gateway docs: Refunds).
//
// What the documents leave open is decided for the money's sake, where it is
// read: what may repeat a refusal in client.go, which words end a payment in
// status.go, when a refund is
// refused in refund.go. Start reading at provider.go.
package unclez
