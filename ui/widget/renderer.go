package widget

import "fyne.io/fyne/v2"

// renderer is the renderer of every widget here. It keeps no state: Fyne may
// drop it and ask for another at any time.
type renderer struct {
	objects []fyne.CanvasObject
	layout  func(fyne.Size)
	least   func() fyne.Size
	refresh func()
}

var _ fyne.WidgetRenderer = (*renderer)(nil)

func (r *renderer) Destroy()                     {}
func (r *renderer) Layout(size fyne.Size)        { r.layout(size) }
func (r *renderer) MinSize() fyne.Size           { return r.least() }
func (r *renderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *renderer) Refresh()                     { r.refresh() }

// ready lays a renderer out for a widget that has its size already. Fyne drops the
// renderer of what was hidden for a minute; of the next one it asks a layout only
// where some object of it wants room.
func (r *renderer) ready(size fyne.Size) *renderer {
	if !size.IsZero() {
		r.layout(size)
	}
	return r
}

// place puts an object where it belongs.
func place(object fyne.CanvasObject, x, y, width, height float32) {
	object.Move(fyne.NewPos(x, y))
	object.Resize(fyne.NewSize(width, height))
}

// floor is the whole units of a length, for edges that are not blurred.
func floor(length float32) float32 { return float32(int(length)) }
