package checkout

import (
	"fmt"

	"kasir/checkout/money"
)

// A Role is what a person is at this till.
type Role uint8

// The roles, each with all rights of the one before.
const (
	_ Role = iota
	Cashier
	Manager
	Owner
)

var roleWords = words[Role]{Cashier: "cashier", Manager: "manager", Owner: "owner"}

// String gives the role's word.
func (r Role) String() string { return roleWords.of(r) }

// MarshalText writes the role's word.
func (r Role) MarshalText() ([]byte, error) { return roleWords.text(r) }

// UnmarshalText reads a role's word.
func (r *Role) UnmarshalText(text []byte) (err error) {
	*r, err = roleWords.parse(text)
	return err
}

// A Right names a kind of act that not everybody may do. The words are stored
// in the audit log.
type Right string

// The rights.
const (
	RightRefund       Right = "refund"        // give money back, up to the role's limit
	RightRecordRefund Right = "record-refund" // record money that was given back outside the till
	RightCloseRefund  Right = "close-refund"  // say how a refund ended that its service no longer tells about
	RightPayInDoubt   Right = "pay-in-doubt"  // another method while a payment of the sale is in doubt
	RightDecide       Right = "decide"        // what becomes of late or unresolved money
	RightNoSale       Right = "no-sale"       // open the drawer without a sale
	RightCloseDay     Right = "close-day"     // the Z report
	RightReports      Right = "reports"       // see figures
	RightSettings     Right = "settings"      // settings, secrets, backup and restore
	RightPeople       Right = "people"        // who works here
)

// An Act is one thing that somebody wants to do. An approval is bound to it.
type Act struct {
	Right   Right
	Sale    SaleID
	Payment PaymentID
	Amount  money.Amount
}

// A Guard knows who works at this till and what each may do.
type Guard interface {
	// Allow tells whether somebody may do an act, alone or with an approval,
	// which is used up by it: the name of the approver, where one was needed.
	// A *NotAllowedError says whose approval is needed.
	Allow(by string, act Act, approval string) (approvedBy string, err error)
}

// A NotAllowedError says which role must approve an act.
type NotAllowedError struct {
	Act  Act
	Need Role
}

// Error says what is needed.
func (e *NotAllowedError) Error() string {
	return fmt.Sprintf("%s needs the approval of the %s", e.Act.Right, e.Need)
}

// Is makes the error an ErrNotAllowed.
func (e *NotAllowedError) Is(target error) bool { return target == ErrNotAllowed }

// allow asks the guard. While nobody has been set up there is none, and every
// right is open.
func (t *Till) allow(by string, act Act, approval string) (approvedBy string, err error) {
	if t.Guard == nil {
		return "", nil
	}
	return t.Guard.Allow(by, act, approval)
}
