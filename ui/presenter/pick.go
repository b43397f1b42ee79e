package presenter

import "strconv"

// A pick is what a hand has chosen of a few or of many. It stays on the very one,
// wherever in the list that goes: what was seen is what Enter takes. When that one
// is gone nothing is chosen until a hand chooses again.
type pick struct {
	at     int    // where it was last
	on     string // the one that is chosen; empty until the first look
	opened bool   // it was taken; whoever comes back from it looks anew
}

// among are those of which one is picked. Each has an id of its own that lasts as
// long as it does.
type among struct {
	n  int
	id func(i int) string
}

// pageLength is how far PgUp and PgDn move.
const pageLength = 6

// in is the place of what is chosen; -1 for nothing.
func (p *pick) in(a among) int {
	if a.n == 0 {
		return -1
	}
	if p.at < a.n && a.id(p.at) == p.on {
		p.opened = false
		return p.at
	}
	for i := range a.n {
		if a.id(i) == p.on {
			p.put(i, a)
			return i
		}
	}
	if p.on == "" || p.opened {
		p.put(p.at, a)
		return p.at
	}
	return -1
}

// put chooses the one at a place, or the nearest that there is.
func (p *pick) put(place int, a among) {
	p.at = max(0, min(place, a.n-1))
	p.on, p.opened = a.id(p.at), false
}

// by moves some rows on, from what is chosen or from where it was.
func (p *pick) by(rows int, a among) {
	if a.n == 0 {
		return
	}
	at := p.in(a)
	if at < 0 { // its place is the next one's now
		at = p.at
		if rows > 0 {
			at--
		}
	}
	p.put(at+rows, a)
}

// keys lets the arrows choose, and tells of it.
func (p *pick) keys(c *Counter, a among, moved func()) {
	for key, rows := range map[string]int{"Up": -1, "Down": 1, "PgUp": -pageLength, "PgDn": pageLength} {
		c.on(key, "", func() {
			p.by(rows, a)
			moved()
		})
	}
}

// open lets the arrows choose a row, and a finger choose and open one.
func (p *pick) open(c *Counter, a among, open func(int)) {
	p.keys(c, a, func() {})
	c.tapping(func(place int) {
		if place < a.n {
			p.put(place, a)
			p.take(place, open)
		}
	})
}

func (p *pick) take(place int, open func(int)) {
	p.opened = true
	open(place)
}

// enter lets Enter open what is chosen, where anything is.
func (p *pick) enter(c *Counter, a among, label string, open func(int)) []Action {
	at := p.in(a)
	if at < 0 {
		return nil
	}
	return []Action{primary(c.on("Enter", label, func() { p.take(at, open) }))}
}

// choose lets a digit, an arrow or a finger choose, and Enter take what is
// chosen. The choices get their digits here, and which one is chosen.
func (p *pick) choose(c *Counter, choices []Choice, label string, take func(int)) Action {
	a := among{len(choices), func(i int) string { return choices[i].Name }}
	p.keys(c, a, func() {})
	for i := range choices {
		choices[i].Key = strconv.Itoa(i + 1)
		if choices[i].Why == "" {
			c.on(choices[i].Key, "", func() { p.put(i, a) })
		}
	}
	c.tapping(func(place int) {
		if place < len(choices) && choices[place].Why == "" {
			p.put(place, a)
		}
	})
	at := p.in(a)
	if at < 0 {
		return Action{}
	}
	choices[at].Selected = true
	if choices[at].Why != "" {
		return Action{}
	}
	return primary(c.on("Enter", label, func() { p.take(at, take) }))
}

// doings are choices of what can be done on a page.
func (c *Counter) doings(all []doing) []Choice {
	choices := make([]Choice, len(all))
	for i, d := range all {
		choices[i] = Choice{Name: d.label, Label: c.Words.Say(d.label)}
	}
	return choices
}
