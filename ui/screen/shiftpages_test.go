package screen_test

import "kasir/ui/presenter"

var (
	onward = presenter.Action{Key: "Enter", Label: "Go on", Primary: true}
	pickA  = presenter.Action{Key: "Enter", Label: "Choose", Primary: true}
)

// shiftPages are the pages of F7.
var shiftPages = map[string]presenter.State{
	"shift": over(presenter.PageState{
		Name: "shift", Title: "Shift", Lead: "A number chooses, Enter opens.",
		Body: presenter.Choices{
			Facts: []presenter.Fact{
				{Label: "Shift", Value: "12"},
				{Label: "Open since", Value: "08:02 · Sari Kusumawardhani", Tone: presenter.Good},
				{Label: "Open or late", Value: "2", Tone: presenter.Warn},
				{Label: "late money", Value: "Rp 1,250,000 · POS-000042", Tone: presenter.Warn},
				{Label: "still open", Value: "Rp 50,000 · POS-000077", Tone: presenter.Warn},
			},
			Choices: []presenter.Choice{
				{Key: "1", Label: "Figures so far (X)", Selected: true},
				{Key: "2", Label: "Put cash in"},
				{Key: "3", Label: "Take cash out"},
				{Key: "4", Label: "Close the shift (Z)"},
			},
		},
	}, pickA),
	"shift-count": over(presenter.PageState{
		Name: "count", Title: "Cash in the drawer", Lead: "Count what lies in the drawer. What should be there is shown afterwards.",
		Body: presenter.Figure{Next: "Go on", Amount: presenter.AmountState{Title: "Cash in the drawer", Entry: "Rp 1,275,500"}},
	}, onward),
	"shift-comparing": alone(presenter.PageState{
		Name: "comparing", Title: "Asking the payment services", Body: presenter.Outcome{Pay: presenter.PayState{
			Tone: presenter.Busy, Title: "Asking the payment services", Amount: "17 / 120", Detail: "Kasir compares this shift with what each service says.",
		}},
	}, presenter.Action{Key: "Esc", Label: "Skip"}),
	"shift-z": over(presenter.PageState{
		Name: "z-report", Title: "Z 12", Lead: "2026-11-21 · till-01",
		Note: presenter.Message{Tone: presenter.Warn, Text: "2 payments are not the same at their service. The Z names them."},
		Body: presenter.Figures{
			Sums: []presenter.Fact{
				{Label: "Received", Value: "Rp 12,345,000 (87)"},
				{Label: "Given back", Value: "Rp 120,000 (2)"},
				{Label: "Together", Value: "Rp 12,225,000", Tone: presenter.Good},
				{Label: "Sales", Value: "85"},
				{Label: "Dropped", Value: "3"},
				{Label: "Copies", Value: "4"},
				{Label: "No sale", Value: "1"},
			},
			Drawer: []presenter.Fact{
				{Label: "Float", Value: "Rp 500,000"},
				{Label: "Cash sales", Value: "Rp 2,340,000"},
				{Label: "Cash back", Value: "Rp 20,000"},
				{Label: "Put in", Value: "Rp 0"},
				{Label: "Taken out", Value: "Rp 1,000,000"},
				{Label: "Expected", Value: "Rp 1,820,000"},
				{Label: "Counted", Value: "Rp 1,815,000"},
				{Label: "Difference", Value: "-Rp 5,000", Tone: presenter.Warn},
			},
			Methods: presenter.Chart{Title: "By method", Bars: []presenter.Bar{
				{Label: "QRIS", Value: "Rp 8,005,000", Share: 1}, {Label: "GoPay / QRIS", Value: "Rp 2,000,000", Share: 0.25}, {Label: "Cash", Value: "Rp 2,340,000", Share: 0.29},
			}},
			Hours: presenter.Chart{Title: "By hour", Bars: []presenter.Bar{
				{Label: "08", Share: 0.2},
				{Label: "09", Share: 0.5},
				{Label: "10", Share: 0.4},
				{Label: "11", Share: 0.8},
				{Label: "12", Share: 1},
				{Label: "13", Share: 0.9},
				{Label: "14", Share: 0},
				{Label: "15", Share: 0.3},
				{Label: "16", Share: 0.35},
				{Label: "17", Share: 0.6},
			}},
		},
	}, presenter.Action{Key: "F6", Label: "Print"}, presenter.Action{Key: "F5", Label: "What differs"}),
}
