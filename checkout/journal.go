package checkout

// A Journal keeps sales. Every method returns only once its change is on disk.
// An error of a changing method says that nobody knows whether it is on disk,
// unless it is one that change itself returned, which comes back as it is,
// with the sale as it is stored.
type Journal interface {
	// OpenSale stores a new sale. ErrBusy where it is live and another one is.
	OpenSale(s Sale) error

	// UpdateSale loads, changes and stores a sale in one transaction. The
	// change may be run on a copy that is thrown away when it returns an error;
	// it must not call the journal.
	// number takes the next of our gapless numbers; it is used up only if the
	// transaction commits. ErrNotFound, and ErrBusy where the change would make
	// a second payment live at this till.
	UpdateSale(id SaleID, change func(s *Sale, number func() uint64) error) (Sale, error)

	// Sale reads one sale. ErrNotFound.
	Sale(id SaleID) (Sale, error)

	// Unfinished lists the sales that are open, and those about which a provider
	// must still be asked, in the order in which they were opened.
	Unfinished() ([]Sale, error)
}
