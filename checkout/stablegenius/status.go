package stablegenius

import (
	"context"
	"strings"

	"kasir/checkout"
	"kasir/checkout/money"
)

// statuses are the service's words (docs: Payment intents), in small letters
// without separators. A word that is not here ends nothing.
var statuses = map[string]checkout.Status{
	"awaitingpayment": checkout.Pending,
	"confirmed":       checkout.Paid,
	"settled":         checkout.Paid, // the money went on to the bank
	"expired":         checkout.Expired,
	"cancelled":       checkout.Cancelled,
	"canceled":        checkout.Cancelled, // the other spelling, should it ever come
}

var separators = strings.NewReplacer("_", "", "-", "", " ", "")

func statusOf(word loose) (checkout.Status, bool) {
	status, known := statuses[separators.Replace(strings.ToLower(string(word)))]
	return status, known
}

// weigh says how a payment stands by the intent's word and what has come. What
// is not known to be less counts as enough for a confirmed intent, but ends
// nothing else. Nothing at all, for an intent that is confirmed, means that the
// list of transactions is behind.
func weigh(word checkout.Status, got receipt, due money.Quantity) checkout.Status {
	switch {
	case !got.known || !got.sum.IsPositive():
		return word
	case got.sum.Cmp(due) >= 0 && word.IsUnpaidEnd():
		return checkout.Paid // after the end
	case got.sum.Cmp(due) >= 0:
		return word
	case word.IsUnpaidEnd():
		return checkout.Unresolved
	}
	return checkout.Underpaid
}

// progress makes our answer of what the service says.
func (p *Provider) progress(ctx context.Context, l line, pay checkout.Payment) (checkout.Progress, error) {
	if err := l.said.check(pay); err != nil {
		return checkout.Progress{}, err
	}
	word, known := statusOf(l.said.Status)
	switch {
	case !known:
		return checkout.Progress{}, garbled("it says %q, a word we do not know", p.clean(string(l.said.Status)))
	case word == checkout.Paid && l.said.amount.IsZero():
		return checkout.Progress{}, garbled("it says paid, but not how much")
	}
	got, err := p.received(ctx, l, pay, word)
	if err != nil {
		return checkout.Progress{}, err
	}
	due, err := usdc(pay.Amount.Decimal())
	if err != nil {
		return checkout.Progress{}, err
	}
	g := checkout.Progress{
		Status: weigh(word, got, due), Ref: l.said.ref(), Amount: l.said.amount,
		Expires: l.said.expires(l.at, p.ttl(), pay.Expires),
	}
	count(&g, got, due, word, pay)
	if g.Status == checkout.Paid && g.Amount.IsZero() {
		return checkout.Progress{}, garbled("it was paid, but it does not say what was asked")
	}
	p.dress(&g, word, l.said, pay)
	if g.Status.IsOpen() {
		p.guard.claim(p, pay, false)
	} else {
		p.guard.release(pay.ID)
		p.board.forget(pay.Ref)
	}
	return g, nil
}

// count says what has come and what is missing.
func count(g *checkout.Progress, got receipt, due money.Quantity, word checkout.Status, pay checkout.Payment) {
	switch {
	case !got.known && pay.Missing != "" && word != checkout.Paid:
		// What has come does not go away because it was not counted this time.
		g.Missing, g.Status = pay.Missing, checkout.Underpaid
		if word.IsUnpaidEnd() {
			g.Status = checkout.Unresolved
		}
	case got.known && got.sum.IsPositive() && (got.sum.Cmp(due) != 0 || pay.Received != ""):
		g.Received = got.sum.String()
	}
	if got.known && got.sum.Cmp(due) < 0 && (g.Status == checkout.Underpaid || g.Status == checkout.Unresolved) {
		g.Missing = due.Minus(got.sum).String()
	}
}

// dress adds what belongs to a status: the code, the reason, the receipt's line.
func (p *Provider) dress(g *checkout.Progress, word checkout.Status, s said, pay checkout.Payment) {
	switch g.Status {
	case checkout.Created, checkout.Declined, checkout.Expired:
	case checkout.Pending:
		if pay.Prompt.Picture == "" && !pay.Prompt.Visible() && pay.Prompt.Refused == "" {
			g.Prompt = p.prompt(s, pay.Amount)
		}
	case checkout.Underpaid:
		// The code asks for the whole amount again, and whether a second transfer
		// would be counted is not documented.
		g.Prompt = checkout.Prompt{Refused: "part-paid", Facts: pay.Prompt.Facts}
	case checkout.Unresolved:
		g.Reason = checkout.Reason{Word: "ended-with-money", Text: "ended as " + word.String()}
	case checkout.Cancelled:
		if pay.Withdrawn.IsZero() {
			g.Reason = checkout.Reason{Word: "cancelled-there"}
		}
	case checkout.Paid:
		g.Print = map[string]string{"payment": s.ref(), "asset": token, "network": p.network()}
		if hash := string(s.TxHash); hexHash.MatchString(hash) {
			g.Print["transaction"] = hash[:10] + "…" + hash[len(hash)-8:]
		}
	}
}
