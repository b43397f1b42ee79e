package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"kasir/store/settings"
)

// An again is the wish to start the program anew, which new settings need.
type again struct {
	training bool
	restore  *restoring // what is done before; nil where nothing is
}

// arguments are those of this start, in training or not.
func (a again) arguments(args []string) []string {
	args = slices.DeleteFunc(slices.Clone(args), func(arg string) bool { return arg == "--training" })
	if a.training {
		args = append(args, "--training")
	}
	return args
}

// start starts the program anew.
func (a again) start() error {
	program, err := os.Executable()
	if err != nil {
		return fmt.Errorf("start again: %w", err)
	}
	if err := become(program, append([]string{os.Args[0]}, a.arguments(os.Args[1:])...)); err != nil {
		return fmt.Errorf("start again: %w", err)
	}
	return nil
}

// firstStart is a till that has nothing to sell by yet: the wizard asks for it.
const firstStart = `
[shop]
name = "Kasir"

[[method]]
id       = "cash"
label    = "Cash"
provider = "cash"
`

// openSettings reads kasir.toml. first tells that a shop's name or a way to pay
// is missing, so that the wizard comes before anything else.
func (f folder) openSettings() (s *settings.Settings, first bool, err error) {
	s, err = f.settings()
	var problems settings.Problems
	missing := errors.Is(err, fs.ErrNotExist)
	if errors.As(err, &problems) {
		missing = !slices.ContainsFunc(problems, func(p settings.Problem) bool { return !p.Missing() })
	}
	if f.training || !missing {
		return s, false, err
	}
	s, err = settings.Parse([]byte(firstStart))
	return s, true, err
}
