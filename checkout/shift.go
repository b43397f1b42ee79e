package checkout

import (
	"cmp"
	"iter"
	"time"

	"kasir/checkout/money"
	"kasir/checkout/stamp"
)

// A Shift is the time from one Z report to the next. Everything counts to one
// shift, also what happens before anybody opens it. Once closed, nothing of it
// changes.
type Shift struct {
	Number   uint64     `json:"number"` // of its Z; 1, 2, 3 without a gap
	Till     string     `json:"till,omitempty"`
	Training bool       `json:"training,omitempty"`
	Day      string     `json:"day,omitempty"`   // the business day on which it was opened or, unopened, closed
	Opened   time.Time  `json:"opened,omitzero"` // zero while nobody has opened it
	OpenedBy string     `json:"opened_by,omitempty"`
	Cash     []CashMove `json:"cash,omitempty"` // what was done with the drawer beside sales, in order

	Closed     time.Time    `json:"closed,omitzero"` // zero while it runs
	ClosedBy   string       `json:"closed_by,omitempty"`
	ApprovedBy string       `json:"approved_by,omitempty"`
	Shop       *Shop        `json:"shop,omitempty"`     // as it was when the shift was closed
	Report     *Report      `json:"report,omitempty"`   // frozen when the shift is closed
	Accepted   []Accepted   `json:"accepted,omitempty"` // what was still loose, and who answers for it
	Compared   []Difference `json:"compared,omitempty"` // where the services say something else
	Code       stamp.Code   `json:"code,omitempty"`     // proves that the paper of its Z is ours; empty where the till had no key
	Head       string       `json:"head,omitempty"`     // hash of the audit log's entry that closed the shift
}

// Running tells whether the shift has not been closed.
func (s *Shift) Running() bool { return s.Closed.IsZero() }

// IsOpen tells whether somebody has opened the shift and nobody has closed it.
func (s *Shift) IsOpen() bool { return s.Running() && !s.Opened.IsZero() }

// Mark is the end of Head, eight hexadecimal digits for paper: who has them can
// prove later that the audit log up to there is the one of that day.
func (s *Shift) Mark() string { return s.Head[max(0, len(s.Head)-8):] }

// Shifts is what the Till needs of a store for its shifts, beside the Journal.
type Shifts interface {
	// Shift reads a shift; 0 is the running one, which may hold nothing yet.
	// ErrNotFound.
	Shift(number uint64) (Shift, error)

	// UpdateShift loads, changes and stores a shift, and what came of it, in one
	// transaction; 0 is the running one. An error of change comes back as it is. A
	// closed shift stays as it is.
	UpdateShift(number uint64, change func(s *Shift) (ShiftNews, error)) (Shift, error)

	// CloseShift closes the running shift in one transaction. change sees what is
	// in it as it is then; it sets Closed and Report, and must not call the store.
	CloseShift(change func(s *Shift, in ShiftView) (ShiftNews, error)) (Shift, error)

	// Booked goes through the sales of which something is booked to a shift.
	Booked(shift uint64) iter.Seq2[Sale, error]

	// Papers goes through the papers that belong to no sale, the newest first.
	Papers() iter.Seq2[Paper, error]
}

// ShiftNews is what came of a change of a shift: for the audit log, and for the
// printer. A paper of kind PrintReport says the shift as it is stored.
type ShiftNews struct {
	Events []Event
	Papers []Paper
}

// A ShiftView is what is in a shift that is being summed up.
type ShiftView struct {
	Booked     iter.Seq2[Sale, error]  // sales of which something is booked to it
	Unfinished iter.Seq2[Sale, error]  // sales that the till must come back to
	Others     []Task                  // loose ends of no sale
	Papers     iter.Seq2[Paper, error] // that belong to no sale, the newest first
}

// Accepted is something loose that was left as it is when a shift was closed,
// on somebody's word.
type Accepted struct {
	Task   Task   `json:"task"`
	By     string `json:"by,omitempty"`
	Reason string `json:"reason"`
}

// A Difference is a payment about which its service says something else than
// the till when a shift is compared.
type Difference struct {
	Kind    DifferenceKind `json:"kind"`
	Sale    SaleID         `json:"sale"`
	Payment PaymentID      `json:"payment"`
	Method  string         `json:"method"`
	Label   string         `json:"label,omitempty"` // what people read for the method; of a closed shift only
	Ref     string         `json:"ref,omitempty"`
	Amount  money.Amount   `json:"amount"`
	There   money.Amount   `json:"there,omitzero"` // what the service says, where it is another amount
	Trouble string         `json:"trouble,omitempty"`
	At      time.Time      `json:"-"` // when the service's payment was made; only where the till does not know it
}

// Name is what people read for the method.
func (d Difference) Name() string { return cmp.Or(d.Label, d.Method) }

// String names the difference for the audit log.
func (d Difference) String() string {
	text := string(d.Kind) + " " + d.Method
	if !d.Amount.IsZero() {
		text += " " + d.Amount.String()
	}
	if !d.There.IsZero() {
		text += ", there " + d.There.String()
	}
	if !d.At.IsZero() {
		text += ", made " + d.At.UTC().Format(time.RFC3339)
	}
	if d.Ref != "" {
		text += ", " + d.Ref
	}
	if d.Trouble != "" {
		text += ", " + d.Trouble
	}
	return text
}

// A DifferenceKind says what differs. The words are stored.
type DifferenceKind string

// The kinds of Difference.
const (
	PaidThere     DifferenceKind = "paid-there"     // the service has money that the till did not know of; it does now
	PaidHere      DifferenceKind = "paid-here"      // the till says paid, the service does not
	RefundedThere DifferenceKind = "refunded-there" // money went back there that the till did not give back
	OtherAmount   DifferenceKind = "amount"         // both say paid, of different amounts
	NotCompared   DifferenceKind = "not-reached"    // the service gave no answer; nobody knows

	// Of a Gap alone, and never in a Z.
	UnknownThere DifferenceKind = "unknown-there" // the service has money that no payment of the till asked for
	OpenThere    DifferenceKind = "open-there"    // the service waits for money that no payment of the till asked for
	NoList       DifferenceKind = "no-list"       // the service cannot tell what it has
	NotListed    DifferenceKind = "not-listed"    // the service can, and did not
)
