package screen_test

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"kasir/ui/presenter"
	"kasir/ui/screen"
	"kasir/ui/theme"
)

// forCustomers are the pictures of the customer's window.
var forCustomers = map[string]presenter.CustomerState{
	"welcome": {Shop: "Uncle-Z Coffee Shop", Title: "Welcome"},
	"total":   {Shop: "Uncle-Z Coffee Shop", Title: "To pay", Amount: "Rp 1,250,000"},
	"code": {
		Shop: "Uncle-Z Coffee Shop", Title: "Please scan to pay", Amount: "Rp 50,000", Caption: "Scan to pay with QRIS",
		Code: payload, Countdown: "19:58", Left: 0.99, Tone: presenter.Busy,
	},
	"crypto": {
		Shop: "Uncle-Z Coffee Shop", Mark: "TRAINING", Title: "Part has come. Still missing:", Amount: "0.00039304 BTC",
		Caption: "Scan to pay with Bitcoin", Code: payload, Countdown: "4:58", Left: 0.5, Tone: presenter.Warn,
		Facts: []string{"Address: bc1qxy2kgdygjrsqtzq2n0yrf2493p83kkfjhx0wlh", "Network: Bitcoin", "Amount: 0.00078608 BTC"},
	},
	"paid": {Shop: "Uncle-Z Coffee Shop", Title: "LUNAS", Amount: "Rp 50.000", Detail: "Terima kasih!", Tone: presenter.Good},
	"wait": {
		Shop: "Uncle-Z Coffee Shop", Title: "Please wait", Amount: "Rp 50,000", Tone: presenter.Warn,
		Detail: "We are checking your payment. Please do not pay again.",
	},
	"cancelled": {Shop: "Uncle-Z Coffee Shop", Title: "Cancelled", Amount: "Rp 50,000", Detail: "Please do not scan this code any more."},
}

func customer(t *testing.T, th fyne.Theme, size fyne.Size) (fyne.Window, *screen.Customer) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(th)
	c := screen.NewCustomer()
	w := test.NewTempWindow(t, c.Content())
	w.SetPadded(false)
	w.Resize(size)
	return w, c
}

func TestCustomer(t *testing.T) {
	for name, state := range forCustomers {
		t.Run(name, func(t *testing.T) {
			w, c := customer(t, theme.Light(), fyne.NewSize(800, 480))
			c.Render(state)
			golden(t, "customer-"+name+".xml", w)
		})
	}
}

// The smallest display that is sold for customers has 800 by 480 pixels.
func TestCustomerFitsTheSmallestDisplay(t *testing.T) {
	for name, state := range forCustomers {
		for _, size := range []fyne.Size{{Width: 800, Height: 480}, {Width: 480, Height: 800}} {
			w, c := customer(t, theme.Light(), size)
			c.Render(state)
			if got := w.Canvas().Size(); got != size {
				t.Errorf("%s: the window grew from %v to %v", name, size, got)
			}
		}
	}
}

// What an earlier picture showed must not shine through, least of all a code.
func TestCustomerKeepsNothing(t *testing.T) {
	size := fyne.NewSize(800, 480)
	w, c := customer(t, theme.Light(), size)
	for range 2 {
		for _, state := range forCustomers {
			c.Render(state)
		}
	}
	for name, state := range forCustomers {
		c.Render(state)
		fresh := screen.NewCustomer()
		other := test.NewTempWindow(t, fresh.Content())
		other.SetPadded(false)
		other.Resize(size)
		fresh.Render(state)
		if got, want := test.RenderToMarkup(w.Canvas()), test.RenderToMarkup(other.Canvas()); got != want {
			t.Errorf("%s is drawn otherwise after other pictures", name)
		}
	}
}

// Pictures for the eye: KASIR_PICTURES=folder go test ./ui/screen
func TestCustomerPictures(t *testing.T) {
	folder := os.Getenv("KASIR_PICTURES")
	if folder == "" {
		t.Log("no pictures wanted: KASIR_PICTURES is not set")
		return
	}
	for look, th := range map[string]fyne.Theme{"light": theme.Light(), "dark": theme.Dark()} {
		for label, size := range map[string]fyne.Size{"800": {Width: 800, Height: 480}, "1366": {Width: 1366, Height: 768}, "tall": {Width: 600, Height: 1024}} {
			for name, state := range forCustomers {
				w, c := customer(t, th, size)
				c.Render(state)
				file, err := os.Create(filepath.Join(folder, "customer-"+look+"-"+label+"-"+name+".png"))
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
		}
	}
}
