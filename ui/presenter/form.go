package presenter

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A text is a line that is being written.
type text struct {
	label  string // a key of the word list
	hint   string // likewise; may be empty
	value  string
	secret bool
	most   int // characters; 0 means mostText
	wrong  string
}

// mostText is how long a text is that says nothing else.
const mostText = 120

func (t *text) add(char rune) {
	most := t.most
	if most == 0 {
		most = mostText
	}
	if !unicode.IsControl(char) && utf8.RuneCountInString(t.value) < most {
		t.value, t.wrong = t.value+string(char), ""
	}
}

func (t *text) back() {
	_, size := utf8.DecodeLastRuneInString(t.value)
	t.value, t.wrong = t.value[:len(t.value)-size], ""
}

// field is how the text is shown.
func (t *text) field(c *Counter, active bool) Field {
	f := Field{Text: t.value, Active: active}
	if t.secret {
		f.Text = strings.Repeat("•", utf8.RuneCountInString(t.value))
	}
	if t.label != "" {
		f.Label = c.Words.Say(t.label)
	}
	if t.hint != "" {
		f.Hint = c.Words.Say(t.hint)
	}
	if t.wrong != "" {
		f.Wrong = c.Words.Say(t.wrong)
	}
	return f
}

// keys lets a text be written.
func (t *text) keys(c *Counter) {
	c.typing(t.add)
	c.on("Backspace", "", t.back)
}

// A form is some texts that are filled in one after the other.
type form struct {
	texts []*text
	at    int
}

// keys lets the form be filled in: Tab and the arrows go from text to text,
// Enter too, and on the last one Enter is done.
func (f *form) keys(c *Counter, label string, done func()) Action {
	f.texts[f.at].keys(c)
	n := len(f.texts)
	c.on("Tab", "", func() { f.at = (f.at + 1) % n })
	c.on("Down", "", func() { f.at = min(f.at+1, n-1) })
	c.on("Up", "", func() { f.at = max(f.at-1, 0) })
	c.tapping(func(place int) { f.at = max(0, min(place, n-1)) })
	return primary(c.on("Enter", label, func() {
		if f.at < n-1 {
			f.at++
			return
		}
		done()
	}))
}

func (f *form) fields(c *Counter) []Field {
	fields := make([]Field, len(f.texts))
	for i, t := range f.texts {
		fields[i] = t.field(c, i == f.at)
	}
	return fields
}
