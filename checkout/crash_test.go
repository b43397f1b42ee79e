//go:build unix

package checkout_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/simulator"
	"kasir/checkout/unclez"
	"kasir/store"
)

// The crash tests run a till in a process of its own, this test program called
// again, and have it killed at every durable step of a sale.
const (
	crashDir  = "KASIR_CRASH_DIR"
	crashURL  = "KASIR_CRASH_URL"
	crashStep = "KASIR_CRASH_STEP" // the journal write at which to die; 0 never
	crashWhen = "KASIR_CRASH_WHEN" // before or after it is on disk
)

func TestMain(m *testing.M) {
	if os.Getenv(crashDir) != "" {
		if err := sellInChild(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// A mortal journal has its process killed at one of its writes, as by kill -9:
// nothing is closed and nothing is flushed.
type mortal struct {
	*store.DB
	writes, last int
	before       bool
}

func (m *mortal) die(before bool) {
	if m.writes == m.last && m.before == before {
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {}
	}
}

func (m *mortal) OpenSale(s checkout.Sale) error {
	m.writes++
	m.die(true)
	err := m.DB.OpenSale(s)
	m.die(false)
	return err
}

func (m *mortal) UpdateSale(id checkout.SaleID, change func(*checkout.Sale, func() uint64) error) (checkout.Sale, error) {
	m.writes++
	m.die(true)
	s, err := m.DB.UpdateSale(id, change)
	m.die(false)
	return s, err
}

// sellInChild takes up what is open, or rings up the one sale of the test, and
// returns when its payment has ended.
func sellInChild() error {
	db, err := store.Open(os.Getenv(crashDir), store.Options{})
	if err != nil {
		return err
	}
	step, err := strconv.Atoi(os.Getenv(crashStep))
	if err != nil {
		return err
	}
	journal := &mortal{DB: db, last: step, before: os.Getenv(crashWhen) == "before"}
	till := newCrashTill(journal)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if step == 0 { // the restart: whatever is open is followed to its end
		return followAll(ctx, till)
	}
	o := order(50000)
	o.Sale = "the-sale"
	_, err = till.Pay(ctx, o, func(checkout.Standing) {})
	return err
}

func followAll(ctx context.Context, till *checkout.Till) error {
	open, err := till.Resume()
	if err != nil {
		return err
	}
	for _, s := range open {
		for _, p := range s.Payments {
			if _, err := till.Follow(ctx, s.ID, p.ID, func(checkout.Standing) {}); err != nil {
				return err
			}
		}
	}
	return nil
}

func newCrashTill(journal checkout.Journal) *checkout.Till {
	terms := unclez.Terms
	terms.Poll = 20 * time.Millisecond // the simulator does not mind, and tests should not wait
	return &checkout.Till{
		Shop:    checkout.Shop{Name: "Shop", Currency: rupiah, Till: "till-01", Prefix: "POS", Zone: "Asia/Jakarta", Language: "en"},
		Journal: journal,
		Methods: []checkout.Method{{
			ID: "qris", Label: "QRIS", Service: "uncle-z", Currency: rupiah, Terms: terms,
			Provider: &unclez.Provider{
				PublicKey: simulator.UncleZPublicKey, Secret: simulator.UncleZSecret,
				BaseURL: os.Getenv(crashURL), Till: "till-01",
			},
		}},
	}
}

// Kill -9 before and after each write of a sale, then start again: the gateway
// has one payment and took the money once, and the till knows it.
func TestKillAtEveryDurableStep(t *testing.T) {
	for _, when := range []string{"before", "after"} {
		for step := 1; ; step++ {
			name := fmt.Sprintf("%s-write-%d", when, step)
			killed := true
			t.Run(name, func(t *testing.T) { killed = crashAt(t, step, when) })
			if !killed {
				if step < 5 {
					t.Errorf("a sale took %d writes only", step-1)
				}
				break
			}
		}
	}
}

// crashAt plays one crash. It tells whether the till got so far as to die.
func crashAt(t *testing.T, step int, when string) (killed bool) {
	t.Helper()
	gateway := simulator.New(simulator.Options{AutoPay: 50 * time.Millisecond})
	if err := gateway.Listen("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = gateway.Close() }()
	dir := t.TempDir()
	killed = child(t, dir, gateway.URL(), step, when)
	if child(t, dir, gateway.URL(), 0, "") {
		t.Fatal("the restart was killed")
	}
	agree(t, dir, gateway)
	return killed
}

func child(t *testing.T, dir, url string, step int, when string) (killed bool) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Env = append(os.Environ(), crashDir+"="+dir, crashURL+"="+url, crashStep+"="+strconv.Itoa(step), crashWhen+"="+when)
	out, err := cmd.CombinedOutput()
	if err == nil {
		return false
	}
	status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus)
	if !ok || !status.Signaled() || status.Signal() != syscall.SIGKILL {
		t.Fatalf("the till failed: %v\n%s", err, out)
	}
	return true
}

// agree checks that till and gateway tell the same story.
func agree(t *testing.T, dir string, gateway *simulator.Simulator) {
	t.Helper()
	db, err := store.Open(dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	report, err := db.Verify(nil)
	if err != nil || !report.Clean() {
		t.Errorf("the store is damaged: %v, %v", report.Findings, err)
	}
	there, money := gateway.Payments(), gateway.Movements()
	s, err := db.Sale("the-sale")
	if err != nil { // killed before the intent was on disk: nobody knows of the sale
		if len(there) != 0 {
			t.Errorf("no sale here, %d payments there", len(there))
		}
		return
	}
	if len(there) != 1 || len(money) != 1 {
		t.Errorf("%d payments there, money taken %d times", len(there), len(money))
	}
	p := s.Payments[0]
	if s.Status != checkout.Completed || p.Status != checkout.Paid || s.Number != 1 || len(s.Payments) != 1 {
		t.Errorf("here: sale %v, payment %v, number %d", s.Status, p.Status, s.Number)
	}
	if len(there) == 1 && (p.Key != there[0].Key || p.Invoice != there[0].Invoice) {
		t.Errorf("here %s %s, there %s %s", p.Key, p.Invoice, there[0].Key, there[0].Invoice)
	}
	if v := gateway.Violations(); len(v) > 0 {
		t.Errorf("the gateway complains: %v", v)
	}
}
