package checkout

import (
	"errors"
	"fmt"
	"time"

	"kasir/checkout/money"
)

// An Act is one thing that somebody wants to do. An approval is bound to it.
type Act struct {
	Right   Right
	What    string // which of the acts of this right: "seen-paid", "refund-refused"; empty where there is one
	Sale    SaleID
	Payment PaymentID
	Refund  string // the refund that is closed
	Into    SaleID // the sale that attached money pays for
	Amount  money.Amount
	Before  money.Amount // what has gone back of the sale already
}

// String names the act for the audit log.
func (a Act) String() string {
	text := string(a.Right)
	if a.What != "" {
		text += " as " + a.What
	}
	if !a.Amount.IsZero() {
		text += " " + a.Amount.String()
	}
	if a.Sale != "" {
		text += ", sale " + string(a.Sale)
	}
	if a.Into != "" {
		text += " into sale " + string(a.Into)
	}
	if a.Refund != "" {
		text += ", refund " + a.Refund
	}
	return text
}

// An Approval is one person's consent to one act and amount, given to whoever was
// signed in. It is used once, and dies with the program or after ApprovalLife.
type Approval struct {
	ID   string // what the order that wants to use it carries
	By   string // who approved
	For  string // who was signed in
	Act  Act
	Ends time.Time
}

// ApprovalLife is how long an approval waits to be used. It is asked for when all
// else has been keyed in.
const ApprovalLife = 2 * time.Minute

// A Guard knows who works at this till and what each may do.
type Guard interface {
	// Allow tells whether somebody may do an act, alone or with an approval,
	// which is used up by it: the name of the approver, where one was needed.
	// A *NotAllowedError says whose approval is needed; ErrSignedOut that it is
	// not somebody's turn at all.
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

// Limits are what each role may give back of one sale by itself, over all its
// refunds: a limit for each refund alone would be passed by two.
type Limits struct {
	Cashier money.Amount  // zero for nothing
	Manager *money.Amount // nil for any amount
}

// Need is the least role that may do an act by itself.
func (l Limits) Need(act Act) Role {
	need, ok := least[act.Right]
	if !ok {
		return Owner
	}
	if act.Right != RightRefund && act.Right != RightRecordRefund {
		return need
	}
	if need == Cashier && !within(l.Cashier, act) {
		need = Manager
	}
	if need == Manager && l.Manager != nil && !within(*l.Manager, act) {
		need = Owner
	}
	return need
}

// within tells whether a refund stays below a limit. Another currency than the
// limit's cannot be compared, so it does not.
func within(limit money.Amount, act Act) bool {
	before := act.Before.IsZero() || act.Before.Currency == act.Amount.Currency
	return before && limit.Currency == act.Amount.Currency && act.Amount.IsPositive() && act.Before.Minor >= 0 &&
		act.Amount.Cmp(limit) <= 0 && act.Before.Plus(act.Amount).Cmp(limit) <= 0
}

// allow asks the guard. While nobody has been set up there is none, and every
// right is open.
func (t *Till) allow(by string, act Act, approval string) (approvedBy string, err error) {
	if t.Guard == nil {
		return "", nil
	}
	return t.Guard.Allow(by, act, approval)
}

// The errors of people and approvals that callers may test for. Each is an
// ErrNotAllowed too.
var (
	// ErrSignedOut: nobody is signed in, or somebody else than the act says.
	ErrSignedOut = fmt.Errorf("nobody is signed in for this: %w", ErrNotAllowed)
	// ErrWrongSecret: the PIN or passphrase is not that person's.
	ErrWrongSecret = fmt.Errorf("wrong PIN or passphrase: %w", ErrNotAllowed)
	// ErrLockedOut: too many wrong tries; the owner must unlock the person.
	ErrLockedOut = fmt.Errorf("locked out after too many wrong tries: %w", ErrNotAllowed)
	// ErrPeopleMissing: people were set up, and the database has none.
	ErrPeopleMissing = fmt.Errorf("the list of people is missing from the database: %w", ErrNotAllowed)
)

// The errors of setting people up.
var (
	ErrName       = errors.New("a name has 1 to 32 characters, a letter among them")
	ErrNameTaken  = errors.New("somebody of that name works here already")
	ErrWeakSecret = errors.New("the PIN or passphrase is too easy to guess")
	ErrOwnerFirst = errors.New("the owner is the first to be set up and the last to be removed")
	ErrNoVault    = errors.New("there is no vault to keep what PINs are hashed with")
)

// A WaitError says that somebody's next try must wait.
type WaitError struct{ For time.Duration }

// Error says how long.
func (e *WaitError) Error() string {
	return fmt.Sprintf("too many wrong tries: the next one may be in %s", e.For.Round(time.Second))
}

// Is makes the error an ErrNotAllowed.
func (e *WaitError) Is(target error) bool { return target == ErrNotAllowed }
