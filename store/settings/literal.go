package settings

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

var bareKey = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

func keyLine(key string, value any) (string, error) {
	if !bareKey.MatchString(key) {
		return "", ErrShape
	}
	literal, err := literalOf(value)
	return key + " = " + literal, err
}

// literalOf writes a value as people write it by hand.
func literalOf(value any) (string, error) {
	switch v := value.(type) {
	case string:
		return quoted(v), nil
	case bool:
		return strconv.FormatBool(v), nil
	case int64:
		return strconv.FormatInt(v, 10), nil
	case float64:
		text := strconv.FormatFloat(v, 'f', -1, 64)
		if !strings.Contains(text, ".") {
			text += ".0"
		}
		return text, nil
	case []string:
		all := make([]string, len(v))
		for i, text := range v {
			all[i] = quoted(text)
		}
		return "[" + strings.Join(all, ", ") + "]", nil
	}
	return "", fmt.Errorf("settings: a value of type %T cannot be written", value)
}

// quoted writes a basic string (TOML 1.0, "String").
func quoted(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7F:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
