package rest

import "encoding/json"

// Loose reads a text or a number; anything else counts as absent, so that a
// surprise in a field that hardly matters does not hide that a payment is paid.
type Loose string

// UnmarshalJSON never fails.
func (l *Loose) UnmarshalJSON(data []byte) error {
	var text string
	var number json.Number
	switch {
	case json.Unmarshal(data, &text) == nil:
		*l = Loose(text)
	case json.Unmarshal(data, &number) == nil:
		*l = Loose(number)
	}
	return nil
}
