package checkout

import (
	"fmt"
	"time"
)

// A Print is one paper that was asked for. It is stored before its first byte
// goes to the printer, and the payment never waits for it.
type Print struct {
	Kind  PrintKind  `json:"kind"`
	Copy  int        `json:"copy"` // 0 is the original; others are marked COPY n
	State PrintState `json:"state"`
	Slip  *Slip      `json:"slip,omitempty"`  // what a refund's paper says; nil on others
	By    string     `json:"by,omitempty"`    // who asked for a copy
	At    time.Time  `json:"at"`              // when it was asked for
	Cause string     `json:"cause,omitempty"` // why it waits or was not printed; a word that the word lists translate

	// Proven: the printer itself said that the paper came out. Without it a print
	// that is Printed was taken by a printer, or a queue, that says no more.
	Proven bool `json:"proven,omitempty"`

	Booked Booking `json:"booked,omitzero"` // where a paper of a sale that came out counts, or a paper of none that was asked for
}

// A PrintKind says what is on the paper.
type PrintKind string

// The kinds of paper, and the pulse that opens the drawer, which goes the same
// way but never together with paper.
const (
	PrintReceipt PrintKind = "receipt"
	PrintRefund  PrintKind = "refund" // the slip of a refund
	PrintReport  PrintKind = "report" // of a shift: X or Z
	DrawerPulse  PrintKind = "drawer"
)

// A PrintState says how far a print has come.
type PrintState uint8

// The states of a print.
const (
	_          PrintState = iota
	Queued                // no byte has left for the printer
	Printing              // bytes may be on their way
	Printed               // the printer took all of it
	NotPrinted            // the printer took none of it; it can be repeated
	Doubtful              // some may have come out; a repeat is a copy
	NoPrinter             // no printer is set
	Saved                 // a copy that left as a file; no printer was asked
)

var printStateWords = words[PrintState]{
	Queued: "queued", Printing: "printing", Printed: "printed",
	NotPrinted: "not-printed", Doubtful: "doubtful", NoPrinter: "no-printer", Saved: "saved",
}

// String gives the state's word.
func (s PrintState) String() string { return printStateWords.of(s) }

// MarshalText writes the state's word.
func (s PrintState) MarshalText() ([]byte, error) { return printStateWords.text(s) }

// UnmarshalText reads a state's word.
func (s *PrintState) UnmarshalText(text []byte) (err error) {
	*s, err = printStateWords.parse(text)
	return err
}

// Waits tells whether the print queue still has to deal with the print.
func (p Print) Waits() bool { return p.State == Queued || p.State == Printing }

// Reprint asks for the sale's receipt once more. An original that certainly
// never reached paper, or waits for a printer in trouble, is tried again as the
// original; anything else is a copy.
func (t *Till) Reprint(id SaleID, by string) (Sale, error) {
	now := t.now()
	s, err := t.Journal.UpdateSale(id, func(s *Sale, _ func() uint64) error {
		if s.Receipt == nil {
			return ErrNotPaid
		}
		for i := range s.Prints {
			p := &s.Prints[i]
			if p.Kind == PrintReceipt && p.Copy == 0 && (p.State == NotPrinted || p.State == Queued && p.Cause != "") {
				p.State, p.Cause, p.At = Queued, "", now
				s.happened(now, ReceiptAsked, "", by, "original again")
				return nil
			}
		}
		p := s.NextCopy(by, now)
		s.Prints = append(s.Prints, p)
		s.happened(now, ReceiptAsked, "", by, p.paper())
		return nil
	})
	if err != nil {
		return s, fmt.Errorf("checkout: reprint sale %s: %w", id, err)
	}
	return s, nil
}

// An Updater is the part of a Journal that changes a sale.
type Updater interface {
	UpdateSale(id SaleID, change func(s *Sale, number func() uint64) error) (Sale, error)
}

// SaveCopy counts a copy of a sale's receipt that is about to leave as a file,
// so that no two copies bear one number. The file is written only after it.
// ErrNotPaid where the sale has no receipt.
func SaveCopy(j Updater, id SaleID, by string, at time.Time) (s Sale, p Print, err error) {
	s, err = j.UpdateSale(id, func(s *Sale, _ func() uint64) error {
		if s.Receipt == nil {
			return ErrNotPaid
		}
		p = s.NextCopy(by, at)
		p.State = Saved
		s.Prints = append(s.Prints, p)
		s.happened(at, ReceiptSaved, "", by, p.paper())
		return nil
	})
	if err != nil {
		return s, p, fmt.Errorf("checkout: save a copy of sale %s: %w", id, err)
	}
	return s, p, nil
}

// NextCopy is the copy of the receipt that follows those that were made.
func (s *Sale) NextCopy(by string, at time.Time) Print {
	n := 0
	for _, p := range s.Prints {
		if p.Kind == PrintReceipt {
			n = max(n, p.Copy)
		}
	}
	return Print{Kind: PrintReceipt, Copy: n + 1, State: Queued, By: by, At: at}
}

// NotePrint sets how far the sale's print i has come, and why it stopped. The
// end of a print is an event; its steps are not.
func (s *Sale) NotePrint(i int, state PrintState, cause string, at time.Time) {
	p := &s.Prints[i]
	p.State, p.Cause = state, cause
	if what, note := p.ending(); what != "" {
		s.happened(at, what, "", p.By, note)
	}
}

// ending is the event that a print has come to its end; none while it has not.
func (p *Print) ending() (what What, note string) {
	done, undone := ReceiptPrinted, ReceiptFailed
	if p.Kind == DrawerPulse {
		done, undone = DrawerOpened, DrawerFailed
	}
	switch p.State {
	case Printed:
		return done, p.paper()
	case NotPrinted, Doubtful, NoPrinter:
		return undone, p.paper() + "; " + p.State.String() + " " + p.Cause
	case Queued, Printing, Saved:
	}
	return "", ""
}

// paper names what comes out, for the audit log.
func (p Print) paper() string {
	switch {
	case p.Kind == DrawerPulse:
		return "drawer"
	case p.Slip != nil && p.Copy > 0:
		return fmt.Sprintf("refund slip, copy %d", p.Copy)
	case p.Slip != nil:
		return "refund slip"
	case p.Copy > 0:
		return fmt.Sprintf("copy %d", p.Copy)
	}
	return "original"
}
