package command

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
)

// sale is a sale in JSON, as docs and scripts know it. Fields may be added,
// never renamed.
type sale struct {
	ID          checkout.SaleID     `json:"id"`
	Number      uint64              `json:"number"`
	Status      checkout.SaleStatus `json:"status"`
	Created     time.Time           `json:"created"`
	Completed   *time.Time          `json:"completed"`
	BusinessDay string              `json:"business_day"`
	Cashier     string              `json:"cashier"`
	Till        string              `json:"till"`
	Total       money.Amount        `json:"total"`
	Note        string              `json:"note"`
	Training    bool                `json:"training"`
	Payments    []payment           `json:"payments"`
	Refunds     []refund            `json:"refunds"`
	Prints      []paper             `json:"prints"`
}

type payment struct {
	ID       checkout.PaymentID `json:"id"`
	Key      string             `json:"key"`
	Method   string             `json:"method"`
	Provider string             `json:"provider"`
	Status   checkout.Status    `json:"status"`
	Ref      string             `json:"ref"`
	Invoice  string             `json:"invoice"`
	Amount   money.Amount       `json:"amount"`
	Received string             `json:"received"`
	Created  time.Time          `json:"created"`
	Ended    *time.Time         `json:"ended"`
	Late     bool               `json:"late"`
}

type refund struct {
	ID         string                `json:"id"`
	Key        string                `json:"key"`
	Payment    checkout.PaymentID    `json:"payment"`
	Amount     money.Amount          `json:"amount"`
	Status     checkout.RefundStatus `json:"status"`
	Way        checkout.RefundWay    `json:"way"`
	Reason     string                `json:"reason"`
	By         string                `json:"by"`
	ApprovedBy string                `json:"approved_by"`
	Ref        string                `json:"ref"`
	Proof      string                `json:"proof"`
	Created    time.Time             `json:"created"`
	Ended      *time.Time            `json:"ended"`
}

type paper struct {
	Kind  checkout.PrintKind  `json:"kind"`
	Copy  int                 `json:"copy"`
	State checkout.PrintState `json:"state"`
}

func (d Desk) sales(call Call, out io.Writer) error {
	if err := checkDays(call.Day); err != nil {
		return err
	}
	if call.JSON {
		encoder := json.NewEncoder(out)
		return d.each(call.Day, func(s checkout.Sale) error { return encoder.Encode(inJSON(s)) })
	}
	return d.table(call.Day, out)
}

func inJSON(s checkout.Sale) sale {
	j := sale{
		ID: s.ID, Number: s.Number, Status: s.Status, Created: s.Created, Completed: orNull(s.Completed),
		BusinessDay: s.BusinessDay, Cashier: s.Cashier, Till: s.Till, Total: s.Total(), Note: s.Note,
		Training: s.Training, Payments: []payment{}, Refunds: []refund{}, Prints: []paper{},
	}
	for _, p := range s.Payments {
		j.Payments = append(j.Payments, payment{
			ID: p.ID, Key: p.Key, Method: p.Method, Provider: p.Provider, Status: p.Status, Ref: p.Ref,
			Invoice: p.Invoice, Amount: p.Amount, Received: p.Received, Created: p.Created,
			Ended: orNull(p.EndedAt()), Late: s.Stray(p) || p.Late(),
		})
	}
	for _, r := range s.Refunds {
		j.Refunds = append(j.Refunds, refund{
			ID: r.ID, Key: r.Key, Payment: r.Payment, Amount: r.Amount, Status: r.Status, Way: r.Way, Reason: r.Reason,
			By: r.By, ApprovedBy: r.ApprovedBy, Ref: r.Ref, Proof: r.Proof, Created: r.Created, Ended: orNull(r.Ended),
		})
	}
	for _, p := range s.Prints {
		if p.Kind == checkout.DrawerPulse {
			continue
		}
		j.Prints = append(j.Prints, paper{p.Kind, p.Copy, p.State})
	}
	return j
}

func orNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

// table prints the sales for a reader: one line a payment, and one a refund.
func (d Desk) table(day string, out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	rows := 0
	err := d.each(day, func(s checkout.Sale) error {
		for _, row := range d.rows(s) {
			rows++
			if _, err := fmt.Fprintln(w, row); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if rows == 0 {
		_, err := fmt.Fprintln(out, "no sales")
		return err
	}
	return w.Flush()
}

// rows are the lines of one sale, their columns parted by tabs.
func (d Desk) rows(s checkout.Sale) (all []string) {
	add := func(at time.Time, number string, amount money.Amount, method, status, end string) {
		when := at.In(d.Shop.Location()).Format("2006-01-02 15:04")
		all = append(all, strings.Join([]string{when, number, amount.Format(d.Shop.Language), method, status, end}, "\t"))
	}
	numbers := make(map[checkout.PaymentID]string)
	for _, p := range s.Payments {
		if numbers[p.ID] = p.Invoice; p.Invoice == "" && s.Number > 0 {
			numbers[p.ID] = d.Shop.InvoiceNumber(s.Number)
		}
		add(s.Created, numbers[p.ID], p.Amount, p.Method, p.Status.String(), s.Status.String())
	}
	for _, r := range s.Refunds {
		amount := money.Of(-r.Amount.Minor, r.Amount.Currency)
		add(r.Created, numbers[r.Payment], amount, s.Payment(r.Payment).Method, r.Status.String(), "refund")
	}
	return all
}
