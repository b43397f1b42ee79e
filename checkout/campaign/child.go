package campaign

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"kasir/checkout"
	"kasir/checkout/simulator"
	"kasir/printer"
	"kasir/printer/escpos"
	"kasir/printer/receipt"
	"kasir/store"
)

// What a child is told by its environment.
const (
	ChildPart    = "KASIR_CAMPAIGN_PART" // sell, once, finish or hold
	childDir     = "KASIR_CAMPAIGN_DIR"
	childURL     = "KASIR_CAMPAIGN_URL"
	childService = "KASIR_CAMPAIGN_SERVICE"

	childUnsealed = "KASIR_CAMPAIGN_UNSEALED" // the audit log has no key
)

// Child is the program of a till's process that is to be killed: the program of
// the campaign, started once more. It sells without end, or sees to what an
// earlier one left behind, or only holds the folder.
func Child(part string) error {
	dir := os.Getenv(childDir)
	o := store.Options{AuditKey: auditKey}
	if os.Getenv(childUnsealed) != "" {
		o.AuditKey = nil
	}
	db, err := store.Open(dir, o)
	if part == "hold" && errors.Is(err, store.ErrInUse) {
		fmt.Println("in use")
		return nil
	}
	if err != nil {
		return err
	}
	if part == "hold" {
		return hold(dir, db)
	}
	svc, _ := findService(os.Getenv(childService))
	c := &child{db: db}
	if err := c.open(svc, dir); err != nil {
		return err
	}
	fmt.Println("ready")
	err = c.finish()
	if err == nil && part == "once" {
		if err = c.once(svc, 1); err == nil {
			err = c.finish()
		}
	}
	if err != nil || part != "sell" {
		return errors.Join(err, c.close())
	}
	for n := 1; ; n++ {
		if err := c.once(svc, n); err != nil {
			return err
		}
	}
}

// A child is a till on real sockets and a real disk, with a real clock.
type child struct {
	db    *store.DB
	till  *checkout.Till
	queue *receipt.Queue
	ctx   context.Context //nolint:containedctx // the life of the process
	end   context.CancelFunc
	done  chan error
}

func (c *child) open(svc service, dir string) error {
	c.ctx, c.end = context.WithTimeout(context.Background(), time.Minute)
	m := svc.method(nil, now, 50*time.Millisecond)
	m.Provider = svc.open(os.Getenv(childURL), nil, now)
	m.Terms.Poll = 20 * time.Millisecond // nobody wants to wait
	series, err := c.db.Series()
	if err != nil {
		return err
	}
	c.till = &checkout.Till{
		Shop: checkout.Shop{
			Name: "Shop", Currency: svc.amount.Currency, Till: "till-01", Prefix: "POS", Series: series, Zone: "Asia/Jakarta", Language: "en",
		},
		Methods: []checkout.Method{m}, Journal: c.db,
	}
	paper, err := printer.ParseAddress("file://" + filepath.ToSlash(filepath.Join(dir, "paper")))
	if err != nil {
		return err
	}
	c.queue = receipt.NewQueue(c.db, &printer.Printer{Transport: paper, Profile: escpos.Profiles()[0]})
	c.queue.Log = slog.New(slog.DiscardHandler)
	c.done = make(chan error, 1)
	go func() { c.done <- c.queue.Run(c.ctx) }()
	return nil
}

func (c *child) close() error {
	c.end()
	return errors.Join(<-c.done, c.db.Close())
}

// finish sees to what an earlier process left behind.
func (c *child) finish() error {
	left, err := c.till.Resume()
	if err != nil {
		return err
	}
	for _, s := range left {
		for _, p := range s.Payments {
			if !p.Followed() {
				continue
			}
			if _, err := c.till.Follow(c.ctx, s.ID, p.ID, func(checkout.Standing) {}); err != nil {
				return err
			}
		}
		for _, r := range s.Refunds {
			if _, err := c.till.FollowRefund(c.ctx, s.ID, r.ID, func(checkout.RefundStanding) {}); err != nil {
				return err
			}
		}
	}
	var due []checkout.Sale
	for range 500 {
		c.queue.Wake()
		var err error
		due, err = c.db.DuePrints()
		if err != nil || len(due) == 0 {
			return err
		}
		pass(c.ctx, 10*time.Millisecond)
	}
	return fmt.Errorf("the prints do not come out: %+v", due[0].Prints)
}

// once rings up a sale, and gives it back where the service can.
func (c *child) once(svc service, n int) error {
	id := checkout.SaleID(fmt.Sprintf("%d-%d", os.Getpid(), n))
	order := checkout.Order{Sale: id, Method: "method", Cashier: "Sari", Lines: []checkout.Line{{Amount: svc.amount}}}
	s, err := c.till.Pay(c.ctx, order, func(checkout.Standing) {})
	if err != nil {
		return err
	}
	c.queue.Wake()
	if !svc.refunds || s.Status != checkout.Completed {
		return nil
	}
	back := checkout.RefundOrder{
		ID: "back-" + string(id), Sale: id, Payment: s.Payments[0].ID, Amount: svc.amount, Reason: "wrong", By: "Sari",
	}
	if _, err := c.till.Refund(c.ctx, back, func(checkout.RefundStanding) {}); err != nil && !errors.Is(err, checkout.ErrUnavailable) {
		return err
	}
	c.queue.Wake()
	return nil
}

// hold keeps the folder until it is told to go, and says where another process
// has it too.
func hold(dir string, db *store.DB) error {
	mine := filepath.Join(dir, "held")
	f, err := os.OpenFile(mine, os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		fmt.Println("two")
		return nil
	}
	if err != nil {
		return err
	}
	_ = f.Close()
	fmt.Println("held")
	_, _ = os.Stdin.Read(make([]byte, 1)) // until the other side hangs up
	return errors.Join(os.Remove(mine), db.Close())
}

// serveChildren lets real processes reach the services, at which customers pay
// what they see, and a printer.
func (w *world) serveChildren() (url string, stop func(), err error) {
	// What stands in /dev passes for a device, and is not made by the till.
	if err := os.WriteFile(filepath.Join(w.disk.dir, "paper"), nil, 0o600); err != nil {
		return "", nil, fmt.Errorf("campaign: %w", err)
	}
	o := hasty
	o.Midtrans.Confirms = time.Millisecond
	w.gateway = simulator.New(o)
	w.wire.service = w.gateway
	url, closed, err := w.wire.listen()
	if err != nil {
		return "", nil, err
	}
	ctx, leave := context.WithCancel(context.Background())
	go w.queueUp(ctx)
	return url, func() { leave(); closed() }, nil
}
