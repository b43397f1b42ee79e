package simulator

import (
	"net"
	"net/http"
	"sync"
	"time"
)

// Options say how a simulator behaves. The zero value is right for training.
type Options struct {
	Now      func() time.Time // the services' clock; nil is the machine's
	AutoPay  time.Duration    // customers pay by themselves after this; zero means never
	UncleZ   UncleZ
	Midtrans Midtrans
	Tabby    Tabby
	WCT      WCT

	StableGenius StableGenius
}

// A Simulator serves payment services that exist only in memory. Its methods
// may be called from several goroutines at once.
type Simulator struct {
	options Options
	mux     *http.ServeMux
	origin  *http.CrossOriginProtection

	mu       sync.Mutex // guards everything below, for the whole of a request
	ledger   ledger
	memory   memory
	conduct  conduct
	network  network
	uncleZ   *uncleZ
	midtrans *midtrans
	tabby    *tabby
	wct      *wct

	stableGenius *stableGenius

	serving  sync.Mutex // guards the two below
	listener net.Listener
	server   *http.Server
}

// New makes a simulator. It listens nowhere yet: it is an http.Handler, and
// Listen gives it an address.
func New(o Options) *Simulator {
	s := &Simulator{options: o, mux: http.NewServeMux(), origin: http.NewCrossOriginProtection()}
	s.ledger.autoPay = o.AutoPay
	s.uncleZ = newUncleZ(s, o.UncleZ)
	for _, rt := range s.uncleZ.routes() {
		s.mux.HandleFunc(rt.pattern, s.door(rt))
	}
	s.wct = newWCT(s, o.WCT)
	for _, rt := range s.wct.routes() {
		s.mux.HandleFunc(rt.pattern, s.door(rt))
	}
	s.tabby = newTabby(s, o.Tabby)
	for _, rt := range s.tabby.routes() {
		s.mux.HandleFunc(rt.pattern, s.door(rt))
	}
	s.midtrans = newMidtrans(s, o.Midtrans)
	for _, rt := range s.midtrans.routes() {
		s.mux.HandleFunc(rt.pattern, s.door(rt))
	}
	s.stableGenius = newStableGenius(s, o.StableGenius)
	for _, rt := range s.stableGenius.routes() {
		s.mux.HandleFunc(rt.pattern, s.door(rt))
	}
	s.routeControls()
	s.routePages()
	s.mux.HandleFunc("/", s.unknown)
	return s
}

// ServeHTTP answers as the services, the page and the controls do.
func (s *Simulator) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Date", s.now().Format(http.TimeFormat))
	if !loopback(r.Host) {
		// A web page elsewhere may have its own name point to this machine.
		http.Error(w, "the simulator is only for this machine", http.StatusForbidden)
		return
	}
	s.mux.ServeHTTP(w, r)
}

func (s *Simulator) now() time.Time {
	if s.options.Now == nil {
		return time.Now().UTC()
	}
	return s.options.Now().UTC()
}

func (s *Simulator) unknown(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.conduct.note(s.now(), "", "asked for %s %s, which no service has", r.Method, r.URL.Path)
	s.mu.Unlock()
	write(w, refuse(http.StatusNotFound, "not found"))
}
