package presenter

import "strconv"

// reasons are words to choose from, the last of them written by hand.
type reasons struct {
	keys  []string // of the word list
	pick  pick
	other text
}

// refundReasons are why customers get money back, the most frequent first.
var refundReasons = []string{
	"why.wrong-item", "why.damaged", "why.changed-mind", "why.price-mistake", "why.paid-twice", "why.never-got-it", "why.other",
}

func newReasons(keys []string) reasons {
	return reasons{keys: keys, other: text{hint: "why.write", most: 60}}
}

// written tells whether the reason is the one to be written.
func (r *reasons) written() bool { return r.pick.at == len(r.keys)-1 }

// words is the reason in the shop's language; empty while it is not written.
func (r *reasons) words(c *Counter) string {
	if r.written() {
		return r.other.value
	}
	return c.Words.Say(r.keys[r.pick.at])
}

// choose lets a reason be chosen or written; then hears that it is.
func (r *reasons) choose(c *Counter, label string, then func()) Action {
	choices := r.choices(c)
	enter := r.pick.choose(c, choices, label, func(int) {
		if r.words(c) == "" {
			r.other.wrong = "why.missing"
			return
		}
		then()
	})
	if r.written() {
		for i := range choices { // digits belong to the words
			delete(c.hands.keys, strconv.Itoa(i+1))
		}
		r.other.keys(c)
	}
	return enter
}

func (r *reasons) choices(c *Counter) []Choice {
	choices := make([]Choice, len(r.keys))
	for i, key := range r.keys {
		choices[i] = Choice{Name: key, Label: c.Words.Say(key), Selected: i == r.pick.at}
		if !r.written() {
			choices[i].Key = strconv.Itoa(i + 1)
		}
	}
	return choices
}

// body shows the reasons beside what is known.
func (r *reasons) body(c *Counter, facts []Fact) Choices {
	b := Choices{Facts: facts, Choices: r.choices(c)}
	if r.written() {
		other := r.other.field(c, true)
		b.Other = &other
	}
	return b
}
