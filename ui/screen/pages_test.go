package screen_test

import (
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"kasir/ui/presenter"
	"kasir/ui/theme"
	"kasir/ui/widget"
)

// over is a page over the empty amount screen.
func over(p presenter.PageState, first ...presenter.Action) presenter.State {
	first = append(first, presenter.Action{Key: "Esc", Label: "Back"}, presenter.Action{Key: "F1", Label: "Keys"})
	return frame(presenter.State{Screen: presenter.Amount, Page: &p, Actions: first})
}

var manyRows = func() []presenter.Row {
	var rows []presenter.Row
	for i := range 40 {
		rows = append(rows, presenter.Row{
			Sale: strconv.Itoa(i), Time: "14:30", Amount: "Rp 50,000", Method: "QRIS", Number: "POS-0000" + strconv.Itoa(80-i), Status: "PAID", Tone: presenter.Good,
		})
	}
	rows[1].Status, rows[1].Tone = "part given back", presenter.Calm
	rows[2].Status, rows[2].Tone = "not known", presenter.Warn
	rows[3].Time = "2026-11-20 21:07"
	return rows
}()

var (
	openSale = presenter.Action{Key: "Enter", Label: "Open the sale", Primary: true}
	copySale = presenter.Action{Key: "F6", Label: "Print a copy"}
)

var pages = map[string]presenter.State{
	"history": over(presenter.PageState{
		Name: "history", Title: "History", Lead: "Type to search. Arrows choose, Enter opens.",
		Body: presenter.List{
			Search: &presenter.Field{Hint: "Type or scan: invoice, amount, day, method, name", Active: true},
			Rows:   manyRows,
		},
	}, openSale, copySale),
	"history-found": over(presenter.PageState{
		Name: "history", Title: "Riwayat", Lead: "Ketik untuk mencari. Panah memilih, Enter membuka.",
		Body: presenter.List{
			Search: &presenter.Field{Text: "POS-00007", Active: true}, Rows: manyRows[:3], Selected: 2,
		},
	}, openSale, copySale),
	"history-nothing": over(presenter.PageState{
		Name: "history", Title: "History", Lead: "Type to search. Arrows choose, Enter opens.",
		Body: presenter.List{
			Search: &presenter.Field{Text: "zzz", Active: true}, Selected: -1, Empty: "Nothing found. Esc goes back; Backspace changes the search.",
		},
	}, openSale),
	"sale": over(presenter.PageState{
		Name: "sale", Title: "POS-000042  ·  Rp 50,000", Lead: "All that happened to this sale. Arrows scroll.",
		Body: presenter.Story{
			Facts: []presenter.Fact{
				{Label: "Status", Value: "part given back"},
				{Label: "Total", Value: "Rp 50,000"},
				{Label: "Rung up", Value: "2026-11-20 14:28"},
				{Label: "Paid", Value: "2026-11-20 14:30"},
				{Label: "Paid by", Value: "QRIS"},
				{Label: "Invoice", Value: "POS-000042"},
				{Label: "Reference", Value: "3f2c8a4be01d4c6f9a7b5d2e8c1f0a64"},
				{Label: "Our number", Value: "POS-till-01-000042"},
				{Label: "Given back", Value: "Rp 20,000", Tone: presenter.Warn},
			},
			Lines: []presenter.Line{
				{Text: "Coffee  Rp 20,000"},
				{Text: "Cake  Rp 30,000"},
				{Time: "14:28", Text: "Rung up for Rp 50,000."},
				{Time: "14:28", Text: "QRIS: Rp 50,000 is asked for."},
				{Time: "14:29", Text: "QRIS: not paid. The customer's bank or wallet refused it.", Tone: presenter.Bad},
				{Time: "14:30", Text: "QRIS: PAID.", Tone: presenter.Good},
				{Text: "Reference: 3f2c8a4be01d4c6f9a7b5d2e8c1f0a64"},
				{Time: "14:30", Text: "Paid in full, Rp 50,000.", Tone: presenter.Good},
				{Time: "14:31", Text: "The receipt was not printed. The printer cannot be reached. Check power and network.", Tone: presenter.Warn},
				{Time: "15:02", Text: "Refund of Rp 20,000 begun: Damaged. By Sari.", Tone: presenter.Calm},
			},
		},
	}, copySale, presenter.Action{Key: "1", Label: "Slip of Rp 20,000"}),
}

// A row of a list is opened by a finger, and the list is moved by one.
func TestListsTakeFingers(t *testing.T) {
	w, till := window(t, theme.Light(), smallest)
	tapped := -1
	till.OnTap = func(place int) { tapped = place }
	till.Render(states["history"])
	strip := find[*widget.Strip](t, w)
	strip.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(0, -200)}) // three rows of 64, and a bit
	strip.DragEnd()
	test.Tap(find[*widget.Row](t, w))
	if tapped != 3 {
		t.Errorf("the row on top is %d, want 3", tapped)
	}
}

// find finds the first visible widget of a kind in a window.
func find[T fyne.CanvasObject](t *testing.T, w fyne.Window) T {
	t.Helper()
	var found T
	seen := false
	for _, o := range test.LaidOutObjects(w.Content()) {
		if one, ok := o.(T); ok && !seen && o.Visible() {
			found, seen = one, true
		}
	}
	if !seen {
		t.Fatalf("no %T", found)
	}
	return found
}
