package checkout

import "errors"

// The errors that callers may test for.
var (
	// ErrNotFound: the journal has no such sale or payment.
	ErrNotFound = errors.New("not found")
	// ErrBusy: a payment is live at this till; it must end, be parked or be
	// taken back before the next code is shown.
	ErrBusy = errors.New("another payment is live")
	// ErrOver: the sale is completed or voided and takes no more payments.
	ErrOver = errors.New("the sale is over")
	// ErrChanged: the order's lines are not those that the sale was stored with, or
	// the sale changed while the order was on its way.
	ErrChanged = errors.New("the sale is not what the order was made for")
	// ErrNotPaid: there is no receipt, because the sale is not paid.
	ErrNotPaid = errors.New("the sale is not paid")
	// ErrTooMuch: more than is left of the payment would be given back.
	ErrTooMuch = errors.New("more than is left of the payment")
	// ErrNotAllowed: a person of another role must approve the act.
	ErrNotAllowed = errors.New("not allowed")
	// ErrStopped: the journal could not be written and takes no new money
	// until it has been reopened and checked.
	ErrStopped = errors.New("the journal has stopped")
	// ErrNoRoom: the disk is too full for new payments; how running ones end is
	// still stored.
	ErrNoRoom = errors.New("there is no room on the disk")
	// ErrGone: the disk or the folder of the journal is not there any more; how
	// running payments end is still stored in the open file.
	ErrGone = errors.New("the journal is gone from its place")
	// ErrReplaced: another file is in the place of the journal that is open; as above.
	ErrReplaced = errors.New("another file is in the place of the journal")
	// ErrUnavailable: the method cannot take this payment; the Reason says why.
	ErrUnavailable = errors.New("the method is not available")
)
