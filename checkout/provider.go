package checkout

import (
	"context"
	"time"

	"kasir/checkout/money"
)

// A Provider speaks to one payment service. Its methods may be called from
// several goroutines at once, and each ends when its context does.
//
// An error says only that the provider could not be asked or understood; it
// never says that a payment failed. A refusal is an answer, not an error.
// Errors are *Fault where the provider can tell what went wrong.
type Provider interface {
	// Start asks for the payment's money. The till calls it again only while no
	// answer has named a reference, always with the same payment, key and
	// request bytes; it must then leave the customer no way to pay twice. One
	// call sends at most one request that can create something. Declined means
	// that nothing under this key can take money.
	Start(ctx context.Context, p Payment) (Progress, error)

	// Poll says how a started payment stands and, where the provider wants a
	// last step from the merchant, takes it. It may be repeated at any time.
	Poll(ctx context.Context, p Payment) (Progress, error)

	// Cancel asks that the money not be taken and says what became of the
	// payment: one that was paid first comes back Paid, one that cannot be
	// cancelled comes back Pending.
	Cancel(ctx context.Context, p Payment) (Progress, error)
}

// A Preparer fixes the exact bytes that Start will send. The till calls it
// once, before anything is sent, and stores the bytes with the intent. An error
// means that no such payment can be asked for.
type Preparer interface {
	Prepare(p Payment) ([]byte, error)
}

// A Prompter turns a picture or page into something that can be drawn. The
// till calls it once the payment's reference is on disk, so a slow or broken
// picture cannot lose a payment. It sends no credential.
type Prompter interface {
	Prompt(ctx context.Context, p Payment) (Prompt, error)
}

// A Checker finds out whether the provider can be reached and accepts our
// credentials, without touching any money.
type Checker interface {
	Check(ctx context.Context) error
}

// Progress is a provider's answer about one payment. Zero fields say nothing.
type Progress struct {
	Status   Status
	Ref      string        // how to find the payment again
	Amount   money.Amount  // what the answer says it is about; the till compares it
	Prompt   Prompt        // what to show
	Received string        // what has come, in the payer's asset, where it can differ: "0.0039 BTC"
	Missing  string        // what an Underpaid payment still lacks, likewise
	Invoice  string        // the document number, where the provider makes one
	Expires  time.Time     // by the provider's clock
	Wait     time.Duration // how long not to ask again
	Reason   Reason
	Print    map[string]string

	Uncaptured bool // Paid, but the provider must still Capture it
}

// Terms are a provider's rules of time, from its documents.
type Terms struct {
	Poll    time.Duration // how often a waiting payment is asked about
	Timeout time.Duration // how long a code is shown before it is taken back
	KeyLife time.Duration // how long Start may be repeated with one key
	Watch   time.Duration // how long past its end or expiry an unpaid payment is asked about
	Doubt   time.Duration // how long without an answer before the payment is in doubt
}

// A Method is a way to pay that the cashier can choose.
type Method struct {
	ID       string // stored with every payment, never reused for another provider
	Label    string // what the cashier and the customer read
	Service  string // the provider's name in the settings
	Currency money.Currency
	Provider Provider // nil for cash
	Cash     *Cash    // the rules of cash; nil for everything else
	Terms    Terms
	Missing  Reason // why it cannot be chosen at all, such as a missing secret; zero when it can
}
