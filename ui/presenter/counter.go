package presenter

import (
	"context"
	"errors"
	"log/slog"
	"reflect"
	"slices"
	"sync"
	"time"

	"kasir/assets/words"
	"kasir/checkout"
	"kasir/checkout/money"
)

// A Ledger tells which sales there were; the store is one.
type Ledger interface {
	// Latest gives the newest sales, newest first, n at the most.
	Latest(n int) ([]checkout.Sale, error)
}

// A Counter is one cashier's place. Till, Ledger and Dispatch are required.
// Its methods are called on the goroutine that Dispatch leads to.
type Counter struct {
	Till      *checkout.Till
	Ledger    Ledger
	Words     words.Words
	Dispatch  func(func())           // runs a function on the UI goroutine, later
	OnChange  func(State)            // hears each new state
	OnPaid    func()                 // money has come: ring
	OnPrint   func()                 // a print has been queued
	HasDrawer bool                   // a drawer is set up
	Practice  string                 // in training, the page on which to play the customer
	Customer  func(checkout.Payment) // in training, plays the customer who pays; nil otherwise
	OpenLink  func(link string)      // shows a page in the browser
	Now       func() time.Time       // nil means the machine's clock
	Log       *slog.Logger           // nil means silent

	ctx    context.Context
	cancel context.CancelFunc
	work   sync.WaitGroup
	chores chan func() // short acts on the journal, done one after the other

	entry    money.Entry
	lines    []checkout.Line
	paid     []checkout.Payment // of the draft, where a part of it is paid already
	cash     *cashing           // banknotes are being counted; nil otherwise
	draft    checkout.SaleID    // the sale that the next charge is about
	stored   bool               // the draft is a sale on disk already
	choosing bool               // the method screen is up
	chosen   int                // the method chosen there
	lastUsed string             // the method of the sale before

	front    checkout.SaleID // the sale on screen; empty while an amount is keyed in
	standing checkout.Standing
	stopped  bool
	turned   bool // the screen is turned to the customer
	notice   Message
	noticed  time.Time
	dialog   *question
	answered time.Time       // when news took a question off the screen
	latest   []checkout.Sale // newest first

	state State
	acts  map[string]func()
}

// A question is a dialog and what its keys do.
type question struct {
	state DialogState
	yes   Action
	then  func()
	no    string
	more  map[string]func()
}

const stripLength = 12

// Open takes up what an earlier run left and shows the first screen. It is
// called once, before the window is shown; it reads the journal.
func (c *Counter) Open(ctx context.Context) error {
	c.ctx, c.cancel = context.WithCancel(ctx)
	c.chores = make(chan func(), 64)
	c.entry.Currency = c.Till.Shop.Currency
	c.draft = checkout.NewSaleID()
	sales, err := c.Till.Resume()
	if err != nil {
		return err
	}
	if c.latest, err = c.Ledger.Latest(stripLength); err != nil {
		return err
	}
	c.spawn(c.doChores)
	c.spawn(c.tick)
	for _, s := range sales {
		c.resume(s)
	}
	c.show()
	return nil
}

// Close stops asking and waits for all work. What is open stays open on disk
// and is taken up by the next start.
func (c *Counter) Close() {
	c.cancel()
	c.work.Wait()
}

// resume follows what a sale still has open. One that was in front of the
// customer is so again.
func (c *Counter) resume(s checkout.Sale) {
	c.remember(s)
	for _, p := range s.Payments {
		if !p.Followed() {
			continue
		}
		if p.Live() && s.Status == checkout.Open {
			c.front = s.ID
			c.standing = checkout.Standing{Sale: s, Payment: p, Asking: true}
		}
		c.follow(s.ID, func(ctx context.Context, watch func(checkout.Standing)) error {
			_, err := c.Till.Follow(ctx, s.ID, p.ID, watch)
			return err
		})
	}
}

// spawn runs work that Close waits for.
func (c *Counter) spawn(work func()) {
	c.work.Add(1)
	go func() {
		defer c.work.Done()
		work()
	}()
}

// follow runs the asking about a payment and brings its news to the screen.
func (c *Counter) follow(sale checkout.SaleID, ask func(context.Context, func(checkout.Standing)) error) {
	c.spawn(func() {
		err := ask(c.ctx, func(st checkout.Standing) {
			c.Dispatch(func() { c.heard(st) })
		})
		if err != nil && c.ctx.Err() == nil {
			c.Dispatch(func() { c.failed(sale, err) })
		}
	})
}

// chore queues a short act on the journal. Acts are done in the order in which
// they were asked for, never on the UI goroutine.
func (c *Counter) chore(act func()) {
	select {
	case c.chores <- act:
		return
	default: // full: the disk is slow
	}
	select {
	case c.chores <- act:
	case <-c.ctx.Done():
	}
}

func (c *Counter) doChores() {
	for {
		select {
		case act := <-c.chores:
			act()
		case <-c.ctx.Done():
			c.finishChores()
			return
		}
	}
}

// finishChores does what was asked for before the end: cash that is in the
// drawer must be on disk.
func (c *Counter) finishChores() {
	for {
		select {
		case act := <-c.chores:
			act()
		default:
			return
		}
	}
}

// tick keeps countdowns and "checked 3 s ago" true.
func (c *Counter) tick() {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			c.Dispatch(c.show)
		case <-c.ctx.Done():
			return
		}
	}
}

// heard takes in how a payment stands. News that was overtaken on its way,
// which the number of events tells, changes nothing.
func (c *Counter) heard(st checkout.Standing) {
	if !c.remember(st.Sale) {
		return
	}
	if c.inFront(st) {
		if newCode(c.standing.Payment, st.Payment) {
			c.tell(Busy, "notice.new-code")
		}
		if c.standing.Payment.Live() && !st.Payment.Live() && c.dialog != nil {
			c.dialog, c.answered = nil, c.now() // what was asked has been answered
		}
		c.standing = st
	}
	c.show()
}

// newCode tells whether the customer must scan another code than before.
func newCode(before, now checkout.Payment) bool {
	return now.Live() && now.Status == checkout.Pending &&
		before.Prompt.Code != "" && before.Prompt.Code != now.Prompt.Code
}

// inFront tells whether news is about the payment on screen. Of one that is
// only just being stored nothing is known but its sale.
func (c *Counter) inFront(st checkout.Standing) bool {
	if st.Sale.ID != c.front {
		return false
	}
	return st.Payment.ID == c.standing.Payment.ID || c.standing.Payment.ID == "" && st.Payment.Live()
}

// changed tells of what became of a sale since it was last seen. Every piece
// of news about a sale passes here, whoever brings it first.
func (c *Counter) changed(before, s checkout.Sale) {
	if before.Status == checkout.Open && s.Status == checkout.Completed {
		c.printed()
		c.ring()
		if s.ID != c.front {
			total := s.Total()
			c.tell(Good, "notice.paid", "amount", c.money(total), "time", c.clock(s.Created))
		}
	}
	for _, p := range s.Payments {
		if old := before.Payment(p.ID); old != nil && s.Stray(p) && !before.Stray(*old) {
			c.tell(Warn, "notice.stray", "amount", c.money(p.Amount))
			c.ring()
		}
	}
}

func (c *Counter) ring() {
	if c.OnPaid != nil {
		c.OnPaid()
	}
}

// failed takes in that the journal, not the provider, made an end.
func (c *Counter) failed(sale checkout.SaleID, err error) {
	if c.Log != nil {
		c.Log.Error("sale stopped", "sale", sale, "err", err)
	}
	switch {
	case errors.Is(err, checkout.ErrBusy):
		c.tell(Warn, "notice.busy")
	case errors.Is(err, checkout.ErrOver):
		c.tell(Warn, "notice.over")
	case errors.Is(err, checkout.ErrUnavailable), errors.Is(err, checkout.ErrNotFound):
		c.tell(Bad, "notice.unavailable")
	case errors.Is(err, checkout.ErrStopped) || c.diskFailed():
		c.stopped = true
	default:
		c.tell(Bad, "notice.failed")
	}
	if c.front != "" && sale == c.front && c.standing.Payment.ID == "" { // nothing was asked for: choose again
		c.front, c.stored = "", true
		c.choosing = len(c.Till.Methods) > 1 || hasMoney(c.paid)
	}
	c.show()
}

// diskFailed asks a ledger that knows.
func (c *Counter) diskFailed() bool {
	disk, ok := c.Ledger.(interface{ Stopped() bool })
	return ok && disk.Stopped()
}

// Printed takes in how the papers of a sale stand.
func (c *Counter) Printed(s checkout.Sale) {
	if !c.remember(s) {
		return
	}
	c.refresh(s)
	if word, trouble := printTrouble(s); trouble {
		cause := c.Words.Say(word)
		if s.Receipt == nil || s.Prints[len(s.Prints)-1].Kind == checkout.DrawerPulse {
			c.tell(Warn, "notice.drawer", "cause", cause)
		} else {
			c.tell(Warn, "notice.print", "invoice", s.Receipt.Invoice, "cause", cause)
		}
	}
	c.show()
}

// refresh shows a newer state of the sale in front.
func (c *Counter) refresh(s checkout.Sale) {
	if s.ID != c.front || len(s.Events) < len(c.standing.Sale.Events) {
		return
	}
	c.standing.Sale = s
	if p := s.Payment(c.standing.Payment.ID); p != nil {
		c.standing.Payment = *p
		if !p.Status.IsOpen() && p.Status != checkout.Unresolved {
			c.standing.Doubt, c.standing.Fault = false, checkout.Fault{}
		}
	}
}

// remember keeps the newest state of a sale for the strip: the last sales, and
// every older one that is not finished. It is false for news that was overtaken
// on its way.
func (c *Counter) remember(s checkout.Sale) bool {
	i := slices.IndexFunc(c.latest, func(old checkout.Sale) bool { return old.ID == s.ID })
	switch {
	case i < 0:
		c.latest = append(c.latest, s)
	case len(s.Events) < len(c.latest[i].Events):
		return false
	default:
		before := c.latest[i]
		c.latest[i] = s
		c.changed(before, s)
	}
	slices.SortStableFunc(c.latest, func(a, b checkout.Sale) int { return b.Created.Compare(a.Created) })
	place := 0
	c.latest = slices.DeleteFunc(c.latest, func(s checkout.Sale) bool {
		place++
		return place > stripLength && !s.Unfinished()
	})
	return true
}

func (c *Counter) find(id checkout.SaleID) (checkout.Sale, bool) {
	for _, s := range c.latest {
		if s.ID == id {
			return s, true
		}
	}
	return checkout.Sale{}, false
}

// tell shows a notice for a while.
func (c *Counter) tell(tone Tone, key string, filled ...string) {
	c.notice, c.noticed = Message{tone, c.Words.Say(key, filled...)}, c.now()
}

// SetLanguage speaks another language from now on.
func (c *Counter) SetLanguage(language string) {
	c.Words = words.In(language)
	c.show()
}

// show works out the state and tells it where it is news.
func (c *Counter) show() {
	state := c.render()
	if reflect.DeepEqual(state, c.state) {
		return
	}
	c.state = state
	if c.OnChange != nil {
		c.OnChange(state)
	}
}

func (c *Counter) now() time.Time {
	if c.Now != nil {
		return c.Now()
	}
	return time.Now()
}

func (c *Counter) money(a money.Amount) string { return a.Format(c.Words.Language()) }

// clock writes a time of day as the shop's wall shows it.
func (c *Counter) clock(t time.Time) string {
	return t.In(c.Till.Shop.Location()).Format("15:04")
}
