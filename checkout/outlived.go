package checkout

import "time"

// CauseRestored is why a print that waited in a backup is not repeated.
const CauseRestored = "restored"

// Outlived changes a sale that comes back with an old backup, and tells whether
// it had to. What the backup says was not sent may have been sent after it, so it
// is asked for again under its key as after silence; what it says was not printed
// may be on paper, so a repeat is a copy.
func (s *Sale) Outlived(at time.Time) bool {
	changed := false
	for i := range s.Payments {
		if p := &s.Payments[i]; p.Status == Created {
			p.Attempts, changed = p.Attempts+1, true
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
