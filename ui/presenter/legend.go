package presenter

import (
	"slices"
	"strings"
)

// A legendRow is a row of the table of keys.
type legendRow struct {
	cap  string   // as it stands on the key
	keys []string // the keys that it is about; none means the cap
	idle bool     // it stands there also where the key does nothing
}

// legendRows are the keys of the table, in its order. What else a screen has a
// button for follows them.
var legendRows = []legendRow{
	{cap: "0-9", keys: strings.Split("0 1 2 3 4 5 6 7 8 9 000", " ")},
	{cap: "A-Z"},
	{cap: "+"},
	{cap: "."},
	{cap: "Enter"},
	{cap: "Backspace"},
	{cap: "Esc"},
	{cap: "↑ ↓", keys: []string{"Up", "Down"}},
	{cap: "PgUp PgDn", keys: []string{"PgUp", "PgDn"}},
	{cap: "Tab"},
	{cap: "F1", idle: true},
	{cap: "F2", idle: true},
	{cap: "F3", idle: true},
	{cap: "F4", idle: true},
	{cap: "F5", idle: true},
	{cap: "F6", idle: true},
	{cap: "F7", idle: true},
	{cap: "F8", idle: true},
	{cap: "F9", idle: true},
	{cap: "F10", idle: true},
	{cap: "F11"},
	{cap: "F12"},
	{cap: "S"},
	{cap: "L"},
	{cap: "*"},
}

// legend is the table of keys on what is shown: what every key does there, in the
// words of its button where it has one. The function keys stand in it everywhere.
func (c *Counter) legend(hands hands, actions []Action) []Binding {
	said := make(map[string]string)
	for _, a := range actions {
		if a.Label != "" {
			said[a.Key] = a.Label
		}
	}
	var table []Binding
	for _, row := range legendRows {
		works := row.works(hands)
		if !works && !row.idle {
			continue
		}
		b := Binding{Key: row.cap, Label: said[row.cap], Idle: !works}
		if b.Label == "" {
			b.Label = c.Words.Say("help." + row.cap)
		}
		table = append(table, b)
	}
	if hands.keys["a"] != nil && hands.typed == nil {
		table = append(table, Binding{Key: "A-Z", Label: c.Words.Say("help.letters")})
	}
	for _, a := range actions {
		if len(a.Key) == 1 && a.Key >= "a" && a.Key <= "z" {
			table = append(table, Binding{Key: strings.ToUpper(a.Key), Label: a.Label})
		}
	}
	return table
}

// works tells whether a key of the row does anything now. Some do wherever the
// table is shown: two in the table itself, two in the window.
func (r legendRow) works(h hands) bool {
	switch r.cap {
	case "S", "L", "F11", "F12":
		return true
	case "A-Z":
		return h.typed != nil
	}
	keys := r.keys
	if keys == nil {
		keys = []string{r.cap}
	}
	return slices.ContainsFunc(keys, func(key string) bool { return h.keys[key] != nil })
}
