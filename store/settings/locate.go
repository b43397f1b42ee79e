package settings

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// A span is some whole lines of a file, by the offsets of their first byte and
// of the one after them.
type span struct{ from, to int }

// places are where a file's keys and tables stand. A table reaches to the end of
// its last key: comments below that may belong to the next table.
type places struct {
	keys   map[string]span
	tables map[string]span
}

// locate finds every key and table. It names them as lines does.
func locate(text []byte) places {
	at := places{keys: make(map[string]span), tables: make(map[string]span)}
	count := make(map[string]int)
	var p unstable.Parser
	p.Reset(text)
	table := ""
	for p.NextExpression() {
		e := p.Expression()
		key, from, ok := begin(e, text)
		switch {
		case !ok:
		case e.Kind == unstable.KeyValue:
			to := valueLines(text, from)
			at.keys[strings.TrimPrefix(table+"."+key, ".")] = span{from, to}
			if s, ok := at.tables[table]; ok {
				at.tables[table] = span{s.from, to}
			}
		default:
			table = key
			if e.Kind == unstable.ArrayTable {
				table = fmt.Sprintf("%s.%d", key, count[key])
				count[key]++
			}
			at.tables[table] = span{from, lineEnd(text, from)}
		}
	}
	return at
}

// begin is the name of an expression and where its first line begins.
func begin(e *unstable.Node, text []byte) (key string, from int, ok bool) {
	if e.Kind != unstable.KeyValue && e.Kind != unstable.Table && e.Kind != unstable.ArrayTable {
		return "", 0, false
	}
	var parts []string
	for it := e.Key(); it.Next(); {
		node := it.Node()
		if len(parts) == 0 {
			from = bytes.LastIndexByte(text[:node.Raw.Offset], '\n') + 1
		}
		parts = append(parts, string(node.Data))
	}
	return strings.Join(parts, "."), from, len(parts) > 0
}

// valueLines is where the lines of a key end: those after which it is whole.
func valueLines(text []byte, from int) int {
	for to := lineEnd(text, from); ; to = lineEnd(text, to) {
		if one, err := tree(text[from:to]); to == len(text) || err == nil && len(one) == 1 {
			return to
		}
	}
}

func lineEnd(text []byte, from int) int {
	if i := bytes.IndexByte(text[from:], '\n'); i >= 0 {
		return from + i + 1
	}
	return len(text)
}

// cutLast splits "method.0.poll" into its table and its key.
func cutLast(key string) (table, name string) {
	i := strings.LastIndexByte(key, '.')
	return key[:max(i, 0)], key[i+1:]
}

// apply makes the edit in what the file says.
func (e Edit) apply(all map[string]any) (map[string]any, error) {
	parts := strings.Split(e.Key, ".")
	switch {
	case parts[0] == "method" && len(parts) > 1:
		return all, e.applyMethod(all, parts[1:])
	case len(parts) != 2:
		return nil, ErrShape
	}
	table, ok := all[parts[0]].(map[string]any)
	if !ok {
		table = make(map[string]any)
	}
	setOrDelete(table, parts[1], e.Value)
	all[parts[0]] = table
	return all, nil
}

func (e Edit) applyMethod(all map[string]any, rest []string) error {
	methods, _ := all["method"].([]any)
	i, err := strconv.Atoi(rest[0])
	pairs, whole := e.Value.([]Pair)
	switch {
	case err != nil || i < 0 || i > len(methods):
		return ErrShape
	case i == len(methods) && whole && len(rest) == 1:
		method := make(map[string]any)
		for _, p := range pairs {
			setOrDelete(method, p.Key, p.Value)
		}
		all["method"] = append(methods, method)
	case i == len(methods):
		return ErrShape
	case len(rest) == 1 && e.Value == nil:
		all["method"] = append(methods[:i:i], methods[i+1:]...)
		if len(methods) == 1 {
			delete(all, "method")
		}
	case len(rest) == 2:
		method, ok := methods[i].(map[string]any)
		if !ok {
			return ErrShape
		}
		setOrDelete(method, rest[1], e.Value)
	default:
		return ErrShape
	}
	return nil
}

func setOrDelete(table map[string]any, key string, value any) {
	if value == nil {
		delete(table, key)
		return
	}
	if list, ok := value.([]string); ok { // as the library reads it
		all := make([]any, len(list))
		for i, text := range list {
			all[i] = text
		}
		value = all
	}
	table[key] = value
}
