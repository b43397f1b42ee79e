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

var gapFacts = []presenter.Fact{
	{Label: "Nothing is known since", Value: "2026-05-09 14:30", Tone: presenter.Warn},
	{Label: "Until", Value: "2026-05-10 09:12", Tone: presenter.Warn},
	{Label: "Figures that may lack sales", Value: "Z 12  ·  2026-05-09 – 2026-05-10", Tone: presenter.Warn},
	{Label: "Asked at 09:20", Value: "2 things to look at", Tone: presenter.Warn},
}

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
	}),
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

// A refund's pages, from the amount to how it came out.
var refundFacts = []presenter.Fact{
	{Label: "Of", Value: "POS-000042  ·  2026-11-20 14:28"},
	{Label: "Paid by", Value: "QRIS  ·  Rp 50,000"},
	{Label: "Given back", Value: "Rp 10,000", Tone: presenter.Warn},
	{Label: "Can be given back", Value: "Rp 40,000"},
}

var chosenFacts = []presenter.Fact{
	{Label: "To give back", Value: "Rp 20,000", Tone: presenter.Busy},
	{Label: "Of", Value: "POS-000042  ·  Rp 50,000"},
	{Label: "Paid by", Value: "QRIS"},
	{Label: "Left after that", Value: "Rp 20,000"},
}

func why(at int) []presenter.Choice {
	var choices []presenter.Choice
	for i, label := range []string{"Wrong item", "Damaged or bad", "Changed their mind", "Wrong price", "Paid twice", "Not handed over", "Another reason …"} {
		choices = append(choices, presenter.Choice{Key: strconv.Itoa(i + 1), Label: label, Selected: i == at})
	}
	return choices
}

var (
	giveBack = presenter.Action{Key: "Enter", Label: "Give it back", Primary: true}
	nextSale = presenter.Action{Key: "Enter", Label: "Next sale", Primary: true}
	toSale   = presenter.Action{Key: "Esc", Label: "The sale"}
)

func refundPage(name, lead string, note presenter.Message, body presenter.Body) presenter.PageState {
	return presenter.PageState{Name: name, Title: "Refund", Lead: lead, Note: note, Body: body}
}

func refundEnd(pay presenter.PayState, actions ...presenter.Action) presenter.State {
	pay.Amount, pay.Method, pay.Invoice = "Rp 20,000", "QRIS", "POS-000042"
	s := over(refundPage("refund-end", "Wrong item", presenter.Message{}, presenter.Outcome{Pay: pay}))
	s.Actions = append(actions, toSale, help[1])
	return s
}

const goOn = "You may go on: Kasir keeps asking and tells you how it ends. Do not refund it again."

var refunds = map[string]presenter.State{
	"refund-amount": over(refundPage("refund-amount", "QRIS gives it back, asked by this till.",
		presenter.Message{Tone: presenter.Warn, Text: "It was paid more than a day ago. The refund may be handled by hand and take days. Do not give cash as well."},
		presenter.Figure{Facts: refundFacts, Next: "Next: the reason", Amount: presenter.AmountState{Title: "To give back", Entry: "Rp 40,000", Empty: true}}),
		presenter.Action{Key: "Enter", Label: "Next: the reason", Primary: true}),
	"refund-too-much": over(refundPage("refund-amount", "A person gives it back outside the till (Stable Genius); here it is only recorded.",
		presenter.Message{Tone: presenter.Bad, Text: "Only AED 40.00 is left to give back."},
		presenter.Figure{Facts: refundFacts, Next: "Next: the reason", Amount: presenter.AmountState{Title: "To give back", Entry: "AED 400.00", Decimals: 2}})),
	"refund-impossible": over(refundPage("refund-impossible", "", presenter.Message{}, presenter.Outcome{Pay: presenter.PayState{
		Tone: presenter.Bad, Title: "Cannot be given back here", Amount: "Rp 40,000",
		Detail: "Refunds are not switched on for this till. No money moved. Call the owner.", Advice: "No money moved. Call the owner, or agree on another way.",
	}})),
	"refund-reason": over(refundPage("refund-reason", "QRIS gives it back, asked by this till.", presenter.Message{},
		presenter.Choices{Facts: chosenFacts, Choices: why(0)}), giveBack),
	"refund-reason-other": over(refundPage("refund-reason", "QRIS gives it back, asked by this till.", presenter.Message{},
		presenter.Choices{Facts: chosenFacts, Choices: why(6), Other: &presenter.Field{Hint: "the reason, in a few words", Wrong: "Write the reason first.", Active: true}}), giveBack),
	"refund-proof": over(refundPage("refund-proof", "A person gives it back outside the till (USDC); here it is only recorded.",
		presenter.Message{Tone: presenter.Warn, Text: "Send the money first. Kasir only records it."},
		presenter.Form{Facts: chosenFacts, Fields: []presenter.Field{{
			Label: "Transaction hash", Text: "0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060", Active: true,
			Wrong: "That is no transaction hash: 0x and 64 digits or letters a to f.",
		}}}), presenter.Action{Key: "Enter", Label: "Record the refund", Primary: true}),
	"refund-confirm": over(refundPage("refund-confirm", "QRIS gives it back, asked by this till.", presenter.Message{}, presenter.Outcome{Pay: presenter.PayState{
		Tone: presenter.Busy, Title: "Give this back?", Amount: "Rp 20,000", Method: "QRIS", Detail: "Wrong item", Advice: "Approved by Budi. Enter gives the money back.",
	}}), giveBack),
	"refund-asking": refundEnd(presenter.PayState{
		Tone: presenter.Busy, Title: "Refund is being asked for", Detail: "QRIS has not answered yet.", Advice: goOn,
	}, nextSale),
	"refund-pending": refundEnd(presenter.PayState{
		Tone: presenter.Busy, Title: "Refund is on its way", Detail: "The customer's bank may take 15 to 20 working days.", Advice: goOn,
		Receipt: presenter.Message{Text: "Slip printed"},
	}, nextSale, presenter.Action{Key: "F5", Label: "Check now"}, presenter.Action{Key: "1", Label: "Slip of Rp 20,000"}),
	"refund-done": refundEnd(presenter.PayState{
		Tone: presenter.Calm, Title: "Given back", Advice: "Give the money out of the drawer, with the slip.", Order: "Hand over Rp\u00a020,000",
		Receipt: presenter.Message{Text: "Slip printed"},
	}, nextSale, presenter.Action{Key: "1", Label: "Slip of Rp 20,000"}),
	"refund-refused": refundEnd(presenter.PayState{
		Tone: presenter.Bad, Title: "Not given back", Detail: "The bank will not give it back. No money moved. Use another way.",
		Advice: "The money is still with the shop. Begin again, or agree on another way.",
	}, nextSale),
	"refund-doubt": refundEnd(presenter.PayState{
		Tone: presenter.Warn, Title: "Refund not known yet", Order: "Do not give the money another way", Advice: goOn,
		Fresh: presenter.Message{Tone: presenter.Warn, Text: "The payment service does not answer. Next try in 4 s."},
	}, nextSale, presenter.Action{Key: "F5", Label: "Check now"}),
}

// What somebody must see to.
var todo = func() []presenter.Row {
	rows := append([]presenter.Row{}, manyRows[:4]...)
	for i, word := range []string{"late money", "paid twice", "refund without an end", "refund running"} {
		rows[i].Status, rows[i].Tone = word, presenter.Warn
	}
	rows[3].Tone = presenter.Busy
	return rows
}()

var tasks = map[string]presenter.State{
	"tasks": over(presenter.PageState{
		Name: "tasks", Title: "To see to", Lead: "Something that a person must look at. Enter opens.", Body: presenter.List{Rows: todo},
	}, presenter.Action{Key: "Enter", Label: "See to it", Primary: true}),
	"task-late": over(presenter.PageState{
		Name: "task", Title: "late money", Lead: "Rp 50,000",
		Note: presenter.Message{Tone: presenter.Warn, Text: "Money came when the sale was over. Ask what the customer has: the goods, another sale, or nothing."},
		Body: presenter.Choices{
			Facts: []presenter.Fact{{Label: "Amount", Value: "Rp 50,000", Tone: presenter.Warn}, {Label: "Since", Value: "14:30"}, {Label: "Paid by", Value: "QRIS"}, {Label: "Reference", Value: "3f2c8a4be01d4c6f9a7b5d2e8c1f0a64"}},
			Choices: []presenter.Choice{
				{Key: "1", Label: "Goods were handed over: make it a sale", Selected: true},
				{Key: "2", Label: "It pays for another sale"},
				{Key: "3", Label: "The owner deals with it"},
				{Key: "4", Label: "Give it back"},
				{Key: "5", Label: "Look at the sale"},
			},
		},
	}, presenter.Action{Key: "Enter", Label: "Do this", Primary: true}),
	"gap": over(presenter.PageState{
		Name: "gap", Title: "To see to", Lead: "a backup was restored",
		Note: presenter.Message{Tone: presenter.Warn, Text: "A copy of the data was restored. What was sold, given back or closed in this time is not here. Look it up; the owner ends it."},
		Body: presenter.Choices{Facts: gapFacts, Choices: []presenter.Choice{
			{Key: "1", Label: "What was found", Selected: true}, {Key: "2", Label: "Ask the payment services now"}, {Key: "3", Label: "All is looked up: done (owner)"},
		}},
	}, presenter.Action{Key: "Enter", Label: "Do this", Primary: true}),
	"gap-found": over(presenter.PageState{
		Name: "gap-found", Title: "What was found", Lead: "See to each line at its service. None of them is rung up by itself. Arrows scroll.",
		Body: presenter.Story{Facts: gapFacts, Lines: []presenter.Line{
			{Tone: presenter.Warn, Text: "USDC: USD 7.00 of 2026-05-09 15:04; no sale here knows it. Give it back there, or book it by hand. (pi_8c1f0a643f2c8a4be01d4c6f)"},
			{Tone: presenter.Warn, Text: "QRIS: this service cannot list its payments. Look up that time on its own pages."},
			{Tone: presenter.Warn, Text: "Cash: no service knows of it. Count the drawer against the last paper of that time."},
			{Tone: presenter.Warn, Text: "Give nothing back for an older sale before you have looked there whether that was done already."},
		}},
	}),
	"despite": over(presenter.PageState{
		Name: "despite", Title: "Pay another way", Lead: "Why should the customer pay another way?",
		Note: presenter.Message{Tone: presenter.Warn, Text: "The first payment may still come. Kasir goes on watching it; money that comes twice must then be given back."},
		Body: presenter.Choices{Facts: refundFacts[:2], Choices: []presenter.Choice{
			{Key: "1", Label: "The customer's phone shows no payment", Selected: true}, {Key: "2", Label: "The customer cannot wait"}, {Key: "3", Label: "Another reason …"},
		}},
	}, presenter.Action{Key: "Enter", Label: "Another way to pay", Primary: true}),
	"amount-tasks": frame(presenter.State{
		Screen: presenter.Amount, Tasks: "2 things to see to. Press *", Amount: presenter.AmountState{Title: "Amount to pay", Entry: "Rp 0", Empty: true},
		Strip:   manyRows[:6],
		Actions: amountActions,
	}),
	"paid-tasks": frame(presenter.State{
		Screen: presenter.Paid, Tasks: "2 things to see to. Press *", Training: true, TrainingMark: "TRAINING",
		Pay:     presenter.PayState{Title: "PAID", Detail: "by QRIS", Amount: "Rp 50,000", Tone: presenter.Good},
		Actions: actions(nextSale),
	}),
}

var amountActions = []presenter.Action{
	{Key: "Enter", Label: "Charge", Primary: true},
	{Key: "Esc", Label: "Clear"},
	{Key: "F9", Label: "Waiting payment"},
	{Key: "F3", Label: "History"},
	{Key: "F4", Label: "Refund"},
	{Key: "F10", Label: "Open drawer"},
	{Key: "F6", Label: "Reprint last"},
	{Key: "F1", Label: "Keys"},
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
