package settings

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// A Problem is one thing wrong in kasir.toml, in words for whoever wrote it.
type Problem struct {
	Line int    // counted from 1; 0 where no line can be named
	Key  string // such as shop.timezone; empty where the line itself is not readable
	Why  string // what is wrong and what would be right
}

// Error says file, line, key and what is wrong.
func (p Problem) Error() string {
	var b strings.Builder
	b.WriteString(Name)
	if p.Line > 0 {
		fmt.Fprintf(&b, ", line %d", p.Line)
	}
	b.WriteString(": ")
	if p.Key != "" {
		b.WriteString(p.Key + ": ")
	}
	b.WriteString(p.Why)
	return b.String()
}

// Missing tells whether it is that a shop's name or any way to pay is missing,
// which the wizard of the first start asks for.
func (p Problem) Missing() bool {
	return strings.HasPrefix(p.Why, "missing") && (p.Key == "shop.name" || p.Key == "method")
}

// Problems are all that is wrong in kasir.toml.
type Problems []Problem

// Error lists the problems, one a line.
func (ps Problems) Error() string {
	texts := make([]string, len(ps))
	for i, p := range ps {
		texts[i] = p.Error()
	}
	return strings.Join(texts, "\n")
}

func newReader(data []byte) io.Reader { return bytes.NewReader(data) }

func keyText(key toml.Key) string { return strings.Join(key, ".") }

const (
	unknown   = "no such setting"
	wrongKind = "a value of another kind is needed"
)

// kinds are the values of the settings' Go types, as one writes them.
var kinds = map[string]string{
	"string":   `a text in quotes, such as "text"`,
	"int":      "a whole number without quotes",
	"bool":     "true or false, without quotes",
	"[]string": `a list, such as ["one", "two"]`,
}

// plainReason says in our words what the library complains of. Its own words
// can quote the file, and what they quote can be a misplaced secret.
func plainReason(err *toml.DecodeError) string {
	if text := err.Error(); strings.Contains(text, "cannot decode") {
		wanted := text[strings.LastIndexByte(text, ' ')+1:]
		if kind, known := kinds[strings.TrimPrefix(wanted, "*")]; known {
			return wrongKind + ": " + kind
		}
		return wrongKind
	}
	return "not readable here; values look like name = \"text\""
}
