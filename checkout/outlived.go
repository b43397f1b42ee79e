package checkout

import (
	"slices"
	"time"
)

// CauseRestored is why a print that waited in a backup is not repeated.
const CauseRestored = "restored"

// Outlived changes a sale that comes back with an old backup, and tells whether
// it had to. What the backup says was not sent may have been sent after it, so it
// is asked for again under its key as after silence; what it says was not printed
// may be on paper, so a repeat is a copy.
func (s *Sale) Outlived(at time.Time) bool {
	changed := s.Status != Completed && s.Unfinished()
	for i := range s.Payments {
		if p := &s.Payments[i]; p.Status == Created {
			p.Attempts, p.Outlived, changed = p.Attempts+1, true, true
		}
	}
	for i := range s.Refunds {
		if r := &s.Refunds[i]; r.Status == RefundRequested {
			r.Attempts, changed = r.Attempts+1, true
		}
	}
	for i := range s.Prints {
		if p := &s.Prints[i]; p.Waits() || p.State == NotPrinted && p.Copy == 0 {
			p.State, p.Cause, changed = Doubtful, CauseRestored, true
		}
	}
	if changed {
		s.happened(at, BackupRestored, "", "", "")
	}
	return changed
}

// outlivedRefunds is how many of the sale's refunds are older than a backup that
// was restored; below zero where none was. By order, not by time: clocks go wrong.
func (s *Sale) outlivedRefunds() int {
	asked, older := 0, -1
	for _, e := range s.Events {
		if e.What == RefundIntended {
			asked++
		}
		if e.What == BackupRestored {
			older = asked
		}
	}
	return older
}

// firstReceipt is the ordinal of a receipt that was never asked for here: 0, an
// original, or 1 where that may have come out before a backup was restored.
func (s *Sale) firstReceipt() int {
	if s.outlivedRefunds() >= 0 {
		return 1
	}
	return 0
}

// firstSlip is likewise that of a refund's slip.
func (s *Sale) firstSlip(refund string) int {
	i := slices.IndexFunc(s.Refunds, func(r Refund) bool { return r.ID == refund })
	if i < s.outlivedRefunds() {
		return 1
	}
	return 0
}
