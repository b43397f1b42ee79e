package store_test

import (
	"bytes"
	"path/filepath"
	"testing"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/store"
)

// closeShift makes a Z as the Till does.
func closeShift(t testing.TB, db *store.DB) checkout.Shift {
	t.Helper()
	s, err := db.CloseShift(func(s *checkout.Shift, in checkout.ShiftView) (checkout.ShiftNews, error) {
		report, err := checkout.ReportOf(checkout.Shop{}, in.Booked, s.Cash, func(b checkout.Booking) bool { return b.Shift == s.Number })
		s.Closed, s.Report = noon, &report
		return checkout.ShiftNews{
			Events: []checkout.Event{{At: noon, What: checkout.ShiftClosed}},
			Papers: []checkout.Paper{{Print: checkout.Print{Kind: checkout.PrintReport, State: checkout.Queued, At: noon}}},
		}, err
	})
	must(t, err)
	return s
}

// twoShifts leaves a closed database with two Zs and a running shift.
func twoShifts(t testing.TB) (file string) {
	t.Helper()
	dir := t.TempDir()
	db := open(t, dir)
	sell(t, db, 1)
	closeShift(t, db)
	closeShift(t, db)
	sell(t, db, 2)
	_, err := db.UpdateShift(0, func(s *checkout.Shift) (checkout.ShiftNews, error) {
		s.Opened = noon
		return checkout.ShiftNews{}, nil
	})
	must(t, err)
	report := wantClean(t, db)
	if report.Shifts != 2 {
		t.Errorf("verify counts %d Zs", report.Shifts)
	}
	must(t, db.Close())
	return filepath.Join(dir, store.File)
}

func TestShiftsAreKept(t *testing.T) {
	db := open(t, filepath.Dir(twoShifts(t)))
	first, err := db.Shift(1)
	must(t, err)
	if len(first.Report.Sums) != 1 || first.Report.Sums[0].Paid != money.Of(50_000, idr) || first.Report.Sales != 1 {
		t.Errorf("first Z: %+v", first.Report)
	}
	running, err := db.Shift(0)
	must(t, err)
	if running.Number != 3 || !running.IsOpen() {
		t.Errorf("running: %+v", running)
	}
	_, err = db.Shift(4)
	wantError(t, err, checkout.ErrNotFound)
	wantIDs(t, "booked to shift 1", collect(t, db.Booked(1)), 1)
	wantIDs(t, "booked to shift 2", collect(t, db.Booked(2)))
	wantIDs(t, "booked to shift 3", collect(t, db.Booked(3)), 2)
	wantIDs(t, "booked on the day", collect(t, db.BookedOn("2026-05-09")), 1, 2)
	var numbers []uint64
	for s, err := range db.ClosedShifts() {
		must(t, err)
		numbers = append(numbers, s.Number)
	}
	if len(numbers) != 2 || numbers[0] != 2 {
		t.Errorf("closed: %v", numbers)
	}
	due, err := db.DuePapers()
	must(t, err)
	if len(due) != 2 || due[1].Report == nil || due[1].Report.Number != 2 || due[1].Report.Head == "" || due[1].Booked.Shift != 3 {
		t.Errorf("due: %+v", due)
	}
	_, err = db.UpdateShift(1, func(s *checkout.Shift) (checkout.ShiftNews, error) {
		s.ClosedBy = "somebody else"
		return checkout.ShiftNews{}, nil
	})
	if err == nil || db.Stopped() {
		t.Errorf("a closed shift was changed: %v; stopped: %v", err, db.Stopped())
	}
	wantClean(t, db)
}

func TestVerifyFindsAChangedShift(t *testing.T) {
	number := store.Key8
	for name, c := range map[string]struct {
		bucket, key string
		change      func([]byte) []byte
		want        string
	}{
		"a flipped Z":          {"shifts", number(1), flip, "shifts, key 1: the record does not match its checksum"},
		"a missing Z":          {"shifts", number(1), drop, "no Z bears 1 to 1"},
		"another Z":            {"shifts", number(1), replace(`"sales":1`, `"sales":9`), "the audit log vouches for another Z"},
		"another head":         {"shifts", number(1), replace(`"head":"`, `"head":"0`), "its head is not that of the audit log"},
		"a shift open again":   {"shifts", number(2), replace(`"closed"`, `"opened"`), "whether it is closed"},
		"the last Z forgotten": {"numbers", "shift", func([]byte) []byte { return store.Seal("numbers", "shift", []byte("1")) }, "whether it is closed"},
		"no shift of a sale":   {"sales_by_shift", number(1) + number(1), drop, "sales_by_shift"},
		"no day of a booking":  {"sales_by_booking", "\x00\x0a2026-05-09" + number(2), drop, "sales_by_booking"},
		"no text":              {"sales_by_text", number(1), drop, "sales_by_text"},
	} {
		t.Run(name, func(t *testing.T) {
			file := twoShifts(t)
			tamper(t, file, c.bucket, c.key, c.change)
			report, err := store.VerifyFile(file, store.Options{}, nil)
			must(t, err)
			wantFinding(t, report, c.want)
		})
	}
}

// A Z and its entry in the log can agree and yet not be what was sold.
func TestVerifyAddsUpTheSalesOfAZ(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	sell(t, db, 1)
	_, err := db.CloseShift(func(s *checkout.Shift, _ checkout.ShiftView) (checkout.ShiftNews, error) {
		s.Closed, s.Report = noon, &checkout.Report{}
		return checkout.ShiftNews{}, nil
	})
	must(t, err)
	report, err := db.Verify(nil)
	must(t, err)
	wantFinding(t, report, "its Z does not say the 50000 IDR by qris of its sales")
}

// replace changes the text of a shift's record, with a good checksum.
func replace(old, with string) func([]byte) []byte {
	return func(record []byte) []byte {
		payload := bytes.Replace(record[5:], []byte(old), []byte(with), 1)
		number := bytes.SplitN(payload, []byte(`"number":`), 2)[1][0] - '0'
		return store.Seal("shifts", store.Key8(uint64(number)), payload)
	}
}
