package main

import (
	"context"
	"fmt"
	"net/url"
	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"kasir/ui"
	"kasir/ui/presenter"
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
	var door presenter.Door
	if t.locked {
		var err error
		if door, err = t.door(ctx); err != nil {
			return err
		}
	}
	t.openLog()
	a := app.NewWithID(appID)
	a.Settings().SetTheme(look())
	window := ui.New(a, t.log)
	t.shut = func() { ui.Dispatch(window.Window.Close) }
	defer func() {
		if t.serving {
			t.counter.Close()
		}
	}()
	if t.locked {
		defer t.knock(ctx, a, window, door).Close()
	} else if err := t.serve(ctx, a, window); err != nil {
		return err
	}
	show(ctx, a, window.Window, func(err error) {
		if err != nil {
			t.log.Error("no window", "err", err)
			fmt.Fprintf(os.Stderr, "kasir: %v\n", err)
			return
		}
		t.window.Store(&window.Window)
		window.Remember(t.customerPlace(), t.keepCustomerPlace)
		t.log.Info("window shown")
	})
	return t.failed
}

// serve puts the till into the window. It is called on the UI goroutine, when
// nothing can be pressed yet.
func (t *till) serve(ctx context.Context, a fyne.App, window *ui.App) error {
	t.counter.OpenLink = func(link string) {
		if address, err := url.Parse(link); err == nil && (address.Scheme == "https" || address.Scheme == "http") {
			if err := a.OpenURL(address); err != nil {
				t.log.Warn("no browser", "err", err)
			}
		}
	}
	window.Serve(t.counter)
	if err := t.counter.Open(ctx); err != nil {
		return err
	}
	t.serving = true
	t.startQueue()
	return nil
}

// front brings the window to the front, and says why.
func (t *till) front() {
	window := t.window.Load()
	if window == nil {
		return // it is about to come
	}
	t.dispatch(func() {
		(*window).RequestFocus()
		if t.serving {
			t.counter.StartedAgain()
		}
	})
}

// show shows a window until it is closed or the context ends. shown hears when it
// is there, or why nobody will ever see it.
func show(ctx context.Context, a fyne.App, window fyne.Window, shown func(error)) {
	// Not a.Quit: it panics where Fyne could not watch its settings file
	// (fsnotify has no more inotify instances). Closing the master window ends too.
	stop := context.AfterFunc(ctx, func() { ui.Dispatch(window.Close) })
	defer stop()
	window.Resize(firstSize)
	window.CenterOnScreen()
	a.Lifecycle().SetOnStarted(func() {
		if !ui.Visible(window) {
			shown(ui.ErrNoGraphics)
			os.Exit(failed) // Fyne's loop has not begun and would never end
		}
		shown(nil)
	})
	window.ShowAndRun()
}

// look is light unless the desktop's user asked Fyne for dark.
func look() fyne.Theme {
	if os.Getenv("FYNE_THEME") == "dark" {
		return theme.Dark()
	}
	return theme.Light()
}
