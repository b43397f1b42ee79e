package settings

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A Kind says how the value of a key is written.
type Kind uint8

// The kinds of value.
const (
	Text    Kind = iota
	Number       // whole
	Decimal      // with a point
	Switch       // On or Off
	Lines        // several texts, which a form shows on one line with LineEnd between
)

// How a form writes switches and lists.
const (
	On      = "on"
	Off     = "off"
	LineEnd = ";"
)

// A Key is one key of a table, as a form asks for it.
type Key struct {
	Name  string
	Kind  Kind
	OneOf []string // what it can be; empty where anything is tried
	Usual string   // what holds while it is empty
}

// ShopKeys are the keys of [shop], in the order of a form.
func ShopKeys() []Key {
	d := defaultShop()
	return []Key{
		{Name: "name"},
		{Name: "address", Kind: Lines},
		{Name: "support"},
		{Name: "tax_id"},
		{Name: "tax_rate"},
		{Name: "language", OneOf: Languages, Usual: d.Language},
		{Name: "currency", Usual: d.Currency},
		{Name: "timezone", Usual: d.Timezone},
		{Name: "day_starts", Usual: d.DayStarts},
		{Name: "till", Usual: d.Till},
		{Name: "prefix", Usual: d.Prefix},
		{Name: "volume", Kind: Number, Usual: strconv.Itoa(d.Volume)},
	}
}

// PrinterKeys are those of [printer]; profiles are what there is to choose from.
func PrinterKeys(profiles []string) []Key {
	d := defaultPrinter()
	return []Key{
		{Name: "address", Usual: d.Address},
		{Name: "profile", OneOf: profiles, Usual: d.Profile},
		{Name: "drawer", OneOf: []string{"none", "pin2", "pin5"}, Usual: d.Drawer},
		{Name: "copies", Kind: Number, Usual: strconv.Itoa(d.Copies)},
		{Name: "logo"},
	}
}

// PeopleKeys are those of [people].
func PeopleKeys() []Key {
	d := defaultPeople()
	return []Key{
		{Name: "cashier_refunds", Usual: d.CashierRefunds}, {Name: "manager_refunds"}, {Name: "auto_lock", Usual: d.AutoLock},
	}
}

// MethodKeys are those that every [[method]] may have. Which others there are
// depends on its provider.
func MethodKeys() []Key {
	return []Key{
		{Name: "label"},
		{Name: "id"},
		{Name: "currency"},
		{Name: "base_url"},
		{Name: "poll"},
		{Name: "timeout"},
		{Name: "image_hosts", Kind: Lines},
	}
}

// A Sheet is a settings file as forms show it: every value as text.
type Sheet struct {
	text []byte
	tree map[string]any
}

// NewSheet reads the text of a settings file, which may be empty or lack what a
// till needs.
func NewSheet(text []byte) (*Sheet, error) {
	text = withoutMark(text)
	all, err := tree(text)
	if err != nil {
		return nil, Problems{{Why: "not readable; it must be put right by hand"}}
	}
	return &Sheet{text, all}, nil
}

// Methods is how many [[method]]s there are.
func (s *Sheet) Methods() int {
	methods, _ := s.tree["method"].([]any)
	return len(methods)
}

// table finds "shop", "printer" or "method.0"; nil where there is none.
func (s *Sheet) table(name string) map[string]any {
	var i int
	if n, _ := fmt.Sscanf(name, "method.%d", &i); n == 1 {
		methods, _ := s.tree["method"].([]any)
		if i < 0 || i >= len(methods) {
			return nil
		}
		table, _ := methods[i].(map[string]any)
		return table
	}
	table, _ := s.tree[name].(map[string]any)
	return table
}

// Value is the value of a key as text; empty where the file does not say.
func (s *Sheet) Value(table, key string) string {
	switch v := s.table(table)[key].(type) {
	case string:
		return v
	case bool:
		if v {
			return On
		}
		return Off
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case []any:
		texts := make([]string, len(v))
		for i, one := range v {
			texts[i] = fmt.Sprint(one)
		}
		return strings.Join(texts, LineEnd+" ")
	}
	return ""
}

// Fill makes a file in which the keys of a table have the given values. An empty
// value takes its key out. Where the table is the one after the last method, it
// is added. A value of the wrong kind is a Problem.
func (s *Sheet) Fill(table string, keys []Key, values map[string]string) (*Sheet, error) {
	var problems Problems
	var pairs []Pair
	var edits []Edit
	for _, key := range keys {
		given, ok := values[key.Name]
		given = strings.TrimSpace(given)
		if !ok || given == s.Value(table, key.Name) {
			continue
		}
		value, why := key.parse(given)
		if why != "" {
			problems = append(problems, Problem{Key: table + "." + key.Name, Why: why})
			continue
		}
		edits = append(edits, Edit{table + "." + key.Name, value})
		if value != nil {
			pairs = append(pairs, Pair{key.Name, value})
		}
	}
	if len(problems) > 0 {
		return nil, problems
	}
	if table == fmt.Sprintf("method.%d", s.Methods()) {
		edits = []Edit{{table, pairs}}
	}
	return s.with(edits...)
}

// Without makes a file without a method.
func (s *Sheet) Without(table string) (*Sheet, error) { return s.with(Edit{Key: table}) }

func (s *Sheet) with(edits ...Edit) (*Sheet, error) {
	text, err := Rewrite(s.text, edits...)
	if err != nil {
		return nil, err
	}
	return NewSheet(text)
}

// Text is the text of the file.
func (s *Sheet) Text() []byte { return slices.Clone(s.text) }

// parse reads what was typed; why says what is wrong with it.
func (k Key) parse(text string) (value any, why string) {
	if text == "" {
		return nil, ""
	}
	if len(k.OneOf) > 0 && !slices.Contains(k.OneOf, text) {
		return nil, fmt.Sprintf("%q is not one of %s", text, strings.Join(k.OneOf, ", "))
	}
	switch k.Kind {
	case Number:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, fmt.Sprintf("%q is no whole number", text)
		}
		return n, ""
	case Decimal:
		f, err := strconv.ParseFloat(text, 64)
		if err != nil || f-f != 0 {
			return nil, fmt.Sprintf("%q is no number", text)
		}
		return f, ""
	case Switch:
		if text != On && text != Off {
			return nil, fmt.Sprintf("%q is neither %s nor %s", text, On, Off)
		}
		return text == On, ""
	case Lines:
		return splitLines(text), ""
	case Text:
	}
	return text, ""
}

func splitLines(text string) []string {
	var all []string
	for line := range strings.SplitSeq(text, LineEnd) {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}
