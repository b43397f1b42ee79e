package campaign

import (
	"slices"

	"kasir/checkout"
)

// A Step is what one transaction of a till was for.
type Step string

// The steps of a sale's life. Their order is that in which a sale comes by them.
const (
	Intent     Step = "intent"      // a payment, with its key and its bytes
	WireMark   Step = "wire-mark"   // an attempt is about to go out
	NotSent    Step = "not-sent"    // it certainly did not
	Answer     Step = "answer"      // the service has named the payment
	Drawn      Step = "drawn"       // its picture has been fetched
	Polled     Step = "polled"      // an answer changed something else
	PaidStep   Step = "paid"        // with number, receipt and print
	PrintStart Step = "print-start" // bytes may leave for the printer
	PrintDone  Step = "print-done"  // how it came out
	Reprint    Step = "reprint"     // a copy is asked for
	CancelWish Step = "cancel-wish" // the cashier wants it back
	CancelEnd  Step = "cancel-end"  // the service agreed, or cannot
	Ended      Step = "ended"       // declined, expired, or for a person
	Parked     Step = "parked"      // or in front of the customer again
	WatchOver  Step = "watch-over"  // nobody asks about it any more
	VoidStep   Step = "void"        // the sale is dropped
	RefundWish Step = "refund-wish" // reserved, with its key
	RefundMark Step = "refund-mark" // it is about to go out
	RefundEnd  Step = "refund-end"  // done, pending or refused, with its slip
	SlipStart  Step = "slip-start"
	SlipDone   Step = "slip-done"
	DayClose   Step = "day-close" // the numbered Z
	OtherStep  Step = "other"
)

// Steps lists the steps at which a till is made to die.
func Steps() []Step {
	return []Step{
		Intent, WireMark, Answer, PaidStep, PrintStart, PrintDone,
		RefundWish, RefundMark, RefundEnd, SlipStart, SlipDone, DayClose,
		CancelWish, CancelEnd, Ended, WatchOver, VoidStep, Drawn, NotSent, Reprint, Parked, Polled,
	}
}

// stepOf tells what a transaction was for.
func stepOf(old, s *checkout.Sale) Step {
	if len(s.Payments) > len(old.Payments) {
		return Intent
	}
	for i := range s.Payments {
		if step := paymentStep(&old.Payments[i], &s.Payments[i]); step != "" {
			return step
		}
	}
	if step := refundStep(old, s); step != "" {
		return step
	}
	switch {
	case s.Status != old.Status:
		return VoidStep
	case len(s.Prints) > len(old.Prints):
		return Reprint
	}
	for i := range old.Prints {
		if before, after := old.Prints[i].State, s.Prints[i].State; before != after {
			return printStep(s.Prints[i].Kind, after)
		}
	}
	return OtherStep
}

func printStep(kind checkout.PrintKind, to checkout.PrintState) Step {
	slip := kind == checkout.PrintRefund
	switch {
	case to == checkout.Queued:
		return Reprint
	case to == checkout.Printing && slip:
		return SlipStart
	case to == checkout.Printing:
		return PrintStart
	case slip:
		return SlipDone
	}
	return PrintDone
}

func refundStep(old, s *checkout.Sale) Step {
	if len(s.Refunds) > len(old.Refunds) {
		return RefundWish
	}
	for i, r := range s.Refunds {
		switch before := old.Refunds[i]; {
		case r.Attempts != before.Attempts:
			return RefundMark
		case r.Unsent != before.Unsent:
			return NotSent
		case r.Status != before.Status, r.Ref != before.Ref:
			return RefundEnd
		}
	}
	return ""
}

func paymentStep(old, p *checkout.Payment) Step {
	switch {
	case p.Status == checkout.Paid && old.Status != checkout.Paid:
		return PaidStep
	case p.Status != old.Status && (p.Status == checkout.Cancelled || !p.Withdrawn.IsZero()), p.Kept != old.Kept:
		return CancelEnd
	case p.Status != old.Status && !p.Status.IsOpen():
		return Ended
	case p.Attempts != old.Attempts:
		return WireMark
	case p.Unsent != old.Unsent:
		return NotSent
	case p.Ref != old.Ref:
		return Answer
	case p.Withdrawn != old.Withdrawn:
		return CancelWish
	case p.Prompt.Visible() != old.Prompt.Visible():
		return Drawn
	case p.Parked != old.Parked:
		return Parked
	case p.Watch.IsZero() && !old.Watch.IsZero():
		return WatchOver
	case p.Status != old.Status, p.Missing != old.Missing, !p.Expires.Equal(old.Expires):
		return Polled
	}
	return ""
}

// copied is a sale whose payments and prints can be compared with later ones.
func copied(s *checkout.Sale) checkout.Sale {
	c := *s
	c.Payments, c.Prints, c.Refunds = slices.Clone(s.Payments), slices.Clone(s.Prints), slices.Clone(s.Refunds)
	return c
}
