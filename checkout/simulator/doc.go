// Package simulator serves payment services that exist only in memory, for
// training, demonstrations, scripts and tests.
//
// A [Simulator] is an http.Handler with every provider's API on one address,
// each at its own paths: uncle-z at /v1/payments, WCT Pay at /payment-pos. It is
// as strict as a service (signatures, times, keys, fields) and keeps a ledger of
// what customers paid, because only money that moved counts. What a till does wrong without being
// refused for it (another key for the same payment, asking too often) is in
// [Simulator.Violations].
//
// At / a person plays the customer and the network. Scripts ask for the same:
//
//	GET  /control/payments                    what the services know, oldest first
//	GET  /control/movements                   the money that customers paid
//	GET  /control/violations                  what tills did wrong
//	POST /control/pay?payment=NAME            the customer pays
//	POST /control/pay-part?payment=NAME&amount=A  the customer sends A, in his asset
//	POST /control/overpay?payment=NAME        the customer sends more than was asked
//	POST /control/pay-late?payment=NAME       money arrives for a payment that is over
//	POST /control/decline?payment=NAME        the customer's bank refuses
//	POST /control/expire?payment=NAME         the service stops waiting now
//	POST /control/abandon?payment=NAME        the payment is given up at the service
//	POST /control/say?payment=NAME&word=W     the service says W whatever the state; no word ends that
//	POST /control/refund?payment=NAME&to=TO   a refund that waits is decided: done or failed
//	POST /control/shape?shape=SHAPE           direct, checkout, both, picture, nothing
//	POST /control/network?what=slow&by=4s     answers take that long; &call= as below
//	POST /control/network?what=drop-answers   dealt with, then cut instead of answered
//	POST /control/network?what=drop-requests  cut before the service hears; what=off is the same
//	POST /control/network?what=fail&status=N  answered N by something in between; 503 without status
//	POST /control/network?what=calm           all is well again
//
// NAME is the service's number, the invoice, the key, or the till's payment;
// none means the newest that waits. The network's troubles take &times=N, else
// they last until calm, and &call=start, poll or page, else they befall all.
// Answers are JSON: {"ok":true}, or {"error":"..."} with 404 for an unknown
// payment, 409 for one that is over, 400 for the rest.
//
// A new service is a new file like unclez.go: a type with routes, over the same
// ledger, memory and network. Start reading at simulator.go, then door.go.
package simulator
