package vault

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"sync"

	"github.com/gofrs/flock"

	"kasir/checkout"
	"kasir/store/durable"
)

// The files of a vault in the data folder.
const (
	File     = "vault.age"
	lockFile = "vault.lock"
)

// MinPassphrase is the least number of characters of a passphrase.
const MinPassphrase = 8

// The names of the keys that the till makes for itself.
const (
	AuditKey   = "audit-key"   // seals the audit log
	Pepper     = "pepper"      // goes into the hash of each PIN
	ReceiptKey = "receipt-key" // signs the code on receipts
)

// keySize is the size of a key that the till makes, in bytes.
const keySize = 32

// A Vault is an open vault. A nil Vault is one without secrets that takes none.
// Its methods may be called from several goroutines at once.
type Vault struct {
	folder string

	mu      sync.Mutex
	key     key
	sealed  []byte // the file as it was last read or written; nil where there is none
	secrets map[string]checkout.Secret
}

// Open opens the vault in a data folder. Where there is none, one is made in
// memory: with the keyring, or with the passphrase where one is given; its file
// is written with the first secret. ErrNone, ErrLocked, ErrWrongPassphrase,
// ErrShortPassphrase, ErrNoKeyring, ErrDamaged.
func Open(folder string, passphrase checkout.Secret) (*Vault, error) {
	return open(folder, passKey{passphrase, scryptWork})
}

func open(folder string, given passKey) (*Vault, error) {
	v := &Vault{folder: folder, secrets: make(map[string]checkout.Secret)}
	if err := v.load(given); err != nil {
		return nil, fmt.Errorf("vault: open %s: %w", v.file(), err)
	}
	if v.key != nil {
		return v, nil
	}
	var err error
	if v.key, err = newKey(given); err != nil {
		return nil, fmt.Errorf("vault: make one in %s: %w", folder, err)
	}
	return v, nil
}

func newKey(given passKey) (key, error) {
	switch {
	case given.passphrase != "":
		return given, given.check()
	case !hasKeyring():
		return nil, ErrNone
	}
	return newRingKey()
}

func (v *Vault) file() string { return filepath.Join(v.folder, File) }

// Kept tells what the vault's key is kept in; empty for a nil Vault.
func (v *Vault) Kept() Kept {
	if v == nil {
		return ""
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.key.kept()
}

// Format keeps secrets out of whatever a Vault is printed into: fmt looks into
// unexported fields without asking a Secret how it wants to be printed.
func (v *Vault) Format(f fmt.State, _ rune) {
	_, _ = f.Write([]byte("vault " + string(v.Kept()))) // fmt does not fail
}

// Secret finds a secret by its name.
func (v *Vault) Secret(name string) (checkout.Secret, bool) {
	if v == nil {
		return "", false
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	s, ok := v.secrets[name]
	return s, ok
}

// Names lists what the vault holds, in alphabetical order.
func (v *Vault) Names() []string {
	if v == nil {
		return nil
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	return slices.Sorted(maps.Keys(v.secrets))
}

// Set puts a secret into the vault. It is on disk when Set returns.
func (v *Vault) Set(name string, secret checkout.Secret) error {
	err := v.change(func() error {
		v.secrets[name] = secret
		return nil
	})
	if err != nil {
		return fmt.Errorf("vault: set %s: %w", name, err)
	}
	return nil
}

// Remove takes a secret out of the vault. checkout.ErrNotFound.
func (v *Vault) Remove(name string) error {
	err := v.change(func() error {
		if _, ok := v.secrets[name]; !ok {
			return checkout.ErrNotFound
		}
		delete(v.secrets, name)
		return nil
	})
	if err != nil {
		return fmt.Errorf("vault: remove %s: %w", name, err)
	}
	return nil
}

// Key gives the till's own key of a name, 32 random bytes that are made when
// they are first asked for.
func (v *Vault) Key(name string) ([]byte, error) {
	text, ok := v.Secret(name)
	if !ok {
		err := v.change(func() error {
			if _, ok := v.secrets[name]; !ok { // another process may have made it meanwhile
				v.secrets[name] = checkout.Secret(hex.EncodeToString(random(keySize)))
			}
			text = v.secrets[name]
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("vault: make %s: %w", name, err)
		}
	}
	key, err := hex.DecodeString(text.Reveal())
	if err != nil || len(key) != keySize {
		return nil, fmt.Errorf("vault: %s: %w", name, ErrDamaged)
	}
	return key, nil
}

func random(size int) []byte {
	b := make([]byte, size)
	_, _ = rand.Read(b) // it never fails: package crypto/rand
	return b
}

// KeepIn seals the vault anew: with the keyring, or with a passphrase, which is
// needed for that alone.
func (v *Vault) KeepIn(kept Kept, passphrase checkout.Secret) error {
	return v.keepIn(kept, passKey{passphrase, scryptWork})
}

func (v *Vault) keepIn(kept Kept, given passKey) error {
	var old key
	err := v.change(func() (err error) {
		old = v.key
		switch {
		case kept == Passphrase:
			v.key, err = given, given.check()
		case !hasKeyring():
			err = ErrNoKeyring
		default:
			v.key, err = newRingKey()
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("vault: keep it by %s: %w", kept, err)
	}
	old.forget()
	return nil
}

// change changes the secrets, under a lock that other processes heed.
func (v *Vault) change(f func() error) error {
	if v == nil {
		return ErrNone
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := durable.MakeDir(v.folder); err != nil {
		return err
	}
	lock := flock.New(filepath.Join(v.folder, lockFile), flock.SetPermissions(0o600))
	if err := lock.Lock(); err != nil {
		return err
	}
	err := v.load(v.key)
	key, secrets := v.key, maps.Clone(v.secrets)
	if err == nil {
		err = f()
	}
	if err == nil {
		err = v.store()
	}
	if err != nil {
		v.key, v.secrets = key, secrets
	}
	return errors.Join(err, lock.Unlock())
}
