package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"kasir/checkout"
	"kasir/store"
	"kasir/store/settings"
	"kasir/store/vault"
)

// What keeps a till from opening, as the window's words call it (obstacle.* in
// assets/words).
const (
	isDamaged  = "damaged"
	isMissing  = "missing"
	isInUse    = "in-use"
	isNewer    = "newer"
	isSealed   = "sealed"
	isReadOnly = "read-only"
	isWornDisk = "read-only-disk"
	isNoRoom   = "no-room"
	isUnset    = "settings"
	isOther    = "other"
)

// An obstacle keeps a till from opening. Its text is for a person at the command
// line; the window says it in its own words. The cause is for the log.
type obstacle struct {
	what  string
	text  string
	lines []string // of the text, where only they tell what to put right
	cause error
	met   bool // it has been said in a window
}

// Error says what is in the way and what to do.
func (o *obstacle) Error() string { return o.text }

// Unwrap gives the cause.
func (o *obstacle) Unwrap() error { return o.cause }

// explain finds the words for what went wrong. What was put into words already
// stays as it is.
func (f folder) explain(err error) *obstacle {
	var known *obstacle
	var problems settings.Problems
	var problem settings.Problem
	switch {
	case errors.As(err, &known):
		return known
	case isDamage(err):
		return f.damaged(err)
	case errors.As(err, &problems):
		o := &obstacle{what: isUnset, text: err.Error(), cause: err}
		for _, p := range problems {
			o.lines = append(o.lines, p.Error())
		}
		return o
	case errors.As(err, &problem):
		return &obstacle{what: isUnset, text: err.Error(), lines: []string{problem.Error()}, cause: err}
	}
	return &obstacle{what: isOther, text: err.Error(), lines: []string{err.Error()}, cause: err}
}

// sayStore puts what keeps a database shut into words for a person.
func sayStore(path string, err error) error {
	var known *obstacle
	switch {
	case errors.As(err, &known):
		return err
	case errors.Is(err, store.ErrInUse):
		return &obstacle{what: isInUse, text: fmt.Sprintf("another kasir has %s open already; close it first", path), cause: err}
	case errors.Is(err, store.ErrSealed):
		return &obstacle{what: isSealed, text: fmt.Sprintf("the audit log in %s is sealed with a key that is not here: put back %s as it was, or see 'kasir secret start-over --help'", path, vault.File), cause: err}
	case errors.Is(err, store.ErrNewer):
		return &obstacle{what: isNewer, text: fmt.Sprintf("%s was written by a newer kasir; install that version", filepath.Join(path, store.File)), cause: err}
	case errors.Is(err, checkout.ErrNoRoom):
		return &obstacle{what: isNoRoom, text: fmt.Sprintf("the disk of %s has no room for the copy that is kept before the data is brought to this version; nothing was changed. Make room on it, then start kasir again", path), cause: err}
	case store.IsReadOnly(err):
		return &obstacle{what: isWornDisk, text: fmt.Sprintf("the disk of %s can only be read; it may be failing. Save a copy to another one with 'kasir backup', then see that it can be written or have it replaced", path), cause: err}
	case errors.Is(err, fs.ErrPermission):
		return &obstacle{what: isReadOnly, text: fmt.Sprintf("%s may not be written by this user; start kasir as the user who set it up, or have the folder given to this one", path), cause: err}
	}
	if isDamage(err) { // which explain has words for
		return fmt.Errorf("the database in %s cannot be opened: %w", path, err)
	}
	text := fmt.Sprintf("the database in %s cannot be opened: %v", path, err)
	return &obstacle{what: isOther, text: text, lines: []string{text}, cause: err}
}

// isDamage tells whether an error says that a database does not hold what was
// written to it.
func isDamage(err error) bool {
	var damage *store.DamageError
	return errors.As(err, &damage)
}
