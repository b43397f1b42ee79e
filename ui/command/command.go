package command

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"time"

	"kasir/checkout"
	"kasir/checkout/stamp"
	"kasir/printer/receipt"
)

// A Source is what commands read from; the store is one.
type Source interface {
	// All goes through every sale, oldest first; it ends with an error, if any.
	All() iter.Seq2[checkout.Sale, error]
	// Day goes through the sales of a business day, YYYY-MM-DD, oldest first.
	Day(day string) iter.Seq2[checkout.Sale, error]
	// ByNumber finds a sale by our number. checkout.ErrNotFound.
	ByNumber(number uint64) (checkout.Sale, error)
	// ByInvoice finds the sales that carry a provider's invoice number.
	ByInvoice(invoice string) ([]checkout.Sale, error)
	checkout.Finder
	checkout.Updater // counts copies that leave as files
	// BookedOn goes through the sales of which something counts to a business day.
	BookedOn(day string) iter.Seq2[checkout.Sale, error]
	// ClosedShifts goes through the closed shifts, the newest first.
	ClosedShifts() iter.Seq2[checkout.Shift, error]
	// Papers goes through the papers that belong to no sale, the newest first.
	Papers() iter.Seq2[checkout.Paper, error]
	// Tasks lists what a person must see to.
	Tasks(now time.Time) ([]checkout.Task, error)
	// Backup writes a verified copy to a file.
	Backup(file string) error
}

// A Call is one command with its arguments, as the running till hears it.
type Call struct {
	Name   string `json:"name"`
	Day    string `json:"day,omitempty"`
	JSON   bool   `json:"json,omitempty"`
	Number string `json:"number,omitempty"` // an invoice number or ours
	Format string `json:"format,omitempty"` // of a receipt: text, png, pdf or escpos
	Code   string `json:"code,omitempty"`   // as it stands on a paper
	From   string `json:"from,omitempty"`   // the first business day of an export
	To     string `json:"to,omitempty"`     // and the last
	File   string `json:"file,omitempty"`   // of a backup; absolute
}

// Names of the commands that change nothing of a sale but the count of its copies,
// so that a running till answers them.
const (
	Sales   = "sales"
	Receipt = "receipt"
	Verify  = "verify"
	Stamp   = "verify-receipt"
	Report  = "report"
	Export  = "export"
	Backup  = "backup"
	People  = "people" // who is set up, as one JSON list
	Front   = "front"  // a second till asks the first to show itself
)

// A Desk carries out calls.
type Desk struct {
	Source  Source
	Shop    checkout.Shop
	Labels  map[string]string     // what people read for a method, by its id; one that is not here is read as its id
	Profile string                // the printer profile that receipts are rendered for
	Logos   *receipt.Logos        // those that receipts name; nil where there are none
	Stamp   stamp.Key             // what codes are checked with; empty where the till has none
	Now     func() time.Time      // the time that a copy is marked with
	Verify  func(io.Writer) error // checks the whole database
	People  func() ([]checkout.Member, error)
	Front   func()            // brings the till's window to the front; nil where none is open
	Explain func(error) error // finds better words for what went wrong; nil for none
}

// A usageError is an error of the call itself.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

func usagef(format string, args ...any) error {
	return &usageError{fmt.Sprintf(format, args...)}
}

// IsUsage tells whether a call failed because it was called wrongly.
func IsUsage(err error) bool {
	var wrong *usageError
	return errors.As(err, &wrong)
}

// Do carries out one call and writes what it says.
func (d Desk) Do(call Call, out io.Writer) error {
	err := d.do(call, out)
	if err != nil && d.Explain != nil {
		return d.Explain(err)
	}
	return err
}

func (d Desk) do(call Call, out io.Writer) error {
	switch call.Name {
	case Sales:
		return d.sales(call, out)
	case Receipt:
		return d.receipt(call, out)
	case Stamp:
		return d.verifyReceipt(call, out)
	case Verify:
		return d.Verify(out)
	case Report:
		return d.report(call, out)
	case Export:
		return d.export(call, out)
	case Backup:
		return d.backup(call, out)
	case People:
		return d.people(out)
	case Front:
		if d.Front != nil {
			d.Front()
			return nil
		}
	}
	return usagef("no command %q", call.Name)
}

func (d Desk) people(out io.Writer) error {
	all, err := d.People()
	if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(all)
}

// each hands over the sales of a day, or all of them.
func (d Desk) each(day string, f func(checkout.Sale) error) error {
	sales := d.Source.All()
	if day != "" {
		sales = d.Source.Day(day)
	}
	for s, err := range sales {
		if err == nil {
			err = f(s)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// find finds a completed sale by what stands on its paper: the provider's
// invoice number, ours as it is written, or ours as a bare number.
func (d Desk) find(number string) (checkout.Sale, error) {
	found, err := d.Source.ByInvoice(number)
	if err != nil {
		return checkout.Sale{}, err
	}
	found = slices.DeleteFunc(found, func(s checkout.Sale) bool { return s.Receipt == nil })
	if len(found) > 0 {
		return found[len(found)-1], nil
	}
	var ours uint64
	ourOwn := d.Shop.Prefix + "-" + d.Shop.Till + "-"
	if d.Shop.Series != "" {
		ourOwn += d.Shop.Series + "-"
	}
	if _, err := fmt.Sscanf(number, ourOwn+"%d", &ours); err != nil {
		if _, err := fmt.Sscanf(number, "%d", &ours); err != nil {
			return checkout.Sale{}, notThere(number)
		}
	}
	s, err := d.Source.ByNumber(ours)
	if errors.Is(err, checkout.ErrNotFound) {
		return s, notThere(number)
	}
	return s, err
}

func notThere(number string) error {
	return fmt.Errorf("no receipt %s here; 'kasir sales' lists what there is", number)
}
