package settings_test

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
	"pgregory.net/rapid"

	"kasir/store/settings"
)

func TestRewriteKeepsWhatSomebodyWrote(t *testing.T) {
	const before = `# our shop
[shop]
  name     = "Old # name"   # on every receipt
address  = [
  "Jl. Braga 12",  # the corner
  "Bandung",
]
# below the shop

[printer] # in the kitchen
copies = 1

[[method]]
id = "qris"
label = "QRIS"
provider = "uncle-z"
# the second one
[[method]]
id = "cash"
label = "Cash" # banknotes
provider = "cash"
`
	const want = `# our shop
[shop]
  name     = "New \"name\""   # on every receipt
address  = ["Jl. Asia 1"]
support = "help@example.com"
# below the shop

[printer] # in the kitchen
copies = 2

# the second one
[[method]]
id = "cash"
label = "Tunai" # banknotes
provider = "cash"

[[method]]
id = "pay-later"
latitude = 24.5
refunds = true
`
	got, err := settings.Rewrite([]byte(before),
		settings.Edit{Key: "shop.name", Value: `New "name"`},
		settings.Edit{Key: "shop.address", Value: []string{"Jl. Asia 1"}},
		settings.Edit{Key: "shop.support", Value: "help@example.com"},
		settings.Edit{Key: "printer.copies", Value: int64(2)},
		settings.Edit{Key: "method.1.label", Value: "Tunai"},
		settings.Edit{Key: "method.0"},
		settings.Edit{Key: "method.1", Value: []settings.Pair{{"id", "pay-later"}, {"latitude", 24.5}, {"refunds", true}}},
	)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestRewriteBeginsWithNothing(t *testing.T) {
	got, err := settings.Rewrite(nil,
		settings.Edit{Key: "shop.name", Value: "Shop"},
		settings.Edit{Key: "method.0", Value: []settings.Pair{{"id", "qris"}}},
		settings.Edit{Key: "shop.language", Value: "en"},
	)
	if want := "[shop]\nname = \"Shop\"\nlanguage = \"en\"\n\n[[method]]\nid = \"qris\"\n"; err != nil || string(got) != want {
		t.Errorf("got %q, %v", got, err)
	}
}

// A form that only a person can change is left alone.
func TestRewriteRefusesWhatItCannotKeep(t *testing.T) {
	for text, edit := range map[string]settings.Edit{
		`shop = { name = "Shop" }`:          {Key: "shop.name", Value: "New"},
		"method = [ { id = \"qris\" } ]":    {Key: "method.0.id", Value: "x"},
		"shop.name = \"Shop\"\n":            {Key: "shop.till", Value: "till-02"},
		"[shop]\nname = \"Shop\"\n":         {Key: "method.3.id", Value: "x"},
		"[shop]\nname = \"Shop\"\n[a]\nb=1": {Key: "a.b.c", Value: "x"},
	} {
		if got, err := settings.Rewrite([]byte(text), edit); !errors.Is(err, settings.ErrShape) {
			t.Errorf("%q with %v became %q, %v", text, edit, got, err)
		}
	}
}

// Whatever somebody wrote, reading back gives the old settings with the edits,
// and every comment that stood outside a changed value is still there.
func TestRewriteReadsBackAsTheEdits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, comments := drawFile(t)
		want := make(map[string]any)
		if err := toml.Unmarshal([]byte(text), &want); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		var edits []settings.Edit
		for range rapid.IntRange(1, 6).Draw(t, "edits") {
			edits = append(edits, drawEdit(t, want))
		}
		got, err := settings.Rewrite([]byte(text), edits...)
		if err != nil {
			t.Fatalf("%q with %v: %v", text, edits, err)
		}
		back := make(map[string]any)
		if err := toml.Unmarshal(got, &back); err != nil || !reflect.DeepEqual(back, want) {
			t.Fatalf("%q with %v became %q, read %v, want %v", text, edits, got, back, want)
		}
		if slices.ContainsFunc(edits, func(e settings.Edit) bool { return e.Value == nil }) {
			return // the comment of what is taken out goes with it
		}
		for _, comment := range comments {
			if !strings.Contains(string(got), comment) {
				t.Fatalf("%q with %v lost %q: %q", text, edits, comment, got)
			}
		}
		if strings.Contains(text, "\r\n") && strings.Contains(strings.ReplaceAll(string(got), "\r\n", ""), "\n") {
			t.Fatalf("%q has two kinds of line ends", got)
		}
	})
}

var tables = map[string][]string{
	"shop": {"name", "address", "support", "till"}, "printer": {"address", "copies", "logo"},
}

// drawFile writes a settings file as somebody might.
func drawFile(t *rapid.T) (text string, comments []string) {
	end := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "end")
	var b strings.Builder
	comment := func(keep bool) {
		if rapid.Bool().Draw(t, "comment") {
			note := fmt.Sprintf("# note %d = \"#\" [x]", len(comments))
			if keep {
				comments = append(comments, note)
			}
			b.WriteString(rapid.SampledFrom([]string{"", " ", "\t"}).Draw(t, "before") + note)
		}
		b.WriteString(end)
	}
	key := func(name string) {
		b.WriteString(rapid.SampledFrom([]string{"", "  "}).Draw(t, "indent"))
		if rapid.Bool().Draw(t, "quoted") {
			name = `"` + name + `"`
		}
		b.WriteString(name + rapid.SampledFrom([]string{" = ", "=", "\t=\t"}).Draw(t, "equals") + drawLiteral(t, end))
		comment(true)
	}
	comment(true)
	for _, table := range slices.Sorted(maps.Keys(tables)) {
		if !rapid.Bool().Draw(t, table) {
			continue
		}
		b.WriteString("[" + table + "]")
		comment(true)
		for _, name := range tables[table] {
			if rapid.Bool().Draw(t, name) {
				key(name)
			}
		}
	}
	for range rapid.IntRange(0, 3).Draw(t, "methods") {
		b.WriteString("[[ method ]]")
		comment(false) // it goes with the method
		b.WriteString("id = \"m\"" + end)
	}
	return b.String(), comments
}

func drawText(t *rapid.T) string {
	return rapid.SampledFrom([]string{"", "x", "a # b", `say "hi"`, "it's", "tab\tend", "línea", `c:\new`, "a\nb", "=", "[x]"}).Draw(t, "text")
}

func drawLiteral(t *rapid.T, end string) string {
	switch rapid.IntRange(0, 5).Draw(t, "kind") {
	case 0:
		return "'a # \"b'"
	case 1:
		return `"""` + end + `one # two` + end + `three"""`
	case 2:
		return "[" + end + `  "a # b", 'c',` + end + "]"
	case 3:
		return "42"
	case 4:
		return "true"
	}
	return `"esc \" # \\"`
}

// drawEdit draws a change and makes it in what is wanted.
func drawEdit(t *rapid.T, want map[string]any) settings.Edit {
	methods, _ := want["method"].([]any)
	switch n := len(methods); rapid.IntRange(0, 3).Draw(t, "what") {
	case 0:
		want["method"] = append(methods, map[string]any{"id": "new", "n": int64(7)})
		return settings.Edit{Key: fmt.Sprintf("method.%d", n), Value: []settings.Pair{{"id", "new"}, {"n", int64(7)}}}
	case 1:
		if n > 1 {
			i := rapid.IntRange(0, n-1).Draw(t, "gone")
			want["method"] = slices.Delete(slices.Clone(methods), i, i+1)
			return settings.Edit{Key: fmt.Sprintf("method.%d", i)}
		}
	case 2:
		if n > 0 {
			i := rapid.IntRange(0, n-1).Draw(t, "method")
			value := drawText(t)
			methods[i].(map[string]any)["label"] = value
			return settings.Edit{Key: fmt.Sprintf("method.%d.label", i), Value: value}
		}
	}
	table := rapid.SampledFrom([]string{"shop", "printer"}).Draw(t, "table")
	name := rapid.SampledFrom(tables[table]).Draw(t, "key")
	into, _ := want[table].(map[string]any)
	if into == nil {
		into = make(map[string]any)
		want[table] = into
	}
	if _, there := into[name]; there && rapid.IntRange(0, 4).Draw(t, "take out") == 0 {
		delete(into, name)
		return settings.Edit{Key: table + "." + name}
	}
	values := []any{drawText(t), int64(3), true, 1.5, []string{"a", drawText(t)}}
	value := rapid.SampledFrom(values).Draw(t, "value")
	into[name] = value
	if list, ok := value.([]string); ok {
		into[name] = []any{list[0], list[1]}
	}
	return settings.Edit{Key: table + "." + name, Value: value}
}

// A key with an escape in its quotes is no part of the file that the library
// can point at. It took the whole program down at its start.
func TestAKeyWithAnEscapeIsAProblemAndNoPanic(t *testing.T) {
	if _, err := settings.Parse([]byte("[shop]\n\"na\\u006de\" = \"Shop\"\n")); err == nil {
		t.Error("no method, and no problem")
	}
	got, err := settings.Rewrite([]byte("[shop]\n\"na\\u006de\" = \"Shop\"\n"), settings.Edit{Key: "shop.name", Value: "New"})
	if err == nil && !strings.Contains(string(got), "New") {
		t.Errorf("got %q", got)
	}
}
