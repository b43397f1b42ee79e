package checkout

import (
	"fmt"
	"time"
)

// A Gap is the time of which a till knows nothing, because a backup was put in
// the place of its data: from what last happened in the backup until it was
// restored, as the machine's clock said then: where that was wrong, From can be
// after To. The zero Gap is none.
type Gap struct {
	Series string // that began with the restore
	From   time.Time
	To     time.Time
	Shift  uint64 // that ran in the backup
}

// IsZero tells whether there is none.
func (g Gap) IsZero() bool { return g == Gap{} }

// Task is what a gap is for a person: to be seen to until the owner ends it.
func (g Gap) Task() Task { return Task{Kind: TaskRestored, Since: g.From} }

func (g Gap) String() string {
	return fmt.Sprintf("series %s, from %s to %s", g.Series, g.From.UTC().Format(time.RFC3339), g.To.UTC().Format(time.RFC3339))
}

// Gaps is what the Till needs of a store into which backups are restored, beside
// the Journal.
type Gaps interface {
	// Gap reads the gap that nobody has ended; zero where there is none.
	Gap() (Gap, error)

	// Known is when something last happened before the gap, of what the audit log
	// dates no later than by; zero where there is nothing.
	Known(by time.Time) (time.Time, error)

	// EndGap ends the gap of a series, with an entry in the audit log, in one
	// transaction. ErrOver where that gap is not there, or no longer.
	EndGap(series string, e Event) error

	// Search is that of Finder.
	Search(q Query, after Cursor, limit int) (Page, error)
}

// A GapEnd is what an owner keyed in to end a gap.
type GapEnd struct {
	Gap      Gap
	Found    []Difference // as CompareGap found them
	Reason   string
	By       string
	Approval string
}

// Act is the act of ending a gap, for whoever approves it.
func (e GapEnd) Act() Act { return Act{Right: RightEndGap} }

// EndGap ends a gap on somebody's word: what it may hide has been looked up and
// dealt with outside the till. What was found, and the reason, stand in the audit
// log. ErrNoReason, ErrOver where the gap has been ended already, ErrNotAllowed.
func (t *Till) EndGap(end GapEnd) error {
	if err := t.endGap(end); err != nil {
		return fmt.Errorf("checkout: end the gap of series %s: %w", end.Gap.Series, err)
	}
	return nil
}

func (t *Till) endGap(end GapEnd) error {
	if end.Reason == "" {
		return ErrNoReason
	}
	stored, err := t.Gaps.Gap()
	switch {
	case err != nil:
		return err
	case stored != end.Gap || stored.IsZero():
		return ErrOver
	}
	approver, err := t.allow(end.By, end.Act(), end.Approval)
	if err != nil {
		return err
	}
	note := stored.String() + "; " + end.Reason
	if approver != "" {
		note += "; approved by " + approver
	}
	for _, d := range end.Found {
		note += "; " + d.String()
	}
	return t.Gaps.EndGap(stored.Series, Event{At: t.now(), What: GapEnded, By: end.By, Note: note})
}
