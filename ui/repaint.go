package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// repaint has a window painted anew. Fyne leaves that to the canvas of whatever
// was shown or changed, and of what was hidden it knows no canvas: not before it
// was painted once, and not a minute after that. In a window where nothing else
// moves it would stay away until something does.
func repaint(w fyne.Window) { w.Canvas().Refresh(canvas.NewRectangle(color.Transparent)) }
