package presenter

import (
	"context"
	"log/slog"
	"reflect"
	"sync"
	"sync/atomic"
	"time"

	"kasir/assets/words"
	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/checkout/stamp"
)

// A Ledger tells which sales there were; the store is one.
type Ledger interface {
	// Latest gives the newest sales, newest first, n at the most.
	Latest(n int) ([]checkout.Sale, error)
	// Search gives the sales that a query finds, newest first, from a cursor on.
	Search(q checkout.Query, after checkout.Cursor, limit int) (checkout.Page, error)
}

// A Counter is one cashier's place. Till, Ledger and Dispatch are required.
// Its methods are called on the goroutine that Dispatch leads to.
type Counter struct {
	Till       *checkout.Till
	Ledger     Ledger
	Words      words.Words
	Staff      *checkout.People       // who works here; nil: every right is open
	Dispatch   func(func())           // runs a function on the UI goroutine, later
	OnChange   func(State)            // hears each new state
	OnPaid     func()                 // money has come: ring
	OnTrouble  func()                 // somebody must look at the screen: another sound
	OnPrint    func()                 // a print has been queued
	OnAgain    func()                 // a person has asked for a print; nil means OnPrint
	Office     Office                 // settings and what belongs to them; nil where there are none to change
	Providers  []string               // the payment services that a method can go through
	FirstStart bool                   // nothing is set up yet: begin with the wizard
	HasDrawer  bool                   // a drawer is set up
	Practice   string                 // in training, the page on which to play the customer
	Customer   func(checkout.Payment) // in training, plays the customer who pays; nil otherwise
	OpenLink   func(link string)      // shows a page in the browser
	Now        func() time.Time       // nil means the machine's clock
	Log        *slog.Logger           // nil means silent

	// Look draws the receipt of a sale as it is printed, as a PNG of a pixel for a
	// dot. Nil: receipts are not shown.
	Look func(checkout.Sale) ([]byte, error)
	// SavePDF keeps a copy of the receipt of a sale as a file, made for somebody, and
	// says where it is. Nil: none is kept.
	SavePDF func(s checkout.Sale, by string) (file string, err error)
	// Prove finds the paper of this till that bears a code, as checkout.FindStamped
	// does. Nil where the till has no key to check codes with.
	Prove func(stamp.Code) (checkout.Stamped, error)

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
	seen     Screen // the selling screen that was shown last without a page over it
	stopped  bool
	gap      gap                    // what a restored backup does not know; zero once the owner has ended it
	restored *Restored              // how the last restore came out; nil once it has been read
	restart  bool                   // settings were changed that a new start takes up
	printers []string               // addresses of printers that this machine knows
	shift    checkout.Shift         // the running one, as last read, so that hands need not wait for it
	guarded  bool                   // people are set up, and rights are checked
	user     atomic.Pointer[string] // whoever is signed in; nil for nobody
	members  []checkout.Member      // everybody who works here, as last read
	lastUser string                 // whoever signed in last
	hand     atomic.Bool            // hands were at the keys since the last tick
	turned   bool                   // the screen is turned to the customer
	notice   Message
	noticed  time.Time
	printer  string        // what keeps the printer from printing; empty while it can
	uncopied string        // why the data could not be copied; empty where it could
	hindered string        // the word for what keeps the journal from taking new payments
	ahead    time.Duration // of the machine's clock, as the payment services tell it; zero while it is right
	dialog   *question
	arrived  arrival         // what has come by itself
	acting   bool            // a hand is doing what changes now
	missed   Message         // that money came which nobody can have read of; until the next charge
	latest   []checkout.Sale // newest first

	pages   []page                             // over the selling screen; the last one is shown
	despite *despite                           // the draft may be paid although a payment of it is in doubt
	refunds map[string]checkout.RefundStanding // those that are followed

	followed map[following]bool          // which payments are
	doubts   map[checkout.PaymentID]bool // of payments, as last heard

	state State
	hands hands
}

// A question is a dialog and what its keys do.
type question struct {
	state DialogState
	keys  bool // it shows the keys of what it lies over
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
	c.refunds = make(map[string]checkout.RefundStanding)
	c.followed = make(map[following]bool)
	c.doubts = make(map[checkout.PaymentID]bool)
	c.entry.Currency = c.Till.Shop.Currency
	c.draft = checkout.NewSaleID()
	sales, err := c.Till.Resume()
	if err != nil {
		return err
	}
	if c.latest, err = c.Ledger.Latest(stripLength); err != nil {
		return err
	}
	if c.Till.Shifts != nil {
		if c.shift, err = c.Till.Shifts.Shift(0); err != nil {
			return err
		}
	}
	if c.gap, err = c.readGap(); err != nil {
		return err
	}
	c.openStaff()
	if c.Office != nil {
		c.restored = c.Office.Restored()
	}
	if c.FirstStart && c.Office != nil {
		c.beginSetup()
	}
	c.tellRestored()
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
		if p.Live() && s.Status == checkout.Open {
			c.front = s.ID
			c.standing = checkout.Standing{Sale: s, Payment: p, Asking: true}
		}
	}
	c.followAll(s)
}

// spawn runs work that Close waits for.
func (c *Counter) spawn(work func()) {
	c.work.Add(1)
	go func() {
		defer c.work.Done()
		work()
	}()
}

// SetLanguage speaks another language from now on.
func (c *Counter) SetLanguage(language string) {
	c.Words = words.OnScreen(language)
	c.show()
}

// show works out the state and tells it where it is news.
func (c *Counter) show() {
	if c.held() {
		c.touched() // nobody is locked out while a customer pays
	}
	c.leavePaid()
	could := c.hands
	state := c.render()
	if reflect.DeepEqual(state, c.state) {
		return
	}
	before := c.state
	c.state = state
	if alarming(state) && !alarming(before) && c.OnTrouble != nil {
		c.OnTrouble()
	}
	if c.OnChange != nil {
		c.OnChange(state)
	}
	c.arrive(before, state, could) // after it was drawn, which may have taken a while
}

func (c *Counter) now() time.Time {
	if c.Now != nil {
		return c.Now()
	}
	return time.Now()
}

// warn logs what did not work.
func (c *Counter) warn(doing string, err error) {
	if c.Log != nil {
		c.Log.Warn("did not work", "what", doing, "err", err)
	}
}

func (c *Counter) money(a money.Amount) string { return a.Format(c.Words.Language()) }

// clock writes a time of day as the shop's wall shows it.
func (c *Counter) clock(t time.Time) string {
	return t.In(c.Till.Shop.Location()).Format("15:04")
}
