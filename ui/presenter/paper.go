package presenter

import (
	"slices"

	"kasir/checkout"
)

// PrinterIs takes in what keeps the printer from printing, as a word of
// printer.Cause; empty while it can print. It stays on every screen until it is over.
func (c *Counter) PrinterIs(cause string) {
	c.printer = cause
	c.show()
}

// PaperEnds takes in that the paper is nearly used up.
func (c *Counter) PaperEnds() {
	c.tell(Warn, "cause.near-end")
	c.show()
}

func (c *Counter) printerNews() Message {
	if c.printer == "" {
		return Message{}
	}
	return Message{Warn, c.Words.Say("cause." + c.printer)}
}

// receiptNews tells the cashier how the paper stands.
func (c *Counter) receiptNews(s checkout.Sale) Message {
	last, asked := lastPaper(s)
	if !asked {
		return Message{}
	}
	if word, trouble := printTrouble(s); trouble {
		return Message{Warn, c.Words.Say(unsure(last, "print.failed", "print.doubtful"), "cause", c.Words.Say(word))}
	}
	switch {
	case last.Waits() && last.Cause != "":
		return Message{Warn, c.Words.Say("print.waits", "cause", c.Words.Say("cause."+last.Cause))}
	case last.State == checkout.Printed && last.Proven:
		return Message{Good, c.Words.Say("print.printed")}
	case last.State == checkout.Printed:
		return Message{Good, c.Words.Say("print.sent")}
	}
	return Message{Calm, c.Words.Say("print." + last.State.String())}
}

// printTrouble names why a sale's last paper has not come out.
func printTrouble(s checkout.Sale) (word string, trouble bool) {
	last, _ := lastPaper(s)
	return printWord(last)
}

// lastPaper is what was last asked of the printer.
func lastPaper(s checkout.Sale) (p checkout.Print, asked bool) {
	for _, p := range slices.Backward(s.Prints) {
		if p.State != checkout.Saved {
			return p, true
		}
	}
	return p, false
}

// printWord names why a print has not come out.
func printWord(p checkout.Print) (word string, trouble bool) {
	switch {
	case p.State != checkout.NotPrinted && p.State != checkout.Doubtful:
		return "", false
	case p.Cause == "":
		return "cause.failed", true
	}
	return "cause." + p.Cause, true
}

// unsure chooses what is said of a print that has not come out, or may have.
func unsure(p checkout.Print, failed, doubtful string) string {
	if p.State == checkout.Doubtful {
		return doubtful
	}
	return failed
}

// printedAgain tells that a person has asked for a print.
func (c *Counter) printedAgain() {
	if c.OnAgain != nil {
		c.OnAgain()
		return
	}
	c.printed()
}
