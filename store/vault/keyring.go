package vault

import (
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/zalando/go-keyring"
)

// service names our entries in the keyring.
const service = "kasir"

// keyringPatience is how long the keyring may take. It may be asking a person
// for its own password; or nobody, for ever, on a machine without a screen.
const keyringPatience = time.Minute

// patiently waits for the keyring, but not for ever.
func patiently(ask func() error) error {
	answered := make(chan error, 1)
	go func() { answered <- ask() }()
	timer := time.NewTimer(keyringPatience)
	defer timer.Stop()
	select {
	case err := <-answered:
		return err
	case <-timer.C:
		return errors.New("it does not answer")
	}
}

// hasKeyring tries whether there is a keyring that keeps what it is given.
func hasKeyring() bool {
	id := "probe-" + uuid.NewString()
	return patiently(func() error {
		if err := keyring.Set(service, id, id); err != nil {
			return err
		}
		return keyring.Delete(service, id)
	}) == nil
}

func fromRing(id string) (text string, err error) {
	found := make(chan string, 1)
	err = patiently(func() error {
		text, err := keyring.Get(service, id)
		found <- text
		return err
	})
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrNoKeyring, err)
	}
	return <-found, nil
}

// intoRing puts a text into the keyring, unless it is there already.
func intoRing(id, text string) error {
	if there, err := fromRing(id); err == nil && there == text {
		return nil
	}
	if err := patiently(func() error { return keyring.Set(service, id, text) }); err != nil {
		return fmt.Errorf("%w: %w", ErrNoKeyring, err)
	}
	return nil
}

// dropFromRing takes an entry away. One that stays does no harm.
func dropFromRing(id string) {
	_ = patiently(func() error { return keyring.Delete(service, id) })
}
