package pin

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"

	"golang.org/x/crypto/argon2"

	"kasir/checkout"
)

// ErrHash says that a stored hash cannot be read.
var ErrHash = errors.New("the stored hash of a PIN cannot be read")

// A Cost is what one try costs whoever tries.
type Cost struct {
	Memory uint32 // KiB
	Passes uint32
}

// Usual is what tills use. OWASP's Password Storage Cheat Sheet asks of argon2id
// for 19 MiB and two passes at least; this takes a tenth of a second.
var Usual = Cost{Memory: 64 << 10, Passes: 3}

// heaviest is the most that a stored hash may ask of the machine.
var heaviest = Cost{Memory: 1 << 20, Passes: 16}

const (
	saltSize = 16
	hashSize = 32
	lanes    = 1
)

// A Hasher hashes with a pepper.
type Hasher struct {
	Pepper []byte // from the vault
	Cost   Cost   // of new hashes; zero means Usual
}

var _ checkout.Hasher = Hasher{}

// Hash makes a hash with a new salt.
func (h Hasher) Hash(secret checkout.Secret) (string, error) {
	if len(h.Pepper) == 0 {
		return "", errors.New("pin: hash without a pepper")
	}
	cost := h.Cost
	if cost == (Cost{}) {
		cost = Usual
	}
	salt := make([]byte, saltSize)
	_, _ = rand.Read(salt) // it never fails: package crypto/rand
	text := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf(form, argon2.Version, cost.Memory, cost.Passes, lanes, text(salt)+"$"+text(h.sum(secret, salt, cost))), nil
}

const form = "$argon2id$v=%d$m=%d,t=%d,p=%d$%s"

// Matches tells whether a hash is that of a secret. ErrHash.
func (h Hasher) Matches(secret checkout.Secret, hash string) (bool, error) {
	salt, want, cost, err := parse(hash)
	if err != nil {
		return false, fmt.Errorf("pin: compare: %w", err)
	}
	return subtle.ConstantTimeCompare(h.sum(secret, salt, cost), want) == 1, nil
}

func (h Hasher) sum(secret checkout.Secret, salt []byte, cost Cost) []byte {
	peppered := hmac.New(sha256.New, h.Pepper)
	peppered.Write([]byte(secret.Reveal()))
	return argon2.IDKey(peppered.Sum(nil), salt, cost.Passes, cost.Memory, lanes, hashSize)
}
