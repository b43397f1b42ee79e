package campaign

import "slices"

// Promises lists what is checked, wherever that is done.
func Promises() []Invariant {
	all := append(slices.Clone(invariants), elsewhere...)
	all = slices.DeleteFunc(all, func(i Invariant) bool { return i.Says == "" })
	slices.SortFunc(all, func(a, b Invariant) int { return a.Number - b.Number })
	return all
}

// elsewhere are the promises that are judged while a scenario plays, or by a
// suite of their own.
var elsewhere = []Invariant{
	{Number: 7, Says: "paid stays paid, and a payment only goes where it may; what is open is listed as open"},
	{Number: 13, Says: "after a commit that failed no money is asked for until the store has been opened and verified"},
	{Number: 14, Says: "no doubt lasts longer than the stated time once the faults have ended, and no goroutine is left behind"},
	{Number: 15, Says: "no secret stands in the database, a log, an error or an address"},
	{Number: 17, Says: "a second recovery changes nothing"},
	{Number: 18, Says: "a clock that is wrong by hours, days or years after a start changes nothing of the money (dice)"},
	{Number: 19, Says: "a damaged store is refused or found out, never sold on"},
	{Number: 22, Says: "nobody gives back more than he may, decides or takes from the drawer, without an approval of just that, used once (staff)"},
}
