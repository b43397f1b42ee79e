package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kasir/checkout"
	"kasir/store"
	"kasir/store/vault"
	"kasir/ui/command"
)

// A folder is where a till keeps its data, and how it was asked to open it.
type folder struct {
	path     string
	training bool
	autoPay  time.Duration                   // in training, customers pay by themselves after this
	warnings io.Writer                       // hears what keeps no command from its answer; nil: nobody
	auditKey []byte                          // for a command that proves the audit log
	ask      func() (checkout.Secret, error) // gets the vault's passphrase for a command that needs the vault; nil for others
	opened   func() *vault.Vault             // the vault that the till has open; nil where a command runs
}

// newCommands makes the command line, which says in dir what folder was asked for.
func newCommands(dir *folder, out io.Writer) *cobra.Command {
	root := &cobra.Command{
		Use: "kasir", Short: "A desktop cashier for shops that are paid by QR code",
		Long: "kasir opens the till. With --training it opens one that moves no real money.",
		Args: misusedArgs(cobra.NoArgs), SilenceErrors: true, SilenceUsage: true,
		PersistentPreRun:  func(cmd *cobra.Command, _ []string) { dir.warnings = cmd.ErrOrStderr() },
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		RunE: func(cmd *cobra.Command, _ []string) error {
			anew, err := openTill(cmd.Context(), *dir)
			if err != nil {
				anew, err = dir.meet(cmd.Context(), dir.explain(err))
			}
			if err != nil || anew == nil {
				return err
			}
			if err := dir.carryOut(anew.restore); err != nil {
				return err
			}
			return anew.start()
		},
	}
	root.PersistentFlags().StringVar(&dir.path, "data", defaultFolder(), "the folder with settings and sales")
	root.PersistentFlags().BoolVar(&dir.training, "training", false, "practise: a built-in simulator in place of every provider")
	root.Flags().DurationVar(&dir.autoPay, "auto-pay", 0, "in training, customers pay by themselves after this time, such as 5s")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return &misusedError{err} })
	root.AddCommand(
		salesCommand(dir, out), receiptCommand(dir, out), verifyReceiptCommand(dir, out), reportCommand(dir, out), exportCommand(dir),
		backupCommand(dir, out), restoreCommand(dir, out), verifyCommand(dir, out), doctorCommand(dir, out),
		secretCommand(dir, out), bundleCommand(dir, out), peopleCommand(dir, out), simulateCommand(out), versionCommand(out),
	)
	return root
}

func misusedArgs(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch err := check(cmd, args); {
		case err == nil:
			return nil
		case !cmd.HasParent():
			return &misusedError{fmt.Errorf("there is no command %q; see 'kasir --help'", args[0])}
		}
		return &misusedError{fmt.Errorf("it is called like this: %s; see '%s --help'", cmd.UseLine(), cmd.CommandPath())}
	}
}

// oneOf lets a person give no more than one of some flags.
func oneOf(flags ...string) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, _ []string) error {
		given := slices.DeleteFunc(slices.Clone(flags), func(name string) bool { return !cmd.Flags().Changed(name) })
		if len(given) > 1 {
			return &misusedError{fmt.Errorf("give only one of --%s", strings.Join(given, " and --"))}
		}
		return nil
	}
}

func defaultFolder() string {
	config, err := os.UserConfigDir()
	if err != nil {
		return "kasir"
	}
	return filepath.Join(config, "kasir")
}

func salesCommand(dir *folder, out io.Writer) *cobra.Command {
	call := command.Call{Name: command.Sales}
	cmd := &cobra.Command{
		Use: "sales", Short: "List sales with their payments", Args: misusedArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return dir.read(cmd.Context(), call, out) },
	}
	cmd.Flags().StringVar(&call.Day, "day", "", "only this business day, YYYY-MM-DD")
	cmd.Flags().BoolVar(&call.JSON, "json", false, "one JSON object a line")
	return cmd
}

func receiptCommand(dir *folder, out io.Writer) *cobra.Command {
	var asText bool
	var png, pdf, escpos string
	cmd := &cobra.Command{
		Use: "receipt INVOICE", Short: "Render the stored receipt of a sale, marked as a copy",
		Args: misusedArgs(cobra.ExactArgs(1)), PreRunE: oneOf("text", "png", "pdf", "escpos"),
		RunE: func(cmd *cobra.Command, args []string) error {
			call := command.Call{Name: command.Receipt, Number: args[0]}
			switch {
			case png != "":
				call.Format = "png"
				return dir.readInto(cmd.Context(), call, png)
			case pdf != "":
				call.Format = "pdf"
				return dir.readInto(cmd.Context(), call, pdf)
			case escpos != "":
				call.Format = "escpos"
				return dir.readInto(cmd.Context(), call, escpos)
			}
			return dir.read(cmd.Context(), call, out)
		},
	}
	cmd.Flags().BoolVar(&asText, "text", true, "print it as text")
	cmd.Flags().StringVar(&png, "png", "", "write a picture of it to this file")
	cmd.Flags().StringVar(&pdf, "pdf", "", "write it as a PDF to this file")
	cmd.Flags().StringVar(&escpos, "escpos", "", "write the printer's bytes to this file")
	return cmd
}

func verifyReceiptCommand(dir *folder, out io.Writer) *cobra.Command {
	return &cobra.Command{
		Use: "verify-receipt CODE", Short: "Tell whether a paper with this code is ours, and what it must say",
		Args: misusedArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir.ask = newAsker(cmd).passphrase
			return dir.read(cmd.Context(), command.Call{Name: command.Stamp, Code: args[0]}, out)
		},
	}
}

func versionCommand(out io.Writer) *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print version, commit and Go version", Args: misusedArgs(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintf(out, "kasir %s %s %s\n", version, commit, runtime.Version())
			return err
		},
	}
}

// place is the folder itself, training apart from real sales.
func (f folder) place() string {
	if f.training {
		return filepath.Join(f.path, "training")
	}
	return f.path
}

// read has a command answered: by this process where no till is open in the
// folder, by that till where one is.
func (f folder) read(ctx context.Context, call command.Call, out io.Writer) error {
	shop, profile, err := f.shop()
	if err != nil {
		return err
	}
	labels := f.labels()
	if _, err := os.Stat(filepath.Join(f.place(), store.File)); errors.Is(err, fs.ErrNotExist) {
		if err := f.proveThere(); err != nil {
			return f.orAsk(ctx, call, out, err)
		}
		return command.Desk{Source: empty{}, Shop: shop, Profile: profile, Now: now, Verify: nothingToVerify}.Do(call, out)
	}
	db, err := f.openToRead(store.Options{AuditKey: f.auditKey, Day: shop.BusinessDay})
	if err != nil {
		return f.orAsk(ctx, call, out, err)
	}
	defer func() { _ = db.Close() }()
	if shop.Series, err = db.Series(); err != nil {
		return sayStore(f.place(), err)
	}
	d := desk(db, shop, profile)
	d.Explain = func(err error) error { return f.explain(err) }
	d.Labels = labels
	if f.ask != nil {
		v, err := f.openVault(f.ask)
		if err == nil {
			d.Stamp, err = stampKey(v)
		}
		if err != nil {
			return err
		}
	}
	return d.Do(call, out)
}

// orAsk has the till answer that has the database open, where that is why it could
// not be opened here.
func (f folder) orAsk(ctx context.Context, call command.Call, out io.Writer, err error) error {
	if !errors.Is(err, store.ErrInUse) {
		return err
	}
	if err := command.Ask(ctx, f.place(), call, out); !errors.Is(err, command.ErrClosed) {
		return err
	}
	return f.unanswered(store.RoomIn(f.place()))
}

// readInto is read with the output going to a file, which is left alone where
// the command fails.
func (f folder) readInto(ctx context.Context, call command.Call, path string) error {
	if err := mayReplace(path); err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".kasir-*")
	if err != nil {
		return unwritten(path, err)
	}
	defer func() { _ = os.Remove(file.Name()) }()
	err = errors.Join(f.read(ctx, call, file), file.Close())
	if at := new(fs.PathError); err != nil && (!errors.As(err, &at) || at.Path != file.Name()) {
		return err // not of the file
	}
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	return unwritten(path, err)
}
