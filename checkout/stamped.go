package checkout

import (
	"errors"
	"fmt"

	"kasir/checkout/stamp"
)

// The kinds of paper that bear a code. The words are signed and stay as they
// are.
const (
	kindSale   = "sale"
	kindRefund = "refund"
)

// Claim is what the code on the receipt vouches for.
func (r *Receipt) Claim() stamp.Claim {
	return stamp.Claim{Kind: kindSale, Number: r.Invoice, Amount: r.Total, At: r.At}
}

// Claim is what the code on the slip vouches for.
func (s *Slip) Claim() stamp.Claim {
	return stamp.Claim{Kind: kindRefund, Number: s.Invoice + "/" + s.Refund, Amount: s.Amount, At: s.At}
}

// ErrForged means that a code stands on a stored paper that says something else
// than what was signed: the record was changed behind the till's back.
var ErrForged = errors.New("the record and its code do not agree")

// A Finder finds sales by what they say; the store is one.
type Finder interface {
	Search(q Query, after Cursor, limit int) (Page, error)
}

// A Stamped is the paper that bears a code: the receipt of the sale or, where
// Slip is set, the slip of one of its refunds.
type Stamped struct {
	Sale Sale
	Slip *Slip
}

// FindStamped finds the paper of this till that bears a code, and proves that
// it is the one the code was made for. ErrNotFound where no paper bears it: the
// code is another till's, misread or invented. ErrForged.
func FindStamped(f Finder, key stamp.Key, code stamp.Code) (Stamped, error) {
	for after := Cursor(0); ; {
		page, err := f.Search(Query{Text: string(code)}, after, pageOfStamped)
		if err != nil {
			return Stamped{}, fmt.Errorf("checkout: find code %s: %w", code, err)
		}
		for _, s := range page.Sales {
			if found, paper, ok := s.stamped(code); ok {
				if !key.Vouches(code, paper) {
					return found, ErrForged
				}
				return found, nil
			}
		}
		if after = page.Next; after == 0 {
			return Stamped{}, ErrNotFound
		}
	}
}

// pageOfStamped is how many sales are looked at in one go: a note may hold the
// text of a code too.
const pageOfStamped = 10

func (s *Sale) stamped(code stamp.Code) (Stamped, stamp.Claim, bool) {
	if s.Receipt != nil && s.Receipt.Code == code {
		return Stamped{Sale: *s}, s.Receipt.Claim(), true
	}
	for _, p := range s.Prints {
		if p.Slip != nil && p.Slip.Code == code {
			return Stamped{Sale: *s, Slip: p.Slip}, p.Slip.Claim(), true
		}
	}
	return Stamped{}, stamp.Claim{}, false
}
