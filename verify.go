package main

import (
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"kasir/store"
	"kasir/ui/command"
)

func verifyCommand(dir *folder, out io.Writer) *cobra.Command {
	return &cobra.Command{
		Use: "verify [FILE]", Short: "Check the database, or a backup of it",
		Args: misusedArgs(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			proving := *dir
			proving.auditKey = dir.knownKey(newAsker(cmd).passphrase)
			if len(args) == 0 {
				err := proving.read(cmd.Context(), command.Call{Name: command.Verify}, out)
				if !isDamage(err) {
					return err
				}
				args = []string{filepath.Join(dir.place(), store.File)} // too damaged to be opened, but not to be looked at
			}
			if err := plainFile(args[0]); err != nil {
				return fmt.Errorf("%s cannot be checked: %s", args[0], unreadable(err))
			}
			report, err := store.VerifyFile(args[0], store.Options{AuditKey: proving.auditKey}, nil)
			if err != nil {
				return fmt.Errorf("%s cannot be checked: %s", args[0], unreadable(err))
			}
			return say(out, report)
		},
	}
}

func sayReport(out io.Writer, db *store.DB) error {
	report, err := db.Verify(nil)
	if err != nil {
		return fmt.Errorf("the database cannot be checked: %w", err)
	}
	return say(out, report)
}

// say lists what is wrong, or what was found in order.
func say(out io.Writer, report store.Report) error {
	for _, f := range report.Findings {
		if _, err := fmt.Fprintln(out, f); err != nil {
			return err
		}
	}
	if !report.Clean() {
		return fmt.Errorf("%d things are wrong; keep a copy of the file and restore the newest backup", len(report.Findings)+report.More)
	}
	_, err := fmt.Fprintf(out, "OK: %d sales, %d entries in the audit log (%d proved with the vault's key), last number %d\n",
		report.Sales, report.Entries, report.Sealed, report.Numbers)
	if err == nil && report.Unproved > 0 {
		_, err = fmt.Fprintf(out, "%d entries are sealed with a key that is not here and were not proved\n", report.Unproved)
	}
	return err
}
