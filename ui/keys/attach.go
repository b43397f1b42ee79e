package keys

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Attach makes the router the one receiver of a canvas's keys. A canvas that
// does not tell when a key goes down (the tests' one) gets whole presses.
func (r *Router) Attach(canvas fyne.Canvas) {
	r.overlay = func() fyne.CanvasObject { return canvas.Overlays().Top() }
	if driver, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		r.modifiers = driver.CurrentKeyModifiers
	}
	r.listen(canvas)
}

// Share gives the router the keys of one more canvas, which has no layers of
// its own: whichever window has the keyboard, the keys mean the same.
func (r *Router) Share(canvas fyne.Canvas) { r.listen(canvas) }

func (r *Router) listen(canvas fyne.Canvas) {
	keyboard, ok := canvas.(desktop.Canvas)
	if !ok {
		canvas.SetOnTypedKey(func(event *fyne.KeyEvent) { r.Press(event.Name) })
		canvas.SetOnTypedRune(func(char rune) { r.Type(string(char)) })
		return
	}
	keyboard.SetOnKeyDown(r.KeyDown)
	keyboard.SetOnKeyUp(r.KeyUp)
	canvas.SetOnTypedKey(r.TypedKey)
	canvas.SetOnTypedRune(r.TypedRune)
}

// Press plays one whole press of a key, as a tap on its button does.
func (r *Router) Press(key fyne.KeyName) {
	event := &fyne.KeyEvent{Name: key}
	r.KeyDown(event)
	r.TypedKey(event)
	r.KeyUp(event)
}

// Type plays the typing of some characters, as a tap on the key pad does.
func (r *Router) Type(text string) {
	for _, char := range text {
		event := &fyne.KeyEvent{} // which key it is depends on the layout
		r.KeyDown(event)
		r.TypedKey(event)
		r.TypedRune(char)
		r.KeyUp(event)
	}
}
