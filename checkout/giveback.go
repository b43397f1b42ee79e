package checkout

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"kasir/checkout/money"
)

// A RefundOrder is what the cashier keyed in to give money back.
type RefundOrder struct {
	ID       string // made with NewRefundID when the cashier began; a repeated order is one refund
	Sale     SaleID
	Payment  PaymentID
	Amount   money.Amount
	Reason   string
	Proof    string // given back by hand: what proves it
	By       string
	Approval string // where the cashier's role does not suffice
}

// act is what a refund needs the right for.
func (o RefundOrder) act(s *Sale, way RefundWay) Act {
	right := RightRefund
	if way == RefundByHand {
		right = RightRecordRefund
	}
	return Act{Right: right, Sale: o.Sale, Payment: o.Payment, Amount: o.Amount, Before: s.Refunded()}
}

// RefundAct is the act that a refund would be, for whoever approves it.
func (t *Till) RefundAct(s Sale, order RefundOrder) Act {
	p := s.Payment(order.Payment)
	if p == nil {
		return Act{}
	}
	return order.act(&s, t.RefundTerms(s, *p).Way)
}

// Refund gives money back: it reserves the amount in the intent's own
// transaction, asks the provider under the refund's key, and goes on asking
// until there is an end; watch hears each answer once it is on disk. Money out
// of the drawer, and money that a person has given back outside the till, is
// done with the record of it. A repeated order is the same refund.
//
// ErrTooMuch above what is left, ErrUnavailable where the service does not
// allow it, ErrNotAllowed where the cashier may not, ErrBusy while the sale may still be paid
// otherwise, ErrChanged where a repeated order says something else, ErrNotPaid,
// ErrNotFound.
func (t *Till) Refund(ctx context.Context, order RefundOrder, watch func(RefundStanding)) (Sale, error) {
	s, err := t.intendRefund(order)
	if err != nil {
		return s, fmt.Errorf("checkout: refund of payment %s: %w", order.Payment, err)
	}
	return t.FollowRefund(ctx, order.Sale, order.ID, watch)
}

// errKnown: the refund is on disk already.
var errKnown = errors.New("the refund is known")

// intendRefund stores the intent, which reserves the amount. Two tills' worth
// of pressing meet in the journal's transaction, where one of them is refused.
func (t *Till) intendRefund(order RefundOrder) (Sale, error) {
	s, err := t.Journal.Sale(order.Sale)
	if err != nil {
		return s, err
	}
	if known := s.Refund(order.ID); known != nil {
		return s, known.repeats(order)
	}
	if err := t.room(); errors.Is(err, ErrGone) || errors.Is(err, ErrReplaced) {
		return s, err // whoever sells on what lies there now would give it back again
	}
	r, err := t.refundOf(s, order)
	if err == nil {
		err = t.attachedElsewhere(*s.Payment(order.Payment))
	}
	if err != nil {
		return s, err
	}
	act := order.act(&s, r.Way)
	if r.ApprovedBy, err = t.allow(order.By, act, order.Approval); err != nil {
		return s, err
	}
	s, err = t.Journal.UpdateSale(order.Sale, func(s *Sale, _ func() uint64) error {
		if s.Refund(order.ID) != nil {
			return errKnown
		}
		if order.act(s, r.Way) != act {
			return ErrChanged // what was allowed counted on less having gone back
		}
		if _, err := t.refundOf(*s, order); err != nil {
			return err
		}
		t.addRefund(s, r)
		return nil
	})
	if errors.Is(err, errKnown) {
		return s, nil
	}
	return s, err
}

// refundOf makes the refund of an order, or tells why there is none.
func (t *Till) refundOf(s Sale, order RefundOrder) (Refund, error) {
	p := s.Payment(order.Payment)
	switch {
	case p == nil || order.ID == "":
		return Refund{}, ErrNotFound
	case p.Status != Paid:
		return Refund{}, ErrNotPaid
	case order.Amount.Currency != p.Amount.Currency || !order.Amount.IsPositive():
		return Refund{}, fmt.Errorf("%s cannot be given back: %w", order.Amount, ErrUnavailable)
	case order.Amount.Cmp(s.Refundable(*p)) > 0:
		return Refund{}, ErrTooMuch
	}
	terms := t.RefundTerms(s, *p)
	switch {
	case s.Status == Open && slices.ContainsFunc(s.Payments, Payment.unsettled), p.Decided.Untold:
		return Refund{}, ErrBusy
	case !terms.Possible:
		return Refund{}, fmt.Errorf("%s: %w", terms.Why.Word, ErrUnavailable)
	case !terms.Part && order.Amount != p.Amount:
		return Refund{}, fmt.Errorf("refund-part-off: %w", ErrUnavailable)
	case terms.Way == RefundByHand && !terms.Proof.Accepts(strings.TrimSpace(order.Proof)):
		return Refund{}, fmt.Errorf("refund-needs-proof: %w", ErrUnavailable)
	}
	return Refund{
		ID: order.ID, Key: uuid.NewString(), Payment: p.ID, Amount: order.Amount, Way: terms.Way,
		Status: RefundRequested, Reason: order.Reason, Proof: strings.TrimSpace(order.Proof), By: order.By, Created: t.now(),
	}, nil
}

// repeats tells whether an order means this refund, which is stored already.
func (r Refund) repeats(order RefundOrder) error {
	if r.Payment != order.Payment || r.Amount != order.Amount {
		return ErrChanged
	}
	return nil
}

// attachedElsewhere keeps money that pays for another sale in the shop while
// that sale is paid twice: there it is decided which of the two goes back.
func (t *Till) attachedElsewhere(p Payment) error {
	if p.Decided.What != AttachedTo {
		return nil
	}
	into, err := t.Journal.Sale(p.Decided.Sale)
	if err == nil && into.paidTwice() {
		err = ErrBusy
	}
	return err
}

// addRefund puts a refund into its sale. Nobody need be asked about money that
// a person hands over: it is done, and its slip and the drawer are due.
func (t *Till) addRefund(s *Sale, r Refund) {
	s.Refunds = append(s.Refunds, r)
	s.happened(r.Created, RefundIntended, r.Payment, r.By, r.note())
	if r.Way == RefundAsked {
		return
	}
	stored := s.Refund(r.ID)
	stored.Status, stored.Ended = RefundDone, r.Created
	s.happened(r.Created, RefundAnswered, r.Payment, "", "done; "+r.Way.String())
	if m, ok := t.Method(s.Payment(r.Payment).Method); ok && m.Cash != nil && m.Cash.Drawer {
		s.Prints = append(s.Prints, Print{Kind: DrawerPulse, State: Queued, By: r.By, At: r.Created})
	}
	t.askSlip(s, *stored, r.By, r.Created)
}

func (r Refund) note() string {
	text := r.Way.String() + " " + r.Amount.String()
	if r.Reason != "" {
		text += "; " + r.Reason
	}
	if r.ApprovedBy != "" {
		text += "; approved by " + r.ApprovedBy
	}
	return text
}
