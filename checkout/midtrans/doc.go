// Package midtrans speaks to the Midtrans Core API, which takes QRIS and GoPay
// payments by a code at the counter.
//
// A payment is made by POST /v2/charge under an order id, which is our payment's
// own id, and an Idempotency-Key; it is asked about by GET /v2/{id}/status and
// taken back by POST /v2/{id}/cancel or expire (docs.midtrans.com: GoPay QRIS
// POS Integration, Core API). Midtrans puts what it thinks of a request into the
// status_code of the body, mostly under HTTP 200, so the body rules; that 407
// ("expired") and 412 ("too late to change") are answers and no errors is decided
// in takeback.go and status.go.
//
// A key is forgotten after five minutes, an order id never. A charge whose
// answer was lost is therefore repeated under its key while that lives, and
// after that looked up by its order id; its code cannot be had any more then, so
// a waiting one is taken back (find.go).
//
// Answers come over TLS from the host we asked, so their signature_key is not
// looked at: it is for notifications, which a till cannot receive. Start reading
// at provider.go.
package midtrans
