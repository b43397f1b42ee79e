package main

import (
	"errors"
	"fmt"

	"kasir/checkout"
	"kasir/store"
	"kasir/store/pin"
	"kasir/store/settings"
	"kasir/store/vault"
)

// openStore opens the database with the audit key of the vault and makes sure
// that the audit log is sealed with it from here on.
func (f folder) openStore(s *settings.Settings, v *vault.Vault) (*store.DB, error) {
	_, hasKey := v.Secret(vault.AuditKey)
	_, unsealed := v.Secret(unsealedMark)
	if !hasKey { // a key is made only for a log that waits for one
		if err := f.mayBeSealed(); err != nil {
			return nil, err
		}
	}
	o := store.Options{Day: s.Shop.BusinessDay}
	if v != nil {
		var err error
		if o.AuditKey, err = v.Key(vault.AuditKey); err != nil {
			return nil, sayVault(f.path, err)
		}
	}
	db, err := f.openDatabase(o)
	if err != nil {
		return nil, err
	}
	if err := seal(db, v, hasKey && !unsealed); err != nil {
		return nil, errors.Join(sayStore(f.place(), err), db.Close())
	}
	return db, nil
}

// mayBeSealed looks whether the audit log is sealed with another key already.
func (f folder) mayBeSealed() error {
	db, err := f.openDatabase(store.Options{})
	if err == nil {
		_, err = db.Sealed()
		err = errors.Join(err, db.Close())
	}
	if err != nil {
		return sayStore(f.place(), err)
	}
	return nil
}

// knownKey is the audit key of the vault, to prove the audit log with; nil where
// there is none or nobody opens the vault.
func (f folder) knownKey(ask func() (checkout.Secret, error)) []byte {
	v, err := f.openVault(ask)
	if err != nil {
		return nil // what is not proved for want of the key is counted and said
	}
	if _, ok := v.Secret(vault.AuditKey); !ok {
		return nil
	}
	key, err := v.Key(vault.AuditKey)
	if err != nil {
		return nil
	}
	return key
}

// unsealedMark is in a vault that was made while the till ran, until the next
// start has sealed the audit log: what stands there unsealed is nobody's work.
const unsealedMark = "unsealed"

// seal begins to seal the audit log where it is not sealed yet. A log that had
// been, by what the vault knows, was restored from an old backup or made again;
// that is on record then, and who works here by that database is not believed.
func seal(db *store.DB, v *vault.Vault, known bool) error {
	sealed, err := db.Sealed()
	if err != nil || v == nil {
		return err
	}
	e := checkout.Event{At: now().UTC(), What: checkout.LogSealed}
	switch {
	case sealed:
	case known:
		e.Note = "it was not sealed, though this till has had a key: an old backup, or somebody's work"
		err = db.Record(e)
	default:
		err = db.Seal(e)
	}
	if _, marked := v.Secret(unsealedMark); marked && err == nil {
		err = v.Remove(unsealedMark)
	}
	return err
}

// peopleMark is in the vault while people are set up, so that a database from
// which they were taken is not mistaken for one that never had any.
const peopleMark = "people"

// newPeople knows who works at a till. opened gives its vault, which may be made
// only later; nil until then.
func (f folder) newPeople(db *store.DB, s *settings.Settings, opened func() *vault.Vault) (*checkout.People, error) {
	p := &checkout.People{Staff: db, Limits: s.People.Limits, AutoLock: s.People.AutoLock}
	v := opened()
	_, p.Expected = v.Secret(peopleMark)
	p.Remember = func(setUp bool) error {
		if setUp {
			return opened().Set(peopleMark, "set up")
		}
		return opened().Remove(peopleMark)
	}
	setUp, err := p.SetUp()
	if setUp && v == nil {
		return p, nil // without a hasher no try is counted that could not be right
	}
	p.Hasher = hasher{opened}
	if err == nil && setUp && !p.Expected { // the till ended before it could be remembered
		p.Expected = true
		if err := p.Remember(true); err != nil {
			return nil, fmt.Errorf("remember that people are set up: %w", err)
		}
	}
	return p, nil
}

// A hasher hashes with the pepper of the vault that is open by then.
type hasher struct{ vault func() *vault.Vault }

func (h hasher) peppered() (pin.Hasher, error) {
	v := h.vault()
	if v == nil {
		return pin.Hasher{}, checkout.ErrNoVault
	}
	pepper, err := v.Key(vault.Pepper)
	return pin.Hasher{Pepper: pepper}, err
}

// Hash makes what may be stored of a secret. checkout.ErrNoVault.
func (h hasher) Hash(secret checkout.Secret) (string, error) {
	p, err := h.peppered()
	if err != nil {
		return "", err
	}
	return p.Hash(secret)
}

// Matches tells whether a hash is that of a secret. checkout.ErrNoVault.
func (h hasher) Matches(secret checkout.Secret, hash string) (bool, error) {
	p, err := h.peppered()
	if err != nil {
		return false, err
	}
	return p.Matches(secret, hash)
}
