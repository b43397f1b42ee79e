package screen_test

import (
	"flag"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"kasir/assets/words"
	"kasir/ui/presenter"
	"kasir/ui/screen"
	"kasir/ui/theme"
)

var update = flag.Bool("update", false, "rewrite the goldens of this package")

// golden compares what a window shows with testdata.
func golden(t *testing.T, name string, w fyne.Window) {
	t.Helper()
	if !*update {
		test.AssertRendersToMarkup(t, name, w.Canvas())
		return
	}
	if err := os.MkdirAll("testdata", 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("testdata", name), []byte(test.RenderToMarkup(w.Canvas())), 0o600); err != nil {
		t.Fatal(err)
	}
}

const payload = "00020101021226620015COM.EXAMPLE.WWW01189360000000000000000210G0000000000303UMI51440014ID.CO.QRIS.WWW0215ID00000000000000303UMI520459995303360540850000.005802ID5915KASIR SIMULATOR6007BANDUNG62140510POS-00000163041209"

func frame(s presenter.State) presenter.State {
	s.Shop, s.Language = "Uncle-Z Coffee Shop", "en"
	s.StripTitle, s.StripEmpty = "Last sales", "No sales yet today"
	return s
}

var help = []presenter.Action{{Key: "F6", Label: "Reprint last"}, {Key: "F1", Label: "Keys"}}

func actions(first ...presenter.Action) []presenter.Action { return append(first, help...) }

// states are the screens and pages in all the forms that a cashier meets.
var states = together(selling, pages, refunds, tasks, staffPages, shiftPages, settingsPages, receiptPages, vaultPages, obstaclePages)

func together(all ...map[string]presenter.State) map[string]presenter.State {
	states := make(map[string]presenter.State)
	for _, some := range all {
		maps.Copy(states, some)
	}
	return states
}

var selling = map[string]presenter.State{
	"amount-empty": frame(presenter.State{
		Screen: presenter.Amount, Amount: presenter.AmountState{Title: "Amount to pay", Entry: "Rp 0", Empty: true},
		Actions: actions(presenter.Action{Key: "Enter", Label: "Charge", Primary: true}, presenter.Action{Key: "Esc", Label: "Clear"}),
	}),
	"amount-busy": frame(presenter.State{
		Screen: presenter.Amount, Training: true, TrainingMark: "TRAINING", Practice: "http://127.0.0.1:8089",
		Notice: presenter.Message{Tone: presenter.Good, Text: "PAID: Rp 1,250,000, the sale of 14:05"},
		Amount: presenter.AmountState{Title: "Amount to pay", Entry: "KWD 999,999,999.999", Sum: "3 amounts, KWD 1,999,999,999.999", Count: 2, Decimals: 3},
		Strip: []presenter.Row{
			{Sale: "1", Time: "14:21", Amount: "Rp 50,000", Method: "QRIS", Number: "POS-000003", Status: "waiting", Tone: presenter.Busy, Open: true},
			{Sale: "2", Time: "14:10", Amount: "Rp 12,500", Method: "QRIS", Number: "POS-000002", Status: "PAID", Tone: presenter.Good},
			{Sale: "3", Time: "14:05", Amount: "Rp 1,250,000", Method: "QRIS", Number: "POS-000001", Status: "late money", Tone: presenter.Warn},
			{Sale: "4", Time: "13:59", Amount: "Rp 7,000", Method: "QRIS", Status: "cancelled"},
		},
		Actions: actions(presenter.Action{Key: "Enter", Label: "Charge", Primary: true}, presenter.Action{Key: "Esc", Label: "Clear"}, presenter.Action{Key: "F9", Label: "Waiting payment"}),
	}),
	"amount-clock": frame(presenter.State{
		Screen: presenter.Amount, Amount: presenter.AmountState{Title: "Amount to pay", Entry: "Rp 0", Empty: true},
		Notice:  presenter.Message{Tone: presenter.Warn, Text: words.In("en").Say("notice.clock-behind", "span", "366 days")},
		Actions: actions(presenter.Action{Key: "Enter", Label: "Charge", Primary: true}, presenter.Action{Key: "Esc", Label: "Clear"}),
	}),
	"amount-full": frame(presenter.State{
		Screen: presenter.Amount, Amount: presenter.AmountState{Title: "Amount to pay", Entry: "Rp 0", Empty: true},
		Notice:  presenter.Message{Tone: presenter.Bad, Text: words.In("id").Say("notice.no-room")},
		Actions: actions(presenter.Action{Key: "Enter", Label: "Charge", Primary: true}, presenter.Action{Key: "Esc", Label: "Clear"}),
	}),
	"amount-replaced": frame(presenter.State{
		Screen: presenter.Amount, Amount: presenter.AmountState{Title: "Amount to pay", Entry: "Rp 0", Empty: true},
		Notice:  presenter.Message{Tone: presenter.Bad, Text: words.In("en").Say("notice.replaced")},
		Actions: actions(presenter.Action{Key: "Enter", Label: "Charge", Primary: true}, presenter.Action{Key: "Esc", Label: "Clear"}),
	}),
	"amount-unsure": frame(presenter.State{
		Screen: presenter.Amount, Amount: presenter.AmountState{Title: "Amount to pay", Entry: "Rp 0", Empty: true},
		Notice: presenter.Message{Tone: presenter.Warn, Text: words.In("en").Say("notice.refund-doubt", "amount", "Rp 1,250,000")},
		Strip: []presenter.Row{
			{Sale: "1", Time: "14:21", Amount: "Rp 50,000", Method: "QRIS", Status: words.In("en").Say("status.unresolved"), Tone: presenter.Warn, Open: true},
			{Sale: "2", Time: "14:10", Amount: "Rp 1,250,000", Method: "QRIS", Number: "POS-000002", Status: words.In("en").Say("status.refund-doubt"), Tone: presenter.Warn},
			{Sale: "3", Time: "14:05", Amount: "Rp 1,250,000", Method: "QRIS", Number: "POS-000001", Status: words.In("id").Say("status.refund-doubt"), Tone: presenter.Warn},
		},
		Actions: actions(presenter.Action{Key: "Enter", Label: "Charge", Primary: true}, presenter.Action{Key: "Esc", Label: "Clear"}, presenter.Action{Key: "F9", Label: "Waiting payment"}),
	}),
	"method": frame(presenter.State{
		Screen: presenter.Method, Total: "Rp 50,000", MethodTitle: "How does the customer pay?",
		Methods: []presenter.Choice{
			{Key: "1", Label: "QRIS", Selected: true},
			{Key: "2", Label: "Tabby", Why: "Not in this currency."},
			{Key: "3", Label: "GoPay"},
			{Key: "4", Label: "USDC", Why: "Its secret key is missing. Call the owner: Settings."},
			{Key: "5", Label: "Cash"},
		},
		Actions: actions(presenter.Action{Key: "Enter", Label: "Charge", Primary: true}, presenter.Action{Key: "Esc", Label: "Back"}),
	}),
	"cash-change": frame(presenter.State{
		Screen: presenter.Cash, Cash: presenter.CashState{
			Title: "Cash received", Due: "To pay: Rp 47,500", Entry: "Rp 50,000",
			Rest: presenter.Message{Tone: presenter.Good, Text: "Change: Rp 2,500"},
		}, Actions: actions(presenter.Action{Key: "Enter", Label: "Take cash", Primary: true}, presenter.Action{Key: "Esc", Label: "Back"}),
	}),
	"cash-part": frame(presenter.State{
		Screen: presenter.Cash, Cash: presenter.CashState{
			Title: "Cash received", Due: "To pay: KWD 47.500", Entry: "KWD 20.000", Decimals: 3,
			Rest: presenter.Message{Tone: presenter.Warn, Text: "Still missing: KWD 27.500. Enter takes this part."},
		}, Actions: actions(presenter.Action{Key: "Enter", Label: "Take cash", Primary: true}, presenter.Action{Key: "Esc", Label: "Back"}),
	}),
	"waiting-code": frame(presenter.State{Screen: presenter.Waiting, Pay: presenter.PayState{
		Title: "Waiting for customer", Amount: "Rp 50,000", Method: "QRIS", Invoice: "POS-000042", Code: payload,
		Caption: "Scan to pay with QRIS", Countdown: "19:58", Left: 0.99, Tone: presenter.Busy,
		Fresh: presenter.Message{Text: "checked 0 s ago"},
	}, Actions: waitingActions}),
	"waiting-crypto": frame(presenter.State{Screen: presenter.Waiting, Training: true, TrainingMark: "TRAINING", Pay: presenter.PayState{
		Title: "Part has come. Still missing:", Amount: "0.00039304 BTC", Method: "Bitcoin", Code: payload,
		Caption: "Scan to pay with Bitcoin", Countdown: "4:58", Left: 0.5, Tone: presenter.Warn,
		Facts: []string{"Address: bc1qxy2kgdygjrsqtzq2n0yrf2493p83kkfjhx0wlh", "Network: Bitcoin", "Amount: 0.00078608 BTC"},
		Fresh: presenter.Message{Text: "checked 2 s ago"},
	}, Actions: waitingActions}),
	"waiting-asking": frame(presenter.State{Screen: presenter.Waiting, Pay: presenter.PayState{
		Title: "One moment", Detail: "Asking QRIS for a code.", Amount: "Rp 50,000", Method: "QRIS", Tone: presenter.Busy,
	}}),
	"waiting-unsent": frame(presenter.State{Screen: presenter.Waiting, Pay: presenter.PayState{
		Title: "No connection", Detail: "Nothing has been sent, so nothing can have been paid. Kasir tries again by itself.",
		Amount: "Rp 50,000", Method: "QRIS", Tone: presenter.Warn,
		Fresh: presenter.Message{Tone: presenter.Warn, Text: "No connection to the payment service. Next try in 3 s."},
	}, Actions: waitingActions}),
	"waiting-refused": frame(presenter.State{Screen: presenter.Waiting, Pay: presenter.PayState{
		Title: "This code is not shown", Detail: "The code asks for another amount than this sale.",
		Advice: "Cancel it (Esc) and choose another way to pay.", Amount: "Rp 50,000", Method: "QRIS", Invoice: "POS-000042", Tone: presenter.Bad,
		Fresh: presenter.Message{Text: "checked 1 s ago"},
	}, Actions: waitingActions}),
	"waiting-dialog": frame(presenter.State{Screen: presenter.Waiting, Pay: presenter.PayState{
		Title: "Waiting for customer", Amount: "Rp 50,000", Method: "QRIS", Code: payload, Tone: presenter.Busy,
	}, Dialog: &presenter.DialogState{
		Title:   "Cancel the payment of Rp 50,000?",
		Text:    "The customer must not scan or confirm any more. Kasir first makes sure that nothing has been paid.",
		Actions: []presenter.Action{{Key: "Enter", Label: "Cancel the payment", Danger: true}, {Key: "Esc", Label: "Keep waiting"}},
	}, Actions: waitingActions}),
	"paid": frame(presenter.State{Screen: presenter.Paid, Pay: presenter.PayState{
		Title: "PAID", Detail: "by QRIS", Amount: "Rp 50,000", Invoice: "POS-000042", Tone: presenter.Good,
		Receipt: presenter.Message{Tone: presenter.Good, Text: "Receipt printed"},
	}, Actions: actions(presenter.Action{Key: "Enter", Label: "Next sale", Primary: true})}),
	"paid-no-paper": frame(presenter.State{Screen: presenter.Paid, Pay: presenter.PayState{
		Title: "LUNAS", Detail: "lewat QRIS", Amount: "Rp 1.250.000", Invoice: "POS-000042", Tone: presenter.Good,
		Receipt: presenter.Message{Tone: presenter.Warn, Text: "No receipt. The printer cannot be reached. Check power and network. F6 prints it again."},
	}, Actions: actions(presenter.Action{Key: "Enter", Label: "Penjualan berikut", Primary: true})}),
	"unpaid": frame(presenter.State{Screen: presenter.Unpaid, Pay: presenter.PayState{
		Title: "Not paid", Detail: "The payment service does not accept this till's key. Call the owner. Nothing was charged.",
		Advice: "Nothing more to do. Charge again, or start the next sale.", Amount: "Rp 50,000", Tone: presenter.Bad,
	}, Actions: actions(presenter.Action{Key: "Enter", Label: "Next sale", Primary: true}, presenter.Action{Key: "Esc", Label: "Try again"})}),
	"kept": frame(presenter.State{Screen: presenter.Unpaid, Pay: presenter.PayState{
		Title: "Set aside, not paid", Detail: "This code cannot be cancelled. It can still be paid until 14:50; Kasir keeps watching.",
		Advice: "Take the code away from the customer and go on. If it is paid after all, Kasir tells you.",
		Amount: "Rp 50,000", Invoice: "POS-000042", Tone: presenter.Warn,
	}, Actions: actions(presenter.Action{Key: "Enter", Label: "Next sale", Primary: true})}),
	"doubt": frame(presenter.State{Screen: presenter.Doubt, Pay: presenter.PayState{
		Title: "Payment result not known yet", Order: "Do not ask the customer to pay again", Detail: "The money may already be on its way.",
		Advice: "Ask the customer to wait, or serve the next one: Kasir keeps watching and tells you.",
		Amount: "Rp 50,000", Tone: presenter.Warn,
		Fresh: presenter.Message{Tone: presenter.Warn, Text: "The payment service does not answer. Next try in 4 s."},
	}, Actions: actions(presenter.Action{Key: "F5", Label: "Check now", Primary: true}, presenter.Action{Key: "F9", Label: "Serve next customer"}, presenter.Action{Key: "Esc", Label: "Cancel payment", Danger: true})}),
	"doubt-over": frame(presenter.State{Screen: presenter.Doubt, Pay: presenter.PayState{
		Title: "Payment result not known yet", Order: "Do not ask the customer to pay again", Detail: words.In("en").Say("doubt.over"),
		Advice: "Ask the customer to wait, or serve the next one: Kasir keeps watching and tells you.",
		Amount: "Rp 50,000", Tone: presenter.Warn,
		Fresh: presenter.Message{Tone: presenter.Warn, Text: "No connection to the payment service. Next try in 4 s."},
	}, Actions: actions(presenter.Action{Key: "F5", Label: "Check now", Primary: true}, presenter.Action{Key: "F9", Label: "Serve next customer"}, presenter.Action{Key: "Esc", Label: "Cancel payment", Danger: true})}),
	"help": frame(presenter.State{
		Screen: presenter.Amount, Amount: presenter.AmountState{Title: "Amount to pay", Entry: "Rp 0", Empty: true},
		Dialog: &presenter.DialogState{
			Title: "Keys", Table: allKeys("en"), Actions: []presenter.Action{{Key: "Esc", Label: "Close"}},
		},
	}),
	"help-id": frame(presenter.State{
		Screen: presenter.Amount, Amount: presenter.AmountState{Title: "Jumlah bayar", Entry: "Rp 0", Empty: true},
		Dialog: &presenter.DialogState{
			Title: "Tombol", Table: allKeys("id"), Actions: []presenter.Action{{Key: "Esc", Label: "Tutup"}},
		},
	}),
	"stopped": frame(presenter.State{Screen: presenter.Stopped, Pay: presenter.PayState{
		Title: "Storage problem", Detail: "Kasir could not write to its disk. Sales are stopped so that no money is lost.",
		Advice: "Call the owner. After the disk is repaired, start Kasir again; what was paid is looked up then.", Tone: presenter.Warn,
	}}),
}

// allKeys is a table of keys as long as any.
func allKeys(language string) []presenter.Binding {
	var table []presenter.Binding
	said := words.In(language)
	const all = "0-9|+|.|Enter|Backspace|Esc|↑ ↓|PgUp PgDn|F1|F2|F3|F4|F5|F6|F7|F8|F9|F10|F11|F12|S|L|*"
	for key := range strings.SplitSeq(all, "|") {
		table = append(table, presenter.Binding{Key: key, Label: said.Say("help." + key), Idle: key == "F5" || key == "F9"})
	}
	return append(table, presenter.Binding{Key: "T", Label: said.Say("act.turn")})
}

var waitingActions = actions(presenter.Action{Key: "F5", Label: "Check now"}, presenter.Action{Key: "F9", Label: "Serve next"},
	presenter.Action{Key: "Esc", Label: "Cancel payment", Danger: true}, presenter.Action{Key: "t", Label: "Turn screen"}, presenter.Action{Key: "p", Label: "Training: customer pays"})

func window(t *testing.T, th fyne.Theme, size fyne.Size) (fyne.Window, *screen.Till) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(th)
	till := screen.NewTill()
	w := test.NewTempWindow(t, till.Content())
	w.SetPadded(false)
	w.Resize(size)
	return w, till
}

// smallest is a 1024×600 screen without the window's frame and a task bar.
var smallest = fyne.NewSize(1024, 560)

func TestScreens(t *testing.T) {
	for name, state := range states {
		t.Run(name, func(t *testing.T) {
			w, till := window(t, theme.Light(), smallest)
			till.Render(state)
			golden(t, name+".xml", w)
		})
	}
}

// A screen that needs more room than the smallest till has pushes its buttons
// off the edge.
func TestScreensFitTheSmallestTill(t *testing.T) {
	for name, state := range states {
		t.Run(name, func(t *testing.T) {
			w, till := window(t, theme.Light(), smallest)
			till.Render(state)
			if need := till.Content().MinSize(); need.Width > smallest.Width || need.Height > smallest.Height {
				t.Errorf("needs %v, has %v", need, smallest)
			}
			if got := w.Canvas().Size(); got != smallest {
				t.Errorf("the window grew to %v", got)
			}
		})
	}
}

// One till draws all states one after the other; what an earlier one showed
// must not shine through.
func TestStatesLeaveNothingBehind(t *testing.T) {
	w, till := window(t, theme.Light(), smallest)
	for range 2 {
		for _, state := range states {
			till.Render(state)
		}
	}
	for name, state := range states {
		till.Render(state)
		fresh := screen.NewTill()
		other := test.NewTempWindow(t, fresh.Content())
		other.SetPadded(false)
		other.Resize(smallest)
		fresh.Render(state)
		if got, want := test.RenderToMarkup(w.Canvas()), test.RenderToMarkup(other.Canvas()); got != want {
			t.Errorf("%s is drawn otherwise after other screens", name)
		}
	}
}

// Pictures for the eye: KASIR_PICTURES=folder go test ./ui/screen
func TestPictures(t *testing.T) {
	folder := os.Getenv("KASIR_PICTURES")
	if folder == "" {
		t.Log("no pictures wanted: KASIR_PICTURES is not set")
		return
	}
	for look, th := range map[string]fyne.Theme{"light": theme.Light(), "dark": theme.Dark()} {
		for label, size := range map[string]fyne.Size{"1024": smallest, "1366": fyne.NewSize(1366, 728)} {
			for name, state := range states {
				t.Run(name, func(t *testing.T) { // -run Pictures/NAME draws one
					w, till := window(t, th, size)
					till.Render(state)
					picture(t, filepath.Join(folder, look+"-"+label+"-"+name+".png"), w)
				})
			}
		}
	}
}

func picture(t *testing.T, place string, w fyne.Window) {
	t.Helper()
	file, err := os.Create(place)
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(file, w.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}
