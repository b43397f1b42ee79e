package campaign

import (
	"fmt"
	"runtime"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
)

// soaks are thirty days of a shop in one piece: a hundred customers a day,
// faults now and then, the till closed at night.
func soaks() Suite {
	return Suite{
		Name: "soak", Says: "thirty days in one life of the program, a hundred customers each day, faults and late payers among them",
		Size: len(services), Sample: 1, Aim: 1,
		At: func(i int) Scenario { return Scenario{Suite: "soak", Service: services[i].name, Seed: uint64(i + 1)} },
	}
}

// Soak says how long soaks are: the sample is short.
var Soak = struct{ Days, Customers int }{2, 12}

// soak serves day after day and checks that nothing is left behind.
func (w *world) soak() error {
	r, err := w.start()
	if err != nil {
		return err
	}
	before := runtime.NumGoroutine()
	for day := range Soak.Days {
		for n := range Soak.Customers {
			w.upset()
			want := wishes[w.random.IntN(len(wishes))]
			if n%4 > 0 {
				want = take
			}
			g := &goal{
				sale: checkout.SaleID(fmt.Sprintf("day-%d-%d", day, n)), want: want,
				amount: w.service.amount.Plus(money.Of(int64(n), w.service.amount.Currency)),
			}
			r.serve([]*goal{g})
			pass(r.ctx, time.Duration(w.random.IntN(60))*time.Second)
		}
		w.wire.calm()
		w.leave()
		pass(r.ctx, 12*time.Hour) // the night
	}
	w.settle(r)
	if n := runtime.NumGoroutine(); n > before+20 {
		w.find("14: %d goroutines after %d days, %d before", n, Soak.Days, before)
	}
	if err := r.bury(); err != nil {
		return err
	}
	return w.judge()
}

// upset plans a fault for one request in ten.
func (w *world) upset() {
	if w.random.IntN(10) > 0 {
		return
	}
	w.wire.calm()
	calls := w.service.calls()
	w.wire.mu.Lock()
	clear(w.wire.counts)
	w.wire.mu.Unlock()
	w.wire.plan(&plan{call: calls[w.random.IntN(len(calls))], after: w.random.IntN(3), times: 2, fault: w.bearable(Faults(), w.random)})
}
