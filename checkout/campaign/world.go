package campaign

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"kasir/checkout"
	"kasir/checkout/simulator"
)

// A world is what survives a crash: the services and the money there, the
// network, the disk, the paper, what people were told. It collects whatever
// breaks a promise.
type world struct {
	scenario Scenario
	service  service
	random   *rand.Rand
	gateway  *simulator.Simulator
	wire     *wire
	disk     disk
	paper    paper
	watch    time.Duration // how long ended payments are asked about; zero is the service's own time
	unruly   bool          // keys are pressed that need not be
	doubled  bool          // the network delivers requests twice, or when a later one has come

	recorder *recorder // of the disk, where bbolt can tell
	shift    uint64    // the one that was closed at the end
	sick     bool      // the disk fails once
	staff    *staff    // who works at the till; nil where nobody was set up
	comeback *comeback // what a restored backup does not know; nil where none was restored

	mu       sync.Mutex
	failure  *failure
	broke    int           // transactions that the disk failed
	skew     time.Duration // of the till's clock
	next     time.Duration // its skew after the next start
	deaths   []*death
	died     int
	acks     []checkout.Sale                   // likewise, one after the other
	known    map[checkout.SaleID]checkout.Sale // what the till was told is durable
	paid     map[checkout.PaymentID]bool       // what a cashier was told is paid
	spoke    bytes.Buffer                      // every error and log line
	findings []string
}

// A death is planned for a step.
type death struct {
	step  Step // any step where it is empty
	after int  // such steps that are spared before
	at    Place
	kind  Kind
	skew  time.Duration // of the machine's clock from then on
}

// hasty are services that stop waiting after a minute: what happens is the same
// as after twenty, and takes a tenth of the questions. A till that is started a
// dozen times within a minute asks more often than Stable Genius' sandbox likes.
var hasty = simulator.Options{
	StableGenius: simulator.StableGenius{PerMin: 400},
	UncleZ:       simulator.UncleZ{Lifetime: life},
	Midtrans:     simulator.Midtrans{Lifetime: life, Refunds: true},
	Tabby:        simulator.Tabby{Lifetime: life, Linger: life / 2},
	WCT:          simulator.WCT{Quote: life / 2, Lifetime: life / 2},
}

const life = time.Minute

// newWorld makes the world of a scenario; dir is an empty folder, or that of a
// world before.
func newWorld(s Scenario, dir string) (*world, error) {
	svc, ok := findService(s.Service)
	if s.Suite == "dice" {
		svc, ok = thrown(s.Seed), true
	}
	if !ok {
		return nil, fmt.Errorf("campaign: no service %q", s.Service)
	}
	w := &world{
		scenario: s, service: svc, disk: disk{dir}, watch: 45 * time.Second,
		random: rand.New(&shared{source: rand.NewPCG(s.Seed, 0)}),
		known:  map[checkout.SaleID]checkout.Sale{}, paid: map[checkout.PaymentID]bool{},
	}
	w.gateway = simulator.New(hasty)
	w.wire = newWire(w.gateway)
	return w, w.disk.reset()
}

// shared is a source of chance that several goroutines of a world draw from.
type shared struct {
	mu     sync.Mutex
	source rand.Source
}

// Uint64 draws.
func (s *shared) Uint64() uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.source.Uint64()
}

// Write takes the till's log.
func (w *world) Write(line []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.spoke.Write(line)
}

// find notes a broken promise, each once.
func (w *world) find(format string, args ...any) {
	what := fmt.Sprintf(format, args...)
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, known := range w.findings {
		if known == what {
			return
		}
	}
	w.findings = append(w.findings, what)
}

// clock is what the till's machine takes for the time.
func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return now().Add(w.skew)
}

func (w *world) setSkew(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.skew = d
}

// skewed tells whether the till's clock is wrong.
func (w *world) skewed() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.skew != 0
}

// deathAt tells whether the till dies of a transaction, and how.
func (w *world) deathAt(step Step) *death {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.deaths) == 0 {
		return nil
	}
	d := w.deaths[0]
	if d.step != "" && d.step != step {
		return nil
	}
	if d.after > 0 {
		d.after--
		return nil
	}
	w.deaths = w.deaths[1:]
	w.died++
	w.next = d.skew
	return d
}

// acknowledge keeps a sale that the till was told is on disk.
func (w *world) acknowledge(s checkout.Sale) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.known[s.ID] = copied(&s)
	if w.recorder != nil {
		w.recorder.acknowledged()
		w.acks = append(w.acks, copied(&s))
	}
}

func (w *world) durable(id checkout.SaleID) checkout.Sale {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.known[id]
}
