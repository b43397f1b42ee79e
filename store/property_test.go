package store_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"kasir/checkout"
	"kasir/store"
)

// A shop is a database together with what it must hold.
type shop struct {
	t     *testing.T
	dir   string
	db    *store.DB
	sales map[checkout.SaleID]checkout.Sale
	order []checkout.SaleID
	live  checkout.SaleID
	last  uint64
}

func (m *shop) open(dir string) {
	db, err := store.Open(dir, store.Options{})
	must(m.t, err)
	m.dir, m.db = dir, db
}

// pick chooses a sale, or skips the step where there is none.
func (m *shop) pick(t *rapid.T) checkout.Sale {
	if len(m.order) == 0 {
		t.Skip("no sales yet")
	}
	return m.sales[m.order[rapid.IntRange(0, len(m.order)-1).Draw(t, "sale")]]
}

// apply makes a change that is allowed in the state of the sale, here and there.
func (m *shop) apply(t *rapid.T, s checkout.Sale, c change) {
	got, err := m.db.UpdateSale(s.ID, c)
	if err != nil {
		t.Fatalf("sale %s: %v", s.ID, err)
	}
	m.sales[s.ID] = got
	if m.live == s.ID {
		m.live = ""
	}
	if got.Live() != nil {
		m.live = s.ID
	}
}

func (m *shop) actions() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"open": func(t *rapid.T) {
			s := newSale(len(m.order) + 1)
			err := m.db.OpenSale(s)
			if m.live != "" {
				if !errors.Is(err, checkout.ErrBusy) {
					t.Fatalf("got %v while %s is live, want ErrBusy", err, m.live)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			m.sales[s.ID], m.live, m.order = s, s.ID, append(m.order, s.ID)
		},
		"answer": func(t *rapid.T) {
			s := m.pick(t)
			if s.Payments[0].Status != checkout.Created {
				t.Skip("answered already")
			}
			m.apply(t, s, shown(fmt.Sprintf("ref-%d", rapid.IntRange(1, 3).Draw(t, "ref"))))
		},
		"complete": func(t *rapid.T) {
			s := m.pick(t)
			if s.Status != checkout.Open {
				t.Skip("over")
			}
			m.apply(t, s, paid(fmt.Sprintf("POS-%d", rapid.IntRange(1, 3).Draw(t, "invoice"))))
			m.last++
			if got := m.sales[s.ID].Number; got != m.last {
				t.Fatalf("got number %d, want %d", got, m.last)
			}
		},
		"expire and void": func(t *rapid.T) {
			s := m.pick(t)
			if s.Status != checkout.Open {
				t.Skip("over")
			}
			m.apply(t, s, expired)
			m.apply(t, m.sales[s.ID], voided)
		},
		"park": func(t *rapid.T) {
			s := m.pick(t)
			if s.Live() == nil {
				t.Skip("not live")
			}
			m.apply(t, s, parked(true))
		},
		"take up again": func(t *rapid.T) {
			s := m.pick(t)
			if p := s.Payments[0]; !p.Parked || !p.Status.IsOpen() {
				t.Skip("not parked")
			}
			if m.live == "" {
				m.apply(t, s, parked(false))
				return
			}
			if _, err := m.db.UpdateSale(s.ID, parked(false)); !errors.Is(err, checkout.ErrBusy) {
				t.Fatalf("got %v while %s is live, want ErrBusy", err, m.live)
			}
		},
		"print": func(t *rapid.T) {
			s := m.pick(t)
			if s.Receipt == nil {
				t.Skip("no receipt")
			}
			m.apply(t, s, printed)
		},
		"fail": func(t *rapid.T) {
			s := m.pick(t)
			_, err := m.db.UpdateSale(s.ID, func(s *checkout.Sale, number func() uint64) error {
				s.Number = number()
				s.Events = nil
				return checkout.ErrOver
			})
			if !errors.Is(err, checkout.ErrOver) {
				t.Fatalf("got %v, want ErrOver", err)
			}
		},
		"record": func(t *rapid.T) {
			if err := m.db.Record(checkout.Event{At: noon, What: "drawer-opened"}); err != nil {
				t.Fatal(err)
			}
		},
		"crash": func(t *rapid.T) {
			dir, err := os.MkdirTemp(filepath.Dir(m.dir), "crashed")
			must(m.t, err)
			copyFile(m.t, filepath.Join(m.dir, store.File), dir)
			must(m.t, m.db.Close())
			m.open(dir)
		},
		"": m.check,
	}
}

// check compares what the database says with what it must hold.
func (m *shop) check(t *rapid.T) {
	report, err := m.db.Verify(nil)
	if err != nil || !report.Clean() {
		t.Fatalf("verify: %v %v", err, report.Findings)
	}
	if report.Sales != len(m.order) || report.Numbers != m.last {
		t.Fatalf("got %d sales and number %d, want %d and %d", report.Sales, report.Numbers, len(m.order), m.last)
	}
	var want, got, unfinished, due []checkout.SaleID
	for _, id := range m.order {
		s := m.sales[id]
		want = append(want, id)
		if s.Unfinished() {
			unfinished = append(unfinished, id)
		}
		if len(s.Prints) > 0 && s.Prints[0].Waits() {
			due = append(due, id)
		}
	}
	for s, err := range m.db.All() {
		if err != nil || asJSON(m.t, s) != asJSON(m.t, m.sales[s.ID]) {
			t.Fatalf("sale %s: %v\n got %s\nwant %s", s.ID, err, asJSON(m.t, s), asJSON(m.t, m.sales[s.ID]))
		}
		got = append(got, s.ID)
	}
	gotUnfinished, err := m.db.Unfinished()
	must(m.t, err)
	gotDue, err := m.db.DuePrints()
	must(m.t, err)
	if g, w := fmt.Sprint(got, ids(gotUnfinished), ids(gotDue)), fmt.Sprint(want, unfinished, due); g != w {
		t.Fatalf("all, unfinished, due prints:\n got %s\nwant %s", g, w)
	}
}

func TestWhateverHappensTheDatabaseIsWhole(t *testing.T) {
	root := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		dir, err := os.MkdirTemp(root, "shop")
		must(t, err)
		m := &shop{t: t, sales: make(map[checkout.SaleID]checkout.Sale)}
		m.open(filepath.Join(dir, "kasir"))
		defer func() { must(t, m.db.Close()) }()
		rt.Repeat(m.actions())
	})
}
