package settings

import (
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// lines knows on which line of the file each key stands: "shop.name",
// "method.0.poll", and "method.0" for the table itself.
type lines map[string]int

func findLines(data []byte) lines {
	found := make(lines)
	tables := make(map[string]int)
	var p unstable.Parser
	p.Reset(data)
	prefix := ""
	for p.NextExpression() {
		e := p.Expression()
		key, line := keyOf(&p, e)
		switch e.Kind {
		case unstable.Table:
			prefix = key + "."
			found[key] = line
		case unstable.ArrayTable:
			table := fmt.Sprintf("%s.%d", key, tables[key])
			tables[key]++
			prefix = table + "."
			found[table] = line
		case unstable.KeyValue:
			found[prefix+key] = line
		default:
		}
	}
	return found // what cannot be parsed is for decode to explain
}

func keyOf(p *unstable.Parser, e *unstable.Node) (string, int) {
	var parts []string
	line := 0
	for it := e.Key(); it.Next(); {
		node := it.Node()
		if line == 0 {
			line = p.Shape(node.Raw).Start.Line // not of Data: a key with an escape is no part of the file
		}
		parts = append(parts, string(node.Data))
	}
	return strings.Join(parts, "."), line
}

// name gives problems that know only their line the key that stands there.
func (l lines) name(problems Problems) Problems {
	for i := range problems {
		for key, line := range l {
			if problems[i].Key == "" && line == problems[i].Line && strings.HasPrefix(problems[i].Why, wrongKind) {
				problems[i].Key = key
			}
		}
	}
	return problems
}
