// Package pin makes PINs and passphrases into hashes that may be stored.
//
// A four-digit PIN has ten thousand values, so no hash alone protects it: whoever
// has the database tries them all in an afternoon. Two things do. The secret goes
// through HMAC-SHA256 with a pepper that is in the vault and not in the
// database, and then through argon2id (RFC 9106), with a salt of its own. Counting
// tries is the business of checkout.People.
//
// A hash is text in the form of the PHC string format, which says by which
// parameters it was made, so that others can be used later.
package pin
