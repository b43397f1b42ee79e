package campaign

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"kasir/checkout"
	"kasir/checkout/simulator"
)

// patience is how long a till may take, once the faults have ended, until it
// knows how every payment stands.
const patience = 30 * time.Minute

// maxLives is how often a till is started again before something is wrong.
const maxLives = 12

// A Result is what came of a scenario.
type Result struct {
	Findings []string // promises that were broken
	Met      int      // requests that met a fault
	Died     int      // deaths
	Said     string   // the till's log
}

// Failed tells whether a promise was broken.
func (r Result) Failed() bool { return len(r.Findings) > 0 }

// String lists the findings.
func (r Result) String() string { return strings.Join(r.Findings, "\n") }

// Play plays a scenario in a folder of its own. It must be called in a bubble
// of testing/synctest. The error says that the scenario cannot be played.
func Play(s Scenario, dir string) (Result, error) {
	w, err := newWorld(s, dir)
	if err != nil {
		return Result{}, err
	}
	defer w.wire.close()
	if recording {
		w.recorder = record(w.disk)
		defer w.recorder.forget(w.disk)
	}
	if s.Suite == "staff" {
		return w.day(dayOf(s.Seed))
	}
	if s.Suite == "restore" {
		return w.comeBack()
	}
	if s.Suite == "soak" {
		err := w.soak()
		return Result{Findings: w.findings, Met: w.wire.met, Said: w.spoke.String()}, err
	}
	goals, err := w.prepare()
	if err != nil {
		return Result{}, err
	}
	met, err := w.live(goals)
	if err != nil {
		return Result{}, err
	}
	return Result{w.findings, met + w.broke, w.died, w.spoke.String()}, nil
}

// live has one life after the other until one ends by itself, lets the faults
// end, and checks every promise.
func (w *world) live(goals []*goal) (met int, err error) {
	for range maxLives {
		r, err := w.start()
		if err != nil {
			w.find("17: a till does not start after a crash: %v", err)
			return met + w.wire.calm(), nil
		}
		if err := r.resume(); err != nil && !(w.sick && errors.Is(err, checkout.ErrStopped)) {
			w.find("%v", err)
		}
		if w.scenario.Suite == "filling" {
			r.openDay()
		}
		r.serve(goals)
		if !r.dead() && w.skewed() {
			// A clock that is put right is seen by a till that starts: the timers
			// of one that runs do not go by it.
			if err := r.bury(); err != nil {
				return met, err
			}
			if w.setSkew(0); r.dead() {
				w.setSkew(w.next)
			}
			continue
		}
		if !r.dead() {
			met += w.settle(r)
		}
		if !r.dead() {
			r.closeDay()
		}
		if err := r.bury(); err != nil {
			return met, err
		}
		if !r.dead() {
			return met, w.judge()
		}
		w.setSkew(w.next)
	}
	w.find("14: a till that dies %d times does not come to an end", maxLives)
	return met, nil
}

// settle ends the faults and gives the till its time to find out the truth.
func (w *world) settle(r *run) (met int) {
	w.wire.late.Wait()
	met = w.wire.calm()
	w.paper.mend()
	w.leave()
	calm := now()
	for end := calm.Add(patience); ; {
		open, err := r.unclear(now().Sub(calm))
		if err != nil || len(open) == 0 {
			r.check("listing what is open", err)
			return met
		}
		if now().After(end) {
			w.find("14: %s after the faults ended it is not clear: %s", patience, strings.Join(open, "; "))
			return met
		}
		if !pass(r.ctx, 15*time.Second) {
			return met
		}
	}
}

// leave has every customer go who has not paid.
func (w *world) leave() {
	for _, p := range w.gateway.Payments() {
		if p.State == simulator.Waiting {
			_ = w.gateway.Expire(p.ID) // it is over already
		}
	}
}

// unclear lists what the till does not know yet: payments that are open, money
// that has come for one that ended, prints that wait. What waits for a person is
// clear enough, and so is a refund that has been asked about for this long.
func (r *run) unclear(asked time.Duration) ([]string, error) {
	sales, err := r.journal.Unfinished()
	if err != nil {
		return nil, fmt.Errorf("campaign: %w", err)
	}
	money := map[string]bool{}
	for _, p := range r.world.gateway.Payments() {
		money[p.ID] = p.State == simulator.Paid
	}
	var open []string
	for _, s := range sales {
		for _, p := range s.Payments {
			if r.world.isForged(p) {
				continue
			}
			if p.Status.IsOpen() || p.Followed() && (money[paymentOf(p.Ref)] || r.world.scenario.Step == WatchOver) {
				open = append(open, fmt.Sprintf("%s %s", s.ID, p.Status))
			}
		}
	}
	for _, s := range sales {
		for _, back := range s.Refunds { // one that is stuck has become a person's task
			if back.InMotion() && (asked < patience/2 || !back.Stuck(r.world.clock())) {
				open = append(open, fmt.Sprintf("%s of %s is %s", back.ID, s.ID, back.Status))
			}
		}
	}
	due, err := r.db.DuePrints()
	if err != nil {
		return nil, fmt.Errorf("campaign: %w", err)
	}
	for _, s := range due {
		r.queue.Wake()
		open = append(open, fmt.Sprintf("a print of %s", s.ID))
	}
	return open, nil
}

// isForged tells whether a service has named a payment by a number that it does
// not know: nobody can ask about it, so it stays in doubt, in front of a person.
func (w *world) isForged(p checkout.Payment) bool {
	names := w.scenario.Call == Create || w.scenario.Call == Poll && w.service.name == simulator.WCTName // which looks by our reference first
	if !names || !renames(w.scenario.Fault) || p.Ref == "" {
		return false
	}
	for _, there := range w.gateway.Payments() {
		if there.ID == paymentOf(p.Ref) {
			return false
		}
	}
	return p.Status.IsOpen()
}

// survived checks, before a new life begins, that all that was acknowledged is
// there, and that the store is whole.
func (w *world) survived(r *run) {
	report, err := r.db.Verify(nil)
	if err != nil || !report.Clean() {
		w.find("12: the store is not whole after a crash: %v %v", report.Findings, err)
		return
	}
	w.mu.Lock()
	known := make([]checkout.Sale, 0, len(w.known))
	for _, s := range w.known {
		known = append(known, s)
	}
	w.mu.Unlock()
	for _, s := range known {
		stored, err := r.db.Sale(s.ID)
		if err != nil {
			w.find("2: sale %s was acknowledged and is lost: %v", s.ID, err)
			continue
		}
		if what := lost(s, stored); what != "" {
			w.find("2: of sale %s %s was acknowledged and is lost", s.ID, what)
		}
	}
	for s, err := range r.db.All() {
		if err == nil {
			w.acknowledge(s) // what was written and not acknowledged is the truth from here on
		}
	}
}

// lost says what a stored sale lacks of what was acknowledged.
func lost(known, stored checkout.Sale) string {
	switch {
	case len(stored.Events) < len(known.Events):
		return fmt.Sprintf("event %s", known.Events[len(stored.Events)].What)
	case stored.Number != known.Number && known.Number != 0:
		return fmt.Sprintf("number %d", known.Number)
	case len(stored.Payments) < len(known.Payments):
		return "a payment"
	case len(stored.Refunds) < len(known.Refunds):
		return "a refund"
	}
	for i, p := range known.Payments {
		q := stored.Payments[i]
		if q.Attempts < p.Attempts || p.Status == checkout.Paid && q.Status != checkout.Paid || p.Ref != "" && q.Ref != p.Ref || q.Key != p.Key {
			return fmt.Sprintf("the state of payment %s", p.ID)
		}
	}
	return ""
}
