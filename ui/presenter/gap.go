package presenter

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"kasir/checkout"
)

// A gap is the time of which nothing is known since a backup was restored, with
// what the services said of it when they were last asked.
type gap struct {
	checkout.Gap
	found []checkout.Difference
	asked time.Time // zero: not since this start
}

// readGap reads the gap that somebody must see to. It reads the journal.
func (c *Counter) readGap() (gap, error) {
	if c.Till.Gaps == nil {
		return gap{}, nil
	}
	g, err := c.Till.Gaps.Gap()
	return gap{Gap: g}, err
}

// gapTodo is the gap as a row of the list of tasks; none where there is no gap.
func (c *Counter) gapTodo() []todo {
	if c.gap.IsZero() {
		return nil
	}
	return []todo{{Task: c.gap.Task()}}
}

// gapView is the task that a restored backup leaves: since when nothing is known,
// which figures that makes doubtful, and what can be done about it.
type gapView struct{ pick pick }

func (v *gapView) render(c *Counter) (PageState, []Action) {
	state := PageState{Name: "gap", Title: c.Words.Say("tasks.title"), Lead: c.Words.Say("task.restored")}
	if c.gap.IsZero() {
		state.Body = Outcome{Pay: PayState{Tone: Calm, Title: c.Words.Say("task.done"), Advice: c.Words.Say("task.done-advice")}}
		return state, append([]Action{primary(c.on("Enter", "act.back", c.closePage))}, c.pageKeys()...)
	}
	steps := v.steps(c)
	choices := c.doings(steps)
	enter := v.pick.choose(c, choices, "act.do", func(i int) { steps[i].do() })
	state.Note = Message{Warn, c.Words.Say("task.advice.restored")}
	state.Body = Choices{Facts: c.gapFacts(), Choices: choices}
	return state, append([]Action{enter}, c.pageKeys()...)
}

// gapFacts say since when nothing is known, by the shop's wall, and which figures
// may lack what happened then.
func (c *Counter) gapFacts() []Fact {
	g, shop := c.gap, c.Till.Shop
	days := []string{shop.BusinessDay(g.From), shop.BusinessDay(g.To)}
	slices.Sort(days) // the clock may have been wrong at either end
	if days = slices.Compact(days); g.From.IsZero() {
		days = days[1:]
	}
	facts := []Fact{
		{Label: c.Words.Say("gap.from"), Value: c.date(g.From), Tone: Warn},
		{Label: c.Words.Say("gap.to"), Value: c.date(g.To), Tone: Warn},
		{Label: c.Words.Say("gap.figures"), Value: dotted("Z "+strconv.FormatUint(g.Shift, 10), strings.Join(days, " – ")), Tone: Warn},
	}
	if g.asked.IsZero() {
		return facts
	}
	answer := Fact{Label: c.Words.Say("gap.asked", "time", c.clock(g.asked)), Value: c.Words.Say("gap.same"), Tone: Good}
	if n := len(g.found); n > 0 {
		answer.Value, answer.Tone = c.Words.Say("gap.found", "count", strconv.Itoa(n)), Warn
	}
	return append(facts, answer)
}

// steps are what can be done about a gap, in the order in which it is done.
func (v *gapView) steps(c *Counter) []doing {
	steps := []doing{{"step.compare", func() { c.compareGap() }}}
	if !c.gap.asked.IsZero() {
		steps = append([]doing{{"step.found", func() { c.openPage(&gapFound{}) }}}, steps...)
	}
	return append(steps, doing{"step.end-gap", func() { c.askEndGap() }})
}

// compareGap asks the services now and shows what they said.
func (c *Counter) compareGap() {
	g := c.gap.Gap
	ask := func(ctx context.Context, progress func(done, total int)) ([]checkout.Difference, error) {
		return c.Till.CompareGap(ctx, g, progress)
	}
	c.compare("gap.compare.lead", ask, func(found []checkout.Difference) {
		if c.gap.Gap == g {
			c.gap.found, c.gap.asked = found, c.now()
		}
		c.turnPage(&gapFound{})
	})
}

// gapFound lists what the services said of a gap, and what none of them can say.
type gapFound struct{ first int }

func (p *gapFound) render(c *Counter) (PageState, []Action) {
	lines := c.differLines(c.gap.found)
	if c.takesCash() {
		lines = append(lines, Line{Text: c.Words.Say("gap.cash"), Tone: Warn})
	}
	lines = append(lines, Line{Text: c.Words.Say("copies.now.refunds"), Tone: Warn})
	scroll(c, &p.first, len(lines))
	return PageState{
		Name: "gap-found", Title: c.Words.Say("step.found"), Lead: c.Words.Say("gap.found.lead"),
		Body: Story{Facts: c.gapFacts(), Lines: lines, First: p.first},
	}, c.pageKeys()
}

// askEndGap takes the owner's word, in writing, for ending the gap.
func (c *Counter) askEndGap() {
	c.openPage(&remark{
		name: "step.end-gap", note: text{label: "remark.label", hint: "gap.hint", most: 120},
		then: func(reason string) { c.endGap(reason) },
	})
}

func (c *Counter) endGap(reason string) {
	end := checkout.GapEnd{Gap: c.gap.Gap, Found: c.gap.found, Reason: reason, By: c.by()}
	c.permit(end.Act(), func(by consent) {
		end.Approval = by.id
		c.openTasks()
		c.chore(func() {
			err := c.Till.EndGap(end)
			left, failed := c.readGap()
			c.Dispatch(func() {
				if failed == nil && left.Gap != c.gap.Gap {
					c.gap = left
				}
				c.gapEnded(err)
			})
		})
	})
}

// gapEnded takes in what became of the wish to end a gap.
func (c *Counter) gapEnded(err error) {
	switch {
	case err == nil:
		c.tell(Busy, "notice.decided")
	case errors.Is(err, checkout.ErrOver):
		c.tell(Warn, "notice.cannot-decide")
	default:
		c.failed("", err)
	}
	c.show()
}
