package pin_test

import (
	"errors"
	"strings"
	"testing"

	"kasir/checkout"
	"kasir/store/pin"
)

var (
	cheap  = pin.Cost{Memory: 64, Passes: 1}
	hasher = pin.Hasher{Pepper: []byte("pepper"), Cost: cheap}
)

func hash(t testing.TB, h pin.Hasher) string {
	t.Helper()
	text, err := h.Hash("2580")
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestOnlyTheSecretMatches(t *testing.T) {
	stored := hash(t, hasher)
	for secret, want := range map[checkout.Secret]bool{"2580": true, "2581": false, "": false, "02580": false, "2580 ": false} {
		if got, err := hasher.Matches(secret, stored); got != want || err != nil {
			t.Errorf("%q: got %v, %v, want %v", secret.Reveal(), got, err, want)
		}
	}
	if strings.Contains(stored, "2580") || stored == hash(t, hasher) {
		t.Error("a hash tells the secret, or that two people have the same")
	}
}

// A thief with the database has every hash and not the pepper.
func TestWithoutThePepperTheRightPINDoesNotMatch(t *testing.T) {
	stored := hash(t, hasher)
	for _, pepper := range []string{"", "peppe", "Pepper"} {
		if got, err := (pin.Hasher{Pepper: []byte(pepper), Cost: cheap}).Matches("2580", stored); got || err != nil {
			t.Errorf("pepper %q: got %v, %v", pepper, got, err)
		}
	}
	if _, err := (pin.Hasher{}).Hash("2580"); err == nil {
		t.Error("a hash was made without a pepper")
	}
}

func TestUsualCostAndOldOnes(t *testing.T) {
	usual := pin.Hasher{Pepper: hasher.Pepper}
	stored := hash(t, usual)
	if !strings.HasPrefix(stored, "$argon2id$v=19$m=65536,t=3,p=1$") {
		t.Errorf("got %s", stored)
	}
	for _, h := range []pin.Hasher{usual, hasher} { // whatever is usual by then
		if ok, err := h.Matches("2580", stored); !ok || err != nil {
			t.Errorf("got %v, %v", ok, err)
		}
	}
}

func TestAHashThatWasTamperedWithIsAnError(t *testing.T) {
	stored := hash(t, hasher)
	parts := strings.Split(stored, "$")
	for what, bad := range map[string]string{
		"empty": "", "text": "2580", "another kind": strings.Replace(stored, "argon2id", "argon2i", 1),
		"another version": strings.Replace(stored, "v=19", "v=16", 1),
		"all memory":      strings.Replace(stored, "m=64", "m=4294967295", 1),
		"no memory":       strings.Replace(stored, "m=64", "m=0", 1),
		"for ever":        strings.Replace(stored, "t=1", "t=4294967295", 1),
		"no passes":       strings.Replace(stored, "t=1", "t=0", 1),
		"many lanes":      strings.Replace(stored, "p=1", "p=9", 1),
		"no salt":         strings.Replace(stored, parts[4], "", 1),
		"a short hash":    strings.Replace(stored, parts[5], "AAAA", 1),
		"a tail":          stored + "x", "blanks": stored + " x", "zeros": strings.Replace(stored, "m=64", "m=064", 1),
	} {
		if got, err := hasher.Matches("2580", bad); got || !errors.Is(err, pin.ErrHash) {
			t.Errorf("%s: got %v, %v", what, got, err)
		}
	}
}

func BenchmarkOneTry(b *testing.B) {
	usual := pin.Hasher{Pepper: hasher.Pepper}
	stored := hash(b, usual)
	for b.Loop() {
		if ok, err := usual.Matches("2580", stored); !ok || err != nil {
			b.Fatal(ok, err)
		}
	}
}
