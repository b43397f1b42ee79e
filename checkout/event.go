package checkout

import "time"

// An Event is one thing that happened to a sale: who did what, when, and what
// a provider answered. Events are only ever added; the store chains them into
// the audit log in the transaction that stores the sale.
type Event struct {
	At      time.Time `json:"at"`
	What    What      `json:"what"`
	Payment PaymentID `json:"payment,omitempty"`
	By      string    `json:"by,omitempty"`
	Note    string    `json:"note,omitempty"`
}

// What names a kind of event. The words are stored and stay as they are.
type What string

// The kinds of event.
const (
	SaleOpened       What = "sale-opened"
	SaleCompleted    What = "sale-completed"
	SaleVoided       What = "sale-voided"
	PaymentIntended  What = "payment-intended"  // on disk, nothing sent
	PaymentSent      What = "payment-sent"      // the first attempt is about to go on the wire
	PaymentAnswered  What = "payment-answered"  // the provider's answer changed what we know
	PaymentWithdrawn What = "payment-withdrawn" // the cashier asked to take it back
	PaymentParked    What = "payment-parked"
	PaymentResumed   What = "payment-resumed"   // a parked payment is in front of the customer again
	PaymentTooOld    What = "payment-too-old"   // its key may no longer be used
	WatchOver        What = "watch-over"        // an ended payment is no longer asked about
	PaymentCaptured  What = "payment-captured"  // the shop's last step, which some services want
	PaymentDecided   What = "payment-decided"   // a person said what becomes of late or unresolved money
	PaymentSetAside  What = "payment-set-aside" // in doubt, and the sale is paid another way all the same
	RefundIntended   What = "refund-intended"   // on disk and reserved, nothing sent
	RefundSent       What = "refund-sent"
	RefundAnswered   What = "refund-answered"
	RefundClosed     What = "refund-closed" // a person looked it up at the service
	ReceiptAsked     What = "receipt-asked" // somebody wants paper
	ReceiptPrinted   What = "receipt-printed"
	ReceiptFailed    What = "receipt-failed"
	ReceiptSaved     What = "receipt-saved" // a copy left as a file
	SettingsChanged  What = "settings-changed"
	DrawerAsked      What = "drawer-asked" // somebody wants it open without a sale
	DrawerOpened     What = "drawer-opened"
	DrawerFailed     What = "drawer-failed"
	ShiftOpened      What = "shift-opened"
	ShiftClosed      What = "shift-closed"
	ShiftSealed      What = "shift-sealed"    // a hash over all that the closed shift says
	CashMoved        What = "cash-moved"      // in or out of the drawer, or opened without a sale
	ClockJumped      What = "clock-jumped"    // somebody set it
	ClockDrifted     What = "clock-drifted"   // as the payment services tell the time
	BackupRestored   What = "backup-restored" // what happened after the backup is not in this file
	GapEnded         What = "gap-ended"       // the owner has looked up what that hides
	SignedIn         What = "signed-in"
	SignedOut        What = "signed-out"
	SecretFailed     What = "secret-failed"    // a wrong PIN or passphrase
	ActApproved      What = "act-approved"     // one act, once, for whoever was signed in
	ApprovalRefused  What = "approval-refused" // stale, used, or given for something else
	PersonAdded      What = "person-added"
	PersonRemoved    What = "person-removed"
	PersonChanged    What = "person-changed"  // another PIN or passphrase
	PersonUnlocked   What = "person-unlocked" // after too many wrong tries
	LogSealed        What = "log-sealed"      // from here on the audit log is sealed with a key
	LogResealed      What = "log-resealed"    // the key was lost; this and what follows is under another
)

func (s *Sale) happened(at time.Time, what What, payment PaymentID, by, note string) {
	s.Events = append(s.Events, Event{At: at, What: what, Payment: payment, By: by, Note: note})
}
