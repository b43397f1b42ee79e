package checkout

import (
	"fmt"
	"time"
)

// Kinds of task that matter only when a shift is closed: nothing is wrong with
// them, but the shift would end without their end.
const (
	TaskOpen   TaskKind = "open"          // a payment that can still be paid
	TaskMoving TaskKind = "refund-moving" // a refund whose end is not known yet
)

// LooseEnds lists what stands in the way of closing a shift: tasks, payments that
// can still be paid, refunds in motion.
func (s *Sale) LooseEnds(now time.Time) []Task {
	all := s.Tasks(now)
	for _, p := range s.Payments {
		if p.Status.IsOpen() {
			all = append(all, Task{Kind: TaskOpen, Sale: s.ID, Payment: p.ID, Amount: p.Amount, Since: p.Created})
		}
	}
	for _, r := range s.Refunds {
		if r.InMotion() && !r.Stuck(now) {
			all = append(all, Task{Kind: TaskMoving, Sale: s.ID, Payment: r.Payment, Refund: r.ID, Amount: r.Amount, Since: r.Created})
		}
	}
	return all
}

// same tells whether two tasks are one.
func (t Task) same(other Task) bool {
	return t.Kind == other.Kind && t.Sale == other.Sale && t.Payment == other.Payment && t.Refund == other.Refund
}

// A LooseEndsError says what keeps a shift from being closed.
type LooseEndsError struct{ Tasks []Task }

// Error counts them; people read the words of each.
func (e *LooseEndsError) Error() string {
	return fmt.Sprintf("%d loose ends must be dealt with or accepted first", len(e.Tasks))
}
