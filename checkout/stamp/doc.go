// Package stamp makes and checks the short code that stands on each paper of a
// till, so that an owner can tell a paper of this till from one that somebody
// made or changed.
//
// A [Code] is a keyed checksum (HMAC-SHA-256, RFC 2104) of what a [Claim] says
// of a paper: its kind, its number, its amount, its time. It is cut to 60 bits and
// written in twelve letters and digits of Crockford's Base32, which has no I, L,
// O and U. Whoever lacks the [Key] can only guess: among a million papers one
// guess in 10^12 meets a code that was given out, and then it names that paper's
// amount and not the one that was hoped for. Guesses are made at the shop's own
// till, before the owner's eyes.
package stamp
