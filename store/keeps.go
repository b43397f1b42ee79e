package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"kasir/checkout"
)

// The rules of this file are the domain's to keep. They stand here once more,
// because what they guard cannot be mended afterwards.

// openable tells whether a sale can be opened as it is.
func openable(s *checkout.Sale) error {
	switch {
	case s.ID == "" || len(s.ID) > maxText:
		return errors.New("a sale needs an id of reasonable length")
	case s.Number != 0 || s.Receipt != nil:
		return errors.New("a new sale has no number and no receipt")
	}
	return hasKeys(s)
}

// hasKeys wants an idempotency key on every payment and refund, each another one.
func hasKeys(s *checkout.Sale) error {
	seen := make(map[string]bool)
	check := func(what, id, key string) error {
		switch {
		case key == "" || len(key) > maxText:
			return fmt.Errorf("%s %s needs a key of reasonable length", what, id)
		case seen[key]:
			return fmt.Errorf("%s %s has the key of another", what, id)
		}
		seen[key] = true
		return nil
	}
	for _, p := range s.Payments {
		if err := check("payment", string(p.ID), p.Key); err != nil {
			return err
		}
	}
	for _, r := range s.Refunds {
		if err := check("refund", r.ID, r.Key); err != nil {
			return err
		}
	}
	return nil
}

// keeps tells whether a changed sale still has what must never go: its id, its
// events, its payments and their keys, money that came, and, once completed,
// its number and receipt. next is the only number that it may take.
func keeps(old, s *checkout.Sale, next uint64) error {
	switch {
	case s.ID != old.ID:
		return errors.New("a sale keeps its id")
	case old.Status == checkout.Completed && s.Status != checkout.Completed:
		return errors.New("a completed sale stays completed")
	case s.Number != old.Number && (old.Number != 0 || s.Number != next):
		return fmt.Errorf("a sale cannot take number %d: it has %d and the next is %d", s.Number, old.Number, next)
	case old.Receipt != nil && !sameReceipt(old.Receipt, s.Receipt):
		return errors.New("a receipt stays as it was given")
	case len(s.Events) < len(old.Events):
		return errors.New("events are only ever added")
	}
	for i, e := range old.Events {
		if !sameEvent(e, s.Events[i]) {
			return fmt.Errorf("event %d stays as it happened", i+1)
		}
	}
	if err := keepsPayments(old, s); err != nil {
		return err
	}
	if err := keepsRefunds(old, s); err != nil {
		return err
	}
	return hasKeys(s)
}

func keepsPayments(old, s *checkout.Sale) error {
	for _, p := range old.Payments {
		kept := s.Payment(p.ID)
		switch {
		case kept == nil:
			return fmt.Errorf("payment %s stays in its sale", p.ID)
		case kept.Key != p.Key:
			return fmt.Errorf("payment %s keeps its key", p.ID)
		case p.Status == checkout.Paid && kept.Status != checkout.Paid:
			return fmt.Errorf("payment %s stays paid", p.ID)
		case p.Status == checkout.Paid && kept.Booked != p.Booked:
			return fmt.Errorf("payment %s counts where it did", p.ID)
		}
	}
	return nil
}

// keepsRefunds guards money on its way back: a refund stays what it was, its end
// stays its end, and no more than came is ever given back.
func keepsRefunds(old, s *checkout.Sale) error {
	for _, r := range old.Refunds {
		kept := s.Refund(r.ID)
		switch {
		case kept == nil:
			return fmt.Errorf("refund %s stays in its sale", r.ID)
		case kept.Key != r.Key || kept.Payment != r.Payment || kept.Amount != r.Amount:
			return fmt.Errorf("refund %s keeps its key, payment and amount", r.ID)
		case !r.InMotion() && kept.Status != r.Status:
			return fmt.Errorf("refund %s has ended", r.ID)
		case !r.InMotion() && kept.Booked != r.Booked:
			return fmt.Errorf("refund %s counts where it did", r.ID)
		}
	}
	for _, r := range s.Refunds {
		if p := s.Payment(r.Payment); p == nil || s.Refundable(*p).Minor < 0 {
			return fmt.Errorf("refund %s gives back more than came", r.ID)
		}
	}
	return nil
}

func sameEvent(a, b checkout.Event) bool {
	sameTime := a.At.Equal(b.At)
	a.At, b.At = time.Time{}, time.Time{}
	return sameTime && a == b
}

func sameReceipt(a, b *checkout.Receipt) bool {
	before, err1 := json.Marshal(a)
	after, err2 := json.Marshal(b)
	return err1 == nil && err2 == nil && bytes.Equal(before, after)
}
