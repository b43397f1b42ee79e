package main

import (
	"context"
	"os"
	"sync/atomic"

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
	if err := t.counter.Open(ctx); err != nil {
		return err
	}
	defer t.counter.Close()
	t.startQueue()
	stop := context.AfterFunc(ctx, func() { ui.Dispatch(a.Quit) })
	defer stop()
	window.Window.Resize(firstSize)
	window.Window.CenterOnScreen()
	var invisible atomic.Bool
	a.Lifecycle().SetOnStarted(func() {
		if !ui.Visible(window.Window) {
			invisible.Store(true)
			a.Quit()
			os.Stderr.WriteString("kasir: " + ui.ErrNoGraphics.Error() + "\n")
			os.Exit(failed) // Fyne's loop has not begun and would never end
		}
		t.log.Info("window shown")
	})
	window.Window.ShowAndRun()
	if invisible.Load() {
		return ui.ErrNoGraphics
	}
	return nil
}

// look is light unless the desktop's user asked Fyne for dark.
func look() fyne.Theme {
	if os.Getenv("FYNE_THEME") == "dark" {
		return theme.Dark()
	}
	return theme.Light()
}
