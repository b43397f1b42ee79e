package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"

	"kasir/checkout"
	"kasir/printer"
	"kasir/printer/escpos"
	"kasir/printer/receipt"
	"kasir/store"
	"kasir/store/settings"
	"kasir/ui/command"
)

// settings reads kasir.toml. A training till works without one.
func (f folder) settings() (*settings.Settings, error) {
	s, err := settings.Load(filepath.Join(f.path, settings.Name))
	if errors.Is(err, fs.ErrNotExist) && f.training {
		return settings.Parse([]byte(practice))
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &noSettingsError{f.path}
	}
	return s, err
}

// A noSettingsError is a folder without kasir.toml.
type noSettingsError struct{ folder string }

// Error says what to do.
func (e *noSettingsError) Error() string {
	return fmt.Sprintf("no %s in %s: start kasir, which asks for what it needs, or write one as the README shows", settings.Name, e.folder)
}

// Is makes the error a missing file.
func (e *noSettingsError) Is(target error) bool { return target == fs.ErrNotExist }

// practice is the shop of a training till that has no settings of its own.
const practice = `
[shop]
name    = "Kasir Training Shop"
address = ["Jl. Latihan 1", "Bandung 40111"]
support = "ask the owner"

[[method]]
id       = "qris"
label    = "QRIS"
provider = "uncle-z"
`

// shop is what commands that only read need of the settings. A folder without
// any has sales of no shop, which is no error.
func (f folder) shop() (checkout.Shop, string, error) {
	s, err := f.settings()
	if err == nil {
		return s.Shop, s.Printer.Profile, nil
	}
	var problems settings.Problems
	if errors.As(err, &problems) {
		return checkout.Shop{}, "", err
	}
	s, err = settings.Parse([]byte(practice))
	if err != nil {
		return checkout.Shop{}, "", err
	}
	return s.Shop, s.Printer.Profile, nil
}

// labels are what people read for the methods. What is wrong with a method keeps
// the till shut; of what was sold before it keeps nothing from an owner, so that it
// is only told here.
func (f folder) labels() map[string]string {
	s, err := f.settings()
	if err != nil {
		return nil // told already by whoever needs the shop
	}
	if _, err := methods(s, nil, ""); err != nil && f.warnings != nil {
		_, _ = fmt.Fprintf(f.warnings, "kasir: %v\nThis is answered all the same; the till does not open until it is right.\n", err)
	}
	return labelsOf(s)
}

func labelsOf(s *settings.Settings) map[string]string {
	labels := make(map[string]string, len(s.Methods))
	for _, m := range s.Methods {
		labels[m.ID] = m.Label
	}
	return labels
}

// newPrinter makes the printer that the settings name.
func newPrinter(s *settings.Settings) (*printer.Printer, error) {
	transport, err := printer.ParseAddress(s.Printer.Address)
	if err != nil {
		return nil, s.Problem("printer.address", err.Error())
	}
	profile, ok := escpos.Lookup(s.Printer.Profile)
	if !ok {
		return nil, s.Problem("printer.profile", fmt.Sprintf("%q is not one of %s", s.Printer.Profile, profileNames()))
	}
	return &printer.Printer{Transport: transport, Profile: profile}, nil
}

func profileNames() string {
	text := ""
	for i, p := range escpos.Profiles() {
		if i > 0 {
			text += ", "
		}
		text += p.Name
	}
	return text
}

// desk answers the commands that only read.
func desk(db *store.DB, shop checkout.Shop, profile string) command.Desk {
	return command.Desk{
		Source: source{db}, Shop: shop, Profile: profile, Logos: &receipt.Logos{Read: db.Picture}, Now: now,
		Verify: func(out io.Writer) error { return sayReport(out, db) },
		People: (&checkout.People{Staff: db}).List,
	}
}
