package main

import (
	"errors"
	"fmt"

	"kasir/checkout"
	"kasir/store/vault"
	"kasir/ui/presenter"
)

// Vault tells by what the vault is kept.
func (o office) Vault() presenter.VaultKept {
	switch v := o.t.vault.Load(); {
	case v != nil && v.Kept() == vault.Keyring:
		return presenter.VaultInKeyring
	case v != nil:
		return presenter.VaultSealed
	case o.t.locked:
		return presenter.VaultLocked
	}
	return presenter.NoVault
}

// OpenVault opens a vault that the till was started without.
func (o office) OpenVault(by string, passphrase checkout.Secret) error {
	if err := o.allow(by); err != nil {
		return fmt.Errorf("open the vault: %w", err)
	}
	v, err := vault.Open(o.t.dir.path, passphrase)
	if err != nil {
		return o.sayPassphrase("open", err)
	}
	o.t.vault.Store(v)
	return nil
}

// MakeVault makes a vault where there is none.
func (o office) MakeVault(by string, chosen checkout.Secret) error {
	if err := o.allow(by); err != nil {
		return fmt.Errorf("make a vault: %w", err)
	}
	if o.t.vault.Load() != nil {
		return errors.New("make a vault: there is one")
	}
	v, err := vault.Open(o.t.dir.path, chosen)
	if err == nil {
		err = v.Set(unsealedMark, "until the next start") // it is on disk from here on
	}
	if err != nil {
		return o.sayPassphrase("make", err)
	}
	o.t.vault.Store(v)
	return o.recordVault(by, "vault made")
}

// ChangePassphrase seals the vault with another passphrase, for somebody who
// knows the present one.
func (o office) ChangePassphrase(by string, present, chosen checkout.Secret) error {
	if err := o.allow(by); err != nil {
		return fmt.Errorf("change the passphrase: %w", err)
	}
	v := o.t.vault.Load()
	if v.Kept() != vault.Passphrase {
		return errors.New("change the passphrase: the vault has none")
	}
	_, err := vault.Open(o.t.dir.path, present)
	if err == nil {
		err = v.KeepIn(vault.Passphrase, chosen)
	}
	if err != nil {
		return o.sayPassphrase("seal", err)
	}
	return o.recordVault(by, "passphrase of the vault")
}

func (o office) sayPassphrase(doing string, err error) error {
	switch {
	case errors.Is(err, vault.ErrWrongPassphrase), errors.Is(err, vault.ErrLocked):
		return fmt.Errorf("%s the vault: %w", doing, checkout.ErrWrongSecret)
	case errors.Is(err, vault.ErrShortPassphrase), errors.Is(err, vault.ErrNone):
		return fmt.Errorf("%s the vault: %w", doing, checkout.ErrWeakSecret)
	}
	return sayVault(o.t.dir.path, err)
}

func (o office) recordVault(by, what string) error {
	o.t.log.Info("settings changed", "what", what)
	return o.t.db.Record(checkout.Event{At: now().UTC(), What: checkout.SettingsChanged, By: by, Note: what})
}
