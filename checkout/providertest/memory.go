package providertest

import (
	"encoding/json"
	"fmt"
	"sync"

	"kasir/checkout"
)

// Memory is a checkout.Journal that keeps sales in memory, written out as the
// store writes them, with the store's promises but that of surviving. Its zero
// value is empty.
type Memory struct {
	mu     sync.Mutex
	order  []checkout.SaleID
	sales  map[checkout.SaleID][]byte
	number uint64
}

// OpenSale stores a new sale.
func (m *Memory) OpenSale(s checkout.Sale) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.put(s); err != nil {
		return err
	}
	m.order = append(m.order, s.ID)
	return nil
}

// UpdateSale changes a stored sale; where change returns an error nothing is
// stored and no number used.
func (m *Memory) UpdateSale(id checkout.SaleID, change func(s *checkout.Sale, number func() uint64) error) (checkout.Sale, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	before, err := m.get(id)
	if err != nil {
		return before, err
	}
	s, err := m.get(id)
	if err != nil {
		return before, err
	}
	number := m.number
	if err := change(&s, func() uint64 { number++; return number }); err != nil {
		return before, err
	}
	if err := m.put(s); err != nil {
		return before, err
	}
	m.number = number
	return m.get(id)
}

// Sale reads a sale.
func (m *Memory) Sale(id checkout.SaleID) (checkout.Sale, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.get(id)
}

// Unfinished lists the sales that the till must come back to.
func (m *Memory) Unfinished() ([]checkout.Sale, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var open []checkout.Sale
	for _, id := range m.order {
		s, err := m.get(id)
		if err != nil {
			return nil, err
		}
		if s.Unfinished() {
			open = append(open, s)
		}
	}
	return open, nil
}

func (m *Memory) get(id checkout.SaleID) (s checkout.Sale, err error) {
	data, ok := m.sales[id]
	if !ok {
		return s, checkout.ErrNotFound
	}
	if err := json.Unmarshal(data, &s); err != nil {
		return s, fmt.Errorf("providertest: read sale %s: %w", id, err)
	}
	return s, nil
}

func (m *Memory) put(s checkout.Sale) error {
	for _, id := range m.order {
		other, err := m.get(id)
		if err != nil {
			return err
		}
		if id != s.ID && s.Live() != nil && other.Live() != nil {
			return checkout.ErrBusy
		}
	}
	data, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("providertest: write sale %s: %w", s.ID, err)
	}
	if m.sales == nil {
		m.sales = make(map[checkout.SaleID][]byte)
	}
	m.sales[s.ID] = data
	return nil
}
