// Package settings reads kasir.toml, which people write by hand.
//
// [Load] reads the file strictly: an unknown key, a value of the wrong kind or
// out of its range is a [Problem] that names the key and its line, and all
// problems are reported at once. What belongs to one provider alone stands
// beside a method's common keys; [Method.Own] hands it to whoever wires that
// provider, just as strictly.
//
// Secrets never stand in the file. [Secrets] finds them in the environment and,
// where that says nothing, in the vault.
package settings
