package vault

import "errors"

// The errors that callers may test for.
var (
	// ErrNone: there is no vault, no keyring to make one with, and no passphrase
	// was given.
	ErrNone = errors.New("there is no vault and no keyring to make one with")
	// ErrLocked: the vault is sealed with a passphrase, and none was given.
	ErrLocked = errors.New("the vault is sealed with a passphrase")
	// ErrWrongPassphrase: the passphrase does not open the vault.
	ErrWrongPassphrase = errors.New("the passphrase does not open the vault")
	// ErrShortPassphrase: a new passphrase has fewer than MinPassphrase characters.
	ErrShortPassphrase = errors.New("the passphrase is too short")
	// ErrNoKeyring: the vault's key is in a keyring that does not answer, or that
	// no longer has it.
	ErrNoKeyring = errors.New("the keyring does not give the vault's key")
	// ErrDamaged: the vault's file is not what was written.
	ErrDamaged = errors.New("the vault's file is damaged")
)
