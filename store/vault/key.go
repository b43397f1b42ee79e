package vault

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"filippo.io/age"
	"github.com/google/uuid"

	"kasir/checkout"
)

// Kept says what a vault's key is kept in.
type Kept string

// The ways to keep a vault's key.
const (
	Keyring    Kept = "keyring"    // of the system's user
	Passphrase Kept = "passphrase" // in a person's head
)

// scryptWork makes trying a passphrase cost 128 MiB and about half a second
// (2^17, the least that the OWASP Password Storage Cheat Sheet asks of scrypt).
const scryptWork = 17

// A key seals the vault's file and opens it.
type key interface {
	kept() Kept
	recipient() (age.Recipient, error)
	identity() (age.Identity, error)
	forget() // it seals nothing any more
}

// A passKey is a passphrase.
type passKey struct {
	passphrase checkout.Secret
	work       int // the logarithm of scrypt's cost
}

func (passKey) kept() Kept { return Passphrase }

func (passKey) forget() {}

// check tells whether a new passphrase is long enough.
func (k passKey) check() error {
	if utf8.RuneCountInString(k.passphrase.Reveal()) < MinPassphrase {
		return ErrShortPassphrase
	}
	return nil
}

func (k passKey) recipient() (age.Recipient, error) {
	r, err := age.NewScryptRecipient(k.passphrase.Reveal())
	if err == nil {
		r.SetWorkFactor(k.work)
	}
	return r, err
}

func (k passKey) identity() (age.Identity, error) {
	if k.passphrase == "" {
		return nil, ErrLocked
	}
	return age.NewScryptIdentity(k.passphrase.Reveal())
}

// A ringKey stands in the keyring, under its id.
type ringKey struct {
	id     string
	secret *age.X25519Identity
}

func newRingKey() (ringKey, error) {
	secret, err := age.GenerateX25519Identity()
	if err != nil {
		return ringKey{}, fmt.Errorf("make a key: %w", err)
	}
	return ringKey{uuid.NewString(), secret}, nil
}

// findRingKey reads a key from the keyring.
func findRingKey(id string) (ringKey, error) {
	text, err := fromRing(id)
	if err != nil {
		return ringKey{}, err
	}
	secret, err := age.ParseX25519Identity(text)
	if err != nil {
		return ringKey{}, errors.Join(ErrNoKeyring, errors.New("its entry is no key")) // not what age says, which may quote it
	}
	return ringKey{id, secret}, nil
}

func (ringKey) kept() Kept { return Keyring }

func (k ringKey) forget() { dropFromRing(k.id) }

// recipient makes sure that what is about to be sealed can be opened again.
func (k ringKey) recipient() (age.Recipient, error) {
	if err := intoRing(k.id, k.secret.String()); err != nil {
		return nil, err
	}
	return marked{k.secret.Recipient(), k.id}, nil
}

func (k ringKey) identity() (age.Identity, error) { return k.secret, nil }

// marked writes into the file's head where the key is kept. age programs pass
// over a stanza that they do not know.
type marked struct {
	age.Recipient
	id string
}

const ringStanza = "kasir-keyring"

func (m marked) Wrap(fileKey []byte) ([]*age.Stanza, error) {
	stanzas, err := m.Recipient.Wrap(fileKey)
	return append(stanzas, &age.Stanza{Type: ringStanza, Args: []string{m.id}}), err
}
