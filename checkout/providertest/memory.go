package providertest

import (
	"slices"
	"sync"

	"kasir/checkout"
)

// Memory is a checkout.Journal that keeps sales in memory, with the promises of
// the real one but that of surviving. Its zero value is empty.
type Memory struct {
	mu     sync.Mutex
	sales  []checkout.Sale
	number uint64
}

// OpenSale stores a new sale.
func (m *Memory) OpenSale(s checkout.Sale) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.otherLive(s) {
		return checkout.ErrBusy
	}
	m.sales = append(m.sales, s.Clone())
	return nil
}

// UpdateSale changes a stored sale; where change returns an error nothing is
// stored and no number used.
func (m *Memory) UpdateSale(id checkout.SaleID, change func(s *checkout.Sale, number func() uint64) error) (checkout.Sale, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	i := m.index(id)
	if i < 0 {
		return checkout.Sale{}, checkout.ErrNotFound
	}
	s, number := m.sales[i].Clone(), m.number
	err := change(&s, func() uint64 { number++; return number })
	if err == nil && m.otherLive(s) {
		err = checkout.ErrBusy
	}
	if err != nil {
		return m.sales[i].Clone(), err
	}
	m.sales[i], m.number = s, number
	return s.Clone(), nil
}

// Sale reads a sale.
func (m *Memory) Sale(id checkout.SaleID) (checkout.Sale, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	i := m.index(id)
	if i < 0 {
		return checkout.Sale{}, checkout.ErrNotFound
	}
	return m.sales[i].Clone(), nil
}

// Unfinished lists the sales that the till must come back to.
func (m *Memory) Unfinished() ([]checkout.Sale, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var open []checkout.Sale
	for i := range m.sales {
		if m.sales[i].Unfinished() {
			open = append(open, m.sales[i].Clone())
		}
	}
	return open, nil
}

func (m *Memory) index(id checkout.SaleID) int {
	return slices.IndexFunc(m.sales, func(s checkout.Sale) bool { return s.ID == id })
}

func (m *Memory) otherLive(s checkout.Sale) bool {
	return s.Live() != nil && slices.ContainsFunc(m.sales, func(other checkout.Sale) bool {
		return other.ID != s.ID && other.Live() != nil
	})
}
