// Kasir is a desktop cashier for shops that are paid by QR code.
//
// This package only wires the others together: commands.go is the command
// line, methods.go the list of providers, open.go the till from its folder to
// its window. What a till knows about selling stands in checkout.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"kasir/printer"
	"kasir/ui/command"
)

// Stamped by the Makefile.
var (
	version = "0.1.0"
	commit  = "unknown"
)

// Exit codes, the same for every command.
const (
	done   = 0
	failed = 1
	misuse = 2
)

func main() {
	keepMemoryOffDisk()
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run carries out one command line and returns its exit code. What went wrong
// is said in one plain text on stderr.
func run(args []string, in io.Reader, out, errOut io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	printer.UseSystemFonts()
	dir := &folder{}
	root := newCommands(dir, out)
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errOut)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return done
	}
	_, _ = fmt.Fprintf(errOut, "kasir: %v\n", dir.explain(err)) // nobody is left to tell if this fails
	var misused *misusedError
	if errors.As(err, &misused) || command.IsUsage(err) {
		return misuse
	}
	return failed
}

// now is the one real clock of the program's wiring.
func now() time.Time { return time.Now() }

// A misusedError is a command line that cannot be meant.
type misusedError struct{ error }

func (e *misusedError) Unwrap() error { return e.error }
