package presenter

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
)

// A closing is a shift that is being closed, one page after the other: what is
// loose, the blind count, what the services say, the last question.
type closing struct {
	shift    uint64
	loose    []todo
	accepted []checkout.Accepted
	counted  []money.Amount
	compared []checkout.Difference
}

func (c *Counter) beginClosing(shift uint64, loose []todo) {
	k := &closing{shift: shift, loose: loose}
	if len(loose) == 0 {
		k.count(c)
		return
	}
	c.openPage(&looseEnds{closing: k, now: c.now})
}

// looseEnds is the page of what is open or late. Each is dealt with, or left as
// it is for a reason.
type looseEnds struct {
	*closing
	pick pick
	now  func() time.Time
}

// heard looks again when a sale has changed: a loose end may be gone.
func (l *looseEnds) heard(s checkout.Sale) {
	for i := len(l.loose) - 1; i >= 0; i-- {
		if l.loose[i].Sale != s.ID {
			continue
		}
		l.loose[i].sale = s
		if !still(s, l.loose[i].Task, l.now()) {
			l.loose = append(l.loose[:i:i], l.loose[i+1:]...)
		}
	}
}

// still tells whether a loose end is one yet.
func still(s checkout.Sale, t checkout.Task, now time.Time) bool {
	return slices.ContainsFunc(s.LooseEnds(now), func(left checkout.Task) bool {
		return left.Kind == t.Kind && left.Payment == t.Payment && left.Refund == t.Refund
	})
}

// left is on whose word a loose end is left; empty where it is not.
func (k *closing) left(t todo) string {
	for _, a := range k.accepted {
		if a.Task == t.Task {
			return a.Reason
		}
	}
	return ""
}

func (l *looseEnds) render(c *Counter) (PageState, []Action) {
	rows := make([]Row, len(l.loose))
	first := -1
	for i, t := range l.loose {
		rows[i] = c.taskRow(t)
		if reason := l.left(t); reason != "" {
			rows[i].Status, rows[i].Tone = reason, Calm
		} else if first < 0 {
			first = i
		}
	}
	at := l.pick.in(those(l.loose))
	l.pick.open(c, those(l.loose), func(int) {})
	var actions []Action
	switch {
	case first < 0:
		actions = append(actions, primary(c.on("Enter", "act.go-on", func() { l.count(c) })))
	case at >= 0:
		actions = append(l.pick.enter(c, those(l.loose), "act.see-to", func(i int) { l.seeTo(c, l.loose[i]) }),
			c.on("F9", "act.leave-loose", func() { l.leave(c, l.loose[at]) }))
	}
	return PageState{
		Name: "loose-ends", Title: c.Words.Say("closing.loose"), Lead: c.Words.Say("closing.loose.lead"),
		Body: List{Rows: rows, Selected: at, Empty: c.Words.Say("shift.nothing-loose")},
	}, append(actions, c.pageKeys()...)
}

// seeTo opens what can be done about a loose end.
func (l *looseEnds) seeTo(c *Counter, t todo) {
	if t.Kind == checkout.TaskOpen || t.Kind == checkout.TaskMoving {
		c.openPage(&saleView{sale: t.sale})
		return
	}
	c.seeTo(t)
}

// leave takes somebody's word for leaving a loose end as it is.
func (l *looseEnds) leave(c *Counter, t todo) {
	c.openPage(&why{
		name: "loose-reason", reasons: newReasons(leaveReasons),
		facts: []Fact{c.looseFact(t)},
		then: func(reason string) {
			c.closePage()
			l.accepted = append(l.accepted, checkout.Accepted{Task: t.Task, By: c.by(), Reason: reason})
			l.pick.by(1, those(l.loose))
		},
	})
}

// leaveReasons are why something loose outlives its shift.
var leaveReasons = []string{"why.next-shift", "why.owner-knows", "why.service-asked", "why.other"}

// count asks for what lies in the drawer before anybody has seen what should.
func (k *closing) count(c *Counter) {
	if !c.takesCash() {
		k.compare(c)
		return
	}
	tally := newTally(c, "count", "closing.count", "closing.count.lead", func(counted money.Amount) {
		k.counted = []money.Amount{counted}
		k.compare(c)
	})
	tally.must = true // an Enter too many is no count of nothing
	c.openPage(tally)
}

// compare has the services asked about the shift.
func (k *closing) compare(c *Counter) {
	ask := func(ctx context.Context, progress func(done, total int)) ([]checkout.Difference, error) {
		return c.Till.Compare(ctx, k.shift, progress)
	}
	c.compare("closing.compare.lead", ask, func(found []checkout.Difference) {
		k.compared = found
		c.turnPage(&lastQuestion{k})
	})
}

// lastQuestion asks once more before the shift is closed.
type lastQuestion struct{ *closing }

func (q *lastQuestion) render(c *Counter) (PageState, []Action) {
	pay := PayState{
		Tone: Busy, Title: c.Words.Say("closing.last", "number", strconv.FormatUint(q.shift, 10)),
		Detail: c.Words.Say("closing.last.lead"),
	}
	if n := len(q.compared); n > 0 {
		pay.Tone, pay.Advice = Warn, c.Words.Say("closing.differ", "count", strconv.Itoa(n))
	}
	enter := primary(c.on("Enter", "act.close-shift", func() { q.close(c) }))
	return PageState{Name: "close-shift", Title: pay.Title, Body: Outcome{Pay: pay}}, append([]Action{enter}, c.pageKeys()...)
}

// close closes the shift, with somebody's approval where it is needed.
func (q *lastQuestion) close(c *Counter) {
	by := c.by()
	c.permit(checkout.Act{Right: checkout.RightCloseDay}, func(approved consent) {
		order := checkout.Close{
			Shift: q.shift, Counted: q.counted, Accepted: q.accepted, Compared: q.compared,
			By: by, Approval: approved.id, Paper: true,
		}
		c.chore(func() {
			z, err := c.Till.CloseShift(order)
			c.Dispatch(func() {
				q.closed(c, z, err)
				c.show()
			})
		})
	})
}

func (q *lastQuestion) closed(c *Counter, z checkout.Shift, err error) {
	var loose *checkout.LooseEndsError
	switch {
	case errors.As(err, &loose): // something came up meanwhile
		c.openShift()
		c.tell(Warn, "notice.loose-again")
	case errors.Is(err, checkout.ErrShiftClosed):
		c.openShift()
		c.tell(Warn, "notice.shift-closed-already")
	case err != nil:
		c.failed("", err)
	default:
		c.printed()
		c.shift = checkout.Shift{}
		c.closePages()
		c.showReport(z)
		c.tell(Good, "notice.shift-closed", "number", strconv.FormatUint(z.Number, 10))
	}
}
