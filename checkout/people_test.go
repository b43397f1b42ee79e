package checkout_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/store"
	"kasir/store/pin"
)

// A staffRoom is people over a real database, with a clock that the test sets.
type staffRoom struct {
	*checkout.People
	db    *store.DB
	clock time.Time
	said  []checkout.Event // what went into the audit log
}

func (r *staffRoom) start() {
	limit := money.Of(60000, rupiah)
	r.People = &checkout.People{
		Staff:  listening{r},
		Hasher: pin.Hasher{Pepper: []byte("pepper"), Cost: pin.Cost{Memory: 64, Passes: 1}},
		Limits: checkout.Limits{Cashier: money.Of(20000, rupiah), Manager: &limit},
		Now:    func() time.Time { return r.clock },
	}
}

// listening is the database, overheard.
type listening struct{ room *staffRoom }

func (l listening) People() ([]checkout.Person, error) { return l.room.db.People() }

func (l listening) UpdatePeople(change func([]checkout.Person) ([]checkout.Person, []checkout.Event, error)) error {
	return l.room.db.UpdatePeople(func(people []checkout.Person) ([]checkout.Person, []checkout.Event, error) {
		changed, events, err := change(people)
		if err == nil {
			l.room.said = append(l.room.said, events...)
		}
		return changed, events, err
	})
}

func (r *staffRoom) pass(d time.Duration) { r.clock = r.clock.Add(d) }

// secrets of those who work in every test's shop.
var secrets = map[string]checkout.Secret{"ani": "2580", "budi": "1379", "citra": "tiga kopi susu"}

func newRoom(t testing.TB) *staffRoom {
	t.Helper()
	db, err := store.Open(t.TempDir(), store.Options{AuditKey: []byte("key")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	r := &staffRoom{db: db, clock: time.Date(2026, 5, 9, 5, 0, 0, 0, time.UTC)}
	r.start()
	return r
}

// staffed is a room with a cashier, a manager and an owner; nobody is signed in.
func staffed(t testing.TB) *staffRoom {
	t.Helper()
	r := newRoom(t)
	must(t, r.Add("citra", checkout.Owner, secrets["citra"]))
	must(t, r.SignIn("citra", secrets["citra"]))
	must(t, r.Add("budi", checkout.Manager, secrets["budi"]))
	must(t, r.Add("ani", checkout.Cashier, secrets["ani"]))
	must(t, r.SignOut())
	r.said = nil
	return r
}

func must(t rapid.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (r *staffRoom) signIn(t testing.TB, name string) {
	t.Helper()
	must(t, r.SignIn(name, secrets[name]))
}

func refundAct(minor, before int64) checkout.Act {
	return checkout.Act{Right: checkout.RightRefund, Sale: "s", Payment: "p", Amount: money.Of(minor, rupiah), Before: money.Of(before, rupiah)}
}

func TestWithoutPeopleEverythingIsOpen(t *testing.T) {
	r := newRoom(t)
	for _, act := range []checkout.Act{refundAct(1e9, 0), {Right: checkout.RightPeople}, {Right: "anything"}} {
		if by, err := r.Allow("", act, ""); by != "" || err != nil {
			t.Errorf("%v: %q, %v", act, by, err)
		}
	}
	if setUp, err := r.SetUp(); setUp || err != nil {
		t.Errorf("got %v, %v", setUp, err)
	}
	must(t, r.Add("citra", checkout.Owner, secrets["citra"]))
	for _, by := range []string{"", "citra", "ani"} {
		if _, err := r.Allow(by, checkout.Act{Right: checkout.RightSell}, ""); !errors.Is(err, checkout.ErrSignedOut) || !errors.Is(err, checkout.ErrNotAllowed) {
			t.Errorf("%q sells, signed out: %v", by, err)
		}
	}
}

func TestEachRoleHasItsRights(t *testing.T) {
	r := staffed(t)
	table := map[checkout.Right]string{
		checkout.RightSell: "ani budi citra", checkout.RightRefund: "ani budi citra",
		checkout.RightRecordRefund: "budi citra", checkout.RightPayInDoubt: "budi citra", checkout.RightDecide: "budi citra",
		checkout.RightNoSale: "budi citra", checkout.RightCloseDay: "budi citra", checkout.RightReports: "budi citra",
		checkout.RightCloseRefund: "citra", checkout.RightSettings: "citra", checkout.RightPeople: "citra",
		"a-right-of-tomorrow": "citra",
	}
	for name := range secrets {
		r.signIn(t, name)
		for right, who := range table {
			act := checkout.Act{Right: right, Sale: "s", Amount: money.Of(1000, rupiah)}
			want := slices.Contains(strings.Fields(who), name)
			_, err := r.Allow(name, act, "")
			alone, need := r.May(act)
			if want != (err == nil) || want != alone {
				t.Errorf("%s, %s: %v, alone %v, need %v", name, right, err, alone, need)
			}
			var missing *checkout.NotAllowedError
			if !want && (!errors.As(err, &missing) || missing.Need != need) {
				t.Errorf("%s, %s: got %v, want who must approve", name, right, err)
			}
		}
	}
}

// Two refunds of one sale, each within the limit, are one refund above it.
func TestTheLimitCountsWhatHasGoneBackOfTheSale(t *testing.T) {
	limit := money.Of(60000, rupiah)
	limits := checkout.Limits{Cashier: money.Of(20000, rupiah), Manager: &limit}
	for _, c := range []struct {
		act  checkout.Act
		want checkout.Role
	}{
		{refundAct(20000, 0), checkout.Cashier},
		{refundAct(20001, 0), checkout.Manager},
		{refundAct(1, 20000), checkout.Manager},
		{refundAct(10000, 10000), checkout.Cashier},
		{refundAct(60000, 0), checkout.Manager},
		{refundAct(60001, 0), checkout.Owner},
		{refundAct(1, 60000), checkout.Owner},
		{refundAct(-1, 0), checkout.Owner},
		{refundAct(0, 0), checkout.Owner},
		{refundAct(1, -1), checkout.Owner},
		{refundAct(1<<62, 1<<62), checkout.Owner},
		{checkout.Act{Right: checkout.RightRefund, Amount: money.Of(1, money.MustCurrency("KWD"))}, checkout.Owner},
		{checkout.Act{Right: checkout.RightRecordRefund, Amount: money.Of(1, rupiah)}, checkout.Manager},
		{checkout.Act{Right: checkout.RightRecordRefund, Amount: money.Of(60001, rupiah)}, checkout.Owner},
	} {
		if got := limits.Need(c.act); got != c.want {
			t.Errorf("%v after %v: %v, want %v", c.act, c.act.Before, got, c.want)
		}
	}
	if got := (checkout.Limits{}).Need(refundAct(1, 0)); got != checkout.Manager {
		t.Errorf("without limits: %v, want the manager", got)
	}
}

func TestNamesAndSecretsThatWillNotDo(t *testing.T) {
	r := newRoom(t)
	for _, c := range []struct {
		name   string
		role   checkout.Role
		secret checkout.Secret
		want   error
	}{
		{"", checkout.Owner, "tiga kopi susu", checkout.ErrName},
		{"2580", checkout.Owner, "tiga kopi susu", checkout.ErrName},
		{strings.Repeat("n", 33), checkout.Owner, "tiga kopi susu", checkout.ErrName},
		{"ani\x1bp", checkout.Owner, "tiga kopi susu", checkout.ErrName},
		{"ani\u202egnp", checkout.Owner, "tiga kopi susu", checkout.ErrName},
		{"citra", checkout.Owner, "2580", checkout.ErrWeakSecret},
		{"citra", checkout.Owner, "aaaaaaaaaa", checkout.ErrWeakSecret},
		{"citra", checkout.Owner, "12345678", checkout.ErrWeakSecret},
		{"ani", checkout.Cashier, "258", checkout.ErrWeakSecret},
		{"ani", checkout.Cashier, "258025802", checkout.ErrWeakSecret},
		{"ani", checkout.Cashier, "kopi", checkout.ErrWeakSecret},
		{"ani", checkout.Cashier, "0000", checkout.ErrWeakSecret},
		{"ani", checkout.Manager, "4321", checkout.ErrWeakSecret},
		{"ani", checkout.Cashier, "2580", checkout.ErrOwnerFirst},
		{"  siti  nurhaliza ", checkout.Owner, "tiga kopi susu", nil},
		{"SITI NURHALIZA", checkout.Cashier, "2580", checkout.ErrSignedOut},
	} {
		if err := r.Add(c.name, c.role, c.secret); !errors.Is(err, c.want) || (err == nil) != (c.want == nil) {
			t.Errorf("%q, %v, %q: %v, want %v", c.name, c.role, c.secret.Reveal(), err, c.want)
		}
	}
	must(t, r.SignIn("siti nurhaliza", "tiga kopi susu"))
	if err := r.Add("Siti Nurhaliza", checkout.Cashier, "2580"); !errors.Is(err, checkout.ErrNameTaken) {
		t.Errorf("the same name twice: %v", err)
	}
}

func TestOnlyTheOwnerChangesWhoWorksHere(t *testing.T) {
	r := staffed(t)
	for _, name := range []string{"", "ani", "budi"} {
		if name != "" {
			r.signIn(t, name)
		}
		for what, err := range map[string]error{
			"add": r.Add("dewi", checkout.Owner, "empat kopi susu"), "remove": r.Remove("citra"),
			"change": r.Change("citra", "empat kopi susu"), "unlock": r.Unlock("ani"),
		} {
			if !errors.Is(err, checkout.ErrNotAllowed) {
				t.Errorf("%q may %s: %v", name, what, err)
			}
		}
	}
	r.signIn(t, "citra")
	if err := r.Remove("citra"); !errors.Is(err, checkout.ErrOwnerFirst) {
		t.Errorf("the last owner went before the others: %v", err)
	}
	must(t, r.Change("ani", "8642"))
	must(t, r.Remove("budi"))
	if err := r.SignIn("ani", "2580"); !errors.Is(err, checkout.ErrWrongSecret) {
		t.Errorf("the old PIN: %v", err)
	}
	must(t, r.SignIn("ani", "8642"))
	r.signIn(t, "citra")
	must(t, r.Remove("ani"))
	must(t, r.Remove("citra"))
	if _, err := r.Allow("", checkout.Act{Right: checkout.RightSell}, ""); err != nil {
		t.Errorf("nobody is left and the till is shut: %v", err)
	}
}

// A thief takes the people out of the database, to have every right open.
func TestAnEmptiedListOpensNothing(t *testing.T) {
	r := staffed(t)
	var remembered []bool
	r.Remember = func(setUp bool) error { remembered = append(remembered, setUp); return nil }
	r.Expected = false
	r.signIn(t, "citra")
	must(t, r.Add("dewi", checkout.Cashier, "9753"))
	if !slices.Equal(remembered, []bool{true}) {
		t.Errorf("remembered %v", remembered)
	}
	must(t, r.db.UpdatePeople(func([]checkout.Person) ([]checkout.Person, []checkout.Event, error) { return nil, nil, nil }))
	r.start()
	r.Expected = true
	if _, err := r.Allow("", checkout.Act{Right: checkout.RightSell}, ""); !errors.Is(err, checkout.ErrPeopleMissing) {
		t.Errorf("got %v", err)
	}
	if err := r.Add("thief", checkout.Owner, "tiga kopi susu"); !errors.Is(err, checkout.ErrPeopleMissing) {
		t.Errorf("a new owner: %v", err)
	}
	if setUp, err := r.SetUp(); !setUp || !errors.Is(err, checkout.ErrPeopleMissing) {
		t.Errorf("got %v, %v", setUp, err)
	}
}

func TestWhoeverIsGoneTooLongIsSignedOut(t *testing.T) {
	r := staffed(t)
	r.AutoLock = 5 * time.Minute
	r.signIn(t, "ani")
	r.pass(4 * time.Minute)
	r.Touch()
	r.pass(4 * time.Minute)
	if who, ok := r.Who(); !ok || who.Name != "ani" || who.Role != checkout.Cashier {
		t.Errorf("got %+v, %v", who, ok)
	}
	r.pass(time.Minute)
	r.Touch() // too late
	if who, ok := r.Who(); ok {
		t.Errorf("%+v is still signed in", who)
	}
	if _, err := r.Allow("ani", checkout.Act{Right: checkout.RightSell}, ""); !errors.Is(err, checkout.ErrSignedOut) {
		t.Errorf("got %v", err)
	}
}

func TestEveryActOfPeopleIsLogged(t *testing.T) {
	r := staffed(t)
	r.signIn(t, "ani")
	_ = r.SignIn("budi", "0000")
	a, err := r.Approve("budi", secrets["budi"], refundAct(30000, 0))
	must(t, err)
	_, _ = r.Allow("ani", refundAct(40000, 0), a.ID)
	r.signIn(t, "citra")
	must(t, r.Add("dewi", checkout.Cashier, "9753"))
	must(t, r.Change("dewi", "1593"))
	must(t, r.Unlock("dewi"))
	must(t, r.Remove("dewi"))
	must(t, r.SignOut())
	var got []string
	for _, e := range r.said {
		if e.At.IsZero() {
			t.Errorf("%s has no time", e.What)
		}
		got = append(got, fmt.Sprintf("%s by %s: %s", e.What, e.By, e.Note))
	}
	want := []string{
		"signed-in by ani: cashier", "secret-failed by budi: wrong try 1",
		"act-approved by budi: refund 30000 IDR, sale s, for ani", "approval-refused by ani: refund 40000 IDR, sale s",
		"signed-in by citra: owner", "person-added by citra: dewi, cashier", "person-changed by citra: dewi",
		"person-unlocked by citra: dewi, after 0 wrong tries", "person-removed by citra: dewi, cashier", "signed-out by citra: ",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	report, err := r.db.Verify(nil)
	if err != nil || !report.Clean() || report.Sealed != report.Entries || report.Entries < len(want) {
		t.Errorf("%v, %v, %d of %d sealed", err, report.Findings, report.Sealed, report.Entries)
	}
}
