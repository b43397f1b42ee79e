package campaign

import (
	"errors"
	"math/rand/v2"
	"slices"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/store"
	"kasir/store/pin"
)

// staffs are two cashiers and an owner at one till, fifty acts long.
func staffs() Suite {
	return Suite{
		Name: "staff", Says: "two cashiers, an owner, customers and services do anything at any moment, some 50 acts by seed; judged after each",
		Size: 24_000, Aim: 20_000, Sample: 40,
		At: func(i int) Scenario {
			return Scenario{Suite: "staff", Service: services[i%len(services)].name, Seed: uint64(i + 1)}
		},
	}
}

// Day plays a day of acts, each of which a number decides. Like Play it must be
// called in a bubble.
func Day(service string, acts []uint32, dir string) (Result, error) {
	w, err := newWorld(Scenario{Suite: "staff", Service: service}, dir)
	if err != nil {
		return Result{}, err
	}
	defer w.wire.close()
	return w.day(acts)
}

// dayOf is the day that a seed decides.
func dayOf(seed uint64) []uint32 {
	d := rand.New(rand.NewPCG(seed, 5))
	acts := make([]uint32, 25+d.IntN(51))
	for i := range acts {
		acts[i] = d.Uint32()
	}
	return acts
}

// A staff is who works at a till, beyond its lives: what they know, and what was
// approved.
type staff struct {
	*world
	run      *run
	people   *checkout.People
	dice     *rand.Rand // of the act in hand
	orders   []checkout.Order
	consents []consent
	leaving  bool // the till is to be started again
	closing  bool // the day is over: the owner is at the till

	head   []byte // of the store at the last look, and what it said then
	sales  []checkout.Sale
	report store.Report
}

// A consent is an approval, and the act that it is for.
type consent struct {
	checkout.Approval
	used bool
}

// A member of the staff, and how he proves it.
type member struct {
	name   string
	role   checkout.Role
	secret checkout.Secret
}

var members = []member{
	{"Budi", checkout.Owner, "a passphrase, another canary"},
	{"Sari", checkout.Cashier, "2580"},
	{"Dewi", checkout.Cashier, "1357"},
}

// cheap makes a PIN's hash no work: thousands are compared.
var cheap = pin.Hasher{Pepper: []byte("the campaign's pepper, a canary"), Cost: pin.Cost{Memory: 8, Passes: 1}}

// hired are the people of the till, as they are stored.
var hired = func() (people []checkout.Person) {
	for _, m := range members {
		hash, err := cheap.Hash(m.secret)
		if err != nil {
			panic(err)
		}
		people = append(people, checkout.Person{Name: m.name, Role: m.role, Hash: hash, Added: time.Date(2026, 5, 9, 0, 0, 0, 0, time.UTC)})
	}
	return people
}()

const cashMethod = "cash"

// furnish makes a till of one life that of the staff.
func (c *staff) furnish(r *run) error {
	limits := checkout.Limits{Cashier: c.limit()}
	c.run, c.people = r, &checkout.People{Staff: r.journal, Hasher: cheap, Limits: limits, AutoLock: 20 * time.Minute}
	if err := c.hire(r.db); err != nil {
		return err
	}
	r.till.Guard, r.till.Tray = c.people, r.journal
	r.till.Methods = append(r.till.Methods, checkout.Method{
		ID: cashMethod, Label: "Cash", Service: checkout.CashService, Currency: c.service.amount.Currency, Cash: &checkout.Cash{Drawer: true},
	})
	c.consents = nil // approvals die with the program
	if !c.closing {
		m := members[c.random.IntN(len(members))]
		c.try("signing in", c.people.SignIn(m.name, m.secret)) // it may have to wait
		return nil
	}
	c.people.AutoLock = 0
	for {
		err := c.people.SignIn(members[0].name, members[0].secret)
		var wait *checkout.WaitError
		if !errors.As(err, &wait) {
			return err
		}
		pass(r.ctx, wait.For)
	}
}

// hire sets the people up, once.
func (c *staff) hire(db *store.DB) error {
	if people, err := db.People(); err != nil || len(people) > 0 {
		return err
	}
	return db.UpdatePeople(func([]checkout.Person) ([]checkout.Person, []checkout.Event, error) { return hired, nil, nil })
}

// limit is what a cashier may give back of a sale.
func (c *staff) limit() money.Amount {
	return money.Of(c.service.amount.Minor/2, c.service.amount.Currency)
}

// day plays acts, in as many lives as it takes, then closes the day.
func (w *world) day(acts []uint32) (Result, error) {
	c := &staff{world: w}
	w.staff = c
	w.unruly = true
	w.service.secrets = append(slices.Clone(w.service.secrets), members[0].secret.Reveal(), string(cheap.Pepper))
	for len(acts) > 0 {
		r, err := w.start()
		if err != nil {
			w.find("17: a till does not start after a crash: %v", err)
			return Result{Findings: w.findings}, nil
		}
		if err := r.resume(); err != nil {
			w.find("%v", err)
		}
		for c.leaving = false; len(acts) > 0 && !r.dead() && !c.leaving; acts = acts[1:] {
			c.act(acts[0])
			c.moment()
		}
		if err := r.bury(); err != nil {
			return Result{}, err
		}
		w.setSkew(w.next)
	}
	w.deaths, c.closing = nil, true
	w.setSkew(0)
	met, err := w.live(nil)
	return Result{w.findings, met + w.broke, w.died, w.spoke.String()}, err
}
