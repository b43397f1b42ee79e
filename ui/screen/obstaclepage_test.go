package screen_test

import (
	"testing"

	"kasir/assets/words"
	"kasir/ui/presenter"
	"kasir/ui/theme"
)

// obstaclePages say why the till does not open, in place of its window.
var obstaclePages = map[string]presenter.State{
	"obstacle-damaged": obstacle("en", "damaged", true, nil),
	"obstacle-missing": obstacle("id", "missing", true, nil),
	"obstacle-no-copy": obstacle("en", "damaged", false, nil),
	"obstacle-in-use":  obstacle("en", "in-use", false, nil),
	"obstacle-settings": obstacle("en", "settings", false, []string{
		"kasir.toml, line 3: shop.nam: this key is not known; did you mean name?",
		`kasir.toml, line 12: printer.profile: "epson-81" is not one of epson-80, epson-58, star-80`,
	}),
	"obstacle-sealed":    obstacle("id", "sealed", false, nil),
	"obstacle-no-room":   obstacle("en", "no-room", false, nil),
	"obstacle-read-only": obstacle("id", "read-only-disk", false, nil),
}

// obstacle is the page as the presenter makes it, with a copy or without.
func obstacle(language, what string, copied bool, said []string) presenter.State {
	say := words.In(language).Say
	p := presenter.PageState{Name: "obstacle", Title: say("obstacle." + what), Lead: say("obstacle." + what + ".lead"), Locked: true}
	body := presenter.Story{Facts: []presenter.Fact{{Label: say("obstacle.place"), Value: "/home/shop/.config/kasir"}}}
	body.Lines = []presenter.Line{{Text: say("obstacle." + what + ".do")}}
	for _, line := range said {
		body.Lines = append(body.Lines, presenter.Line{Text: line, Tone: presenter.Warn})
	}
	actions := []presenter.Action{{Key: "Enter", Label: say("act.close-kasir"), Primary: true}}
	if copied {
		body.Facts = append(body.Facts, presenter.Fact{Label: say("obstacle.newest"), Value: "2026-11-21 22:04"}, presenter.Fact{Label: say("copies.sales"), Value: "1204"})
		body.Lines = append(body.Lines, presenter.Line{Text: say("obstacle.lost", "time", "2026-11-21 22:04"), Tone: presenter.Warn})
		for _, word := range []string{"copies.then.look", "copies.then.numbers", "copies.then.prints", "copies.then.people", "obstacle.kept"} {
			body.Lines = append(body.Lines, presenter.Line{Text: say(word)})
		}
		actions = []presenter.Action{{Key: "F5", Label: say("act.restore"), Primary: true}, {Key: "Esc", Label: say("act.close-kasir")}}
		if what == "missing" {
			actions = append(actions[:1:1], presenter.Action{Key: "F9", Label: say("act.begin-anew"), Danger: true}, actions[1])
		}
	} else if what == "damaged" {
		p.Note = presenter.Message{Tone: presenter.Bad, Text: say("obstacle.no-copy")}
	}
	p.Body = body
	return frame(presenter.State{Screen: presenter.Amount, Page: &p, Actions: actions})
}

// Whoever works at night has the page dark too.
func TestAnObstacleInTheDark(t *testing.T) {
	w, till := window(t, theme.Dark(), smallest)
	till.Render(obstaclePages["obstacle-damaged"])
	golden(t, "obstacle-damaged-dark.xml", w)
}
