package checkout

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"

	"kasir/checkout/money"
	"kasir/checkout/stamp"
)

// A Till carries payments through their lives at one counter. Journal and
// Shop are required; the zero values of the rest work. A Till may be used from
// several goroutines at once and must not be copied.
type Till struct {
	Shop     Shop
	Methods  []Method // in the order in which the cashier sees them
	Journal  Journal
	Shifts   Shifts           // needed by nothing but the acts of a shift
	Gaps     Gaps             // needed by nothing but the gap of a restored backup
	Papers   int              // papers printed for a sale: an original and marked copies; 0 means 1
	Training bool             // every sale is marked as practice
	Tray     Tray             // papers that belong to no sale; needed by OpenDrawer alone
	Guard    Guard            // who may do what; nil while every right is open
	Stamp    stamp.Key        // makes the code on papers; without one they have none
	Room     func() error     // ErrNoRoom, ErrGone or ErrReplaced while the journal can take no new payments; nil means it always can
	Closed   func()           // hears of each closed shift, once it is on disk; nil for nobody
	Now      func() time.Time // nil means the machine's clock
	Log      *slog.Logger     // nil means silent

	mu    sync.Mutex
	asked map[PaymentID]time.Time     // when a provider was last asked, to keep hands off its limits
	since map[PaymentID]time.Time     // when this run first had to do with a payment or a refund
	wakes map[PaymentID]chan struct{} // cuts short the wait of whoever follows a payment or a refund

	refunding map[string]bool          // refunds that somebody follows
	held      map[string]chan struct{} // refunds that are being asked about or closed
}

// An Order is what the cashier keyed in and how the customer wants to pay.
type Order struct {
	Sale    SaleID // made with NewSaleID when the cashier began; a repeated Order is one sale
	Lines   []Line // those of the sale, where it exists already
	Method  string
	Cashier string

	Despite  PaymentID // this payment of the sale is in doubt, and it is to be paid all the same
	Approval string    // for that, where the cashier's role does not suffice
	Why      string    // the reason for that
}

// isOf tells whether an order means a stored sale as it is. What is on screen
// and what is charged must never be two things.
func (o Order) isOf(s *Sale) bool { return slices.Equal(o.Lines, s.Lines) }

// NewSaleID names a sale that is about to be rung up.
func NewSaleID() SaleID { return SaleID(uuid.NewString()) }

// Method finds a method by its id.
func (t *Till) Method(id string) (Method, bool) {
	for _, m := range t.Methods {
		if m.ID == id {
			return m, true
		}
	}
	return Method{}, false
}

// Unavailable says why a method cannot take an amount; zero when it can.
func (t *Till) Unavailable(m Method, due money.Amount) Reason {
	switch {
	case m.Missing.Word != "":
		return m.Missing
	case m.Currency != due.Currency:
		return Reason{Word: "wrong-currency"}
	}
	return Reason{}
}

// Pay asks for what is due on an order and follows the payment until the
// provider need not be asked any more; watch hears each answer once it is on
// disk. The intent is durable before the first byte leaves. Pay blocks: callers
// choose the goroutine. ErrBusy where another payment is live, ErrOver where
// the sale is done, ErrUnavailable where the method cannot take it, ErrNotAllowed
// where the cashier may not.
func (t *Till) Pay(ctx context.Context, order Order, watch func(Standing)) (Sale, error) {
	s, id, err := t.intend(order)
	if err != nil {
		return Sale{}, fmt.Errorf("checkout: pay by %s: %w", order.Method, err)
	}
	watch(t.standing(s, id))
	return t.Follow(ctx, s.ID, id, watch)
}

// intend stores the intent: all that is needed to ask, and to ask again.
func (t *Till) intend(order Order) (Sale, PaymentID, error) {
	m, ok := t.Method(order.Method)
	if !ok {
		return Sale{}, "", fmt.Errorf("method %q: %w", order.Method, ErrNotFound)
	}
	id := PaymentID(uuid.NewString())
	if m.Provider == nil {
		return Sale{}, "", fmt.Errorf("method %q is taken in cash: %w", order.Method, ErrUnavailable)
	}
	if err := t.room(); err != nil {
		return Sale{}, "", err
	}
	approver, err := t.approve(order)
	if err != nil {
		return Sale{}, "", err
	}
	add := func(s *Sale, _ func() uint64) error {
		if err := t.setAside(s, order, approver); err != nil {
			return err
		}
		return t.addPayment(s, m, id)
	}
	s, err := t.Journal.UpdateSale(order.Sale, add)
	if !errors.Is(err, ErrNotFound) {
		return s, id, err
	}
	s = t.newSale(order)
	if err := add(&s, nil); err != nil {
		return s, "", err
	}
	err = t.Journal.OpenSale(s)
	if _, known := t.Journal.Sale(order.Sale); err != nil && known == nil { // the same key was pressed twice
		s, err = t.Journal.UpdateSale(order.Sale, add)
	}
	return s, id, err
}

func (t *Till) newSale(order Order) Sale {
	now := t.now()
	s := Sale{
		ID: order.Sale, Status: Open, Till: t.Shop.Till, Cashier: order.Cashier, Training: t.Training,
		Created: now, BusinessDay: t.Shop.BusinessDay(now), Lines: order.Lines,
	}
	s.happened(now, SaleOpened, "", order.Cashier, s.Total().String())
	return s
}

func (t *Till) addPayment(s *Sale, m Method, id PaymentID) error {
	due := s.Due()
	switch {
	case s.Status != Open || !due.IsPositive():
		return ErrOver
	case t.Unavailable(m, due).Word != "":
		return fmt.Errorf("%s: %w", t.Unavailable(m, due).Word, ErrUnavailable)
	}
	p := Payment{
		ID: id, Sale: s.ID, Key: uuid.NewString(), Method: m.ID, Provider: m.Service,
		Amount: due, Status: Created, Created: t.now(),
	}
	if preparer, ok := m.Provider.(Preparer); ok {
		request, err := preparer.Prepare(p)
		if err != nil {
			return fmt.Errorf("%w: prepare: %w", ErrUnavailable, err)
		}
		p.Request = request
	}
	s.Payments = append(s.Payments, p)
	s.happened(p.Created, PaymentIntended, p.ID, s.Cashier, m.ID+" "+due.String())
	return nil
}

// Resume finds what an earlier run left behind. It is called once after a
// start, before the first sale. Sales that nobody can pay any more are voided;
// the others are returned, for the caller to show, and to Follow each payment of
// theirs that is Followed.
func (t *Till) Resume() ([]Sale, error) {
	if err := t.finishAttaching(); err != nil {
		return nil, fmt.Errorf("checkout: resume: %w", err)
	}
	sales, err := t.Journal.Unfinished()
	if err != nil {
		return nil, fmt.Errorf("checkout: resume: %w", err)
	}
	var left []Sale
	for _, s := range sales {
		if s.Status == Open && s.abandoned() {
			if s, err = t.Void(s.ID, ""); err != nil {
				return nil, fmt.Errorf("checkout: resume: %w", err)
			}
		}
		if s.Unfinished() {
			left = append(left, s)
		}
	}
	return left, nil
}

func (t *Till) room() error {
	if t.Room == nil {
		return nil
	}
	return t.Room()
}

func (t *Till) now() time.Time {
	if t.Now == nil {
		return time.Now().UTC()
	}
	return t.Now().UTC()
}

func (t *Till) log() *slog.Logger {
	if t.Log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return t.Log
}
