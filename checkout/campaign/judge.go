package campaign

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/checkout/simulator"
	"kasir/store"
)

// A verdict is all that is known when a scenario is over.
type verdict struct {
	*world
	sales   []checkout.Sale
	there   map[string]simulator.Payment // by the service's number
	money   []simulator.Movement
	report  store.Report
	asked   []request
	byPay   map[checkout.PaymentID]*checkout.Payment
	creates map[checkout.PaymentID][]request // the requests that asked for a payment
}

// judge starts the till once more, which must change nothing, and checks every
// invariant.
func (w *world) judge() error {
	before, err := w.stored()
	if err != nil {
		return err
	}
	asked := w.wire.asks()
	r, err := w.start()
	if err != nil {
		w.find("17: a till does not start a second time: %v", err)
		return nil
	}
	if err := r.resume(); err != nil {
		w.find("17: %v", err)
	}
	pass(r.ctx, time.Minute)
	report, err := r.db.Verify(nil)
	if err != nil {
		w.find("12: the store cannot be verified: %v", err)
	}
	if err := r.bury(); err != nil {
		return err
	}
	after, err := w.stored()
	if err != nil {
		return err
	}
	for i := range min(len(before), len(after)) {
		if meaning(before[i]) != meaning(after[i]) {
			w.find("17: a second recovery changed sale %s from %q to %q", before[i].ID, meaning(before[i]), meaning(after[i]))
		}
	}
	if len(before) != len(after) {
		w.find("17: a second recovery changed how many sales there are")
	}
	if n := w.wire.asks(); n != asked && !renames(w.scenario.Fault) {
		w.find("17: a second recovery asked for money %d times", n-asked)
	}
	return w.verdict(after, report)
}

func (w *world) verdict(sales []checkout.Sale, report store.Report) error {
	v := w.verdictOn(sales, report)
	for _, i := range invariants {
		i.check(v)
	}
	if err := v.zOfTheDay(); err != nil {
		return err
	}
	image, err := w.disk.read()
	if err != nil {
		return err
	}
	v.secrets(image)
	return nil
}

// verdictOn is all that is known of some sales, for the invariants.
func (w *world) verdictOn(sales []checkout.Sale, report store.Report) *verdict {
	v := &verdict{
		world: w, sales: sales, report: report, money: w.gateway.Movements(), asked: w.wire.seen(),
		there: map[string]simulator.Payment{}, byPay: map[checkout.PaymentID]*checkout.Payment{},
	}
	for _, p := range w.gateway.Payments() {
		v.there[p.ID] = p
	}
	for i := range v.sales {
		for j := range v.sales[i].Payments {
			p := &v.sales[i].Payments[j]
			v.byPay[p.ID] = p
		}
	}
	v.assign()
	return v
}

// uuid is how payments and keys are named.
var uuid = regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`)

// assign finds out for which payment each request to create one was.
func (v *verdict) assign() {
	v.creates = map[checkout.PaymentID][]request{}
	named := map[string]checkout.PaymentID{}
	for id, p := range v.byPay {
		named[string(id)], named[p.Key] = id, id
	}
	for _, q := range v.asked {
		if q.call != Create {
			continue
		}
		for _, name := range append([]string{q.key}, uuid.FindAllString(string(q.body), -1)...) {
			if id, ok := named[name]; ok {
				v.creates[id] = append(v.creates[id], q)
				break
			}
		}
	}
}

// stored reads every sale from the disk, as another program would.
func (w *world) stored() ([]checkout.Sale, error) {
	db, err := store.OpenReadOnly(w.disk.file(), store.Options{AuditKey: auditKey})
	if err != nil {
		return nil, fmt.Errorf("campaign: read the store: %w", err)
	}
	defer func() { _ = db.Close() }() // only read
	var sales []checkout.Sale
	for s, err := range db.All() {
		if err != nil {
			return nil, fmt.Errorf("campaign: read the store: %w", err)
		}
		sales = append(sales, s)
	}
	return sales, nil
}

// meaning is what a sale says of money and paper. A second recovery asks about
// what is watched, and may be told more of what has ended; that is no change. Nor
// is it that each start drops the sales that nobody can pay any more.
func meaning(s checkout.Sale) string {
	var b strings.Builder
	status := s.Status
	if status == checkout.Open && !slices.ContainsFunc(s.Payments, func(p checkout.Payment) bool { return !pastPaying(s, p) }) {
		status = checkout.Voided
	}
	fmt.Fprintln(&b, status, s.Number, s.BusinessDay, s.Lines)
	for _, p := range s.Payments {
		fmt.Fprintln(&b, p.ID, p.Key, p.Amount, p.Status, p.Ref, p.Attempts, p.Unsent, p.Invoice, p.Parked, p.Withdrawn, p.Kept)
	}
	for _, r := range s.Refunds {
		fmt.Fprintln(&b, r.ID, r.Key, r.Status, r.Amount, r.Ref)
	}
	for _, p := range s.Prints {
		fmt.Fprintln(&b, p.Kind, p.Copy, p.State)
	}
	return b.String()
}

// pastPaying tells whether a payment has ended unpaid, was told by a person not
// to be paid, or has been given back whole.
func pastPaying(s checkout.Sale, p checkout.Payment) bool {
	switch {
	case p.Status == checkout.Paid:
		back := money.Of(0, p.Amount.Currency)
		for _, r := range s.Refunds {
			if r.Payment == p.ID && r.Status == checkout.RefundDone {
				back = back.Plus(r.Amount)
			}
		}
		return back == p.Amount
	case p.Status == checkout.Unresolved:
		return p.Decided.What == checkout.SeenUnpaid || p.Decided.What == checkout.Acknowledged
	}
	return p.Status.IsUnpaidEnd()
}

// taken is what the service took for a payment, by its number there.
func (v *verdict) taken(p checkout.Payment) (sum money.Amount, times int) {
	for _, m := range v.money {
		if p.Ref != "" && m.Payment == paymentOf(p.Ref) {
			sum, times = sum.Plus(m.Amount), times+1
		}
	}
	return sum, times
}
