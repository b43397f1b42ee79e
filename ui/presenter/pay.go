package presenter

import (
	"fmt"
	"time"

	"kasir/checkout"
)

// phase says which screen a payment calls for. It is decided from how the
// payment stands and nothing else, so two windows always agree.
func phase(st checkout.Standing) Screen {
	p := st.Payment
	switch {
	case p.Status == checkout.Paid:
		return Paid
	case st.Doubt:
		return Doubt
	case p.Status.IsUnpaidEnd(), p.Kept:
		return Unpaid
	}
	return Waiting
}

func (c *Counter) payState() PayState {
	st := c.standing
	p := st.Payment
	s := PayState{Amount: c.money(p.Amount), Method: p.Method, Invoice: p.Invoice}
	if m, ok := c.Till.Method(p.Method); ok {
		s.Method = m.Label
	}
	switch phase(st) {
	case Paid:
		c.isPaid(&s)
	case Doubt:
		c.doubt(&s)
	case Unpaid:
		c.unpaid(&s)
	case Amount, Method, Cash, Waiting, Stopped:
		c.waiting(&s)
	}
	return s
}

func (c *Counter) isPaid(s *PayState) {
	st := c.standing
	s.Tone, s.Title = Good, c.Words.Say("paid.title")
	s.Detail = c.Words.Say("paid.detail", "method", s.Method)
	if st.Payment.Change.IsPositive() {
		s.Order = c.Words.Say("cash.change", "amount", c.money(st.Payment.Change))
	}
	if r := st.Sale.Receipt; r != nil {
		s.Invoice = r.Invoice
	}
	if st.Payment.Received != "" {
		s.Detail = c.Words.Say("paid.received", "method", s.Method, "received", st.Payment.Received)
	}
	if st.Payment.Reason.Word != "" {
		s.Advice = c.reason(st.Payment.Reason)
	}
	s.Receipt = c.receiptNews(st.Sale)
	if st.Sale.Stray(st.Payment) {
		s.Tone, s.Advice = Warn, c.Words.Say("paid.stray")
	}
}

// doubt is the screen that the field gets wrong: nobody knows, so nobody may
// charge again, and the cashier reads what is being done about it.
func (c *Counter) doubt(s *PayState) {
	st := c.standing
	s.Tone, s.Title = Warn, c.Words.Say("doubt.title")
	s.Order, s.Detail = c.Words.Say("doubt.order"), c.Words.Say("doubt.detail")
	s.Advice = c.Words.Say("doubt.advice")
	if st.Payment.Status == checkout.Unresolved {
		c.unresolved(s)
		return
	}
	if c.over(st.Payment) {
		s.Detail = c.Words.Say("doubt.over")
	}
	s.Fresh = c.trying(st)
}

// ordered is what must not be done where the reason itself tells what became of the
// money; that it may be on its way would contradict these. Each says whom to call.
var ordered = map[string]string{
	"closed-without-capture": "doubt.hand-nothing", "fraud-check": "doubt.hand-nothing",
	"captured-in-part": "doubt.order", "ended-with-money": "doubt.order", "refunded-elsewhere": "doubt.order",
}

// unresolved is a doubt that only a person can end.
func (c *Counter) unresolved(s *PayState) {
	why := c.standing.Payment.Reason
	if order, told := ordered[why.Word]; told {
		s.Title, s.Order = c.Words.Say("doubt.looked-at"), c.Words.Say(order)
		s.Detail = c.reason(why)
		return
	}
	s.Advice = c.Words.Say("doubt.person") + " " + c.reason(why)
}

func (c *Counter) unpaid(s *PayState) {
	p := c.standing.Payment
	s.Tone = Bad
	switch {
	case p.Kept:
		s.Tone, s.Title = Warn, c.Words.Say("kept.title")
		s.Detail = c.Words.Say("kept.detail", "time", c.clock(p.Expires))
		s.Advice = c.Words.Say("kept.advice")
	case p.Status == checkout.Cancelled:
		s.Title, s.Detail = c.Words.Say("cancelled.title"), c.Words.Say("cancelled.detail")
		s.Advice = c.Words.Say("unpaid.advice")
	case p.Status == checkout.Expired:
		s.Title, s.Detail = c.Words.Say("expired.title"), c.Words.Say("expired.detail")
		s.Advice = c.Words.Say("unpaid.advice")
	default:
		s.Title, s.Detail = c.Words.Say("declined.title"), c.reason(p.Reason)
		s.Advice = c.Words.Say("unpaid.advice")
	}
}

func (c *Counter) waiting(s *PayState) {
	st := c.standing
	p := st.Payment
	s.Tone = Busy
	switch {
	case !p.Withdrawn.IsZero():
		s.Title, s.Detail = c.Words.Say("cancelling.title"), c.Words.Say("cancelling.detail")
	case p.Status == checkout.Created && st.Fault.Trouble != 0:
		s.Tone, s.Title = Warn, c.Words.Say("unsent.title")
		s.Detail = c.Words.Say("unsent.detail")
	case p.Status == checkout.Created:
		s.Title, s.Detail = c.Words.Say("asking.title"), c.Words.Say("asking.detail", "method", s.Method)
	case p.Prompt.Refused != "":
		s.Tone, s.Title = Bad, c.Words.Say("refused.title")
		s.Detail, s.Advice = c.Words.Say("refused."+p.Prompt.Refused), c.Words.Say("refused.advice")
	case st.Asking || c.over(p):
		s.Title, s.Detail = c.Words.Say("checking.title"), c.Words.Say("checking.detail")
	default:
		c.code(s)
	}
	s.Fresh = c.freshness(st)
}

// code puts the code in front of the customer.
func (c *Counter) code(s *PayState) {
	p := c.standing.Payment
	s.Title = c.Words.Say("waiting.title")
	switch {
	case p.Prompt.Code != "":
		s.Code, s.Caption = p.Prompt.Code, c.Words.Say("waiting.scan", "method", s.Method)
	case p.Prompt.Image != nil:
		s.Image, s.Caption = p.Prompt.Image, c.Words.Say("waiting.scan", "method", s.Method)
	case p.Prompt.Link != "":
		s.Code, s.Caption = p.Prompt.Link, c.Words.Say("waiting.link")
	default:
		s.Detail = c.Words.Say("waiting.nothing")
	}
	s.Countdown, s.Left = c.countdown(p)
	for _, fact := range p.Prompt.Facts {
		s.Facts = append(s.Facts, c.Words.Say("fact."+fact.Word, "value", fact.Value))
	}
	if p.Status == checkout.Underpaid {
		s.Tone, s.Title = Warn, c.Words.Say("waiting.part")
		if p.Missing != "" {
			s.Amount = p.Missing
		}
	}
}

// countdown is the time left, by the provider's word and no longer than we show
// a code, and its share of the whole.
func (c *Counter) countdown(p checkout.Payment) (string, float64) {
	end, ahead := p.Expires, c.Till.ClockAheadOf(p)
	if m, ok := c.Till.Method(p.Method); ok && m.Terms.Timeout > 0 {
		if ours := p.Created.Add(m.Terms.Timeout - ahead); end.IsZero() || ours.Before(end) {
			end = ours
		}
	}
	left := end.Sub(c.now().Add(-ahead)).Truncate(time.Second)
	if end.IsZero() || left < 0 {
		return "", 0
	}
	share := float64(left) / float64(max(end.Sub(p.Created.Add(-ahead)), time.Second))
	return fmt.Sprintf("%d:%02d", int(left.Minutes()), int(left.Seconds())%60), min(share, 1)
}

// freshness tells how long ago the provider answered.
func (c *Counter) freshness(st checkout.Standing) Message {
	switch {
	case st.Fault.Trouble != 0:
		return c.trying(st)
	case st.Heard.IsZero():
		return Message{}
	}
	return Message{Calm, c.Words.Say("fresh.checked", "seconds", c.seconds(c.now().Sub(st.Heard)))}
}

// trying tells what is wrong and when the next try is.
func (c *Counter) trying(st checkout.Standing) Message {
	if st.Fault.Trouble == 0 {
		return Message{}
	}
	return Message{Warn, c.Words.Say("trouble."+st.Fault.Trouble.String()) + " " +
		c.Words.Say("fresh.next", "seconds", c.seconds(st.Next.Sub(c.now())))}
}

func (c *Counter) seconds(d time.Duration) string {
	return fmt.Sprint(max(0, int(d.Round(time.Second).Seconds())))
}

// reason puts a provider's reason into words: ours where we have them, the
// provider's own text where not.
func (c *Counter) reason(r checkout.Reason) string {
	switch {
	case r.Word != "" && c.Words.Has("reason."+r.Word):
		return c.Words.Say("reason." + r.Word)
	case r.Text != "":
		return c.Words.Say("reason.said", "text", r.Text)
	}
	return c.Words.Say("reason.none")
}
