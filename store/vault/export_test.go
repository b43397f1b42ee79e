package vault

import "kasir/checkout"

// quickWork makes scrypt cost nothing, for tests that are about something else.
const quickWork = 4

// OpenQuick is Open with a cheap scrypt.
func OpenQuick(folder string, passphrase checkout.Secret) (*Vault, error) {
	return open(folder, passKey{passphrase, quickWork})
}

// KeepQuick is KeepIn with a cheap scrypt.
func (v *Vault) KeepQuick(kept Kept, passphrase checkout.Secret) error {
	return v.keepIn(kept, passKey{passphrase, quickWork})
}
