package store

import (
	"fmt"
	"strings"

	"kasir/checkout"
	"kasir/checkout/money"
)

// A takings is what a shift took by one method, summed up from the sales.
type takings struct {
	shift  uint64
	method string
	money.Currency
}

// addTakings sums up what the sales say of each shift.
func (v *verifier) addTakings(s *checkout.Sale) {
	for _, m := range s.Movements() {
		if m.Booked.Shift != 0 {
			v.takings[takings{m.Booked.Shift, m.Method, m.Amount.Currency}] += m.Amount.Minor
		}
	}
}

// shifts proves that the closed shifts run from 1 without a gap, that each is as
// the audit log has it and comes to what its sales come to.
func (v *verifier) shifts() {
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
		v.shift(number, &s)
	}
	if last := v.report.Shifts; next != last+1 && next != last+2 {
		v.report.add("shifts", "the last Z is %d, but the last record is %d", last, next-1)
	}
}

func (v *verifier) shift(number uint64, s *checkout.Shift) {
	where := fmt.Sprintf("shift %d", number)
	digest, err := closedAs(s)
	switch {
	case err != nil:
		v.report.addError(err)
	case s.Number != number:
		v.report.add(where, "it calls itself %d", s.Number)
	case s.Running() == (number <= v.report.Shifts):
		v.report.add(where, "whether it is closed does not fit the last Z, %d", v.report.Shifts)
	case digest != "" && v.vouched[sealNote(number, digest)] == "":
		v.report.add(where, "the audit log vouches for another Z: it was changed")
	case digest != "" && v.vouched[sealNote(number, digest)] != s.Head:
		v.report.add(where, "its head is not that of the audit log")
	case digest != "" && len(v.unread) == 0:
		v.checkTakings(where, s)
	}
}

// checkTakings compares a Z with the sums of its sales.
func (v *verifier) checkTakings(where string, s *checkout.Shift) {
	left := make(map[takings]int64)
	for t, sum := range v.takings {
		if t.shift == s.Number {
			left[t] = sum
		}
	}
	for _, m := range s.Report.Methods {
		t := takings{s.Number, m.Method, m.Currency()}
		if left[t] != m.Net().Minor {
			v.report.add(where, "its Z says %s by %s, its sales come to %s", m.Net(), m.Method, money.Of(left[t], t.Currency))
		}
		delete(left, t)
	}
	for t, sum := range left {
		v.report.add(where, "its Z does not say the %s by %s of its sales", money.Of(sum, t.Currency), t.method)
	}
}

// noteVouched remembers what the audit log vouches for: the hash of the entry
// by what it says.
func (v *verifier) noteVouched(e checkout.Event, hash string) {
	if e.What == checkout.ShiftSealed && strings.HasPrefix(e.Note, "Z ") {
		v.vouched[e.Note] = hash
	}
}
