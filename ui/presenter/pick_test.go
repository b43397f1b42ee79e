package presenter

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// names lets one of some names be picked.
func names(all []string) among { return among{len(all), func(i int) string { return all[i] }} }

// Whatever comes, goes or changes its place in a list: Enter takes what was
// chosen, or nothing.
func TestAListThatChangesMovesNoChoice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(label string) []string {
			return rapid.SliceOfNDistinct(rapid.StringMatching(`[a-h]`), 0, 8, rapid.ID).Draw(t, label)
		}
		var p pick
		list := draw("list")
		seen := p.in(names(list))
		for range rapid.IntRange(1, 6).Draw(t, "turns") {
			chosen := ""
			if seen >= 0 {
				chosen = list[seen]
			}
			if rapid.Bool().Draw(t, "a hand moves") {
				p.by(rapid.IntRange(-9, 9).Draw(t, "by"), names(list))
				seen = p.in(names(list))
				continue
			}
			first := p.on == ""
			list = draw("changed list")
			switch seen = p.in(names(list)); {
			case first || chosen == "":
			case slices.Contains(list, chosen) && (seen < 0 || list[seen] != chosen):
				t.Fatalf("%s was chosen, and now it is %d of %v", chosen, seen, list)
			case !slices.Contains(list, chosen) && seen >= 0:
				t.Fatalf("%s was chosen and is gone, and now it is %s", chosen, list[seen])
			}
		}
	})
}

func TestAChoiceThatIsGone(t *testing.T) {
	for _, c := range []struct {
		rows int
		want string
	}{{1, "c"}, {-1, "a"}} {
		p := pick{}
		p.put(1, names([]string{"a", "b", "c"}))
		left := names([]string{"a", "c"})
		if at := p.in(left); at != -1 {
			t.Fatalf("b is gone, and %s is chosen", left.id(at))
		}
		if p.by(c.rows, left); left.id(p.at) != c.want {
			t.Errorf("%d from where b was is %s, want %s", c.rows, left.id(p.at), c.want)
		}
	}
	p := pick{}
	p.put(1, names([]string{"a", "b", "c"}))
	p.take(1, func(int) {})
	if at := p.in(names([]string{"a", "c"})); at != 1 {
		t.Errorf("whoever has seen to b finds %d chosen, want the next one", at)
	}
}
