package providertest_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kasir/checkout"
	"kasir/checkout/unclez"
)

// plantedRefunds are faults that give money back twice, or not at all.
var plantedRefunds = []plant{
	{"a refund is always possible", "RefundTermsAskNobody", func() broken {
		return broken{terms: func(checkout.RefundTerms) checkout.RefundTerms {
			return checkout.RefundTerms{Possible: true, Part: true}
		}}
	}},
	{"a repeat is another refund", "RefundIsRepeatable", refund(newRefundKey)},
	{"a repeat gives back the rest", "RefundIsRepeatable", refund(otherSum)},
	{"a refund repeated for its status says other words", "RefundIsRepeatable", refund(otherWords)},
	{"a refusal of the repeat is the end of the first", "RefusalAfterSilentRefundIsNoEnd", refund(unaware)},
	{"a till's repeat is another refund", "SaleIsGivenBack", refund(newRefundKey)},
	{"too much is an error", "RefundHasACeiling", refund(onRefund(checkout.RefundRefused, 0))},
	{"too much is done", "RefundHasACeiling", refund(onRefund(checkout.RefundRefused, checkout.RefundDone))},
	{"a lost request is a refusal", "LostRequestToRefund", refund(refundError(always, checkout.RefundRefused))},
	{"a lost answer is a refusal", "LostAnswerToRefund", refund(refundError(is(checkout.NoAnswer), checkout.RefundRefused))},
	{"a lost answer is pending", "LostRequestToRefund", refund(refundError(is(checkout.NoAnswer), checkout.RefundPending))},
	{"a lost answer gets a new key", "LostAnswerToRefund", refund(newRefundKey)},
	{"the secret stands in a refund's error", "LostAnswerToRefund", refund(talkativeRefund)},
	{"each asker has another key", "TwoRefundsAtOnce", refund(newRefundKey)},
	{"the context of a refund is ignored", "ContextEndsTheRefund", refund(deafRefund)},
	{"an answer that cannot be read is done", "MalformedAnswerToRefund", refund(refundError(is(checkout.Garbled), checkout.RefundDone))},
	{"a busy service refuses the refund", "MalformedAnswerToRefund", refund(refundError(is(checkout.Busy), checkout.RefundRefused))},
	{"a wrong key refuses the refund", "RefundErrorIsNoRefusal", refund(refundError(is(checkout.KeyRefused), checkout.RefundRefused))},
	{"not found refuses the refund", "RefundErrorIsNoRefusal", refund(refundError(is(checkout.Misused), checkout.RefundRefused))},
	{"no network refuses the refund", "UnreachableIsNoRefusedRefund", refund(refundError(is(checkout.Unreachable), checkout.RefundRefused))},
	{"a refused refund is pending", "RefusedRefundGaveNothing", refund(onRefund(checkout.RefundRefused, checkout.RefundPending))},
	{"pending is called done", "RefundWaits", refund(onRefund(checkout.RefundPending, checkout.RefundDone))},
	{"a failed refund is done", "RefundWaits", refund(onRefund(checkout.RefundRefused, checkout.RefundDone))},
	{"a refund's amount and payment are not compared", "ForgedAnswerToRefund", refund(refundError(is(checkout.Mismatch), checkout.RefundDone))},
	{"a refund's amount is not read", "ForgedAnswerToRefund", refund(refundError(is(checkout.Garbled), checkout.RefundDone))},
}

// A giveBack is Refund.
type giveBack func(p *unclez.Provider, ctx context.Context, pay checkout.Payment, r checkout.Refund) (checkout.RefundProgress, error)

func refund(f func(working giveBack) giveBack) func() broken {
	return func() broken { return broken{refund: f((*unclez.Provider).Refund)} }
}

// newRefundKey forgets the key between two questions.
func newRefundKey(working giveBack) giveBack {
	return func(p *unclez.Provider, ctx context.Context, pay checkout.Payment, r checkout.Refund) (checkout.RefundProgress, error) {
		r.Key = uuid.NewString()
		return working(p, ctx, pay, r)
	}
}

// unaware does not know that it has asked before.
func unaware(working giveBack) giveBack {
	return func(p *unclez.Provider, ctx context.Context, pay checkout.Payment, r checkout.Refund) (checkout.RefundProgress, error) {
		r.Attempts = 0
		return working(p, ctx, pay, r)
	}
}

func otherSum(working giveBack) giveBack {
	asked := false
	return func(p *unclez.Provider, ctx context.Context, pay checkout.Payment, r checkout.Refund) (checkout.RefundProgress, error) {
		if asked {
			r.Amount = pay.Amount.Minus(r.Amount)
		}
		asked = true
		return working(p, ctx, pay, r)
	}
}

func otherWords(working giveBack) giveBack {
	return func(p *unclez.Provider, ctx context.Context, pay checkout.Payment, r checkout.Refund) (checkout.RefundProgress, error) {
		r.Reason = fmt.Sprint(r.Reason, " ", time.Now().Unix())
		return working(p, ctx, pay, r)
	}
}

// refundError turns an error into an answer.
func refundError(when func(error) bool, status checkout.RefundStatus) func(giveBack) giveBack {
	return func(working giveBack) giveBack {
		return func(p *unclez.Provider, ctx context.Context, pay checkout.Payment, r checkout.Refund) (checkout.RefundProgress, error) {
			g, err := working(p, ctx, pay, r)
			if err != nil && when(err) {
				return checkout.RefundProgress{
					Status: status, Ref: r.Ref, Amount: r.Amount, Reason: checkout.Reason{Word: "refund-refused"},
				}, nil
			}
			return g, err
		}
	}
}

// onRefund turns an answer into another one, or into an error.
func onRefund(when, then checkout.RefundStatus) func(giveBack) giveBack {
	return func(working giveBack) giveBack {
		return func(p *unclez.Provider, ctx context.Context, pay checkout.Payment, r checkout.Refund) (checkout.RefundProgress, error) {
			g, err := working(p, ctx, pay, r)
			switch {
			case err != nil || g.Status != when:
				return g, err
			case then == 0:
				return checkout.RefundProgress{}, errors.New(when.String())
			}
			g.Status, g.Amount = then, r.Amount
			return g, nil
		}
	}
}

func talkativeRefund(working giveBack) giveBack {
	return func(p *unclez.Provider, ctx context.Context, pay checkout.Payment, r checkout.Refund) (checkout.RefundProgress, error) {
		g, err := working(p, ctx, pay, r)
		if err != nil {
			err = fmt.Errorf("signed with %s: %w", p.Secret.Reveal(), err)
		}
		return g, err
	}
}

func deafRefund(working giveBack) giveBack {
	return func(p *unclez.Provider, ctx context.Context, pay checkout.Payment, r checkout.Refund) (checkout.RefundProgress, error) {
		return working(p, context.WithoutCancel(ctx), pay, r)
	}
}
