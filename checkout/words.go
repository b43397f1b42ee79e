package checkout

import "fmt"

// words gives each value of a small enumeration its word. Records, logs and
// JSON hold the word, never the number: stored words are for ever, while
// numbers change with the order of the source.
type words[T ~uint8] map[T]string

func (w words[T]) of(v T) string {
	if word, ok := w[v]; ok {
		return word
	}
	return fmt.Sprintf("unknown-%d", uint8(v))
}

func (w words[T]) text(v T) ([]byte, error) {
	word, ok := w[v]
	if !ok {
		return nil, fmt.Errorf("checkout: no word for value %d", uint8(v))
	}
	return []byte(word), nil
}

func (w words[T]) parse(text []byte) (T, error) {
	for v, word := range w {
		if word == string(text) {
			return v, nil
		}
	}
	var none T
	return none, fmt.Errorf("checkout: unknown word %q", text)
}
