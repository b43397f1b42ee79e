package checkout

import (
	"fmt"
	"time"
)

// A Paper is a Print that belongs to no sale: a report, or the pulse that opens
// the drawer without one.
type Paper struct {
	ID uint64 `json:"id"` // counts papers from 1
	Print
	ApprovedBy string `json:"approved_by,omitempty"`
	Report     *Shift `json:"report,omitempty"` // what a report says, frozen when it was asked for: a Z where that is closed, else an X
	Move       string `json:"move,omitempty"`   // the CashMove for which the drawer opens; empty where it opens for nothing
}

// A Tray keeps papers until they have come out, and what became of them. Every
// method returns only once its change is on disk; an error says that nobody
// knows whether it is, as with Journal.
type Tray interface {
	// AddPaper stores a paper under an ID of its own, and with it what happened.
	AddPaper(p Paper, happened Event) (Paper, error)
	// UpdatePaper loads, changes and stores a paper, and with it what happened,
	// in one transaction. An error of change comes back as it is. ErrNotFound.
	UpdatePaper(id uint64, change func(p *Paper) ([]Event, error)) (Paper, error)
	// DuePapers lists the papers that Wait, oldest first.
	DuePapers() ([]Paper, error)
}

// OpenDrawer opens the drawer without a sale, which is on record before the
// pulse leaves. ErrNotAllowed where by needs an approval for it.
func (t *Till) OpenDrawer(by, approval string) (Paper, error) {
	approver, err := t.allow(by, Act{Right: RightNoSale}, approval)
	if err != nil {
		return Paper{}, fmt.Errorf("checkout: open the drawer: %w", err)
	}
	now := t.now()
	p := Paper{Print: Print{Kind: DrawerPulse, State: Queued, By: by, At: now}, ApprovedBy: approver}
	note := "no sale"
	if approver != "" {
		note += "; approved by " + approver
	}
	p, err = t.Tray.AddPaper(p, Event{At: now, What: DrawerAsked, By: by, Note: note})
	if err != nil {
		return p, fmt.Errorf("checkout: open the drawer: %w", err)
	}
	return p, nil
}

// PrintShift asks for the paper of a report: the Z of a closed shift, which is a
// copy after the first, or, for 0, an X of the running one. ErrNotAllowed.
func (t *Till) PrintShift(number uint64, by, approval string) (Paper, error) {
	p, err := t.reportPaper(number, by, approval)
	if err == nil {
		note := fmt.Sprintf("X of shift %d", p.Report.Number)
		if !p.Report.Running() {
			note = fmt.Sprintf("Z %d, copy %d", p.Report.Number, p.Copy)
		}
		p, err = t.Tray.AddPaper(p, Event{At: p.At, What: ReceiptAsked, By: by, Note: note})
	}
	if err != nil {
		return p, fmt.Errorf("checkout: print shift %d: %w", number, err)
	}
	return p, nil
}

func (t *Till) reportPaper(number uint64, by, approval string) (Paper, error) {
	p := Paper{Print: Print{Kind: PrintReport, State: Queued, By: by, At: t.now()}}
	if number == 0 {
		x, err := t.X(by, approval)
		shop := t.Shop
		x.Shop = &shop
		p.Report = &x
		return p, err
	}
	approver, err := t.allow(by, Act{Right: RightReports}, approval)
	if err != nil {
		return p, err
	}
	z, err := t.Shifts.Shift(number)
	if err == nil && z.Running() {
		err = ErrNotFound
	}
	p.Report, p.ApprovedBy = &z, approver
	for earlier, failed := range t.Shifts.Papers() {
		if failed != nil {
			return p, failed
		}
		if r := earlier.Report; r != nil && r.Number == number && !r.Running() {
			p.Copy = max(p.Copy, earlier.Copy+1)
		}
	}
	return p, err
}

// Note sets how far the paper has come, and why it stopped. It returns the
// event that this is; its steps are none.
func (p *Paper) Note(state PrintState, cause string, at time.Time) []Event {
	p.State, p.Cause = state, cause
	what, note := p.ending()
	if what == "" {
		return nil
	}
	return []Event{{At: at, What: what, By: p.By, Note: note}}
}
