package campaign

import (
	"fmt"

	"kasir/checkout"
	"kasir/checkout/money"
)

// prepare sets the stage of a scenario: customers, faults, deaths.
//
//nolint:exhaustive // most steps happen to any two customers
func (w *world) prepare() ([]*goal, error) {
	s := w.scenario
	if s.Fault != "" {
		f, err := findFault(s.Fault)
		if err != nil {
			return nil, err
		}
		w.wire.plan(&plan{call: s.Call, after: s.After, fault: f, times: 1})
	}
	if s.At != "" {
		w.deaths = append(w.deaths, &death{step: s.Step, at: s.At, kind: s.Kind})
	}
	switch s.Step {
	case Parked:
		return w.customers(park, take), nil
	case Ended:
		return w.customers(decline, late, take), nil
	case Reprint:
		w.paper.breaks = []int{40}
	}
	return w.customers(takeBack, take), nil
}

// customers come one after the other, each with another amount.
func (w *world) customers(wants ...wish) []*goal {
	var goals []*goal
	for i, want := range wants {
		amount := w.service.amount.Plus(money.Of(int64(i)*100, w.service.amount.Currency))
		goals = append(goals, &goal{sale: checkout.SaleID(fmt.Sprintf("sale-%d", i+1)), amount: amount, want: want, refund: want == take})
	}
	return goals
}
