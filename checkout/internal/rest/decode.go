package rest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

const maxDepth = 32

// Why an answer is not taken for JSON. No text of the answer is repeated.
var (
	errEmpty  = errors.New("it is empty")
	errUTF8   = errors.New("it is not UTF-8")
	errJSON   = errors.New("it is not JSON")
	errDeep   = errors.New("it is nested too deeply")
	errTwice  = errors.New("one name stands twice")
	errFields = errors.New("a value is not of the kind that was expected")
)

// JSON reads the body into v, which names the fields it wants; others are
// ignored. The body must be one JSON document that every reader reads alike: a
// name may not stand twice, not even in other letters ("status", "Status").
// Numbers that v holds as json.Number or any stay exact. The error is a
// *checkout.Fault.
func (a Answer) JSON(v any) error {
	if err := scan(a.Body); err != nil {
		return a.garbled(err)
	}
	d := json.NewDecoder(bytes.NewReader(a.Body))
	d.UseNumber()
	err := d.Decode(v)
	var kind *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &kind) && kind.Field != "":
		return a.garbled(fmt.Errorf("%w: %s", errFields, kind.Field))
	}
	return a.garbled(errFields)
}

func scan(body []byte) error {
	switch {
	case len(bytes.TrimSpace(body)) == 0:
		return errEmpty
	case !utf8.Valid(body):
		return errUTF8
	case !json.Valid(body):
		return errJSON
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	return value(d, 0)
}

func value(d *json.Decoder, depth int) error {
	token, err := d.Token()
	if err != nil {
		return errJSON
	}
	open, nested := token.(json.Delim)
	if !nested {
		return nil
	}
	if depth == maxDepth {
		return errDeep
	}
	names := map[string]bool{}
	for d.More() {
		if open == '{' {
			if err := name(d, names); err != nil {
				return err
			}
		}
		if err := value(d, depth+1); err != nil {
			return err
		}
	}
	if _, err := d.Token(); err != nil && !errors.Is(err, io.EOF) {
		return errJSON
	}
	return nil
}

func name(d *json.Decoder, names map[string]bool) error {
	token, err := d.Token()
	text, ok := token.(string)
	if err != nil || !ok {
		return errJSON
	}
	folded := strings.Map(fold, text)
	if names[folded] {
		return errTwice
	}
	names[folded] = true
	return nil
}

// fold maps the letters that encoding/json holds for equal to one of them; the
// Kelvin sign is a k to it.
func fold(r rune) rune {
	least := r
	for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
		least = min(least, other)
	}
	return least
}
