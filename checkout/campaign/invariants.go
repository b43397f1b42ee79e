package campaign

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/checkout/simulator"
)

// An Invariant is a promise that holds after every scenario.
type Invariant struct {
	Number int
	Says   string
	check  func(v *verdict)
	always bool // it holds at any moment, not only once the till had its time
}

// invariants are the promises that are judged at the end. Others are judged
// while a scenario plays: 5, 7 and 22 at each transition, 9 and 10 where something
// is shown or printed, 14 by the time that a scenario may take, 17 by starting
// the till once more. 13 and 19 have suites of their own.
var invariants = []Invariant{
	{1, "money moves at most once for a payment, and a sale has all of it or nothing, or a person is asked", oneMovement, false},
	{1, "", movesOnce, true},
	{2, "no money comes in that the till does not know of", knownMoney, false},
	{3, "nothing is paid that the service does not call so", truePaid, true},
	{4, "the sums here are the sums there", sums, false},
	{5, "one payment has one key and one body for ever", oneKey, true},
	{6, "no more goes back than came, and what went back is known here", givenBack, false},
	{6, "", neverMore, true},
	{8, "no request reaches a service that was not marked before", marked, true},
	{9, "what a cashier was told is paid stays paid", told, true},
	{10, "a sale has one original on paper at most", oneOriginal, true},
	{11, "numbers run without a gap", numbers, true},
	{12, "the store and its audit log are whole", whole, true},
	{16, "in the end a payment stands as the service says, whatever was heard in between", truth, false},
	{20, "after a restore no number, key or original is repeated, and a task says that something may be missing", repeats, false},
	{21, "no service is asked more often than it puts up with", pace, true},
}

// movesOnce is the part of invariant 1 that holds at any moment. Who pays in
// parts moves money more often, but never more of it.
func movesOnce(v *verdict) {
	ours := map[string]int{}
	for _, p := range v.there {
		times := p.Times
		if p.Divisible() && p.Taken.Cmp(p.Amount) <= 0 {
			times = min(times, 1)
		}
		if times > 1 {
			v.find("1: money moved %d times for %s", p.Times, p.ID)
		}
		if ours[p.Ours] += times; p.Ours != "" && ours[p.Ours] > 1 {
			v.find("1: money moved twice for our payment %s", p.Ours)
		}
	}
}

// oneMovement judges what a sale holds: what came for it at the service and in
// cash, and of other sales, less what went to other sales.
func oneMovement(v *verdict) {
	for _, s := range v.sales {
		came := money.Of(0, s.Total().Currency)
		asked := len(s.Tasks(v.clock().Add(7*24*time.Hour))) > 0
		for _, p := range s.Payments {
			asked = asked || s.Stray(p) || p.Status == checkout.Unresolved || p.Decided.What != ""
			if sum, _ := v.taken(p); !sum.IsZero() {
				came = came.Plus(sum)
			} else if isCash(p) {
				came = came.Plus(p.Amount)
			}
		}
		for _, a := range s.Attached {
			came = came.Plus(a.Amount)
		}
		fits := came == s.Refunded()
		if s.Status == checkout.Completed {
			fits = came.Cmp(s.Total()) >= 0 && came.Minus(s.Refunded()).Cmp(s.Total()) <= 0
		}
		if !fits && !asked {
			v.find("1: %s came in for sale %s of %s, which is %s, %s went back, and nobody is asked to look", came, s.ID, s.Total(), s.Status, s.Refunded())
		}
	}
}

func isCash(p checkout.Payment) bool { return p.Provider == checkout.CashService }

func knownMoney(v *verdict) {
	known := map[string]int{}
	for _, p := range v.byPay {
		if p.Ref != "" && (p.Status == checkout.Paid || p.Status == checkout.Unresolved) {
			known[paymentOf(p.Ref)]++
		}
	}
	for _, m := range v.money {
		if n := known[m.Payment]; n != 1 && !(n == 0 && v.hidden(m)) {
			v.find("2: %s came in for %s, of which %d payments here know", m.Amount, m.Payment, n)
		}
	}
}

func truePaid(v *verdict) {
	for _, p := range v.byPay {
		if p.Status != checkout.Paid || isCash(*p) || p.Ref == "" && p.Decided.What == checkout.SeenPaid {
			continue
		}
		there, ok := v.there[paymentOf(p.Ref)]
		switch {
		case !ok || there.State != simulator.Paid:
			v.find("3: payment %s is paid here, and %q there", p.ID, there.State)
		case there.Taken != p.Amount:
			v.find("3: payment %s is of %s, and %s came", p.ID, p.Amount, there.Taken)
		case there.Ours != "" && there.Ours != string(p.ID), there.Key != "" && there.Key != p.Key:
			v.find("3: payment %s was paid by the money of another one", p.ID)
		}
	}
}

func sums(v *verdict) {
	var here, there money.Amount
	for _, p := range v.byPay {
		if p.Status == checkout.Paid && !isCash(*p) {
			here = here.Plus(p.Amount)
		}
	}
	refs := map[string]bool{}
	for _, p := range v.byPay {
		refs[paymentOf(p.Ref)] = true
	}
	for _, m := range v.money {
		if refs[m.Payment] || !v.hidden(m) {
			there = there.Plus(m.Amount)
		}
	}
	unclear := slices.ContainsFunc(v.sales, func(s checkout.Sale) bool {
		return slices.ContainsFunc(s.Payments, func(p checkout.Payment) bool { return p.Status == checkout.Unresolved })
	})
	if here != there && !unclear {
		v.find("4: %s here, %s there", here, there)
	}
}

func oneKey(v *verdict) {
	keys := map[string]bool{}
	for _, p := range v.byPay {
		if keys[p.Key] {
			v.find("5: two payments have one key")
		}
		keys[p.Key] = true
		var first []byte
		for _, q := range v.creates[p.ID] {
			if first == nil {
				first = q.body
			}
			if !bytes.Equal(first, q.body) {
				v.find("5: payment %s was asked for in other bytes", p.ID)
			}
			if q.key != "" && q.key != p.Key {
				v.find("5: payment %s was asked for under another key", p.ID)
			}
		}
	}
	for _, c := range v.gateway.Violations() {
		// What the network doubled is not the till's doing; the money is counted.
		if !v.doubled {
			v.find("5: the service complains: %s", c)
		}
	}
}

func givenBack(v *verdict) {
	for _, s := range v.sales {
		for _, p := range s.Payments {
			if p.Ref == "" {
				continue
			}
			here, parts, moving := money.Of(0, p.Amount.Currency), 0, false
			for _, r := range s.RefundsOf(p.ID) {
				moving = moving || r.InMotion()
				if r.Status != checkout.RefundRefused && r.Way == checkout.RefundAsked {
					here, parts = here.Plus(r.Amount), parts+1
				}
			}
			there, n := v.gateway.GivenBack(paymentOf(p.Ref))
			if v.comeback != nil && v.comeback.refunds[p.ID] > 0 {
				continue // a task says that something may be missing
			}
			if here != there && !(there.IsZero() && (moving || here.IsZero())) || n > parts || there.Cmp(p.Amount) > 0 {
				v.find("6: of payment %s %s went back in %d parts, here it is %s in %d", p.ID, there, n, here, parts)
			}
		}
	}
}

// neverMore is the part of invariant 6 that holds at any moment.
func neverMore(v *verdict) {
	for _, s := range v.sales {
		for _, p := range s.Payments {
			if s.Refundable(p).Minor < 0 {
				v.find("6: more is given back of payment %s than came", p.ID)
			}
			if p.Ref == "" || isCash(p) {
				continue
			}
			there, n := v.gateway.GivenBack(paymentOf(p.Ref))
			asked := len(s.RefundsOf(p.ID))
			if v.comeback != nil {
				asked += v.comeback.refunds[p.ID]
			}
			if there.Cmp(p.Amount) > 0 || n > asked {
				v.find("6: of payment %s %s went back in %d parts, and %d were asked for", p.ID, there, n, asked)
			}
		}
	}
}

func marked(v *verdict) {
	found := 0
	for _, p := range v.byPay {
		n := 0
		for _, q := range v.creates[p.ID] {
			if v.comeback == nil || q.at.After(v.comeback.at) {
				n++
			}
		}
		found += n
		if n > p.Attempts {
			v.find("8: payment %s was asked for %d times, and %d are marked", p.ID, n, p.Attempts)
		}
	}
	all := 0
	for _, q := range v.asked {
		if q.call == Create && (v.comeback == nil || q.at.After(v.comeback.at)) {
			all++
		}
	}
	if found != all {
		v.find("8: %d payments were asked for that are not stored here", all-found)
	}
}

func told(v *verdict) {
	v.mu.Lock() // followers may be at work
	paid := slices.Collect(maps.Keys(v.paid))
	v.mu.Unlock()
	for _, id := range paid {
		if p := v.byPay[id]; p == nil || p.Status != checkout.Paid {
			v.find("9: payment %s was called paid and is not", id)
		}
	}
}

func oneOriginal(v *verdict) {
	receipts, slips := map[string]int{}, map[string]int{}
	for _, sheet := range v.paper.all() {
		switch {
		case sheet.isCopy():
		case sheet.isSlip():
			slips[sheet.invoice()]++
		default:
			receipts[sheet.invoice()]++
		}
	}
	for _, s := range v.sales {
		if s.Receipt == nil {
			continue
		}
		given := len(s.Refunds)
		if v.comeback != nil {
			for _, p := range s.Payments {
				given += v.comeback.refunds[p.ID]
			}
		}
		if at := s.Receipt.Invoice; receipts[at] > 1 || slips[at] > given {
			v.find("10: sale %s has %d originals on paper, and its refunds %d", s.ID, receipts[at], slips[at])
		}
	}
}

func numbers(v *verdict) {
	n := uint64(0)
	for _, s := range v.sales {
		if s.Status == checkout.Completed {
			n++
		}
	}
	if v.report.Numbers != n {
		v.find("11: the last number is %d after %d sales", v.report.Numbers, n)
	}
}

func whole(v *verdict) {
	for _, f := range v.report.Findings {
		v.find("12: %s", f)
	}
}

func truth(v *verdict) {
	for _, p := range v.byPay {
		there, ok := v.there[paymentOf(p.Ref)]
		switch {
		case p.Ref == "":
			v.unnamed(p)
		case p.Status == checkout.Unresolved, v.isForged(*p):
		case !ok:
			v.find("16: payment %s is not known at the service", p.ID)
		case (p.Status == checkout.Paid) != (there.State == simulator.Paid):
			v.find("16: payment %s is %s here, and %s there", p.ID, p.Status, there.State)
		}
	}
}

// unnamed judges a payment that no answer has named: where it has ended, its
// service has nothing that could take money. Tabby makes another session each
// time, of which those that were never shown cannot be paid.
func (v *verdict) unnamed(p *checkout.Payment) {
	if !p.Status.IsUnpaidEnd() || v.service.name == simulator.TabbyName || v.doubled {
		return
	}
	for _, there := range v.there {
		if there.Ours == string(p.ID) || there.Key == p.Key {
			v.find("16: payment %s is %s here, and the service has it", p.ID, p.Status)
		}
	}
}

// pace counts the questions about one thing in any 20 seconds.
func pace(v *verdict) {
	asked := map[string][]time.Time{}
	for _, q := range v.asked {
		if q.call == Poll {
			about := q.url + string(q.body)
			asked[about] = append(asked[about], q.at)
		}
	}
	limit := v.service.paces
	if v.unruly {
		limit = max(limit, 30) // F5 asks out of turn, but once a second at most
	}
	for _, times := range asked {
		for i, at := range times {
			if n := i + limit; n < len(times) && times[n].Sub(at) < 20*time.Second {
				v.find("21: a payment was asked about more than %d times in 20 s", limit)
				return
			}
		}
	}
}

// secrets looks for credentials where none may stand (invariant 15).
func (v *verdict) secrets(image []byte) {
	v.mu.Lock()
	spoke := v.spoke.String()
	v.mu.Unlock()
	for _, secret := range append([]string{string(auditKey)}, v.service.secrets...) {
		if bytes.Contains(image, []byte(secret)) {
			v.find("15: a secret stands in the database")
		}
		if strings.Contains(spoke, secret) {
			v.find("15: a secret stands in an error or a log")
		}
		for _, q := range v.asked {
			if strings.Contains(q.url, secret) {
				v.find("15: a secret stands in an address")
			}
		}
	}
}
