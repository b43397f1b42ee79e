package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"kasir/checkout"
	"kasir/store"
	"kasir/store/durable"
	"kasir/store/vault"
)

// lostVault is where a vault goes that nobody can open any more. Should its key
// turn up, it proves what was logged before.
const lostVault = vault.File + ".lost"

func startOverCommand(dir *folder, out io.Writer) *cobra.Command {
	return &cobra.Command{
		Use: "start-over", Short: "Make a new vault where the key of the old one is lost for good",
		Args: misusedArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return startOver(*dir, newAsker(cmd), out) },
	}
}

// startOver goes on without what was in the vault. Sales stay. It is on record
// in the audit log, which whoever has an earlier Z slip can hold against it.
func startOver(dir folder, a *asker, out io.Writer) error {
	s, err := dir.settings()
	if err != nil {
		return err
	}
	switch whole, err := dir.hasItsKey(); {
	case err != nil:
		return err
	case whole:
		return errors.New("the vault opens and holds the key of the audit log; nothing is lost")
	}
	_, err = fmt.Fprintf(a.words, "The secrets in the vault and the people of this till will be gone, and what was logged so far\n"+
		"can no longer be proved. Sales stay. Type the till's name, %s, to go on.\n", s.Shop.Till)
	if err != nil {
		return err
	}
	if typed, err := a.secret("the till's name"); err != nil || typed.Reveal() != s.Shop.Till {
		return errors.Join(err, fmt.Errorf("that is not %s; nothing was changed", s.Shop.Till))
	}
	if err := setAsideVault(dir.path); err != nil {
		return err
	}
	v, err := dir.needVault(a)
	if err != nil {
		return err
	}
	key, err := v.Key(vault.AuditKey)
	if err != nil {
		return sayVault(dir.path, err)
	}
	db, err := dir.openDatabase(store.Options{AuditKey: key})
	if err != nil {
		return err
	}
	err = db.Reseal(checkout.Event{At: now().UTC(), Note: "the vault was lost; started over on the command line"})
	if err = errors.Join(err, db.Close()); err != nil {
		return sayStore(dir.place(), err)
	}
	_, err = fmt.Fprintln(out, "There is a new vault. Set its secrets with 'kasir secret set', and the people with 'kasir people add'.")
	return err
}

// hasItsKey tells whether the vault opens and holds what the audit log is sealed
// with. The error says that the database cannot be had, for instance because the
// till is open.
func (f folder) hasItsKey() (bool, error) {
	v, unopened := f.openVault(nil)
	var key []byte
	if _, ok := v.Secret(vault.AuditKey); ok {
		var err error
		if key, err = v.Key(vault.AuditKey); err != nil {
			unopened = err
		}
	}
	db, err := f.openDatabase(store.Options{AuditKey: key})
	if err != nil {
		return false, err
	}
	_, err = db.Sealed()
	whole := unopened == nil && err == nil
	if errors.Is(err, store.ErrSealed) {
		err = nil
	}
	return whole, errors.Join(err, db.Close())
}

func setAsideVault(dir string) error {
	err := os.Rename(filepath.Join(dir, vault.File), filepath.Join(dir, lostVault))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err = errors.Join(err, durable.SyncDir(dir)); err != nil {
		return fmt.Errorf("set the old vault aside: %w", err)
	}
	return nil
}
