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
