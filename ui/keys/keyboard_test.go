package keys_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"kasir/ui/keys"
)

// keyboard sends events in the order in which Fyne's desktop driver does.
type keyboard struct{ *keys.Router }

func (k keyboard) down(key fyne.KeyName, char rune) {
	k.KeyDown(&fyne.KeyEvent{Name: key})
	k.hold(key, char)
}

// hold is what comes of a key that went down, and again at each repeat.
func (k keyboard) hold(key fyne.KeyName, char rune) {
	k.TypedKey(&fyne.KeyEvent{Name: key})
	if char != 0 {
		k.TypedRune(char)
	}
}

func (k keyboard) up(key fyne.KeyName) { k.KeyUp(&fyne.KeyEvent{Name: key}) }

func (k keyboard) press(key fyne.KeyName, char rune) {
	k.down(key, char)
	k.up(key)
}

// log is a layer that writes down what it gets.
type log struct {
	*keys.Layer
	got []string
}

func newLog(bound ...fyne.KeyName) *log {
	l := &log{Layer: &keys.Layer{}}
	l.OnRune = func(char rune) { l.got = append(l.got, string(char)) }
	for _, key := range bound {
		l.bind(key, false, func() {})
	}
	return l
}

func (l *log) bind(key fyne.KeyName, repeat bool, do func()) {
	l.Bindings = append(l.Bindings, keys.Binding{Key: key, Repeat: repeat, Do: func() {
		l.got = append(l.got, string(key))
		do()
	}})
}

func (l *log) want(t *testing.T, want ...string) {
	t.Helper()
	if !slices.Equal(l.got, want) {
		t.Errorf("got %q, want %q", l.got, want)
	}
}
