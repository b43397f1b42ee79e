package store

import (
	"errors"
	"fmt"
	"runtime/debug"
	"strconv"
	"strings"
)

// A DamageError says that the file does not hold what was written to it, as far
// as it is known where. Its text is for the log and for support.
type DamageError struct {
	Bucket string // empty where the structure of the file itself is damaged
	Key    string // as stored; Error writes it readably
	Err    error
}

func damaged(bucket, key, why string) error {
	return &DamageError{Bucket: bucket, Key: key, Err: errors.New(why)}
}

// Error names the place and what is wrong there.
func (e *DamageError) Error() string {
	if e.Bucket == "" {
		return fmt.Sprintf("the file is damaged: %v", e.Err)
	}
	return fmt.Sprintf("%s is damaged: %v", place(e.Bucket, e.Key), e.Err)
}

// Unwrap gives the cause.
func (e *DamageError) Unwrap() error { return e.Err }

// place names bucket and key so that a person can read it: "sales, key 17".
func place(bucket, key string) string {
	if key == "" {
		return bucket
	}
	if n, ok := parse8([]byte(key)); ok && !isPlain(key) {
		return fmt.Sprintf("%s, key %d", bucket, n)
	}
	return fmt.Sprintf("%s, key %s", bucket, strconv.QuoteToASCII(key))
}

func isPlain(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r > '~' }) < 0
}

// A guard turns a crash on damaged pages into a DamageError. A crash of foreign
// code that runs inside it is a bug and no damage: it goes on as it is.
type guard struct{ foreign bool }

func (g *guard) run(fn func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if g.foreign {
			return
		}
		if crash := recover(); crash != nil {
			err = &DamageError{Err: fmt.Errorf("reading it crashed: %v", crash)}
		}
	}()
	return fn()
}

func (g *guard) call(fn func() error) error {
	g.foreign = true
	err := fn()
	g.foreign = false
	return err
}
