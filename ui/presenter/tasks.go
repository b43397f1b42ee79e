package presenter

import (
	"slices"
	"strconv"

	"kasir/checkout"
)

// todo is one row of the list of tasks: what a person must see to, or a refund
// that is still running.
type todo struct {
	checkout.Task               // Kind is empty for a refund that merely runs
	sale          checkout.Sale // none of a restored backup's
}

// todos lists what must be seen to, the oldest first, and then the refunds that
// run. All of it is derived, so none can be forgotten.
func (c *Counter) todos() []todo {
	var running []todo
	tasks := c.gapTodo()
	for _, s := range c.latest {
		for _, t := range s.Tasks(c.now()) {
			tasks = append(tasks, todo{t, s})
		}
		for _, r := range s.Refunds {
			if r.InMotion() && !r.Stuck(c.now()) {
				t := checkout.Task{Sale: s.ID, Payment: r.Payment, Refund: r.ID, Amount: r.Amount, Since: r.Created}
				running = append(running, todo{t, s})
			}
		}
	}
	older := func(a, b todo) int { return a.Since.Compare(b.Since) }
	slices.SortStableFunc(tasks, older)
	slices.SortStableFunc(running, older)
	return append(tasks, running...)
}

// those lets one of some tasks be picked. A refund stays the same one when it
// has run for too long.
func those(all []todo) among {
	return among{len(all), func(i int) string {
		t := all[i].Task
		if t.Refund != "" {
			return t.Refund
		}
		return string(t.Kind) + " " + string(t.Sale) + " " + string(t.Payment)
	}}
}

// taskMark is the amber mark that stays until every task is done; empty where
// there is none.
func (c *Counter) taskMark() string {
	n := 0
	for _, t := range c.todos() {
		if t.Kind != "" {
			n++
		}
	}
	switch n {
	case 0:
		return ""
	case 1:
		return c.Words.Say("tasks.one")
	}
	return c.Words.Say("tasks.many", "count", strconv.Itoa(n))
}

// taskList is the page that lists the tasks.
type taskList struct{ pick pick }

func (c *Counter) openTasks() { c.onlyPage(&taskList{}) }

func (l *taskList) render(c *Counter) (PageState, []Action) {
	all := c.todos()
	open := func(i int) { c.seeTo(all[i]) }
	l.pick.open(c, those(all), open)
	enter := l.pick.enter(c, those(all), "act.see-to", open)
	rows := make([]Row, len(all))
	for i, t := range all {
		rows[i] = c.taskRow(t)
	}
	return PageState{
		Name: "tasks", Title: c.Words.Say("tasks.title"), Lead: c.Words.Say("tasks.lead"),
		Body: List{Rows: rows, Selected: l.pick.in(those(all)), Empty: c.Words.Say("tasks.empty")},
	}, append(enter, c.pageKeys()...)
}

// seeTo opens what can be done about a task.
func (c *Counter) seeTo(t todo) {
	if t.Kind == checkout.TaskRestored {
		c.openPage(&gapView{})
		return
	}
	c.openPage(&taskView{task: t})
}

func (c *Counter) taskRow(t todo) Row {
	if t.Kind == checkout.TaskRestored {
		return Row{Time: c.moment(t.Since), Status: c.taskWord(t), Tone: Warn}
	}
	row := c.row(t.sale)
	row.Amount, row.Time, row.Status, row.Tone = c.money(t.Amount), c.moment(t.Since), c.taskWord(t), Warn
	if p := t.sale.Payment(t.Payment); p != nil {
		row.Method = c.label(p.Method)
	}
	if t.Kind == "" && !c.runsInDoubt(t) {
		row.Tone = Busy
	}
	return row
}

// taskWord says in a few words what is to be seen to.
func (c *Counter) taskWord(t todo) string {
	switch {
	case t.Kind == "" && c.runsInDoubt(t):
		return c.Words.Say("status.refund-doubt")
	case t.Kind == "":
		return c.Words.Say("status.refunding")
	}
	return c.Words.Say("task." + string(t.Kind))
}
