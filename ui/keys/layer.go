package keys

import "fyne.io/fyne/v2"

// Layer is what a screen or a dialog does with the keyboard while it is on top.
// Its fields may change at any time; they are read anew at every key.
type Layer struct {
	// Bindings are the keys that do something, in the order of the legend.
	Bindings []Binding
	// OnRune gets each typed character, once a press.
	OnRune func(rune)
	// OnScan gets what a barcode scanner typed, in place of the Enter at its
	// end. The characters went to OnRune one by one as they came, since nobody
	// can know a scanner by its first character. Nil: a scan is typing.
	OnScan func(string)
	// Overlay is the overlay that the layer's dialog is, nil for what lies in
	// the window itself. While any other overlay is on top the layer is deaf.
	Overlay fyne.CanvasObject
}

func (l *Layer) binding(key fyne.KeyName) *Binding {
	for i := range l.Bindings {
		if main(l.Bindings[i].Key) == key && key != fyne.KeyUnknown {
			return &l.Bindings[i]
		}
	}
	return nil
}
