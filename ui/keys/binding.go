package keys

import "fyne.io/fyne/v2"

// Binding says what one key does.
type Binding struct {
	Key    fyne.KeyName // KeyReturn stands for both Enter keys
	Cap    string       // what the key is called, if not by its usual name: "0-9"
	Label  string       // what it does, in the reader's words
	Repeat bool         // a held key does it again and again
	Do     func()       // nil: just now the key does nothing
}

// Name is what the key is called on a button and in the legend.
func (b Binding) Name() string {
	if b.Cap != "" {
		return b.Cap
	}
	return Name(b.Key)
}

// Name is what people call a key.
func Name(key fyne.KeyName) string {
	if name, ok := names[main(key)]; ok {
		return name
	}
	return string(key)
}

var names = map[fyne.KeyName]string{
	fyne.KeyReturn:    "Enter",
	fyne.KeyEscape:    "Esc",
	fyne.KeyBackspace: "Backspace",
	fyne.KeyDelete:    "Del",
	fyne.KeyPageUp:    "PgUp",
	fyne.KeyPageDown:  "PgDn",
}

// Twice returns a key that two of the bindings claim, if there is one.
func Twice(bindings []Binding) (fyne.KeyName, bool) {
	seen := make(map[fyne.KeyName]bool, len(bindings))
	for _, binding := range bindings {
		key := main(binding.Key)
		if key == fyne.KeyUnknown {
			continue // a line of the legend only
		}
		if seen[key] {
			return key, true
		}
		seen[key] = true
	}
	return fyne.KeyUnknown, false
}

// main is the main keyboard's name for a key that the number pad has too.
func main(key fyne.KeyName) fyne.KeyName {
	if key == fyne.KeyEnter {
		return fyne.KeyReturn
	}
	return key
}
