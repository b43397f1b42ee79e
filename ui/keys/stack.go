package keys

import (
	"slices"

	"fyne.io/fyne/v2"
)

// Show puts a screen at the bottom of the stack, in place of the one there;
// dialogs stay where they are.
func (r *Router) Show(screen *Layer) {
	switch {
	case len(r.layers) == 0:
		r.layers = []*Layer{screen}
	case r.layers[0] == screen:
		return
	default:
		r.layers[0] = screen
	}
	r.turn++
}

// Push puts a dialog on top of the stack.
func (r *Router) Push(dialog *Layer) {
	if r.Top() == dialog {
		return
	}
	r.layers = append(slices.DeleteFunc(r.layers, func(l *Layer) bool { return l == dialog }), dialog)
	r.turn++
}

// Remove takes a layer out of the stack, wherever it is; without it there it does nothing.
func (r *Router) Remove(layer *Layer) {
	i := slices.Index(r.layers, layer)
	if i < 0 {
		return
	}
	r.layers = slices.Delete(r.layers, i, i+1)
	r.turn++
}

// Break ends the presses under way, as a change of the stack does. It is for a
// screen that becomes another one and keeps its layer.
func (r *Router) Break() { r.turn++ }

// Top is the layer that gets the keys, nil if there is none.
func (r *Router) Top() *Layer {
	if len(r.layers) == 0 {
		return nil
	}
	return r.layers[len(r.layers)-1]
}

// listener is the top layer, unless an overlay stands that is not its own.
// An overlay that came or went counts as a change of the stack.
func (r *Router) listener() *Layer {
	var overlay fyne.CanvasObject
	if r.overlay != nil {
		overlay = r.overlay()
	}
	if overlay != r.seen {
		r.seen = overlay
		r.turn++
	}
	if top := r.Top(); top != nil && top.Overlay == overlay {
		return top
	}
	return nil
}
