package settings

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// An Edit changes one thing in the text of a settings file.
type Edit struct {
	// Key is "shop.name", "printer.copies", "method.0.poll", or, for a table as a
	// whole, "method.0". The number after the last method's adds a method.
	Key string
	// Value is a string, int64, float64, bool or []string, for a new method a
	// []Pair; nil takes the key or the table out.
	Value any
}

// A Pair is one key of a new method, in the order in which it is written.
type Pair struct {
	Key   string
	Value any
}

// ErrShape means that a file is written in a form that Rewrite does not change,
// such as tables within a line. A person can.
var ErrShape = errors.New("settings: the file is written in a form that only a person can change")

// Rewrite changes a settings file line by line, so that comments, order and
// spacing stay as somebody wrote them. What it returns reads back as exactly the
// old settings with the edits; otherwise it is ErrShape. Only comments within a
// list of several lines that is itself changed are lost.
func Rewrite(text []byte, edits ...Edit) ([]byte, error) {
	text = withoutMark(text)
	want, err := tree(text)
	if err != nil {
		return nil, fmt.Errorf("settings: rewrite: %w", err)
	}
	for _, e := range edits {
		if want, err = e.apply(want); err != nil {
			return nil, err
		}
		if text, err = e.write(text); err != nil {
			return nil, err
		}
	}
	got, err := tree(text)
	if err != nil || !reflect.DeepEqual(got, want) {
		return nil, ErrShape
	}
	return text, nil
}

// tree reads a file as it is, whatever its keys are called.
func tree(text []byte) (map[string]any, error) {
	all := make(map[string]any)
	if err := toml.Unmarshal(text, &all); err != nil {
		return nil, errors.New("the file cannot be read") // the library's words can quote it
	}
	return all, nil
}

// write makes the edit in the text.
func (e Edit) write(text []byte) ([]byte, error) {
	at := locate(text)
	pairs, whole := e.Value.([]Pair)
	place, found := at.keys[e.Key]
	table, name := cutLast(e.Key)
	switch {
	case whole:
		return appendTable(text, table, pairs)
	case e.Value == nil && found:
		return cut(text, place), nil
	case e.Value == nil && at.tables[e.Key] != (span{}):
		return cut(text, at.tables[e.Key]), nil
	case e.Value == nil:
		return nil, ErrShape
	case found:
		return replace(text, place, e.Value)
	}
	line, err := keyLine(name, e.Value)
	if err != nil {
		return nil, err
	}
	if where, ok := at.tables[table]; ok {
		return insert(text, where.to, line), nil
	}
	return appendLines(text, "["+table+"]", line), nil
}

// replace puts another value in the place of a key's. What stands before the
// value and the comment behind it stay.
func replace(text []byte, place span, value any) ([]byte, error) {
	literal, err := literalOf(value)
	if err != nil {
		return nil, err
	}
	old := text[place.from:place.to]
	from := valueBegins(old)
	to := valueEnds(old)
	if from < 0 || to < from {
		return nil, ErrShape
	}
	return bytes.Join([][]byte{text[:place.from+from], []byte(literal), text[place.from+to:]}, nil), nil
}

// valueBegins is where the value of a key's lines begins. The equals sign is
// the first one before which a key stands: keys in quotes may hold others.
func valueBegins(lines []byte) int {
	for i, b := range lines {
		if b != '=' {
			continue
		}
		if _, err := tree(append(bytes.Clone(lines[:i]), "=0"...)); err == nil {
			for i++; i < len(lines) && (lines[i] == ' ' || lines[i] == '\t'); i++ {
			}
			return i
		}
	}
	return -1
}

// valueEnds is where it ends: before the comment, if there is one. The comment
// begins at the first number sign before which the lines are whole.
func valueEnds(lines []byte) int {
	end := len(lines)
	for i, b := range lines {
		if b != '#' {
			continue
		}
		if one, err := tree(lines[:i]); err == nil && len(one) == 1 {
			end = i
			break
		}
	}
	return len(bytes.TrimRight(lines[:end], " \t\r\n"))
}

func cut(text []byte, s span) []byte {
	return append(bytes.Clone(text[:s.from]), text[s.to:]...)
}

// insert puts a line at the beginning of another one.
func insert(text []byte, at int, line string) []byte {
	before := bytes.Clone(text[:at])
	if len(before) > 0 && before[len(before)-1] != '\n' {
		before = append(before, newline(text)...)
	}
	before = append(before, line+newline(text)...)
	return append(before, text[at:]...)
}

func appendTable(text []byte, table string, pairs []Pair) ([]byte, error) {
	lines := []string{"[[" + table + "]]"}
	for _, p := range pairs {
		line, err := keyLine(p.Key, p.Value)
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return appendLines(text, lines...), nil
}

// appendLines puts lines at the end, a blank one before them.
func appendLines(text []byte, lines ...string) []byte {
	end := newline(text)
	result := bytes.TrimRight(text, " \t\r\n")
	if len(result) > 0 {
		result = append(bytes.Clone(result), end+end...)
	}
	return append(result, strings.Join(lines, end)+end...)
}

// newline is how the file ends its lines.
func newline(text []byte) string {
	if bytes.Contains(text, []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}
