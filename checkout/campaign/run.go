package campaign

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"kasir/checkout"
	"kasir/printer"
	"kasir/printer/escpos"
	"kasir/printer/receipt"
	"kasir/store"
)

// A run is one life of the till's process: all that a crash takes away.
type run struct {
	world   *world
	db      *store.DB
	journal *journal
	till    *checkout.Till
	queue   *receipt.Queue

	ctx    context.Context //nolint:containedctx // the life of the process
	end    context.CancelFunc
	work   sync.WaitGroup
	gone   atomic.Bool
	halted atomic.Bool // the journal has stopped
	image  []byte      // what the crash leaves on the disk; nil is what is there

	mu       sync.Mutex
	followed map[checkout.PaymentID]bool
	news     chan struct{}
}

// start begins a life: the store is opened and must hold what it should, then
// the printer is served.
func (w *world) start() (*run, error) {
	db, err := store.Open(w.disk.dir, store.Options{AuditKey: auditKey})
	if err != nil {
		return nil, fmt.Errorf("campaign: start: %w", err)
	}
	r := &run{world: w, db: db, followed: map[checkout.PaymentID]bool{}, news: make(chan struct{}, 1)}
	r.ctx, r.end = context.WithCancel(context.Background())
	r.journal = &journal{DB: db, run: r}
	series, err := db.Series()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("campaign: start: %w", err), db.Close())
	}
	log := slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: slog.LevelDebug}))
	r.till = &checkout.Till{
		Shop: checkout.Shop{
			Name: "Shop", Currency: w.service.amount.Currency, Till: "till-01", Prefix: "POS", Series: series, Zone: "Asia/Jakarta", Language: "en",
		},
		Methods: []checkout.Method{w.service.method(r.network(), w.clock, w.watch)},
		Journal: r.journal, Shifts: r.journal, Now: w.clock, Log: log,
	}
	r.queue = receipt.NewQueue(r.journal, &printer.Printer{Transport: feed{&w.paper, r}, Profile: escpos.Profiles()[0]})
	r.queue.Now, r.queue.Log = w.clock, log
	r.queue.OnChange = func(checkout.Sale) { r.tell() }
	w.survived(r)
	if w.staff != nil {
		if err := w.staff.furnish(r); err != nil {
			return nil, fmt.Errorf("campaign: start: %w", err)
		}
	}
	r.work.Go(func() { r.check("the print queue", r.queue.Run(r.ctx)) })
	return r, nil
}

// resume takes up what an earlier life left behind.
func (r *run) resume() error {
	sales, err := r.till.Resume()
	if err != nil {
		if r.dead() {
			return nil
		}
		return fmt.Errorf("campaign: resume: %w", err)
	}
	for _, s := range sales {
		for _, p := range s.Payments {
			if p.Followed() {
				r.follow(s.ID, p.ID)
			}
		}
		for _, back := range s.Refunds {
			if back.InMotion() {
				r.work.Go(func() {
					_, err := r.till.FollowRefund(r.ctx, s.ID, back.ID, r.heard)
					r.check("following a refund", err)
				})
			}
		}
	}
	return nil
}

func (r *run) dead() bool { return r.gone.Load() }

// die ends the life at once: from here on nothing of it has an effect. image is
// how the disk is found afterwards; nil is as it is.
func (r *run) die(image []byte) {
	if r.gone.Swap(true) {
		return
	}
	r.image = image
	r.end()
}

// bury waits until the last goroutine of a life has ended, and leaves the disk
// as the crash did.
func (r *run) bury() error {
	r.end()
	r.work.Wait()
	if err := r.db.Close(); err != nil {
		return fmt.Errorf("campaign: close: %w", err)
	}
	if rec := r.world.recorder; rec != nil {
		r.world.broke += rec.heal()
	}
	if r.image != nil {
		return r.world.disk.write(r.image)
	}
	return nil
}

// check notes an error that no life should end with.
func (r *run) check(what string, err error) {
	if err == nil || r.dead() || errors.Is(err, context.Canceled) || r.world.sick && errors.Is(err, checkout.ErrStopped) {
		return
	}
	fmt.Fprintf(r.world, "%s: %v\n", what, err)
	r.world.find("%s ended: %v", what, err)
}

// pay rings up a sale and follows its payment.
func (r *run) pay(o checkout.Order) {
	r.work.Go(func() {
		_, err := r.till.Pay(r.ctx, o, func(st checkout.Standing) {
			r.mu.Lock()
			r.followed[st.Payment.ID] = true
			r.mu.Unlock()
			r.hear(st)
		})
		if errors.Is(err, checkout.ErrBusy) || errors.Is(err, checkout.ErrOver) {
			return // the cashier was told, and nothing happened
		}
		r.check("paying", err)
	})
}

// follow asks about a payment until nothing is left to ask, once in a life.
func (r *run) follow(sale checkout.SaleID, payment checkout.PaymentID) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.followed[payment] {
		return
	}
	r.followed[payment] = true
	r.work.Go(func() {
		_, err := r.till.Follow(r.ctx, sale, payment, r.hear)
		r.check("following a payment", err)
	})
}

// hear is the screen: what it shows must be on disk.
func (r *run) hear(st checkout.Standing) {
	if r.dead() {
		return
	}
	r.world.shown(st)
	if st.Sale.Status == checkout.Completed {
		r.queue.Wake()
	}
	r.tell()
}

// tell wakes the cashier.
func (r *run) tell() {
	select {
	case r.news <- struct{}{}:
	default:
	}
}

// await waits for news, but no longer than a time, and tells whether the till
// is alive.
func (r *run) await(d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-r.ctx.Done():
		return false
	case <-r.news:
	case <-timer.C:
	}
	return !r.dead()
}
