package campaign

import "slices"

// Promises lists what is checked, wherever that is done.
func Promises() []Invariant {
	all := append(slices.Clone(invariants), elsewhere...)
	slices.SortFunc(all, func(a, b Invariant) int { return a.Number - b.Number })
	return all
}

// elsewhere are the promises that are judged while a scenario plays, or by a
// suite of their own.
var elsewhere = []Invariant{
	{7, "paid stays paid, and a payment only goes where it may; what is open is listed as open", nil},
	{13, "after a commit that failed no money is asked for until the store has been opened and verified", nil},
	{14, "no doubt lasts longer than the stated time once the faults have ended, and no goroutine is left behind", nil},
	{15, "no secret stands in the database, a log, an error or an address", nil},
	{17, "a second recovery changes nothing", nil},
	{18, "a clock that is wrong by hours, days or years after a start changes nothing of the money (dice)", nil},
	{19, "a damaged store is refused or found out, never sold on", nil},
}
