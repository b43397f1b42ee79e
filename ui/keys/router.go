package keys

import (
	"time"
	"unicode"

	"fyne.io/fyne/v2"
)

// Router gives each key to the layer on top. Its zero value is ready to use.
type Router struct {
	Now func() time.Time // nil: the real clock; only scans are timed

	layers []*Layer
	turn   int                    // counts the changes of who is on top
	held   map[fyne.KeyName]press // the keys that are down
	last   press                  // the press that the next character belongs to
	scan   scan

	overlay   func() fyne.CanvasObject
	seen      fyne.CanvasObject
	modifiers func() fyne.KeyModifier
}

// press is what we remember of a key that went down.
type press struct {
	turn  int  // whose it is
	typed bool // TypedKey has come, so that another one is a repeat
	again bool // it is being repeated
}

// KeyDown acts on a key that goes down. A held key goes down once.
func (r *Router) KeyDown(event *fyne.KeyEvent) {
	layer, key := r.listener(), main(event.Name)
	if r.held == nil {
		r.held = make(map[fyne.KeyName]press)
	}
	r.last = press{turn: r.turn}
	r.held[key] = r.last
	if layer == nil || r.chord() {
		return
	}
	if key == fyne.KeyReturn && layer.OnScan != nil {
		if text, ok := r.scan.end(r.now()); ok {
			layer.OnScan(text)
			return
		}
	}
	if binding := layer.binding(key); binding != nil && !binding.Repeat && binding.Do != nil {
		binding.Do()
	}
}

// TypedKey acts on a key for which repeating is meant; it comes once after
// KeyDown and then as long as the key is held.
func (r *Router) TypedKey(event *fyne.KeyEvent) {
	layer, key := r.listener(), main(event.Name)
	p, ok := r.held[key]
	if !ok {
		return // it went down elsewhere
	}
	p.again, p.typed = p.typed, true
	r.held[key], r.last = p, p
	if layer == nil || p.turn != r.turn || r.chord() {
		return
	}
	if binding := layer.binding(key); binding != nil && binding.Repeat && binding.Do != nil {
		binding.Do()
	}
}

// TypedRune passes on a character, unless its key went down before somebody
// else, or is only being held.
func (r *Router) TypedRune(char rune) {
	layer := r.listener()
	if layer == nil || r.last.turn != r.turn || r.last.again || unicode.IsControl(char) {
		return
	}
	r.scan.add(char, r.now())
	if layer.OnRune != nil {
		layer.OnRune(char)
	}
}

// KeyUp ends a press.
func (r *Router) KeyUp(event *fyne.KeyEvent) {
	r.listener()
	delete(r.held, main(event.Name))
}

// chord tells whether the key belongs to the system (Alt+F4) and not to us.
// Shift is no chord, and characters do not ask: AltGr makes some of them.
func (r *Router) chord() bool {
	const others = fyne.KeyModifierControl | fyne.KeyModifierAlt | fyne.KeyModifierSuper
	return r.modifiers != nil && r.modifiers()&others != 0
}

func (r *Router) now() time.Time {
	if r.Now != nil {
		return r.Now()
	}
	return time.Now()
}
