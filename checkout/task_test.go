package checkout_test

import (
	"testing"
	"time"

	"kasir/checkout"
)

// A part of a sale was paid in cash while the machine's clock was ten years
// ahead, and a refund was asked for. When the clock had been put right neither
// was shown to anybody: both would have been a task in ten years.
func TestWhatIsDatedInTheFutureIsATaskToday(t *testing.T) {
	now := time.Date(2026, 5, 9, 7, 0, 0, 0, time.UTC)
	ahead := now.AddDate(10, 0, 0)
	part := idr(20_000)
	s := checkout.Sale{
		ID: "sale-1", Status: checkout.Open, Lines: []checkout.Line{{Amount: idr(50_000)}},
		Payments: []checkout.Payment{{ID: "pay-1", Sale: "sale-1", Amount: part, Status: checkout.Paid, PaidAt: ahead}},
	}
	if tasks := s.Tasks(now); len(tasks) != 1 || tasks[0].Kind != checkout.TaskPartPaid {
		t.Errorf("a part that was paid: %+v", tasks)
	}
	s.Refunds = []checkout.Refund{{ID: "back-1", Payment: "pay-1", Amount: part, Status: checkout.RefundRequested, Created: ahead}}
	if tasks := s.Tasks(now); len(tasks) != 1 || tasks[0].Kind != checkout.TaskRefund {
		t.Errorf("a refund that was asked for: %+v", tasks)
	}
}
