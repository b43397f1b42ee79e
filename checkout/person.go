package checkout

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// A Person works at this till.
type Person struct {
	Name   string    `json:"name"`
	Role   Role      `json:"role"`
	Hash   string    `json:"hash"`             // of the PIN or passphrase, with its parameters
	Failed int       `json:"failed,omitempty"` // tries since the last right one, counted before each is looked at
	Trying bool      `json:"trying,omitempty"` // a try has been counted and has not ended
	Added  time.Time `json:"added"`
}

// A Staff keeps the people of a till.
type Staff interface {
	// People lists everybody who works here, in the order in which they came.
	People() ([]Person, error)

	// UpdatePeople loads, changes and stores the list and adds events to the audit
	// log, in one transaction. An error of change comes back as it is and leaves
	// everything as it was. change must not call the staff.
	UpdatePeople(change func(people []Person) ([]Person, []Event, error)) error
}

// A Hasher turns PINs and passphrases into what may be stored.
type Hasher interface {
	Hash(secret Secret) (string, error)
	// Matches tells whether a hash is that of a secret. An error says that the
	// hash cannot be read.
	Matches(secret Secret, hash string) (bool, error)
}

// How tries are counted. Only tries count, and only a clock that cannot be set
// makes anybody wait, so setting the machine's clock or starting it again gains
// nothing.
const (
	freeTries = 5                // wrong ones without a wait
	allTries  = 10               // wrong ones until the owner must unlock
	firstWait = 30 * time.Second // after freeTries; doubled with each wrong one
	longWait  = time.Hour        // the owner's longest: nobody could unlock him
)

// wait is how long after the last wrong try the next one may be.
func (p Person) wait() time.Duration {
	if p.Failed < freeTries {
		return 0
	}
	return min(firstWait<<min(p.Failed-freeTries, 10), longWait)
}

func (p Person) lockedOut() bool { return p.Role != Owner && p.Failed >= allTries }

// findPerson finds somebody by name, whatever the case of its letters; -1 where
// there is nobody.
func findPerson(people []Person, name string) int {
	for i := range people {
		if strings.EqualFold(people[i].Name, strings.TrimSpace(name)) {
			return i
		}
	}
	return -1
}

// cleanName takes a name as it was typed.
func cleanName(name string) (string, error) {
	name = strings.Join(strings.Fields(name), " ")
	bad := func(r rune) bool { return !unicode.IsPrint(r) || unicode.Is(unicode.Cf, r) }
	if !utf8.ValidString(name) || utf8.RuneCountInString(name) > 32 ||
		!strings.ContainsFunc(name, unicode.IsLetter) || strings.ContainsFunc(name, bad) {
		return "", ErrName
	}
	return name, nil
}

// checkSecret tells whether a new secret is good enough for a role: four to eight
// digits, but for the owner, whose rights are worth a passphrase.
func checkSecret(role Role, secret Secret) error {
	text := secret.Reveal()
	if role == Owner {
		if utf8.RuneCountInString(text) < 8 || isRun(text) {
			return ErrWeakSecret
		}
		return nil
	}
	if len(text) < 4 || len(text) > 8 || strings.Trim(text, "0123456789") != "" || isRun(text) {
		return ErrWeakSecret
	}
	return nil
}

// isRun finds 0000, 1234 and 8765.
func isRun(text string) bool {
	for _, step := range []int{0, 1, -1} {
		run := true
		for i := 1; i < len(text); i++ {
			run = run && int(text[i]) == int(text[i-1])+step
		}
		if run {
			return true
		}
	}
	return false
}
