package screen_test

import (
	"maps"
	"strconv"
	"strings"

	"kasir/ui/presenter"
)

// The longest that a shop can put on a screen: names of forty letters, amounts of
// twelve digits, a dozen methods.
const (
	longShop   = "Toko Kelontong & Kopi Ibu Siti Nurhaliza"
	longMethod = "Stable Genius USDC (Polygon) at counter 4"
	longPerson = "Raden Ajeng Kartini Djojo Adhiningrat II"
	mostRupiah = "Rp 999.999.999.999"
	mostDirham = "AED 1,234,567.89"
)

func extreme(s presenter.State) presenter.State {
	s = frame(s)
	s.Shop = longShop
	s.Training, s.TrainingMark, s.Practice = true, "TRAINING", "http://127.0.0.1:8089"
	return s
}

var extremeRows = func() []presenter.Row {
	var rows []presenter.Row
	for i := range 30 {
		rows = append(rows, presenter.Row{
			Sale: strconv.Itoa(i), Time: "2026-11-20 21:07", Amount: mostRupiah, Method: longMethod,
			Number: "INV/2026/11/21/TILL-01/0000" + strconv.Itoa(10+i), Status: "part given back", Tone: presenter.Tone(i % 5), Open: true,
		})
	}
	return rows
}()

func manyChoices(n int, label string, whys ...string) []presenter.Choice {
	var choices []presenter.Choice
	for i := range n {
		c := presenter.Choice{Key: strings.ToUpper("123456789abcdefghijklmnopqrstuvwxyz"[i : i+1]), Label: label, Selected: i == 0}
		if i > 0 && i <= len(whys) {
			c.Why = whys[i-1]
		}
		choices = append(choices, c)
	}
	return choices
}

func extremePage(p presenter.PageState, actions ...presenter.Action) presenter.State {
	s := over(p, actions...)
	s.Shop, s.Tasks = longShop, "12 things to see to. Press *"
	s.Training, s.TrainingMark = true, "TRAINING"
	return s
}

var extremeFacts = []presenter.Fact{
	{Label: "Of", Value: "INV/2026/11/21/TILL-01/000042  ·  2026-11-20 14:28"},
	{Label: "Paid by", Value: longMethod + "  ·  " + mostRupiah},
	{Label: "Given back", Value: "Rp 99.999.999.999", Tone: presenter.Warn},
	{Label: "On its way back", Value: "Rp 99.999.999.999", Tone: presenter.Busy},
	{Label: "Can be given back", Value: "Rp 800.000.000.001"},
}

func init() { maps.Copy(states, extremes) }

var extremes = map[string]presenter.State{
	"extreme-amount": func() presenter.State {
		s := extreme(presenter.State{
			Screen: presenter.Amount, Tasks: "12 things to see to. Press *",
			Amount: presenter.AmountState{Title: "Amount to pay", Entry: mostRupiah, Sum: "12 amounts, " + mostRupiah, Count: 11},
			Strip:  extremeRows, Actions: amountActions,
		})
		return s
	}(),
	"extreme-methods": extreme(presenter.State{
		Screen: presenter.Method, Total: mostRupiah, MethodTitle: "How does the customer pay?",
		Methods: manyChoices(12, longMethod, "Its secret key is not set up.", "Not in this currency."),
		Actions: actions(presenter.Action{Key: "Enter", Label: "Charge", Primary: true}, presenter.Action{Key: "Esc", Label: "Back"}),
	}),
	"extreme-methods-seven": extreme(presenter.State{
		Screen: presenter.Method, Total: mostDirham, MethodTitle: "Bagaimana pelanggan membayar?",
		Methods: manyChoices(7, "QRIS", "Kunci rahasianya belum diatur. Panggil pemilik."),
		Actions: actions(presenter.Action{Key: "Enter", Label: "Charge", Primary: true}, presenter.Action{Key: "Esc", Label: "Back"}),
	}),
	"extreme-cash": extreme(presenter.State{
		Screen: presenter.Cash, Cash: presenter.CashState{
			Title: "Cash received", Due: "To pay: " + mostRupiah, Entry: mostRupiah,
			Rest: presenter.Message{Tone: presenter.Warn, Text: "Still missing: " + mostRupiah + ". Enter takes this part."},
		}, Actions: actions(presenter.Action{Key: "Enter", Label: "Take cash", Primary: true}, presenter.Action{Key: "Esc", Label: "Back"}),
	}),
	"extreme-waiting": extreme(presenter.State{Screen: presenter.Waiting, Tasks: "12 things to see to. Press *", Pay: presenter.PayState{
		Title: "Waiting for customer", Amount: mostRupiah, Method: longMethod, Invoice: "INV/2026/11/21/TILL-01/000042", Code: payload,
		Caption: "Scan to pay with " + longMethod, Countdown: "19:58", Left: 0.99, Tone: presenter.Busy,
		Fresh: presenter.Message{Tone: presenter.Warn, Text: "The payment service does not answer. Next try in 12 s."},
	}, Actions: waitingActions}),
	"extreme-paid": extreme(presenter.State{Screen: presenter.Paid, Pay: presenter.PayState{
		Title: "PAID", Detail: "by " + longMethod, Order: "Change: Rp 999.999.999", Amount: mostRupiah, Invoice: "INV/2026/11/21/TILL-01/000042", Tone: presenter.Good,
		Receipt: presenter.Message{Tone: presenter.Warn, Text: "No receipt. The printer cannot be reached. Check power and network. F6 prints it again."},
	}, Actions: actions(nextSale, presenter.Action{Key: "v", Label: "Show the receipt"}, presenter.Action{Key: "F10", Label: "Open drawer"})}),
	"extreme-dialog": extreme(presenter.State{Screen: presenter.Waiting, Pay: presenter.PayState{
		Title: "Waiting for customer", Amount: mostRupiah, Method: longMethod, Code: payload, Tone: presenter.Busy,
	}, Dialog: &presenter.DialogState{
		Title:   "Batalkan pembayaran " + mostRupiah + "?",
		Text:    "Pelanggan tidak boleh memindai atau mengonfirmasi lagi. Kasir memastikan dulu bahwa belum ada yang dibayar.",
		Actions: []presenter.Action{{Key: "Enter", Label: "Batalkan pembayaran", Danger: true}, {Key: "Esc", Label: "Tetap menunggu"}},
	}, Actions: waitingActions}),
	"extreme-history": extremePage(presenter.PageState{
		Name: "history", Title: "History", Lead: "Type to search. Arrows choose, Enter opens.",
		Body: presenter.List{Search: &presenter.Field{Text: longMethod + " " + longPerson, Active: true}, Rows: extremeRows, Selected: 3},
	}, openSale, copySale),
	"extreme-refund": extremePage(refundPage("refund-amount", "A person gives it back outside the till ("+longMethod+"); here it is only recorded.",
		presenter.Message{Tone: presenter.Bad, Text: "Only " + mostRupiah + " is left to give back."},
		presenter.Figure{Facts: extremeFacts, Next: "Next: the reason", Amount: presenter.AmountState{Title: "To give back", Entry: mostRupiah}})),
	"extreme-sale": extremePage(presenter.PageState{
		Name: "sale", Title: "INV/2026/11/21/TILL-01/000042  ·  " + mostRupiah, Lead: "All that happened to this sale. Arrows scroll.",
		Body: presenter.Story{
			Facts: append([]presenter.Fact{
				{Label: "Status", Value: "refund running", Tone: presenter.Busy},
				{Label: "Total", Value: mostRupiah},
				{Label: "Rung up", Value: "2026-11-20 14:28"},
				{Label: "Paid", Value: "2026-11-20 14:30"},
				{Label: "Reference", Value: "3f2c8a4be01d4c6f9a7b5d2e8c1f0a64"},
				{Label: "Our number", Value: "POS-till-01-000042"},
				{Label: "Cashier", Value: longPerson},
			}, extremeFacts[1:4]...),
			Lines: []presenter.Line{
				{Time: "14:28", Text: "Rung up for " + mostRupiah + ". By " + longPerson + "."},
				{Time: "14:28", Text: longMethod + ": " + mostRupiah + " is asked for."},
				{Time: "14:29", Text: longMethod + ": not paid. The customer's bank or wallet refused it.", Tone: presenter.Bad},
				{Time: "14:30", Text: longMethod + ": PAID.", Tone: presenter.Good},
			},
		},
	}, copySale, presenter.Action{Key: "v", Label: "Show the receipt"}, presenter.Action{Key: "F4", Label: "Refund"},
		presenter.Action{Key: "1", Label: "Slip of " + mostRupiah}, presenter.Action{Key: "2", Label: "Slip of " + mostRupiah}),
	"extreme-people": extremePage(presenter.PageState{
		Name: "sign-in", Title: "Who is at the till?", Lead: "Choose your name.", Locked: true,
		Body: presenter.Choices{Choices: manyChoices(12, longPerson, "Locked out. The owner unlocks it.")},
	}),
	"beneath-waiting": beneath(presenter.Message{Tone: presenter.Busy, Text: mostRupiah + " waits for its customer. F5: check now. F9: serve the next one."}),
	"beneath-expired": beneath(presenter.Message{Tone: presenter.Bad, Text: "Not paid: the time for Rp 50,000 of 14:05 is over. Esc leads back to it."}),
	"beneath-doubt":   beneath(presenter.Message{Tone: presenter.Warn, Text: "Rp 50,000 of 14:05: not known yet. Do not charge again. Esc leads back to it."}),
}

// beneath is a page over a code, with what is told of that.
func beneath(m presenter.Message) presenter.State {
	s := pages["history"]
	s.Screen, s.Notice, s.Tasks = presenter.Waiting, m, "2 things to see to. Press *"
	return s
}
