package command_test

import (
	"io"
	"strings"
	"testing"

	"kasir/checkout"
	"kasir/checkout/stamp"
	"kasir/store"
	"kasir/ui/command"
)

var stampKey = stamp.Key("a key for tests, of 32 bytes....")

// stamped gives the receipt of the sale with a number its code, as a till with
// a key does.
func stamped(t *testing.T) (command.Desk, string) {
	t.Helper()
	d := newDesk(t)
	d.Stamp = stampKey
	db, code := d.Source.(*store.DB), ""
	s, err := db.ByNumber(1)
	if err != nil {
		t.Fatal(err)
	}
	again := s
	again.ID, again.Number, again.Receipt, again.Status = checkout.NewSaleID(), 0, nil, checkout.Open
	again.Prints, again.Events = nil, again.Events[:1]
	again.Payments = []checkout.Payment{s.Payments[0]}
	again.Payments[0].Key, again.Payments[0].Sale, again.Payments[0].ID = "key-3", again.ID, "key-3"
	if err := db.OpenSale(again); err != nil {
		t.Fatal(err)
	}
	_, err = db.UpdateSale(again.ID, func(sale *checkout.Sale, number func() uint64) error {
		r := *s.Receipt
		r.Number = number()
		r.Code = stampKey.Of(r.Claim())
		code = string(r.Code)
		sale.Status, sale.Number, sale.Completed, sale.Receipt = checkout.Completed, r.Number, noon, &r
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return d, code
}

func TestAGenuineCodeIsConfirmed(t *testing.T) {
	d, code := stamped(t)
	for _, typed := range []string{code, strings.ToLower(strings.ReplaceAll(code, "-", ""))} {
		got := do(t, d, command.Call{Name: command.Stamp, Code: typed})
		for _, want := range []string{"OK: the code " + code, "POS-000042", "Rp 50,000", "2026-05-09 12:00 WIB", "QRIS"} {
			if !strings.Contains(got, want) {
				t.Errorf("no %q in %s", want, got)
			}
		}
	}
}

func TestOtherCodesAreRefuted(t *testing.T) {
	d, code := stamped(t)
	for typed, want := range map[string]string{
		"0000-0000-0000": "NOT OURS", "K7QF": "no code of a receipt", "": "no code of a receipt", "POS-000042": "no code of a receipt",
	} {
		if err := d.Do(command.Call{Name: command.Stamp, Code: typed}, io.Discard); err == nil || !strings.Contains(err.Error(), want) || command.IsUsage(err) {
			t.Errorf("%q: got %v, want %s", typed, err, want)
		}
	}
	d.Stamp = stamp.Key("the key of another vault")
	if err := d.Do(command.Call{Name: command.Stamp, Code: code}, io.Discard); err == nil || !strings.Contains(err.Error(), "DO NOT TRUST IT") {
		t.Errorf("another key: got %v", err)
	}
	d.Stamp = nil
	if err := d.Do(command.Call{Name: command.Stamp, Code: code}, io.Discard); err == nil || !strings.Contains(err.Error(), "no key") {
		t.Errorf("no key: got %v", err)
	}
}
