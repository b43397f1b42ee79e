package providertest_test

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"kasir/checkout"
	"kasir/checkout/unclez"
)

// A plant is a fault that has cost somebody money, with a case that must catch
// it. A fault is made anew for each run, as some have a memory.
type plant struct {
	fault  string
	caught string
	broken func() broken
}

var planted = []plant{
	{"a lost answer to start is a refusal", "LostAnswerToStart", start(onError(always, checkout.Declined))},
	{"no network is a refusal", "UnreachableIsNoRefusal", start(onError(is(checkout.Unreachable), checkout.Declined))},
	{"a busy service is a refusal", "MalformedAnswerToStart", start(onError(is(checkout.Busy), checkout.Declined))},
	{"a busy service is a refusal, in a sale", "SaleSurvivesSilence", start(onError(is(checkout.Busy), checkout.Declined))},
	{"a refused start waits", "RefusedStartMadeNothing", start(onAnswer(checkout.Declined, checkout.Progress{Status: checkout.Pending, Ref: "none"}))},
	{"a refusal after silence is an end", "RefusalAfterSilenceIsNoEnd", start(with(func(_ *unclez.Provider, p *checkout.Payment) { p.Attempts = 1 }))},
	{"a repeat has a new key", "LostAnswerToStart", start(with(newKeyOnRepeat))},
	{"a repeat has a new key, after a power cut", "SaleSurvivesPowerCuts", start(with(newKeyOnRepeat))},
	{"a repeat has other bytes", "LostRequestToStart", start(with(newBytesOnRepeat))},
	{"a start repeats itself", "LostAnswerToStart", start(twice)},
	{"a lost request is said never to have left", "LostRequestToStart", start(unsent)},
	{"every start is another payment", "StartIsRepeatable", start(with(another))},
	{"every start is another payment, at once", "TwoStartsAtOnce", start(with(another))},
	{"every start is another payment, two askers", "TwoAskersAtOnce", start(with(another))},
	{"what is withdrawn is not asked about", "SaleWithdrawnInDoubt", start(withdrawn)},
	{"the secret stands in an error", "LostAnswerToStart", start(talkative)},

	{"an unknown word is expired", "UnknownWordIsNoEnd", poll(onError(is(checkout.Garbled), checkout.Expired))},
	{"a silent poll is a refusal", "MalformedAnswerToPoll", poll(onError(is(checkout.NoAnswer), checkout.Declined))},
	{"not found is cancelled", "MalformedAnswerToPoll", poll(onError(is(checkout.Misused), checkout.Cancelled))},
	{"a web page is taken for paid", "MalformedAnswerToPoll", poll(onError(is(checkout.Garbled), checkout.Paid))},
	{"a broken answer panics", "MalformedAnswerToPoll", poll(panics)},
	{"id and amount are not compared", "ForgedAnswerIsNeverPaid", poll(onError(is(checkout.Mismatch), checkout.Paid))},
	{"id and amount are not compared, in a sale", "SaleIsNotPaidByForgery", poll(onError(is(checkout.Mismatch), checkout.Paid))},
	{"paid becomes pending again", "PaidIsRepeatable", func() broken { return broken{poll: forgetful()} }},
	{"paid, but not how much", "SaleIsPaid", poll(onAnswer(checkout.Paid, checkout.Progress{Status: checkout.Paid}))},
	{"a refusal is an error", "RefusalIsNoError", poll(onAnswer(checkout.Declined, checkout.Progress{}))},
	{"an expiry is an error", "AbandonedEndsUnpaid", poll(onAnswer(checkout.Expired, checkout.Progress{}))},
	{"paid late is unpaid", "PaidAfterTheEnd", poll(onAnswer(checkout.Paid, checkout.Progress{Status: checkout.Expired}))},
	{"an end is for ever", "SaleIsPaidLate", func() broken { return broken{poll: stubborn()} }},
	{"a poll asks four times", "SaleExpires", poll(eager)},
	{"a poll asks four times, parked", "SaleParked", poll(eager)},
	{"the context is ignored", "ContextEndsTheCall", poll(deaf)},

	{"a blind cancel", "CancelledCannotBePaid", cancel(blind)},
	{"a blind cancel after paid", "CancelAfterPaidIsPaid", cancel(blind)},
	{"a cancel without an answer is done", "MalformedAnswerToCancel", cancel(onError(always, checkout.Cancelled))},
}

// A fault makes a broken call of a working one.
type fault func(working ask) ask

func start(f fault) func() broken {
	return func() broken { return broken{start: f((*unclez.Provider).Start)} }
}

func poll(f fault) func() broken {
	return func() broken { return broken{poll: f((*unclez.Provider).Poll)} }
}

func cancel(f fault) func() broken {
	return func() broken { return broken{cancel: f((*unclez.Provider).Cancel)} }
}

// onError turns an error into an answer.
func onError(when func(error) bool, status checkout.Status) fault {
	return func(working ask) ask {
		return func(p *unclez.Provider, ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
			g, err := working(p, ctx, pay)
			if err != nil && when(err) {
				return checkout.Progress{Status: status, Ref: pay.Ref, Amount: pay.Amount}, nil
			}
			return g, err
		}
	}
}

func always(error) bool { return true }

func is(trouble checkout.Trouble) func(error) bool {
	return func(err error) bool { return checkout.TroubleOf(err).Trouble == trouble }
}

// onAnswer turns an answer into another one, or into an error.
func onAnswer(when checkout.Status, other checkout.Progress) fault {
	return func(working ask) ask {
		return func(p *unclez.Provider, ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
			g, err := working(p, ctx, pay)
			switch {
			case err != nil || g.Status != when:
				return g, err
			case other.Status == 0:
				return other, errors.New(when.String())
			}
			return other, nil
		}
	}
}

// with asks about something else than it was asked.
func with(change func(p *unclez.Provider, pay *checkout.Payment)) fault {
	return func(working ask) ask {
		return func(p *unclez.Provider, ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
			change(p, &pay)
			return working(p, ctx, pay)
		}
	}
}

func newKeyOnRepeat(_ *unclez.Provider, pay *checkout.Payment) {
	if pay.Attempts > 1 {
		pay.Key = uuid.NewString()
	}
}

func newBytesOnRepeat(_ *unclez.Provider, pay *checkout.Payment) {
	if pay.Attempts > 1 {
		pay.Request = append(slices.Clone(pay.Request), ' ')
	}
}

func another(p *unclez.Provider, pay *checkout.Payment) {
	pay.Key, pay.ID = uuid.NewString(), checkout.PaymentID(uuid.NewString())
	pay.Request, _ = p.Prepare(*pay)
}

func twice(working ask) ask {
	return func(p *unclez.Provider, ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
		if g, err := working(p, ctx, pay); err == nil {
			return g, nil
		}
		return working(p, ctx, pay)
	}
}

func eager(working ask) ask {
	return func(p *unclez.Provider, ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
		for range 3 {
			_, _ = working(p, ctx, pay)
		}
		return working(p, ctx, pay)
	}
}

func unsent(working ask) ask {
	return func(p *unclez.Provider, ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
		g, err := working(p, ctx, pay)
		var fault *checkout.Fault
		if errors.As(err, &fault) {
			fault.Sent = false
		}
		return g, err
	}
}

func withdrawn(working ask) ask {
	return func(p *unclez.Provider, ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
		if !pay.Withdrawn.IsZero() {
			return checkout.Progress{Status: checkout.Declined}, nil
		}
		return working(p, ctx, pay)
	}
}

func talkative(working ask) ask {
	return func(p *unclez.Provider, ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
		g, err := working(p, ctx, pay)
		if err != nil {
			err = fmt.Errorf("signed with %s: %w", p.Secret.Reveal(), err)
		}
		return g, err
	}
}

func panics(working ask) ask {
	return func(p *unclez.Provider, ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
		g, err := working(p, ctx, pay)
		if is(checkout.Garbled)(err) {
			panic("index out of range")
		}
		return g, err
	}
}

func deaf(working ask) ask {
	return func(p *unclez.Provider, ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
		return working(p, context.WithoutCancel(ctx), pay)
	}
}

func blind(ask) ask {
	return func(_ *unclez.Provider, _ context.Context, pay checkout.Payment) (checkout.Progress, error) {
		return checkout.Progress{Status: checkout.Cancelled, Ref: pay.Ref, Amount: pay.Amount}, nil
	}
}

func forgetful() ask {
	seen := false
	return func(p *unclez.Provider, ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
		g, err := p.Poll(ctx, pay)
		if g.Status == checkout.Paid && seen {
			g.Status = checkout.Pending
		}
		seen = seen || g.Status == checkout.Paid
		return g, err
	}
}

func stubborn() ask {
	over := false
	return func(p *unclez.Provider, ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
		g, err := p.Poll(ctx, pay)
		if over = over || g.Status == checkout.Expired; over {
			return checkout.Progress{Status: checkout.Expired, Ref: pay.Ref}, nil
		}
		return g, err
	}
}
