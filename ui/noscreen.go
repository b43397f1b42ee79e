package ui

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
)

// ErrNoGraphics means that the window could not be drawn: this machine offers
// no OpenGL 2.1. Fyne would go on as a process that nobody sees.
var ErrNoGraphics = errors.New("this computer's graphics cannot show the till's window (OpenGL 2.1 is missing); install a graphics driver, on Debian 'apt install libgl1-mesa-dri'")

// Visible tells whether a window that has been shown really exists. It is
// called on the UI goroutine.
func Visible(w fyne.Window) bool {
	native, ok := w.(driver.NativeWindow)
	if !ok {
		return true
	}
	exists := true
	native.RunNative(func(context any) {
		switch c := context.(type) {
		case driver.X11WindowContext:
			exists = c.WindowHandle != 0
		case driver.WindowsWindowContext:
			exists = c.HWND != 0
		case driver.MacWindowContext:
			exists = c.NSWindow != 0
		case driver.WaylandWindowContext:
			exists = c.WaylandSurface != 0
		}
	})
	return exists
}
