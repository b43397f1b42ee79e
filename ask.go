package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"kasir/checkout"
)

// longestSecret is more than any key of a payment service has, in bytes.
const longestSecret = 4096

// An asker reads secrets from whoever runs a command: hidden on a terminal, and
// else one line each from standard input.
type asker struct {
	ctx   context.Context
	in    *bufio.Reader
	tty   *os.File // nil where nobody sits before it
	words io.Writer
}

func newAsker(cmd *cobra.Command) *asker {
	a := &asker{ctx: cmd.Context(), in: bufio.NewReader(cmd.InOrStdin()), words: cmd.ErrOrStderr()}
	if file, ok := cmd.InOrStdin().(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		a.tty = file
	}
	return a
}

// secret asks for one secret. It is never shown and never part of an error.
func (a *asker) secret(what string) (checkout.Secret, error) {
	var text string
	var err error
	if a.tty != nil {
		text, err = a.hidden(what)
	} else {
		text, err = a.in.ReadString('\n')
		if errors.Is(err, io.EOF) && text != "" {
			err = nil
		}
	}
	text = strings.TrimSpace(text)
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return "", fmt.Errorf("read %s: %w", what, err)
	case text == "":
		return "", fmt.Errorf("%s is empty; type it, or pass it as a line of standard input", what)
	case len(text) > longestSecret || strings.ContainsFunc(text, unicode.IsControl):
		return "", fmt.Errorf("%s is no single line of text of at most %d bytes", what, longestSecret)
	}
	return checkout.Secret(text), nil
}

// hidden reads a line without showing it, and puts the terminal right when the
// command is interrupted meanwhile.
func (a *asker) hidden(what string) (string, error) {
	if _, err := fmt.Fprintf(a.words, "%s (not shown): ", what); err != nil {
		return "", err
	}
	defer func() { _, _ = fmt.Fprintln(a.words) }() // ends the line that the typing did not
	fd := int(a.tty.Fd())
	before, err := term.GetState(fd)
	if err != nil {
		return "", err
	}
	type line struct {
		text []byte
		err  error
	}
	read := make(chan line, 1)
	go func() {
		text, err := term.ReadPassword(fd)
		read <- line{text, err}
	}()
	select {
	case l := <-read:
		return string(l.text), l.err
	case <-a.ctx.Done():
		return "", errors.Join(errors.New("interrupted"), term.Restore(fd, before))
	}
}

// chosen asks for a secret that is being chosen, on a terminal twice.
func (a *asker) chosen(what string) (checkout.Secret, error) {
	first, err := a.secret(what)
	if err != nil || a.tty == nil {
		return first, err
	}
	second, err := a.secret("once more")
	if err == nil && second != first {
		err = errors.New("the two are not the same; try again")
	}
	return first, err
}

// end makes sure that nothing but blanks follows: a secret of several lines must
// not be cut to its first.
func (a *asker) end() error {
	if a.tty != nil {
		return nil
	}
	rest, err := io.ReadAll(io.LimitReader(a.in, longestSecret))
	if err != nil {
		return fmt.Errorf("read standard input: %w", err)
	}
	if strings.TrimSpace(string(rest)) != "" {
		return errors.New("more than one line came from standard input; nothing was changed")
	}
	return nil
}
