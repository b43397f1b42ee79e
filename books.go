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
	"kasir/ui/command"
)

func reportCommand(dir *folder, out io.Writer) *cobra.Command {
	call := command.Call{Name: command.Report}
	cmd := &cobra.Command{
		Use: "report", Short: "What a business day comes to, by method", Args: misusedArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return dir.read(cmd.Context(), call, out) },
	}
	cmd.Flags().StringVar(&call.Day, "day", "", "the business day, YYYY-MM-DD; today's if not given")
	cmd.Flags().BoolVar(&call.JSON, "json", false, "as one JSON object")
	return cmd
}

func exportCommand(dir *folder) *cobra.Command {
	call := command.Call{Name: command.Export}
	cmd := &cobra.Command{
		Use: "export FILE.csv", Short: "Write every movement of money to a file, one a line",
		Args: misusedArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error { return dir.readInto(cmd.Context(), call, args[0]) },
	}
	cmd.Flags().StringVar(&call.Day, "day", "", "only this business day, YYYY-MM-DD")
	cmd.Flags().StringVar(&call.From, "from", "", "the first business day")
	cmd.Flags().StringVar(&call.To, "to", "", "the last business day")
	return cmd
}

func backupCommand(dir *folder, out io.Writer) *cobra.Command {
	return &cobra.Command{
		Use: "backup FILE", Short: "Write a checked copy of the database, also while the till is open",
		Args: misusedArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			file, err := filepath.Abs(args[0])
			if err != nil {
				return fmt.Errorf("%s cannot be written: %w", args[0], err)
			}
			return dir.read(cmd.Context(), command.Call{Name: command.Backup, File: file}, out)
		},
	}
}

func restoreCommand(dir *folder, out io.Writer) *cobra.Command {
	return &cobra.Command{
		Use: "restore FILE", Short: "Put a backup in the place of the database; the till must be closed",
		Args: misusedArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			shop, _, err := dir.shop()
			if err != nil {
				return err
			}
			o := store.Options{Day: shop.BusinessDay, AuditKey: dir.knownKey(newAsker(cmd).passphrase)}
			if err := plainFile(args[0]); err != nil {
				return sayRestore(dir.place(), args[0], err)
			}
			r, err := store.Restore(dir.place(), args[0], o, now())
			if err != nil {
				return sayRestore(dir.place(), args[0], err)
			}
			_, err = io.WriteString(out, restored(r))
			return errors.Join(err, dir.tellAtStart(outcomeOf(args[0], r))) // the owner may not be who sits here
		},
	}
}

// sayRestore puts what keeps a backup from being restored into words.
func sayRestore(place, backup string, err error) error {
	var damage *store.DamageError
	switch {
	case errors.As(err, &damage):
		return fmt.Errorf("%s is damaged, and nothing was changed; try an older backup. 'kasir verify' says what is wrong with it", backup)
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, store.ErrNewer), errors.Is(err, errNoFile):
		return fmt.Errorf("%s was not restored, and the database is as it was: %s", backup, unreadable(err))
	case errors.Is(err, checkout.ErrNoRoom):
		return fmt.Errorf("%s was not restored, and the database is as it was: the disk of %s has no room for it. Make room on it first", backup, place)
	case store.IsReadOnly(err), errors.Is(err, store.ErrInUse), errors.Is(err, store.ErrSealed), errors.Is(err, os.ErrPermission):
		return sayStore(place, err)
	}
	return fmt.Errorf("%s was not restored, and the database is as it was: %w", backup, innermost(err))
}

// restored says what a restore did and what must be done now.
func restored(r store.Restored) string {
	text := fmt.Sprintf("OK: %d sales are back. The backup ends at %s.\n", r.Backup.Sales, r.Newest.Local().Format("2006-01-02 15:04"))
	if r.Replaced != "" {
		text += fmt.Sprintf("The file that was replaced is kept: %s\n", r.Replaced)
	}
	text += fmt.Sprintf("Receipt numbers carry %s from now on, so that none is given twice.\n", r.Series)
	if r.Papers > 0 {
		text += fmt.Sprintf("Papers that waited in the backup: %d. They may have come out since and are not printed again by themselves.\n", r.Papers)
	}
	for _, p := range r.Forgotten {
		text += fmt.Sprintf("A code of %s by %s of %s (%s) could still be paid, and the backup does not know of it. Look it up at the service.\n",
			p.Amount, p.Method, p.Created.Local().Format("2006-01-02 15:04"), p.Ref)
	}
	return text + fmt.Sprintf(`Now:
1. Open the till and wait: it asks the services about what was unfinished in the backup (sales: %d).
2. Press * and have the till ask the services what they have that it does not know. Look up the rest at each service.
   Ring none of it up again. It stays under * until the owner says that all is looked up.
3. Give nothing back for an older sale before you have looked there whether that was done already.
`, r.Open)
}
