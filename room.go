package main

import (
	"context"
	"time"

	"kasir/ui/presenter"
)

// moneyLook is how often it is looked whether new payments can be taken.
const moneyLook = 15 * time.Second

// watchMoney tells what keeps new payments from being taken, so that nobody learns it
// from a customer who wants to pay; an empty word says that nothing does.
func (t *till) watchMoney(ctx context.Context, look func() error, tell func(word string)) {
	ticker := time.NewTicker(moneyLook)
	defer ticker.Stop()
	told := ""
	for {
		err := look()
		if word := presenter.Hindrance(err); word != told {
			told = word
			t.log.Warn("new payments", "err", err)
			tell(word)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}
