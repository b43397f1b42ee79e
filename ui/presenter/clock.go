package presenter

import (
	"math"
	"strconv"
	"time"

	"kasir/checkout"
)

// ClockWentBack takes in that the machine's clock is behind what has happened
// already. Nothing of a sale depends on it, but dates on paper do.
func (c *Counter) ClockWentBack() {
	c.tell(Warn, "notice.clock")
	c.show()
}

// ClockIs takes in how far the machine's clock is ahead of the payment services'
// clocks; negative where it is behind, zero where it is right again. It is told
// between sales, for as long as it is so.
func (c *Counter) ClockIs(ahead time.Duration) {
	c.ahead = ahead
	c.show()
}

// CopyIs takes in why the data could not be copied last time, as a word of the word
// list; empty where it could. It is told between sales, for as long as it is so.
func (c *Counter) CopyIs(word string) {
	c.uncopied = word
	c.show()
}

// copyNews tells whoever is about to sell that there is no new copy of the data.
func (c *Counter) copyNews() Message {
	if c.uncopied == "" || c.screen() != Amount {
		return Message{}
	}
	return Message{Warn, c.Words.Say("notice." + c.uncopied)}
}

// clockNews tells whoever is about to sell that the clock is wrong.
func (c *Counter) clockNews() Message {
	switch {
	case c.ahead == 0 || c.screen() != Amount:
		return Message{}
	case c.ahead < 0:
		return Message{Warn, c.Words.Say("notice.clock-behind", "span", c.span(-c.ahead))}
	}
	return Message{Warn, c.Words.Say("notice.clock-ahead", "span", c.span(c.ahead))}
}

// span is how long something is, in the one unit that says enough.
func (c *Counter) span(d time.Duration) string {
	word, unit := "span.minutes", time.Minute
	switch {
	case d >= 36*time.Hour:
		word, unit = "span.days", 24*time.Hour
	case d >= 90*time.Minute:
		word, unit = "span.hours", time.Hour
	}
	return c.Words.Say(word, "count", strconv.Itoa(int(math.Round(float64(d)/float64(unit)))))
}

// codeAtLeast is how long a code is shown at the least. By a clock that is ahead, of
// which nobody knows yet, it would be over the moment it comes.
const codeAtLeast = time.Minute

// over tells whether a code's end has passed, by the clock of the service that told it.
func (c *Counter) over(p checkout.Payment) bool {
	now := c.now()
	return !p.Expires.IsZero() && now.Add(-c.Till.ClockAheadOf(p)).After(p.Expires) && now.Sub(p.Created).Abs() > codeAtLeast
}
