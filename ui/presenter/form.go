package presenter

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A text is a line that is being written.
type text struct {
	label  string // a key of the word list
	name   string // in place of a label: what is called the same in every language
	hint   string // likewise; may be empty
	value  string
	secret bool
	most   int // characters; 0 means mostText
	wrong  string
	oneOf  []string // what it can be; empty where anything can be written
	usual  string   // what holds while it is empty
}

// mostText is how long a text is that says nothing else.
const mostText = 120

func (t *text) add(char rune) {
	if len(t.oneOf) > 0 {
		t.choose(char)
		return
	}
	most := t.most
	if most == 0 {
		most = mostText
	}
	if !unicode.IsControl(char) && utf8.RuneCountInString(t.value) < most {
		t.value, t.wrong = t.value+string(char), ""
	}
}

// choose goes to the next of what it can be: any by the space bar, those that
// begin with a letter by that letter.
func (t *text) choose(char rune) {
	at := slices.Index(t.oneOf, t.value)
	for i := range t.oneOf {
		next := t.oneOf[(at+1+i+len(t.oneOf))%len(t.oneOf)]
		if char == ' ' || strings.HasPrefix(next, strings.ToLower(string(char))) {
			t.value, t.wrong = next, ""
			return
		}
	}
}

func (t *text) back() {
	if len(t.oneOf) > 0 {
		t.value = ""
		return
	}
	_, size := utf8.DecodeLastRuneInString(t.value)
	t.value, t.wrong = t.value[:len(t.value)-size], ""
}

// field is how the text is shown.
func (t *text) field(c *Counter, active bool) Field {
	f := Field{Text: t.value, Active: active}
	if t.secret {
		f.Text = strings.Repeat("•", utf8.RuneCountInString(t.value))
	}
	f.Label = t.name
	if t.label != "" && t.name == "" {
		f.Label = c.Words.Say(t.label)
	}
	if t.hint != "" {
		f.Hint = c.Words.Say(t.hint)
	}
	if t.hint == "" && t.usual != "" {
		f.Hint = c.Words.Say("set.usual", "value", t.usual)
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
	from, _ := f.shown()
	c.tapping(func(place int) { f.at = max(0, min(from+place, n-1)) })
	return primary(c.on("Enter", label, func() {
		if f.at < n-1 {
			f.at++
			return
		}
		done()
	}))
}

// find is the text under a label; an empty one where there is none.
func (f *form) find(label string) *text {
	for _, t := range f.texts {
		if t.label == label {
			return t
		}
	}
	return &text{}
}

// fieldsShown is how many fields a page has room for.
const fieldsShown = 3

// shown are the fields around the one that is written.
func (f *form) shown() (from, to int) {
	from = f.at / fieldsShown * fieldsShown
	return from, min(from+fieldsShown, len(f.texts))
}

func (f *form) fields(c *Counter) []Field {
	from, to := f.shown()
	var fields []Field
	for i := from; i < to; i++ {
		fields = append(fields, f.texts[i].field(c, i == f.at))
	}
	return fields
}
