package vault

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"filippo.io/age"

	"kasir/checkout"
	"kasir/store/durable"
)

// load reads the file, unless it is as it was last seen. Where there is none
// nothing changes. have opens it if it is of the file's kind.
func (v *Vault) load(have key) error {
	sealed, err := os.ReadFile(v.file())
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case v.sealed != nil && bytes.Equal(sealed, v.sealed):
		return nil
	}
	k, err := keyOf(sealed, have)
	if err != nil {
		return err
	}
	secrets, err := unseal(sealed, k)
	if err != nil {
		return err
	}
	v.key, v.sealed, v.secrets = k, sealed, secrets
	return nil
}

// keyOf finds the key that a file's head asks for.
func keyOf(sealed []byte, have key) (key, error) {
	head, err := age.ExtractHeader(bytes.NewReader(sealed))
	if err != nil {
		return nil, ErrDamaged
	}
	for line := range strings.Lines(string(head)) {
		if id, ok := strings.CutPrefix(line, "-> "+ringStanza+" "); ok {
			id = strings.TrimSpace(id)
			if k, ok := have.(ringKey); ok && k.id == id {
				return k, nil
			}
			return findRingKey(id)
		}
	}
	if k, ok := have.(passKey); ok {
		return k, nil
	}
	return nil, ErrLocked
}

func unseal(sealed []byte, k key) (map[string]checkout.Secret, error) {
	identity, err := k.identity()
	if err != nil {
		return nil, err
	}
	plain, err := age.Decrypt(bytes.NewReader(sealed), identity)
	var strange *age.NoIdentityMatchError
	switch {
	case errors.As(err, &strange) && k.kept() == Passphrase:
		return nil, ErrWrongPassphrase
	case err != nil:
		return nil, ErrDamaged
	}
	text, err := io.ReadAll(plain)
	if err != nil {
		return nil, ErrDamaged
	}
	var found map[string]string
	if json.Unmarshal(text, &found) != nil { // whose words may quote a secret
		return nil, ErrDamaged
	}
	secrets := make(map[string]checkout.Secret)
	for name, secret := range found {
		secrets[name] = checkout.Secret(secret)
	}
	return secrets, nil
}

// store seals the secrets and replaces the file.
func (v *Vault) store() error {
	plain := make(map[string]string)
	for name, secret := range v.secrets {
		plain[name] = secret.Reveal()
	}
	text, err := json.Marshal(plain)
	if err != nil {
		return errors.New("the secrets cannot be written down")
	}
	recipient, err := v.key.recipient()
	if err != nil {
		return err
	}
	var sealed bytes.Buffer
	w, err := age.Encrypt(&sealed, recipient)
	if err != nil {
		return fmt.Errorf("seal: %w", err)
	}
	_, err = w.Write(text)
	if err = errors.Join(err, w.Close()); err != nil {
		return fmt.Errorf("seal: %w", err)
	}
	if err := durable.Write(v.file(), sealed.Bytes()); err != nil {
		return err
	}
	v.sealed = sealed.Bytes()
	return nil
}
