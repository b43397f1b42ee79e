package presenter

// A Screen is one of the till's pictures.
type Screen string

// The screens.
const (
	Amount  Screen = "amount"  // the cashier keys in what is to be paid
	Method  Screen = "method"  // the customer says how
	Cash    Screen = "cash"    // banknotes are counted
	Waiting Screen = "waiting" // the code is in front of the customer
	Paid    Screen = "paid"
	Unpaid  Screen = "unpaid"
	Doubt   Screen = "doubt"   // nobody knows; do not charge again
	Stopped Screen = "stopped" // the disk failed; no sale until that is solved
)

// A Tone says what a message means, for its colour and its icon.
type Tone uint8

// The tones.
const (
	Calm Tone = iota
	Busy      // something is on its way
	Good      // money has come
	Warn      // unknown or late; somebody must look
	Bad       // refused
)

// A State is all that the window shows.
type State struct {
	Screen       Screen     // the selling screen; a page may lie over it
	Page         *PageState // over the screen; nil for none. The customer never sees it
	Shop         string
	Training     bool
	TrainingMark string // what says so on screen
	Practice     string // in training, the page on which to play the customer
	Language     string
	Notice       Message // news that belongs to no screen; empty for none
	Tasks        string  // that somebody must see to something; empty where nobody must
	Amount       AmountState
	Total        string // of the sale
	MethodTitle  string
	Methods      []Choice
	Cash         CashState
	Pay          PayState
	Customer     CustomerState
	Turned       bool         // the customer's picture is on the till's own screen
	Dialog       *DialogState // a question on top of the screen; nil for none
	Strip        []Row        // the last sales, newest first, with how they stand
	StripTitle   string
	StripEmpty   string   // what stands there before the first sale
	Actions      []Action // what keys do, unless a dialog is up
}

// A Message is one line with a tone.
type Message struct {
	Tone Tone
	Text string
}

// AmountState is what the cashier has keyed in.
type AmountState struct {
	Title    string
	Entry    string // the amount being typed, written out
	Sum      string // what the sale comes to so far; empty while there is but one amount
	Count    int    // amounts added with +
	Decimals int    // of the currency; 0 has no decimal mark
	Empty    bool   // nothing has been typed
}

// CashState is what a customer has tendered, and what he gets back.
type CashState struct {
	Title    string
	Due      string
	Entry    string // what was tendered; the exact sum while nothing is typed
	Exact    bool   // nothing has been typed
	Decimals int
	Rest     Message // the change, or what is still missing
}

// A Choice is one way to pay.
type Choice struct {
	Name     string // which one it is; no word for people
	Key      string // the digit that starts it
	Label    string
	Why      string // why it cannot be chosen; empty when it can
	Selected bool
}

// PayState is one payment in front of the cashier.
type PayState struct {
	Title     string // what has happened, large
	Order     string // what must not be done, as large as an amount; mostly empty
	Detail    string // whether money may have moved, or what is being done
	Advice    string // the one safe next step
	Amount    string
	Method    string
	Invoice   string   // empty until it is known
	Code      string   // payload to draw as a QR code
	Image     []byte   // PNG to show instead, as it is
	Caption   string   // what the customer does with the code
	Facts     []string // to be read beside the code: address, network, amount
	Countdown string   // time left, 14:59; empty where there is none
	Left      float64  // the share of the time that is left, 0 to 1
	Fresh     Message  // how long ago the provider answered
	Receipt   Message  // how the paper stands
	Tone      Tone
}

// DialogState is a question or a page on top of a screen.
type DialogState struct {
	Title   string
	Text    string
	Table   []Binding // keys and what they do, for the help page
	Actions []Action  // what keys do while it is up
}

// A Binding is one row of the table of keys.
type Binding struct {
	Key   string
	Label string // what it does
	Idle  bool   // it does nothing here
}

// A Row is one sale in the strip.
type Row struct {
	Sale   string
	Time   string
	Amount string
	Method string
	Number string // the invoice number, once it is known
	Status string
	Tone   Tone
	Open   bool // a payment of it is still open; choosing the row brings it back
}

// An Action is something a key does on this screen. Actions with a Label are
// also buttons.
type Action struct {
	Key     string
	Label   string
	Primary bool // the one thing to do next
	Danger  bool // it takes something back
}
