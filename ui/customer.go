package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"kasir/ui/presenter"
	"kasir/ui/screen"
)

// A Place is what the till remembers of the customer's window: whether it was
// open, and how large it was where it did not fill a monitor of its own.
type Place struct {
	Open   bool    `json:"open"`
	Width  float32 `json:"width"` // in Fyne's units; 0: as it comes
	Height float32 `json:"height"`
}

// customerSize is the customer's window on a till with one monitor.
var customerSize = fyne.NewSize(800, 480)

// customerWindow shows the customer's part of the state. It can be closed at
// any time; the till does not depend on it.
type customerWindow struct {
	window fyne.Window
	screen *screen.Customer
	title  string
}

// Remember gives the place of the customer's window in an earlier run, and who
// keeps it for the next. It opens the window where it was open.
func (a *App) Remember(place Place, keep func(Place)) {
	a.place, a.keep = place, keep
	if place.Open && a.customer == nil {
		a.openCustomer()
	}
}

// toggleCustomer opens or closes the customer's window.
func (a *App) toggleCustomer() {
	if a.customer != nil {
		a.closeCustomer()
	} else {
		a.openCustomer()
	}
	a.place.Open = a.customer != nil
	if a.keep != nil {
		a.keep(a.place)
	}
}

// openCustomer fills the second monitor where there is one.
func (a *App) openCustomer() {
	w := &customerWindow{window: a.app.NewWindow("Kasir"), screen: screen.NewCustomer()}
	a.customer = w
	w.window.SetPadded(false)
	w.window.SetContent(w.screen.Content())
	w.window.SetCloseIntercept(a.toggleCustomer)
	// A tap of the customer's gives his window the keyboard. It stays the till's.
	a.router.Share(w.window.Canvas())
	w.render(a.state.Customer)
	w.window.Resize(a.place.size())
	second := hasSecond(a.app.Driver())
	if wide, ok := w.window.(desktop.Window); ok && second {
		wide.RequestFullScreenSecondary()
	}
	w.window.Show()
	if second {
		a.Window.RequestFocus()
	}
	a.log.Info("customer window", "open", true, "second", second)
}

func (a *App) closeCustomer() {
	w := a.customer
	a.customer = nil
	if !w.window.FullScreen() {
		size := w.window.Canvas().Size()
		a.place.Width, a.place.Height = size.Width, size.Height
	}
	w.window.Close()
	a.log.Info("customer window", "open", false)
}

func (p Place) size() fyne.Size {
	if p.Width < 1 || p.Height < 1 {
		return customerSize
	}
	return fyne.NewSize(p.Width, p.Height)
}

func (w *customerWindow) render(s presenter.CustomerState) {
	w.screen.Render(s)
	repaint(w.window)
	if w.title != s.Window {
		w.title = s.Window
		w.window.SetTitle(s.Window)
	}
}

// hasSecond tells whether there is a monitor for the customer.
func hasSecond(driver fyne.Driver) bool {
	d, ok := driver.(desktop.Driver)
	return ok && d.HasSecondaryDisplay()
}
