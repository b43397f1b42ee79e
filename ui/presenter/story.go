package presenter

import (
	"slices"
	"strings"

	"kasir/checkout"
)

// storyOf tells what happened to a sale, its amounts first.
func (c *Counter) storyOf(s checkout.Sale) []Line {
	var lines []Line
	if len(s.Lines) > 1 || len(s.Lines) == 1 && s.Lines[0].Label != "" {
		for _, l := range s.Lines {
			label := l.Label
			if label == checkout.RoundingLine {
				label = c.Words.Say("receipt.rounding")
			}
			lines = append(lines, Line{Text: strings.TrimSpace(label + "  " + c.money(l.Amount))})
		}
	}
	told := make(map[checkout.PaymentID]bool)
	for _, e := range s.Events {
		text, tone := c.happening(s, e)
		if e.By != "" {
			text = c.Words.Say("event.by", "what", text, "by", e.By)
		}
		lines = append(lines, Line{Time: c.clock(e.At), Text: text, Tone: tone})
		if p := s.Payment(e.Payment); e.What == checkout.PaymentAnswered && p.Ref != "" && !told[p.ID] {
			told[p.ID] = true
			lines = append(lines, Line{Text: c.Words.Say("event.ref", "ref", p.Ref)})
		}
	}
	return lines
}

// happening puts one event into words. Its note is for the audit log; of it
// only those parts are shown for which there are words, and what people wrote.
func (c *Counter) happening(s checkout.Sale, e checkout.Event) (string, Tone) {
	key := "event." + string(e.What)
	method, amount := "", c.money(s.Total())
	if p := s.Payment(e.Payment); p != nil {
		method, amount = c.label(p.Method), c.money(p.Amount)
	}
	switch {
	case e.What == checkout.PaymentAnswered:
		return c.serviceSaid(s, e, method)
	case slices.Contains(ofRefunds, e.What):
		return c.refundHappening(s, e)
	}
	text := c.Words.Say(key, "method", method, "amount", amount, "paper", c.paper(e.Note))
	for _, more := range []string{c.verdict(e), c.cause(e)} {
		text = strings.TrimSpace(text + " " + more)
	}
	switch {
	case e.What == checkout.SaleCompleted:
		return text, Good
	case slices.Contains(amber, e.What):
		return text, Warn
	}
	return text, Calm
}

// ofRefunds are what happens to refunds, and amber what somebody should look at.
var (
	ofRefunds = []checkout.What{checkout.RefundIntended, checkout.RefundSent, checkout.RefundAnswered, checkout.RefundClosed}
	amber     = []checkout.What{
		checkout.PaymentDecided, checkout.PaymentWithdrawn, checkout.PaymentTooOld, checkout.PaymentSetAside,
		checkout.ReceiptFailed, checkout.DrawerFailed,
	}
)

// answeredAs reads the note of an answer.
func (c *Counter) answeredAs(note string) (checkout.Status, string) {
	first, rest, _ := strings.Cut(strings.TrimPrefix(note, "still "), ";")
	for _, status := range checkout.Statuses() {
		if status.String() == first {
			return status, c.reasonIn(rest)
		}
	}
	return 0, ""
}

// serviceSaid is what a service answered, in its status's word and its reason.
func (c *Counter) serviceSaid(s checkout.Sale, e checkout.Event, method string) (string, Tone) {
	p := s.Payment(e.Payment)
	if !p.Tendered.IsZero() {
		return c.Words.Say("event.cash", "method", method, "tendered", c.money(p.Tendered), "change", c.money(p.Tendered.Minus(p.Amount))), Good
	}
	status, reason := c.answeredAs(e.Note)
	if status == 0 {
		status = checkout.Unresolved
	}
	_, tone := stripStatus(s, checkout.Payment{Status: status})
	if status == checkout.Declined {
		tone = Bad
	}
	text := c.Words.Say("event.payment-answered", "method", method, "status", c.Words.Say("answer."+status.String()))
	return strings.TrimSpace(text + " " + reason), tone
}

// reasonIn finds the reason in a note: our word first, the service's text after.
func (c *Counter) reasonIn(note string) string {
	for part := range strings.SplitSeq(note, ";") {
		part = strings.TrimSpace(part)
		switch {
		case part == "":
		case c.Words.Has("reason." + part):
			return c.Words.Say("reason." + part)
		default:
			return c.Words.Say("reason.said", "text", part)
		}
	}
	return ""
}

// refundHappening tells of a refund. Which one is known by the payment, and by
// the time where there are several.
func (c *Counter) refundHappening(s checkout.Sale, e checkout.Event) (string, Tone) {
	var r checkout.Refund
	for _, one := range s.RefundsOf(e.Payment) {
		if !one.Created.After(e.At) {
			r = one
		}
	}
	first, rest, _ := strings.Cut(e.Note, ";")
	status := ""
	if c.Words.Has("refund.status." + first) {
		status = c.Words.Say("refund.status." + first)
	}
	text := c.Words.Say("event."+string(e.What), "amount", c.money(r.Amount), "reason", r.Reason, "status", status)
	if rest = strings.TrimSpace(rest); e.What == checkout.RefundAnswered && c.Words.Has("reason."+rest) {
		text += " " + c.Words.Say("reason."+rest)
	}
	tones := map[string]Tone{"done": Good, "refused": Bad, "pending": Busy}
	return text, tones[first]
}

// verdict is what a person decided.
func (c *Counter) verdict(e checkout.Event) string {
	word, _, _ := strings.Cut(e.Note, ";")
	if e.What == checkout.PaymentDecided && c.Words.Has("verdict."+word) {
		return c.Words.Say("verdict." + word)
	}
	return ""
}

// paper names the paper that a note speaks of.
func (c *Counter) paper(note string) string {
	first, _, _ := strings.Cut(note, ";")
	slip, copied := strings.CutPrefix(first, "refund slip, ")
	number, isCopy := strings.CutPrefix(slip, "copy ")
	switch {
	case isCopy && copied:
		return c.Words.Say("paper.slip-copy", "n", number)
	case isCopy:
		return c.Words.Say("paper.copy", "n", number)
	case first == "refund slip":
		return c.Words.Say("paper.slip")
	}
	return c.Words.Say("paper.original")
}

// cause is why a paper did not come out.
func (c *Counter) cause(e checkout.Event) string {
	words := strings.Fields(e.Note)
	failed := e.What == checkout.ReceiptFailed || e.What == checkout.DrawerFailed
	if failed && len(words) > 0 && c.Words.Has("cause."+words[len(words)-1]) {
		return c.Words.Say("cause." + words[len(words)-1])
	}
	return ""
}
