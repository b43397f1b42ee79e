package campaign

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"kasir/checkout"
	"kasir/checkout/simulator"
	"kasir/store"
)

// comebacks are databases that are damaged some time after a backup was made: it
// is restored, and the till goes on selling.
func comebacks() Suite {
	return Suite{
		Name: "restore", Says: "the database is damaged, and a backup restored that knows nothing of the last sales, refunds and reports",
		Size: 2000, Sample: 40,
		At: func(i int) Scenario {
			return Scenario{Suite: "restore", Service: services[i%len(services)].name, Fault: harms[i/len(services)%len(harms)].name, Seed: uint64(i + 1)}
		},
	}
}

// A comeback is what a restored backup does not know.
type comeback struct {
	at      time.Time
	sales   []checkout.Sale            // as they stood before the damage
	unseen  map[string]bool            // payments at the service, of which the backup does not know
	refunds map[checkout.PaymentID]int // refunds that the backup has not
}

// comeBack plays a scenario of comebacks.
func (w *world) comeBack() (Result, error) {
	backup := filepath.Join(w.disk.dir, "old.db")
	before, after := w.throng("before"), w.throng("after")
	r, err := w.start()
	if err != nil {
		return Result{}, err
	}
	made, at := make(chan error, 1), time.Duration(w.random.IntN(8_000))*time.Millisecond
	r.work.Go(func() {
		pass(r.ctx, at)
		made <- r.db.Backup(backup)
	})
	r.serve(before)
	if err := <-made; err != nil {
		return Result{}, fmt.Errorf("campaign: %w", err)
	}
	if w.random.IntN(3) == 0 {
		for _, g := range before {
			g.refund = g.want == take // some money goes back when the backup is made
		}
		r.serve(before)
	}
	r.serve(after)
	w.payParked(r)
	if w.random.IntN(3) == 0 {
		w.settle(r)
		r.closeDay()
	}
	r.die(nil)
	pass(context.Background(), time.Minute) // until somebody has found the backup
	if err := r.bury(); err != nil {
		return Result{}, err
	}
	if err := w.restore(backup); err != nil {
		return Result{}, err
	}
	met, err := w.live(w.throng("later"))
	return Result{w.findings, met + 1, w.died, w.spoke.String()}, err
}

// payParked has some pay who were asked to wait, and their receipts come out.
func (w *world) payParked(r *run) {
	for _, p := range w.gateway.Payments() {
		if p.State == simulator.Waiting && w.random.IntN(2) == 0 {
			_ = w.gateway.Pay(p.ID)
		}
	}
	pass(r.ctx, time.Duration(w.random.IntN(20))*time.Second)
}

// throng are a few customers, of whom some leave a payment open.
func (w *world) throng(when string) []*goal {
	var wants []wish
	for range 1 + w.random.IntN(3) {
		wants = append(wants, wishes[w.random.IntN(len(wishes))])
	}
	goals := w.customers(wants...)
	for i, g := range goals {
		g.sale = checkout.SaleID(fmt.Sprintf("%s-%d", when, i+1))
		g.refund = g.refund && w.random.IntN(2) == 0
	}
	return goals
}

// restore damages the database, puts a backup in its place, and notes what that
// does not know.
func (w *world) restore(backup string) error {
	sales, err := w.stored()
	if err != nil {
		return err
	}
	image, err := w.disk.read()
	if err != nil {
		return err
	}
	if err := w.disk.write(damaged(image, w.scenario.Fault, w.random)); err != nil {
		return err
	}
	if _, err := store.Restore(w.disk.dir, backup, store.Options{AuditKey: auditKey}, w.clock()); err != nil {
		w.find("20: a good backup cannot be restored: %v", err)
		return nil
	}
	old, err := w.stored()
	if err != nil {
		return err
	}
	c := &comeback{at: now(), sales: sales, unseen: map[string]bool{}, refunds: map[checkout.PaymentID]int{}}
	for _, p := range w.gateway.Payments() {
		c.unseen[p.ID] = true
	}
	for _, s := range old {
		for _, p := range s.Payments {
			delete(c.unseen, paymentOf(p.Ref))
			c.refunds[p.ID] = -len(s.RefundsOf(p.ID))
		}
	}
	for _, s := range sales {
		for _, p := range s.Payments {
			c.refunds[p.ID] += len(s.RefundsOf(p.ID))
		}
	}
	for _, p := range w.gateway.Payments() {
		if c.unseen[p.ID] && w.random.IntN(2) == 0 {
			_ = w.gateway.Pay(p.ID) // a code that somebody still looks at; it may have ended
		}
	}
	clear(w.known) // nobody can know any more what was acknowledged
	clear(w.paid)
	w.comeback, w.shift = c, 0
	return w.mustWarn()
}

// mustWarn: what happened after the backup is a task, before anything is sold.
func (w *world) mustWarn() error {
	db, err := store.OpenReadOnly(w.disk.file(), store.Options{AuditKey: auditKey})
	if err != nil {
		return fmt.Errorf("campaign: read the store: %w", err)
	}
	defer func() { _ = db.Close() }() // only read
	tasks, err := db.LooseEnds(w.clock())
	if !slices.ContainsFunc(tasks, func(t checkout.Task) bool { return t.Kind == checkout.TaskRestored }) {
		w.find("20: nobody is told that a backup was restored: %v", err)
	}
	return nil
}

// hidden tells whether money moved for a payment of which a restored backup could
// not know. A task says that there may be some.
func (w *world) hidden(m simulator.Movement) bool {
	return w.comeback != nil && w.comeback.unseen[m.Payment]
}

// repeats looks for what a till did again that it had done after its backup
// (invariant 20).
func repeats(v *verdict) {
	c := v.comeback
	if c == nil {
		return
	}
	kept := map[string]bool{}
	for _, s := range v.sales {
		for _, p := range s.Payments {
			kept[p.Key] = true
		}
		for _, r := range s.Refunds {
			kept[r.Key] = true
		}
	}
	lost := map[string]bool{}
	for _, s := range c.sales {
		for _, p := range s.Payments {
			lost[p.Key] = !kept[p.Key]
		}
		for _, r := range s.Refunds {
			lost[r.Key] = !kept[r.Key]
		}
	}
	for _, q := range v.asked {
		if q.at.After(c.at) && (q.call == Create || q.call == Refund) && lost[q.key] {
			v.find("20: a key was used again that the backup did not know")
		}
	}
	originals := map[string]int{} // of a sale's receipt, and of the one refund that is asked for
	for _, sheet := range v.paper.all() {
		at := sheet.invoice()
		if at == "" || sheet.isCopy() {
			continue
		}
		if sheet.isSlip() {
			at = "the refund of " + at
		}
		if originals[at]++; originals[at] > 1 {
			v.find("20: there are two originals of %s on paper", at)
		}
	}
	v.anew(c.sales, originals)
}

// anew compares the sales of before with those that the till completed anew: other
// numbers, and no second original.
func (v *verdict) anew(before []checkout.Sale, originals map[string]int) {
	numbers, invoices := map[string]checkout.SaleID{}, map[checkout.SaleID]string{}
	for _, s := range slices.Concat(before, v.sales) {
		if s.Receipt == nil {
			continue
		}
		at := s.Receipt.Invoice
		if known, ok := numbers[at]; ok && known != s.ID {
			v.find("20: sales %s and %s both bear %s", known, s.ID, at)
		}
		if old := invoices[s.ID]; old != "" && old != at && originals[old]+originals[at] > 1 {
			v.find("20: sale %s has an original of %s and one of %s", s.ID, old, at)
		}
		numbers[at], invoices[s.ID] = s.ID, at
	}
}
