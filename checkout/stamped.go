package checkout

import (
	"errors"
	"fmt"

	"kasir/checkout/money"
	"kasir/checkout/stamp"
)

// The kinds of paper that bear a code. The words are signed and stay as they
// are.
const (
	kindSale   = "sale"
	kindRefund = "refund"
	kindZ      = "z"
)

// Claim is what the code on the receipt vouches for.
func (r *Receipt) Claim() stamp.Claim {
	return stamp.Claim{Kind: kindSale, Number: r.Invoice, Amount: r.Total, At: r.At}
}

// Claim is what the code on the slip vouches for.
func (s *Slip) Claim() stamp.Claim {
	return stamp.Claim{Kind: kindRefund, Number: s.Invoice + "/" + s.Refund, Amount: s.Amount, At: s.At}
}

// Claim is what the code on the paper of a closed shift vouches for: its number,
// and what it came to in the money of the shop.
func (s *Shift) Claim() stamp.Claim {
	claim := stamp.Claim{Kind: kindZ, Number: fmt.Sprintf("%s/%d", s.Till, s.Number), At: s.Closed}
	if s.Shop == nil || s.Report == nil {
		return claim
	}
	claim.Amount = money.Of(0, s.Shop.Currency)
	for _, sum := range s.Report.Sums {
		if sum.Currency() == s.Shop.Currency {
			claim.Amount = sum.Net()
		}
	}
	return claim
}

// ErrForged means that a code stands on a stored paper that says something else
// than what was signed: the record was changed behind the till's back.
var ErrForged = errors.New("the record and its code do not agree")

// A Finder finds what papers are about; the store is one.
type Finder interface {
	// Search finds sales by what they say.
	Search(q Query, after Cursor, limit int) (Page, error)
	// Shift is that of Shifts.
	Shift(number uint64) (Shift, error)
}

// A Stamped is the paper that bears a code: the receipt of the sale or, where
// Slip is set, the slip of one of its refunds or, where Shift is set, its Z.
type Stamped struct {
	Sale  Sale
	Slip  *Slip
	Shift *Shift
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
			return findStampedShift(f, key, code)
		}
	}
}

// findStampedShift looks through the shifts from the last one on: there is one a
// day, and what is asked about is mostly new.
func findStampedShift(f Finder, key stamp.Key, code stamp.Code) (Stamped, error) {
	s, err := f.Shift(0)
	for n := s.Number; err == nil && n > 1; {
		n--
		if s, err = f.Shift(n); err != nil || s.Code != code {
			continue
		}
		if !key.Vouches(code, s.Claim()) {
			return Stamped{Shift: &s}, ErrForged
		}
		return Stamped{Shift: &s}, nil
	}
	if err != nil {
		return Stamped{}, fmt.Errorf("checkout: find code %s: %w", code, err)
	}
	return Stamped{}, ErrNotFound
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
