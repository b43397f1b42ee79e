// Package stablegenius speaks to Stable Genius, which takes dollars as USDC, a
// token on the chain Base.
//
// A payment is a payment intent: made by POST /v1/payment-intents under our
// idempotency key, asked about by its id or, when several are open, by one list
// for all of them, and taken back by its cancel call (docs: API reference,
// Payment intents). Its code is an ERC-681 text, which is compared with the
// payment before it is drawn.
//
// The word of an intent does not say how much came, so the transactions that
// name it are counted: less than asked is Underpaid, more is shown, and money
// after the end is paid late. A transfer that the service cannot assign to an
// intent is invisible here; its dashboard shows it. All intents of a merchant
// share one address, so two open ones of one amount cannot be told apart on the
// chain: guard.go keeps this till from making a second, but knows nothing of
// other tills, each of which is best given a merchant of its own.
//
// The service gives no money back through its API; a refund is a person's
// transfer on the chain, which the till records with its transaction hash, so
// there are RefundTerms here and no Refund.
//
// Start reading at provider.go, then status.go.
package stablegenius
