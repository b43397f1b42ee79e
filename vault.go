package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"kasir/checkout"
	"kasir/checkout/stamp"
	"kasir/store/settings"
	"kasir/store/vault"
)

// passphraseVariable holds the passphrase of a vault that is sealed with one.
const passphraseVariable = "KASIR_PASSPHRASE"

// openVault opens the shop's vault; nil where there is none and nothing to make
// one with. ask gets the passphrase where one is needed and the environment has
// none; it may be nil. Training has nothing to hide and no vault.
func (f folder) openVault(ask func() (checkout.Secret, error)) (*vault.Vault, error) {
	v, err := f.tryVault()
	if errors.Is(err, vault.ErrLocked) && ask != nil {
		passphrase, failed := ask()
		if failed != nil {
			return nil, failed
		}
		v, err = vault.Open(f.path, passphrase)
	}
	if err != nil {
		return nil, sayVault(f.path, err)
	}
	return v, nil
}

// tryVault is openVault without anybody to ask. vault.ErrLocked where a person
// must be.
func (f folder) tryVault() (*vault.Vault, error) {
	if f.training {
		return nil, nil
	}
	if f.opened != nil {
		if v := f.opened(); v != nil {
			return v, nil
		}
	}
	passphrase, _ := settings.FromEnvironment(passphraseVariable)
	v, err := vault.Open(f.path, passphrase)
	if errors.Is(err, vault.ErrNone) {
		return nil, nil
	}
	return v, err
}

// stampKey is what the codes on papers are made with; none where there is no
// vault to keep it in.
func stampKey(v *vault.Vault) (stamp.Key, error) {
	if v == nil {
		return nil, nil
	}
	key, err := v.Key(vault.ReceiptKey)
	if err != nil {
		return nil, fmt.Errorf("make the key for the codes on receipts: %w", err)
	}
	return key, nil
}

// needVault is openVault for a command that is about to put something into the
// vault: a person without a keyring chooses a passphrase.
func (f folder) needVault(a *asker) (*vault.Vault, error) {
	v, err := f.openVault(a.passphrase)
	if v != nil || err != nil {
		return v, err
	}
	if f.training {
		return nil, errors.New("training keeps no secrets; leave --training out")
	}
	if a.tty == nil {
		return nil, fmt.Errorf("there is no keyring here to keep secrets in: set %s to a passphrase that seals them, or run this on a terminal to be asked", passphraseVariable)
	}
	_, err = fmt.Fprintf(a.words, "There is no keyring here. Secrets go into %s, sealed with a passphrase.\nThe till asks for it at each start.\n",
		filepath.Join(f.path, vault.File))
	if err != nil {
		return nil, err
	}
	passphrase, err := a.chosen("a passphrase for the vault")
	if err != nil {
		return nil, err
	}
	if v, err = vault.Open(f.path, passphrase); err != nil {
		return nil, sayVault(f.path, err)
	}
	return v, nil
}

// passphrase asks for the vault's passphrase, where there is anybody to ask.
// Standard input is not asked: what comes there is the command's own.
func (a *asker) passphrase() (checkout.Secret, error) {
	if a.tty == nil {
		return "", sayVault("", vault.ErrLocked)
	}
	return a.secret("the passphrase of the vault")
}

// sayVault puts what keeps a vault shut into words for a person.
func sayVault(folder string, err error) error {
	file := filepath.Join(folder, vault.File)
	switch {
	case errors.Is(err, vault.ErrLocked):
		return fmt.Errorf("the vault is sealed with a passphrase: set %s, or run this on a terminal to be asked", passphraseVariable)
	case errors.Is(err, vault.ErrWrongPassphrase):
		return errors.New("the passphrase does not open the vault; try again")
	case errors.Is(err, vault.ErrShortPassphrase):
		return fmt.Errorf("a passphrase has %d characters or more; choose a longer one", vault.MinPassphrase)
	case errors.Is(err, vault.ErrNoKeyring):
		return fmt.Errorf("the key of %s is in a keyring that does not give it: unlock the keyring, or start kasir as the user who set it up; if it is lost for good, see 'kasir secret start-over --help'", file)
	case errors.Is(err, vault.ErrDamaged):
		return fmt.Errorf("%s is damaged: put back a copy of it", file)
	}
	return fmt.Errorf("the vault in %s cannot be used: %w", folder, err)
}

// examineVault says where secrets are kept and what is weak about that.
func (p *patient) examineVault(dir folder, s *settings.Settings) *vault.Vault {
	if dir.training {
		p.add("      vault: none in training")
		return nil
	}
	v, err := dir.openVault(nil)
	switch {
	case err != nil:
		p.say("vault", err)
	case v == nil:
		p.add("      vault: none, for there is no keyring here; 'kasir secret set' makes one that is sealed with a passphrase")
		p.add("      receipts: without a vault there is no key, so papers bear no code that proves them")
	case v.Kept() == vault.Keyring:
		p.say("vault: "+vault.File+", with its key in this user's keyring", nil)
	default:
		p.say("vault: "+vault.File+", sealed with a passphrase", nil)
	}
	if _, ok := settings.FromEnvironment(passphraseVariable); ok {
		p.add("      vault: its passphrase is in the environment, where every program of this user can read it")
	}
	var bare []string
	for _, m := range s.Methods {
		svc, _ := findService(m.Provider)
		for _, field := range svc.secrets {
			name := settings.EnvName(m.ID, field)
			if _, ok := settings.FromEnvironment(name); ok {
				bare = append(bare, name)
			}
		}
	}
	if len(bare) > 0 {
		p.add("      vault: not in it but in the environment, where every program of this user can read them: %s", strings.Join(bare, ", "))
	}
	return v
}
