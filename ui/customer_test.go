package ui_test

import (
	"log/slog"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"kasir/assets/words"
	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/store"
	"kasir/ui"
	"kasir/ui/presenter"
	"kasir/ui/theme"
)

// open shows the window of a till that has a shop and nothing else.
func open(t *testing.T) (fyne.App, *ui.App) {
	t.Helper()
	db, err := store.Open(t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.Light())
	counter := &presenter.Counter{
		Till: &checkout.Till{Shop: checkout.Shop{
			Name: "Uncle-Z Coffee Shop", Currency: money.MustCurrency("IDR"), Till: "till-01", Zone: "Asia/Jakarta", Language: "en",
		}, Journal: db},
		Ledger: db, Words: words.In("en"), Dispatch: func(func()) {}, // its clock stands still
	}
	window := ui.New(app, slog.New(slog.DiscardHandler))
	window.Serve(counter)
	if err := counter.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(counter.Close)
	return app, window
}

// press types keys into the canvas of a window.
func press(w fyne.Window, keys ...fyne.KeyName) {
	for _, key := range keys {
		w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: key})
	}
}

// windows are those that have a title; the tests' app has one without.
func windows(app fyne.App) []fyne.Window {
	return slices.DeleteFunc(slices.Clone(app.Driver().AllWindows()), func(w fyne.Window) bool { return w.Title() == "" })
}

func titles(app fyne.App) string {
	var all []string
	for _, w := range windows(app) {
		all = append(all, w.Title())
	}
	return strings.Join(all, ", ")
}

func TestF12OpensAndClosesTheCustomersWindow(t *testing.T) {
	app, till := open(t)
	var kept []ui.Place
	till.Remember(ui.Place{}, func(p ui.Place) { kept = append(kept, p) })
	press(till.Window, fyne.KeyF12)
	if titles(app) != "Kasir, Kasir: customer" {
		t.Fatalf("windows: %s", titles(app))
	}
	customer := windows(app)[1]
	test.TypeOnCanvas(till.Window.Canvas(), "7000")
	if got := test.RenderToMarkup(customer.Canvas()); !strings.Contains(got, "Rp 7,000") {
		t.Errorf("the customer does not see the amount: %s", got)
	}
	// The keyboard went along with the customer's tap on his window.
	test.TypeOnCanvas(customer.Canvas(), "5")
	if got := test.RenderToMarkup(till.Window.Canvas()); !strings.Contains(got, "Rp 70,005") {
		t.Error("a key typed into the customer's window is lost")
	}
	press(customer, fyne.KeyF12)
	if titles(app) != "Kasir" {
		t.Errorf("windows after the second F12: %s", titles(app))
	}
	if len(kept) != 2 || !kept[0].Open || kept[1].Open || kept[1].Width < 1 {
		t.Errorf("kept %+v", kept)
	}
}

func TestTheCustomersWindowIsWhereItWas(t *testing.T) {
	app, till := open(t)
	till.Remember(ui.Place{Open: true, Width: 640, Height: 400}, func(ui.Place) {})
	if titles(app) != "Kasir, Kasir: customer" {
		t.Fatalf("windows: %s", titles(app))
	}
	if got := windows(app)[1].Canvas().Size(); got != fyne.NewSize(640, 400) {
		t.Errorf("it is %v", got)
	}
}
