package checkout

// A Role is what a person is at this till.
type Role uint8

// The roles, each with all rights of the one before.
const (
	_       Role = iota
	Cashier      // sells, and gives back up to a limit
	Manager      // answers for the counter
	Owner        // answers for the till
)

var roleWords = words[Role]{Cashier: "cashier", Manager: "manager", Owner: "owner"}

// Roles lists the roles, the least first.
func Roles() []Role { return []Role{Cashier, Manager, Owner} }

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
	RightSell         Right = "sell"          // ring up a sale
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
	RightEndGap       Right = "end-gap"       // answer for what a restored backup does not know
)

// least is the least role that has a right. Limits may ask for more.
var least = map[Right]Role{
	RightSell:         Cashier,
	RightRefund:       Cashier,
	RightRecordRefund: Manager,
	RightPayInDoubt:   Manager,
	RightDecide:       Manager,
	RightNoSale:       Manager,
	RightCloseDay:     Manager,
	RightReports:      Manager,
	RightCloseRefund:  Owner,
	RightSettings:     Owner,
	RightPeople:       Owner,
	RightEndGap:       Owner,
}
