// Package tabby speaks to Tabby's POS integration, by which a customer pays in
// parts and the shop is paid at once (docs.tabby.ai, "POS Integration").
//
// POST /api/v2/checkout makes a session and a payment, two ids that are kept
// apart: the session is cancelled, the payment is asked about, captured and
// refunded. Our Ref holds both, "session/payment". The customer sees a picture
// of a code, which is fetched without credentials, read and drawn anew; where
// that fails the session's page is drawn as a link.
//
// Making a session is not known to be idempotent, and a lost answer cannot be
// looked up: each repeat of Start makes a session of its own. No money can come
// to harm by it, because a code is shown only when the answer that names its
// session is on disk: nobody has ever seen the code of a session whose answer
// was lost, so nobody can pay it, and Tabby drops it after 20 minutes. For the
// same reason Start asks no more once the cashier has taken the payment back or
// its time is over: it answers Declined, with the reason never-shown. Only of a
// payment that comes back with a backup (Outlived) can more have happened than
// the till remembers: it is a person's to look up.
//
// Captures and refunds are idempotent by the reference_id that we send with
// them. Start reading at provider.go, then status.go.
package tabby
