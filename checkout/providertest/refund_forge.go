package providertest

import (
	"bytes"
	"encoding/json"
	"strings"
)

// forgeAll changes a field wherever a path leads to in a JSON answer, through
// lists too.
func forgeAll(path string, value any) Trick {
	return Rewrite(func(body []byte) []byte {
		return edit(body, func(doc any) { put(doc, strings.Split(path, "."), value) })
	})
}

func put(at any, names []string, value any) {
	switch in := at.(type) {
	case []any:
		for _, one := range in {
			put(one, names, value)
		}
	case map[string]any:
		if len(names) == 1 {
			if _, there := in[names[0]]; there {
				in[names[0]] = value
			}
			return
		}
		put(in[names[0]], names[1:], value)
	}
}

// edit changes a JSON document and leaves its numbers as they are spelt.
func edit(body []byte, change func(doc any)) []byte {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	var doc any
	if d.Decode(&doc) != nil {
		return body
	}
	change(doc)
	edited, err := json.Marshal(doc)
	if err != nil {
		return body
	}
	return edited
}
