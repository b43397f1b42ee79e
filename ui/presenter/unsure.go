package presenter

import "kasir/checkout"

// inDoubt tells whether nobody knows if money moved for a payment: by what stands on
// disk, or because its service has been silent for too long.
func (c *Counter) inDoubt(p checkout.Payment) bool {
	return p.Status == checkout.Unresolved || p.Doubtful() || p.Status.IsOpen() && c.doubts[p.ID]
}
