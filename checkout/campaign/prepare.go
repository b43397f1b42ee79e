package campaign

import (
	"fmt"

	"kasir/checkout"
	"kasir/checkout/money"
)

// prepare sets the stage of a scenario: customers, faults, deaths.
func (w *world) prepare() ([]*goal, error) {
	s := w.scenario
	switch s.Suite {
	case "dice":
		return w.throw(), nil
	case "disk", "io", "filling":
		w.sick = true
		return w.plague(s), nil
	}
	if s.Fault != "" {
		f, err := findFault(s.Fault)
		if err != nil {
			return nil, err
		}
		w.doubled = f.doubles
		w.wire.plan(&plan{call: s.Call, after: s.After, fault: f, times: 1})
	}
	if s.At != "" {
		w.deaths = append(w.deaths, &death{step: s.Step, at: s.At, kind: s.Kind})
	}
	return w.visitors(s), nil
}

// visitors are the customers whose sales come by what a scenario is about.
func (w *world) visitors(s Scenario) []*goal {
	switch {
	case s.Suite == "race":
		return w.overtaken()
	case s.Suite == "paper":
		return w.halfDead()
	case s.Suite == "bytes" && s.Call == Cancel:
		return w.customers(takeBack)
	case s.Suite == "bytes":
		return w.customers(take)
	case s.Step == Parked:
		return w.customers(park, take)
	case s.Step == Ended:
		return w.customers(decline, late, take)
	case s.Step == Reprint:
		w.paper.breaks = []int{40}
	}
	return w.customers(takeBack, take)
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
