package store

import "kasir/checkout"

// forgotten lists the payments that can still be paid by what one file says, and
// of which another has nothing. A file that cannot be read, which is mostly why
// it is replaced, tells of none.
func forgotten(replaced, restored string, o Options) (all []checkout.Payment) {
	o.oldToo = true
	before, err := OpenReadOnly(replaced, o)
	if err != nil {
		return nil
	}
	defer func() { _ = before.Close() }() // only read
	after, err := OpenReadOnly(restored, o)
	if err != nil {
		return nil
	}
	defer func() { _ = after.Close() }() // only read
	sales, err := before.Unfinished()
	if err != nil {
		return nil
	}
	for _, s := range sales {
		known, _ := after.Sale(s.ID) // what cannot be found has no payments
		for _, p := range s.Payments {
			if p.Status.IsOpen() && known.Payment(p.ID) == nil {
				all = append(all, p)
			}
		}
	}
	return all
}
