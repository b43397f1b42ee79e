package campaign

import (
	"math/rand/v2"
	"time"
)

// dice are scenarios that only a seed decides: several customers who pay, leave,
// change their minds and pay too late, two to five faults, one to three deaths,
// clocks that are wrong after a restart, a printer that breaks, keys pressed
// twice.
func dice() Suite {
	return Suite{
		Name: "dice", Says: "by seed: 1-3 customers, 2-5 faults, 1-3 crashes, wrong clocks, a bad printer, doubled keys",
		Size: 60_000, Sample: 80, Aim: 50_000,
		At: func(i int) Scenario { return Scenario{Suite: "dice", Seed: uint64(i + 1)} },
	}
}

// thrown is the service that a seed has chosen.
func thrown(seed uint64) service {
	return services[rand.New(rand.NewPCG(seed, 1)).IntN(len(services))]
}

// wishes are what customers may want, those that are common more than once.
var wishes = []wish{take, take, take, takeBack, late, decline, park, race}

// jumps are how wrong the clock of the till's machine may be after a restart.
var jumps = []time.Duration{
	0, 0, time.Hour, -time.Hour, 24 * time.Hour, -24 * time.Hour, 10 * 365 * 24 * time.Hour, -10 * 365 * 24 * time.Hour,
}

// throw sets the stage of a scenario that its seed decides.
func (w *world) throw() []*goal {
	d := w.random
	faults, calls := Faults(), append(w.service.calls(), Poll)
	for range 2 + d.IntN(4) {
		w.wire.plan(&plan{
			call: calls[d.IntN(len(calls))], after: d.IntN(4), times: 1 + d.IntN(3), fault: w.bearable(faults, d),
		})
	}
	for range 1 + d.IntN(3) {
		w.deaths = append(w.deaths, &death{
			after: d.IntN(14), at: Places()[d.IntN(4)], kind: Kinds()[d.IntN(2)], skew: jumps[d.IntN(len(jumps))],
		})
	}
	for range d.IntN(4) {
		w.paper.breaks = append(w.paper.breaks, d.IntN(900)-200)
	}
	w.unruly = true
	w.skew = jumps[d.IntN(len(jumps))]
	var wants []wish
	for range 1 + d.IntN(3) {
		wants = append(wants, wishes[d.IntN(len(wishes))])
	}
	return w.customers(wants...)
}

// bearable is a fault, but not the one after which nobody can ask any more.
func (w *world) bearable(faults []Fault, d *rand.Rand) Fault {
	for {
		f := faults[d.IntN(len(faults))]
		if !renames(f.Name) {
			w.doubled = w.doubled || f.doubles
			return f
		}
	}
}

// fidget presses keys that need not be pressed: F5, Enter twice, refund twice.
func (r *run) fidget(g *goal) {
	d := r.world.chance
	s := r.world.durable(g.sale)
	if len(s.Payments) == 0 {
		return
	}
	p := s.Payments[len(s.Payments)-1]
	switch d() % 8 {
	case 0:
		r.work.Go(func() { _, _ = r.till.Check(r.ctx, s.ID, p.ID) }) // an error is no end
	case 1:
		r.pay(g.order())
	case 2:
		for i := range s.Refunds {
			r.till.CheckRefund(s.Refunds[i].ID)
		}
	case 3:
		r.queue.Wake()
	}
}

// chance is a die that several goroutines may throw.
func (w *world) chance() uint64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.random.Uint64()
}
