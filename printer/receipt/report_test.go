package receipt_test

import (
	"strings"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/printer"
	"kasir/printer/receipt"
)

// xShift is a shift that still runs.
func xShift() checkout.Shift {
	shop := coffee().Shop
	rp := func(minor int64) money.Amount { return money.Of(minor, rupiah) }
	sum := checkout.Sum{Payments: 12, Paid: rp(640_000), Refunds: 1, Refunded: rp(20_000), Rounding: rp(-45)}
	cash := checkout.Sum{Payments: 4, Paid: rp(140_000), Refunded: rp(0), Rounding: rp(0)}
	qris := checkout.Sum{Payments: 8, Paid: rp(500_000), Refunds: 1, Refunded: rp(20_000), Rounding: rp(0)}
	return checkout.Shift{
		Number: 17, Till: "till-01", Day: "2026-05-09", Opened: paidAt.Add(-5 * time.Hour), OpenedBy: "Sari", Shop: &shop,
		Report: &checkout.Report{
			Sales: 11, Voided: 2, Copies: 1, NoSales: 1, Sums: []checkout.Sum{sum},
			Methods: []checkout.MethodSum{
				{Method: "cash", Label: "Cash", Provider: "cash", Sum: cash}, {Method: "qris", Label: "QRIS", Provider: "uncle-z", Sum: qris},
			},
			Hours:  []checkout.HourSum{{Hour: 13, Sum: cash}, {Hour: 14, Sum: qris}},
			Drawer: []checkout.DrawerSum{{Float: rp(200_000), Paid: rp(140_000), Refunded: rp(0), PaidIn: rp(0), PaidOut: rp(50_000)}},
		},
	}
}

// zShift is that shift once it is closed, with something left open.
func zShift() checkout.Shift {
	s := xShift()
	counted := money.Of(289_000, rupiah)
	s.Report.Drawer[0].Counted = &counted
	s.Closed, s.ClosedBy, s.ApprovedBy = paidAt.Add(4*time.Hour), "Sari", "Budi"
	s.Accepted = []checkout.Accepted{{Task: checkout.Task{Kind: checkout.TaskLate, Amount: money.Of(50_000, rupiah)}, By: "Budi", Reason: "the customer comes tomorrow"}}
	s.Compared = []checkout.Difference{{Kind: checkout.PaidThere, Method: "qris", Label: "QRIS", Amount: money.Of(50_000, rupiah)}}
	s.Head = strings.Repeat("ab12cd34", 8)
	s.Code = key.Of(s.Claim())
	return s
}

func TestReportSaysTheSums(t *testing.T) {
	wantLines(t, receipt.Report(zShift(), checkout.Print{}),
		"Z REPORT 17", "Opened: 2026-05-09 09:30 WIB Sari", "Closed: 2026-05-09 18:30 WIB Sari", "Approved by: Budi",
		"Net                                   Rp 620,000", "QRIS (8)                              Rp 500,000",
		"Expected                              Rp 290,000", "Difference                             -Rp 1,000",
		"late money Rp 50,000: the customer comes", "Record: ab12cd34", "Code: ")
}

// An X closes nothing, so nobody may take it for a Z.
func TestXIsNoZ(t *testing.T) {
	paper := printer.Plain(receipt.Report(xShift(), checkout.Print{At: paidAt, By: "Sari"}), 48)
	if !strings.Contains(paper, "X REPORT") || strings.Contains(paper, "Z REPORT") || strings.Contains(paper, "Code:") || strings.Contains(paper, "Closed") {
		t.Errorf("got\n%s", paper)
	}
}

// A shift of an older till may be stored without its shop or its sums.
func TestReportOfAnEmptyShift(t *testing.T) {
	if paper := printer.Plain(receipt.Report(checkout.Shift{Number: 1}, checkout.Print{}), 48); !strings.Contains(paper, "X REPORT") {
		t.Errorf("got\n%s", paper)
	}
}

// Reports go through the same queue as receipts do.
func TestReportReachesThePrinter(t *testing.T) {
	d := newDesk(t, "")
	z := zShift()
	_, err := d.db.AddPaper(checkout.Paper{Print: checkout.Print{Kind: checkout.PrintReport, State: checkout.Queued, At: time.Now()}, Report: &z},
		checkout.Event{At: paidAt, What: checkout.ReceiptAsked})
	if err != nil {
		t.Fatal(err)
	}
	out := make(chan checkout.Paper, 10)
	d.OnPaper = func(p checkout.Paper) { out <- p }
	stop := d.start()
	defer stop()
	for p := range out {
		if !p.Waits() {
			if jobs := d.device.Jobs(); p.State != checkout.Printed || len(jobs) != 1 || !strings.Contains(jobs[0].Dump(), "Z REPORT 17") {
				t.Errorf("got %v, %d jobs", p.State, len(jobs))
			}
			return
		}
	}
}
