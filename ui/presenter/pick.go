package presenter

import "strconv"

// A pick is a place in a list, moved by the arrows.
type pick struct{ at int }

// pageLength is how far PgUp and PgDn move.
const pageLength = 6

// keys lets the arrows move within n rows, and tells of it.
func (p *pick) keys(c *Counter, n int, moved func()) {
	by := func(rows int) func() {
		return func() {
			p.at = max(0, min(p.at+rows, n-1))
			moved()
		}
	}
	c.on("Up", "", by(-1))
	c.on("Down", "", by(1))
	c.on("PgUp", "", by(-pageLength))
	c.on("PgDn", "", by(pageLength))
}

// choose lets a digit, an arrow or a finger choose, and Enter take what is
// chosen. The choices get their digits here.
func (p *pick) choose(c *Counter, choices []Choice, label string, take func(int)) Action {
	p.keys(c, len(choices), func() {})
	for i := range choices {
		choices[i].Key = strconv.Itoa(i + 1)
		if choices[i].Why == "" {
			c.on(choices[i].Key, "", func() { p.at = i })
		}
	}
	c.tapping(func(place int) {
		if place < len(choices) && choices[place].Why == "" {
			p.at = place
		}
	})
	at := p.in(len(choices))
	if at < 0 || choices[at].Why != "" {
		return Action{}
	}
	return primary(c.on("Enter", label, func() { take(at) }))
}

// in is the place in a list of n, which may have become shorter; -1 in an
// empty one.
func (p *pick) in(n int) int {
	p.at = max(0, min(p.at, n-1))
	if n == 0 {
		return -1
	}
	return p.at
}
