// Package words holds every word that a person reads, in each language of the
// till: screens, receipts and the command line. Texts are JSON files, one a
// language, with placeholders in braces: "Paid by {method}".
//
// A text object on screen or a line on paper is one text; sentences are never
// put together from parts, because languages order their parts differently.
package words

import (
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

//go:embed *.json
var files embed.FS

var catalogue = load()

// Words are the texts of one language.
type Words struct {
	language string
	texts    map[string]string
}

func load() map[string]Words {
	all := make(map[string]Words)
	entries, err := files.ReadDir(".")
	if err != nil {
		panic(err)
	}
	for _, entry := range entries {
		data, err := files.ReadFile(entry.Name())
		if err != nil {
			panic(err)
		}
		w := Words{language: strings.TrimSuffix(entry.Name(), ".json")}
		if err := json.Unmarshal(data, &w.texts); err != nil {
			panic(fmt.Sprintf("words: %s: %v", entry.Name(), err))
		}
		all[w.language] = w
	}
	return all
}

// In gives the words of a language, English where it has none.
func In(language string) Words {
	if w, ok := catalogue[language]; ok {
		return w
	}
	return catalogue["en"]
}

// Languages lists the languages there are, in the order of their codes.
func Languages() []string {
	var languages []string
	for language := range catalogue {
		languages = append(languages, language)
	}
	slices.Sort(languages)
	return languages
}

// Language is the code of the language: "id".
func (w Words) Language() string { return w.language }

// OnScreen gives the words of a language for screens. Languages that are read
// from the right are for paper alone, and screens are in English then: the
// toolkit lays a line that mixes them with digits out in the wrong order
// (fyne-io/fyne#90).
func OnScreen(language string) Words {
	if w := In(language); !w.RightToLeft() {
		return w
	}
	return In("en")
}

// ScreenLanguages lists the languages that screens can be in.
func ScreenLanguages() []string {
	return slices.DeleteFunc(Languages(), func(language string) bool { return In(language).RightToLeft() })
}

// RightToLeft tells whether the language is read from the right.
func (w Words) RightToLeft() bool { return w.language == "ar" }

// Say gives the text of a key with its placeholders filled: names and values
// take turns. A key without a text is shown in brackets, which a test of this
// package makes sure never happens.
func (w Words) Say(key string, filled ...string) string {
	text, ok := w.texts[key]
	if !ok && w.RightToLeft() {
		text, ok = catalogue["en"].texts[key] // a word of the screens alone
	}
	if !ok {
		return "[" + key + "]"
	}
	if len(filled) == 0 {
		return text
	}
	return fill(text, filled)
}

// fill puts values into their places in one pass, so that a value with braces
// in it is no place.
func fill(text string, filled []string) string {
	var out strings.Builder
	for {
		before, rest, _ := strings.Cut(text, "{")
		name, after, closed := strings.Cut(rest, "}")
		out.WriteString(before)
		switch value, ok := valueOf(name, filled); {
		case len(before) == len(text):
			return out.String()
		case closed && ok:
			out.WriteString(value)
			text = after
		default:
			out.WriteByte('{')
			text = rest
		}
	}
}

func valueOf(name string, filled []string) (string, bool) {
	for i := 0; i+1 < len(filled); i += 2 {
		if filled[i] == name {
			return filled[i+1], true
		}
	}
	return "", false
}

// Has tells whether a key has a text, for words that providers coin.
func (w Words) Has(key string) bool {
	_, ok := w.texts[key]
	return ok
}

// Keys lists all keys in alphabetical order.
func (w Words) Keys() []string {
	var keys []string
	for key := range w.texts {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
