package main

import (
	"context"
	"fmt"
	"net/url"
	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"kasir/ui"
	"kasir/ui/theme"
)

// appID names the program to the desktop.
const appID = "shop.kasir.till"

// firstSize is the window's size where nobody maximised it; it fits the
// smallest screen that tills have.
var firstSize = fyne.NewSize(1024, 560)

// dispatch brings work to the UI goroutine.
func (t *till) dispatch(f func()) { ui.Dispatch(f) }

// showWindow shows the till until its window is closed or the context ends.
func (t *till) showWindow(ctx context.Context) error {
	if err := checkDisplay(); err != nil {
		return err
	}
	a := app.NewWithID(appID)
	a.Settings().SetTheme(look())
	window := ui.New(a, t.counter, t.log)
	t.counter.OpenLink = func(link string) {
		if address, err := url.Parse(link); err == nil && (address.Scheme == "https" || address.Scheme == "http") {
			if err := a.OpenURL(address); err != nil {
				t.log.Warn("no browser", "err", err)
			}
		}
	}
	if err := t.counter.Open(ctx); err != nil {
		return err
	}
	defer t.counter.Close()
	t.startQueue()
	t.shut = func() { ui.Dispatch(window.Window.Close) }
	// Not a.Quit: it panics where Fyne could not watch its settings file
	// (fsnotify has no more inotify instances). Closing the master window ends too.
	stop := context.AfterFunc(ctx, func() { ui.Dispatch(window.Window.Close) })
	defer stop()
	window.Window.Resize(firstSize)
	window.Window.CenterOnScreen()
	a.Lifecycle().SetOnStarted(func() {
		if !ui.Visible(window.Window) {
			t.log.Error("no window", "err", ui.ErrNoGraphics)
			fmt.Fprintf(os.Stderr, "kasir: %v\n", ui.ErrNoGraphics)
			os.Exit(failed) // Fyne's loop has not begun and would never end
		}
		window.Remember(t.customerPlace(), t.keepCustomerPlace)
		t.log.Info("window shown")
	})
	window.Window.ShowAndRun()
	return nil
}

// look is light unless the desktop's user asked Fyne for dark.
func look() fyne.Theme {
	if os.Getenv("FYNE_THEME") == "dark" {
		return theme.Dark()
	}
	return theme.Light()
}
