package store

import (
	"fmt"

	"kasir/checkout"
	"kasir/checkout/money"
)

// A takings is what a shift took by each method, summed up from the sales.
type takings map[takenBy]int64

type takenBy struct {
	method string
	money.Currency
}

// addTakings sums up what the sales say of each shift.
func (v *verifier) addTakings(s *checkout.Sale) {
	for _, m := range s.Movements() {
		if m.Booked.Shift == 0 {
			continue
		}
		if v.takings[m.Booked.Shift] == nil {
			v.takings[m.Booked.Shift] = make(takings)
		}
		v.takings[m.Booked.Shift][takenBy{m.Method, m.Amount.Currency}] += m.Amount.Minor
	}
}

// shifts proves that the closed shifts run from 1 without a gap, that each is as
// the audit log has it and comes to what its sales come to.
func (v *verifier) shifts(vouched map[string]string) {
	if !v.has(bucketShifts) {
		return
	}
	if _, err := get(v.tx, bucketNumbers, keyShiftNumber, &v.report.Shifts); err != nil {
		v.report.addError(err)
		return
	}
	next := uint64(1)
	c := v.tx.Bucket([]byte(bucketShifts)).Cursor()
	for key, _ := c.First(); key != nil; key, _ = c.Next() {
		number, ok := parse8(key)
		if !ok || number < next {
			v.report.add(place(bucketShifts, string(key)), "nothing like it belongs there")
			continue
		}
		if number != next {
			v.report.add("shifts", "no Z bears %d to %d", next, number-1)
		}
		next = number + 1
		var s checkout.Shift
		if _, err := get(v.tx, bucketShifts, string(key), &s); err != nil {
			v.report.addError(err)
			continue
		}
		v.shift(number, &s, vouched)
	}
	if last := v.report.Shifts; next != last+1 && next != last+2 {
		v.report.add("shifts", "the last Z is %d, but the last record is %d", last, next-1)
	}
}

func (v *verifier) shift(number uint64, s *checkout.Shift, vouched map[string]string) {
	where := fmt.Sprintf("shift %d", number)
	digest, err := closedAs(s)
	switch {
	case err != nil:
		v.report.addError(err)
	case s.Number != number:
		v.report.add(where, "it calls itself %d", s.Number)
	case s.Running() == (number <= v.report.Shifts):
		v.report.add(where, "whether it is closed does not fit the last Z, %d", v.report.Shifts)
	case digest != "" && vouched[sealNote(number, digest)] == "":
		v.report.add(where, "the audit log vouches for another Z: it was changed")
	case digest != "" && vouched[sealNote(number, digest)] != s.Head:
		v.report.add(where, "its head is not that of the audit log")
	case digest != "" && len(v.unread) == 0:
		v.checkTakings(where, s)
	}
}

// checkTakings compares a Z with the sums of its sales.
func (v *verifier) checkTakings(where string, s *checkout.Shift) {
	left := v.takings[s.Number]
	for _, m := range s.Report.Methods {
		t := takenBy{m.Method, m.Currency()}
		if left[t] != m.Net().Minor {
			v.report.add(where, "its Z says %s by %s, its sales come to %s", m.Net(), m.Method, money.Of(left[t], t.Currency))
		}
		delete(left, t)
	}
	for t, sum := range left {
		v.report.add(where, "its Z does not say the %s by %s of its sales", money.Of(sum, t.Currency), t.method)
	}
}
