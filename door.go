package main

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"kasir/assets/words"
	"kasir/checkout"
	"kasir/store"
	"kasir/store/vault"
	"kasir/ui"
	"kasir/ui/presenter"
)

// door is what stands before a till whose vault waits for its passphrase. The
// till can be had without where nothing in its database asks for the vault. The
// error is that the database cannot be had, for instance because a till is open.
func (t *till) door(ctx context.Context) (presenter.Door, error) {
	d := presenter.Door{
		Open: func(passphrase checkout.Secret) error {
			v, err := vault.Open(t.dir.path, passphrase)
			if errors.Is(err, vault.ErrWrongPassphrase) {
				return checkout.ErrWrongSecret
			}
			if err != nil {
				return sayVault(t.dir.path, err)
			}
			t.vault.Store(v)
			return t.open(ctx)
		},
	}
	needed, err := t.dir.needsVault()
	if err == nil && !needed {
		d.Without = func() error { return t.open(ctx) }
	}
	return d, err
}

// needsVault tells whether the audit log is sealed with a key of the vault, or
// somebody signs in with a PIN that its pepper went into.
func (f folder) needsVault() (bool, error) {
	db, err := f.openDatabase(store.Options{})
	if err != nil {
		return false, err
	}
	_, err = db.Sealed()
	needed := errors.Is(err, store.ErrSealed)
	if err == nil {
		needed, err = (&checkout.People{Staff: db}).SetUp()
	}
	if err = errors.Join(ignore(err, store.ErrSealed), db.Close()); err != nil {
		return false, sayStore(f.place(), err)
	}
	return needed, nil
}

func ignore(err, harmless error) error {
	if errors.Is(err, harmless) {
		return nil
	}
	return err
}

// knock has the window ask for the passphrase, and puts the till into it when
// the vault is open.
func (t *till) knock(ctx context.Context, a fyne.App, window *ui.App, d presenter.Door) *presenter.Counter {
	c := &presenter.Counter{
		Till: &checkout.Till{Shop: t.settings.Shop}, Words: words.OnScreen(t.settings.Shop.Language), Log: t.log, Dispatch: t.dispatch,
	}
	d.Blocked = t.blocked
	d.Enter = func() {
		if err := t.serve(ctx, a, window); err != nil {
			window.Serve(c)
			c.Block(t.blocked(err))
		}
	}
	d.Leave = t.shut
	window.Serve(c)
	c.Knock(ctx, d)
	return c
}

// blocked is what keeps the till shut behind an open vault. A copy is restored
// when this till has closed what it opened.
func (t *till) blocked(err error) presenter.Obstacle {
	o := t.dir.explain(err)
	o.met, t.failed = true, o
	met := t.dir.met(o)
	met.Leave = t.shut
	met.Again = func() {
		t.failed = nil
		t.shut()
	}
	if met.Restore != nil {
		met.Restore = func(file string) string {
			t.again = &again{training: t.dir.training, restore: &restoring{file: file, options: office{t}.options()}}
			return ""
		}
	}
	return met
}
