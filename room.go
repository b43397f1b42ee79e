package main

import (
	"context"
	"errors"
	"time"

	"kasir/checkout"
)

// moneyLook is how often it is looked whether new payments can be taken.
const moneyLook = 15 * time.Second

// watchMoney tells why no new payments can be taken, so that nobody learns it from a
// customer who wants to pay; nil says that they can.
func (t *till) watchMoney(ctx context.Context, look func() error, tell func(why error)) {
	ticker := time.NewTicker(moneyLook)
	defer ticker.Stop()
	var told error
	for {
		err := look()
		if why := hindrance(err); !errors.Is(why, told) {
			told = why
			t.log.Warn("new payments", "err", err)
			tell(why)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// hindrance is what keeps new payments from being taken, without the figures.
func hindrance(err error) error {
	for _, why := range []error{checkout.ErrNoRoom, checkout.ErrReplaced, checkout.ErrGone} {
		if errors.Is(err, why) {
			return why
		}
	}
	return nil
}
