// Package rest is the one door to the network.
//
// A [Client] asks one provider and gives back an [Answer], whatever its HTTP
// status: 402, 409 and 500 are answers. Only a question without a usable answer
// is an error, always a [*checkout.Fault], which says what the trouble is and
// whether a byte of the request may have left this machine.
//
// The door holds what nobody outside should have to think of: one call of a
// POST is one request on the wire; times and sizes have limits; redirects are
// not followed, compressed answers not unpacked; credentials are made anew for
// each attempt and reach one host only; no error holds a secret, a header, a
// body or the query of a link. Repeating a POST is the till's business, because
// it must be remembered across a power cut.
//
// Start reading at client.go, then attempt.go and fault.go.
package rest
