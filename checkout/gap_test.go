package checkout_test

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"kasir/checkout"
	"kasir/store"
)

// A lister is a service that lists what it was asked for, two on a page.
type lister struct {
	*service
	list  []checkout.Listed
	err   error
	heard func(from time.Time) // nil for nobody
}

func (l *lister) List(_ context.Context, from, to time.Time, after string) ([]checkout.Listed, string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.heard != nil {
		l.heard(from.UTC())
	}
	var all []checkout.Listed
	for _, one := range l.list {
		if !one.Made.Before(from) && !one.Made.After(to) {
			all = append(all, one)
		}
	}
	begin := len(after)
	end := min(begin+2, len(all))
	next := strings.Repeat("x", end)
	if end == len(all) {
		next = ""
	}
	return all[begin:end], next, l.err
}

// gone is a till whose data was put back to before its second sale.
func gone(t *testing.T) (*counter, *lister, checkout.Gap) {
	t.Helper()
	return goneUnder(t, 0, 0)
}

// goneUnder is that of a machine whose clock was wrong while it sold, or while the
// backup was restored. It is right afterwards.
func goneUnder(t *testing.T, selling, restoring time.Duration) (*counter, *lister, checkout.Gap) {
	t.Helper()
	c := newCounter(t)
	c.Gaps = c.db
	l := &lister{service: c.service}
	c.Methods[0].Provider = l
	sell := func() {
		o := order(50000)
		made := time.Now()
		c.pay(t.Context(), o)
		wait(1500 * time.Millisecond)
		c.service.pay()
		<-c.done
		s := c.sale(o.Sale)
		l.list = append(l.list, checkout.Listed{
			Ref: s.Payments[0].Ref, Payment: s.Payments[0].ID, Amount: s.Total(), Status: checkout.Paid, Made: made,
		})
	}
	must(t, c.db.Record(checkout.Event{At: time.Now(), What: checkout.SettingsChanged}))
	c.skew.Store(int64(selling))
	sell()
	backup := t.TempDir() + "/backup.db"
	must(t, c.db.Backup(backup))
	wait(time.Hour)
	sell()
	wait(time.Hour)
	dir := t.TempDir()
	_, err := store.Restore(dir, backup, store.Options{}, time.Now().Add(restoring).UTC())
	must(t, err)
	must(t, c.db.Close())
	db, err := store.Open(dir, store.Options{})
	must(t, err)
	t.Cleanup(func() { _ = db.Close() })
	c.db, c.Journal, c.Shifts, c.Gaps = db, db, db, db
	c.skew.Store(0)
	g, err := db.Gap()
	if err != nil || g.IsZero() {
		t.Fatalf("no gap: %v", err)
	}
	return c, l, g
}

// overheard is the database, overheard when it ends a gap.
type overheard struct {
	*store.DB
	said []checkout.Event
}

func (o *overheard) EndGap(series string, e checkout.Event) error {
	err := o.DB.EndGap(series, e)
	if err == nil {
		o.said = append(o.said, e)
	}
	return err
}

func differs(all []checkout.Difference) (kinds []checkout.DifferenceKind) {
	for _, d := range all {
		kinds = append(kinds, d.Kind)
	}
	return kinds
}

func TestWhatHappenedInAGapIsNamed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, l, g := gone(t)
		compare := func(want ...checkout.DifferenceKind) []checkout.Difference {
			t.Helper()
			steps := 0
			all, err := c.CompareGap(t.Context(), g, func(done, total int) {
				if steps++; done != steps || done > total {
					t.Errorf("step %d of %d, want %d", done, total, steps)
				}
			})
			if err != nil || !reflect.DeepEqual(differs(all), want) {
				t.Errorf("got %v, %v, want %v", all, err, want)
			}
			return all
		}
		lost := l.list[1]
		if all := compare(checkout.UnknownThere); len(all) == 1 {
			if d := all[0]; d.Ref != lost.Ref || d.Amount != lost.Amount || !d.At.Equal(lost.Made) || d.Payment != lost.Payment || d.Method != "qris" {
				t.Errorf("named %+v, want %+v", d, lost)
			}
		}
		if left, err := c.db.Latest(9); err != nil || len(left) != 1 {
			t.Errorf("comparing rang up %d sales, %v", len(left)-1, err)
		}
		l.list[1].Status = checkout.Pending
		compare(checkout.OpenThere)
		l.list[1].Status = checkout.Expired // the service says otherwise when it is asked
		compare(checkout.UnknownThere)
		c.service.payments[lost.Ref].status = checkout.Expired
		compare()
		l.err = silent("list")
		compare(checkout.NotListed)
		c.service.network(silent)
		compare(checkout.NotListed, checkout.NotCompared)
		c.service.network(nil)
		c.Methods[0].Provider = l.service
		compare(checkout.NoList)
		l.err = nil
		c.Methods[0].Provider = l
		l.list[1].Status = checkout.Paid
		c.service.twist = func(p *checkout.Progress) { p.Status = checkout.Expired }
		compare(checkout.UnknownThere, checkout.PaidHere)
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		all, err := c.CompareGap(ended, g, nil)
		if want := []checkout.DifferenceKind{checkout.NotListed, checkout.NotCompared}; err != nil || !reflect.DeepEqual(differs(all), want) {
			t.Errorf("ended: %v, %v", all, err)
		}
	})
}

// A computer came back with the date of a year ago, and the backup was restored on
// that date; another had sold two days ahead of time. The services were asked about a
// time that ends before it begins, and the page said that nothing was missing.
func TestAGapUnderAWrongClockIsLookedAtWhole(t *testing.T) {
	for name, c := range map[string]struct{ selling, restoring time.Duration }{
		"restored a year behind": {0, -365 * day}, "sold two days ahead": {2 * day, 0},
		"both ahead": {2 * day, 2 * day}, "sold a year behind": {-365 * day, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c, l, g := goneUnder(t, c.selling, c.restoring)
				var asked time.Time
				l.heard = func(from time.Time) { asked = from }
				all, err := c.CompareGap(t.Context(), g, nil)
				if err != nil || len(all) != 1 || all[0].Kind != checkout.UnknownThere {
					t.Errorf("%v: got %v, %v", g, all, err)
				}
				if asked.Year() < 1998 {
					t.Errorf("asked from %v", asked)
				}
			})
		})
	}
}

// A payment whose answer was on its way was named as one that the till knows nothing of.
func TestAPaymentThatIsJustAskedForIsNotUnknown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, l, g := gone(t)
		c.service.network(silent)
		ctx, cancel := context.WithCancel(t.Context())
		o := order(70000)
		c.pay(ctx, o)
		wait(time.Second)
		p := c.sale(o.Sale).Payments[0]
		l.list = []checkout.Listed{{Ref: "lost", Payment: p.ID, Amount: p.Amount, Status: checkout.Pending, Made: time.Now()}}
		all, err := c.CompareGap(t.Context(), g, nil)
		for _, d := range all {
			if d.Ref == "lost" || err != nil {
				t.Errorf("got %v, %v", all, err)
			}
		}
		cancel()
		<-c.done
	})
}

// A backup in which nothing had happened has no beginning of its gap.
func TestAGapMayHaveNoBeginning(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, l, g := gone(t)
		var asked time.Time
		l.heard = func(from time.Time) { asked = from }
		g.From = time.Time{}
		all, err := c.CompareGap(t.Context(), g, nil)
		if err != nil || len(all) != 1 || all[0].Kind != checkout.UnknownThere || asked.Year() != 1970 {
			t.Errorf("got %v, %v; asked from %s", all, err, asked)
		}
	})
}

func TestTheOwnerEndsAGap(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _, g := gone(t)
		log := &overheard{DB: c.db}
		c.Gaps = log
		allowed := guard{approvals: map[string]checkout.Act{}}
		c.Guard = allowed
		found, err := c.CompareGap(t.Context(), g, nil)
		must(t, err)
		end := checkout.GapEnd{Gap: g, Found: found, By: "ani", Reason: "booked by hand"}
		refused := func(want error) {
			t.Helper()
			if err := c.EndGap(end); !errors.Is(err, want) {
				t.Errorf("got %v, want %v", err, want)
			}
			if still, err := c.db.Gap(); err != nil || still != g {
				t.Errorf("the gap is %+v, %v", still, err)
			}
		}
		refused(checkout.ErrNotAllowed)
		end.Reason, end.By = "", "owner"
		refused(checkout.ErrNoReason)
		end.Reason, end.Gap.From = "booked by hand", g.From.Add(time.Second)
		refused(checkout.ErrOver)
		end.Gap, end.By, end.Approval = g, "ani", "a1"
		allowed.approvals["a1"] = end.Act()
		must(t, c.EndGap(end))
		if err := c.EndGap(end); !errors.Is(err, checkout.ErrOver) {
			t.Errorf("ended twice: %v", err)
		}
		if tasks, err := c.db.Tasks(time.Now()); err != nil || len(tasks) != 0 {
			t.Errorf("tasks: %v, %v", tasks, err)
		}
		r, err := c.db.Verify(nil)
		if err != nil || !r.Clean() {
			t.Errorf("%+v, %v", r.Findings, err)
		}
		if len(log.said) != 1 || log.said[0].By != "ani" || log.said[0].What != checkout.GapEnded {
			t.Fatalf("journaled: %+v", log.said)
		}
		for _, said := range []string{g.Series, "booked by hand", "approved by owner", "unknown-there", "50000", found[0].Ref} {
			if !strings.Contains(log.said[0].Note, said) {
				t.Errorf("%q does not say %q", log.said[0].Note, said)
			}
		}
	})
}
