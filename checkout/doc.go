// Package checkout is what a till knows about selling.
//
// Its promise: no money is lost and none is taken twice. A [Sale] is what one
// customer buys; a [Payment] is one attempt to be paid for it through one
// [Method]; a [Provider] speaks to one payment service; the [Till] carries a
// payment through its life and the [Journal] keeps every step on disk.
//
// The order of safety, each step durable before the next begins:
//
//  1. The intent: sale, payment, key, method, amount and the exact bytes of the
//     request ([Till.Pay]).
//  2. Each attempt on the wire is marked before its first byte; every repeat
//     carries the same key and the same bytes.
//  3. The matched answer is on disk before its code is shown.
//  4. Paid, our gapless number, the receipt and the print are one transaction,
//     and only then does anybody hear of it.
//
// Two rules decide every doubt: an error is never a refusal, and money always
// wins. Where a payment goes when an answer comes is the one function
// [Status.After]; docs/payment.md is made from it.
//
// The package starts no goroutine and keeps no state but the journal: callers
// choose goroutines, and two askers of one payment are harmless. Start reading
// at payment.go, then till.go and follow.go.
package checkout
