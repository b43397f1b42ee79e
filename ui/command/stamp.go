package command

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/checkout/stamp"
)

// verifyReceipt says what the paper that bears a code is about, so that whoever
// holds it can compare. An error refutes the paper.
func (d Desk) verifyReceipt(call Call, out io.Writer) error {
	code, err := stamp.Parse(call.Code)
	if err != nil {
		return fmt.Errorf("%q is no code of a receipt: %w", call.Code, err)
	}
	if len(d.Stamp) == 0 {
		return errors.New("this till has no key to check codes with, for it has no vault; 'kasir doctor' says how to get one")
	}
	found, err := checkout.FindStamped(d.Source, d.Stamp, code)
	switch {
	case errors.Is(err, checkout.ErrNotFound):
		return fmt.Errorf("NOT OURS: no paper of this till bears the code %s; read it once more, then doubt the paper", code)
	case errors.Is(err, checkout.ErrForged):
		return fmt.Errorf("DO NOT TRUST IT: the code %s does not fit the paper that is stored with it; run 'kasir verify'", code)
	case err != nil:
		return err
	}
	return sayStamped(found, code, out)
}

func sayStamped(found checkout.Stamped, code stamp.Code, out io.Writer) error {
	var err error
	print := func(format string, args ...any) {
		if err == nil {
			_, err = fmt.Fprintf(out, format+"\n", args...)
		}
	}
	if slip := found.Slip; slip != nil {
		print("OK: the code %s is that of a refund slip", code)
		print("  amount   %s", amount(slip.Amount))
		print("  made     %s", moment(slip.Shop, slip.At))
		print("  of       %s, paid %s", cmp.Or(slip.Invoice, "a payment without receipt"), moment(slip.Shop, slip.Sold))
		print("A slip that says anything else has been changed.")
		return err
	}
	if z := found.Shift; z != nil {
		print("OK: the code %s is that of a Z report", code)
		print("  number   %d of %s", z.Number, z.Till)
		print("  net      %s", amount(z.Claim().Amount))
		print("  closed   %s", moment(*z.Shop, z.Closed))
		print("A report that says anything else has been changed.")
		return err
	}
	r := found.Sale.Receipt
	print("OK: the code %s is that of a receipt", code)
	print("  number   %s", r.Invoice)
	print("  total    %s", amount(r.Total))
	print("  paid     %s", moment(r.Shop, r.At))
	for _, tender := range r.Tenders {
		print("  by       %s", tender.Label)
	}
	if back := found.Sale.Refunded(); back.IsPositive() {
		print("  refunded %s", amount(back))
	}
	print("A paper that says anything else has been changed.")
	return err
}

func amount(a money.Amount) string { return a.Format("en") }

func moment(shop checkout.Shop, t time.Time) string {
	return t.In(shop.Location()).Format("2006-01-02 15:04 ") + shop.ZoneName(t)
}
