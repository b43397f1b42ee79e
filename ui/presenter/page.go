package presenter

import (
	"strings"
	"unicode"

	"kasir/checkout"
)

// A page lies over the selling screens: the history, a refund, the settings.
// One is shown at a time; those beneath it wait. What is being paid goes on
// meanwhile and rings.
//
// Each page is a type of its own, in a file of its own, and keeps what was
// chosen and typed on it. A page never reads disk or network itself; it hands
// that to [Counter.behind] or [Counter.chore].
type page interface {
	// render says what the page shows and, with Counter.on, typing, scanning and
	// tapping, what hands do on it. It is called at every change and keeps
	// nothing. Keys that it does not claim do what they do on every page: Esc
	// goes one page back, F2 to the amount, F1 helps.
	render(c *Counter) (PageState, []Action)
}

// A listener is a page that shows sales and hears of each that changes.
type listener interface{ heard(s checkout.Sale) }

// top is the page that is shown; nil where the selling screen is.
func (c *Counter) top() page {
	if len(c.pages) == 0 {
		return nil
	}
	return c.pages[len(c.pages)-1]
}

// locked tells whether the till is locked. What comes late then, an answer of
// the journal's or a closed shift, opens nothing and closes nothing: it was asked
// for by somebody who has left.
func (c *Counter) locked() bool {
	if len(c.pages) == 0 {
		return false
	}
	p, is := c.pages[0].(*identify)
	return is && p.locked
}

// unlock closes a page on which somebody said who he is.
func (c *Counter) unlock(p *identify) {
	locked := p.locked
	p.locked = false
	c.leavePage(p)
	if locked {
		c.tellRestored()
	}
}

// openPage shows a page over whatever is shown.
func (c *Counter) openPage(p page) {
	if !c.locked() {
		c.pages = append(c.pages, p)
	}
}

// turnPage shows a page in place of the one on top, which is not come back to.
func (c *Counter) turnPage(p page) {
	c.closePage()
	c.openPage(p)
}

// onlyPage shows a page over the selling screen, and nothing between.
func (c *Counter) onlyPage(p page) {
	if !c.locked() {
		c.pages = []page{p}
	}
}

// closePages goes back to the selling screen.
func (c *Counter) closePages() {
	if !c.locked() {
		c.pages = nil
	}
}

// closePage goes back to the page beneath, or to the selling screen.
func (c *Counter) closePage() {
	if len(c.pages) > 0 && !c.locked() {
		c.pages = c.pages[:len(c.pages)-1]
	}
}

// leavePage closes a page that may not be on top any more.
func (c *Counter) leavePage(p page) {
	for i, open := range c.pages {
		if open == p && !c.locked() {
			c.pages = c.pages[:i]
			return
		}
	}
}

// amountFromPage leaves all pages for the next sale, by what F2 does on the
// selling screen: a code that is shown says first what happens to it.
func (c *Counter) amountFromPage() {
	c.closePages()
	c.render()
	if act := c.hands.keys["F2"]; act != nil {
		act()
	}
}

// behind does work that waits, off the UI goroutine, and what follows from it
// on the UI goroutine.
func (c *Counter) behind(work func() (then func())) {
	c.spawn(func() {
		if then := work(); c.ctx.Err() == nil {
			c.Dispatch(func() {
				then()
				c.show()
			})
		}
	})
}

// hands are what hands can do now.
type hands struct {
	keys  map[string]func()
	typed func(rune)   // a character that no key claims
	scan  func(string) // a whole code from a scanner; nil: it is typing and Enter
	tap   func(int)    // a row, a choice or a field, by its place
}

// typing gives characters that no key of the page claims to a text.
func (c *Counter) typing(typed func(rune)) { c.hands.typed = typed }

// scanning gives the codes of a barcode scanner to the page.
func (c *Counter) scanning(scan func(string)) { c.hands.scan = scan }

// tapping gives taps on the rows of the page's body to it.
func (c *Counter) tapping(tap func(int)) { c.hands.tap = tap }

// Type takes one character as it was typed.
func (c *Counter) Type(char rune) {
	c.touched()
	key := strings.ToLower(string(char))
	if c.hands.keys[key] == nil && c.hands.typed != nil {
		c.hands.typed(char)
		c.show()
		return
	}
	c.Press(key)
}

// Paste takes a text from the clipboard, where one is being written.
func (c *Counter) Paste(content string) {
	if c.hands.typed == nil {
		return
	}
	for _, char := range content {
		c.hands.typed(char)
	}
	c.show()
}

// Scan takes what a barcode scanner typed, in place of the Enter at its end;
// its characters were typed before. Goods that are scanned on a page that asks a
// question answer nothing.
func (c *Counter) Scan(code string) {
	switch {
	case c.hands.scan == nil && c.screen() == Amount && strings.ContainsFunc(code, unicode.IsLetter) && c.top() == nil:
		c.entry.Clear() // its digits are no amount
		c.findScanned(code)
		c.show()
		return
	case c.hands.scan == nil && c.top() != nil && c.hands.typed == nil:
		return
	case c.hands.scan == nil:
		c.Press("Enter")
		return
	}
	c.hands.scan(code)
	c.show()
}

// Tap takes a tap on a row, a choice or a field of the page, by its place.
func (c *Counter) Tap(place int) {
	c.touched()
	if c.hands.tap != nil {
		c.hands.tap(place)
		c.show()
	}
}

// pageKeys are the buttons of every page.
func (c *Counter) pageKeys() []Action {
	return []Action{c.on("Esc", "act.back", c.closePage), c.on("F1", "act.help", c.help)}
}

// renderPage puts the page on top into the state, in place of the selling
// screen's actions.
func (c *Counter) renderPage(s *State) {
	p := c.top()
	if p == nil || c.stopped {
		return
	}
	c.hands = hands{keys: make(map[string]func())}
	state, actions := p.render(c)
	s.Page, s.Actions = &state, actions
	if state.Locked {
		return
	}
	c.claimBeneath()
	if c.hands.typed == nil {
		c.claim("*", c.openTasks)
	}
	for key, act := range map[string]func(){
		"Esc": c.closePage, "F1": c.help, "F2": c.amountFromPage, "F3": c.openHistory, "F4": c.openRefunds, "F6": c.reprint,
		"F7": c.openShift, "F8": c.lock, "F10": c.openDrawer,
	} {
		c.claim(key, act)
	}
}

// claim gives a key its act where the page has not.
func (c *Counter) claim(key string, act func()) {
	if c.hands.keys[key] == nil {
		c.hands.keys[key] = act
	}
}
