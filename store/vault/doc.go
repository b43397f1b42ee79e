// Package vault keeps secrets: those of the payment services, and the keys that
// the till makes for itself.
//
// [Open] opens the vault of a data folder. Its file, vault.age, is sealed (age,
// https://age-encryption.org/v1) in one of two ways, and its head tells which:
//
//	keyring     to an X25519 key that stands in the keyring of the system's user;
//	            a stanza "kasir-keyring ID" names the entry
//	passphrase  with scrypt, to a passphrase that a person knows
//
// Only the key is in the keyring, because some keyrings take no more than 2,560
// bytes. The plain text is a JSON object of names and secrets; it is never on
// disk. Several processes may use one vault: a change reads the file again under
// a lock and replaces it as a whole. Any age program opens the file too.
package vault
