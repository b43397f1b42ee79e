package simulator

import (
	"fmt"
	"net/http"
	"slices"
	"time"
)

// A Call is a kind of request.
type Call string

// The kinds of request.
const (
	Any   Call = ""      // all of them
	Start Call = "start" // makes a payment
	Poll  Call = "poll"  // asks about one
	Page  Call = "page"  // the customer's page or picture
)

// ForEver as a count means until Calm.
const ForEver = -1

// A network is what stands between the till and the services.
type network struct {
	slow     map[Call]time.Duration
	troubles []*trouble
}

// A trouble befalls the next requests of one kind.
type trouble struct {
	call   Call
	left   int // requests; below zero for ever
	before bool
	after  bool
	status int
}

// A fate is what the network has in store for one request.
type fate struct {
	delay  time.Duration
	before bool // cut before the service hears of it
	after  bool // cut when the service has dealt with it
	status int  // answered with this by something in between
}

func (n *network) fate(call Call) fate {
	f := fate{delay: max(n.slow[call], n.slow[Any])}
	for _, t := range n.troubles {
		if t.left == 0 || t.call != Any && t.call != call {
			continue
		}
		t.left = max(t.left-1, ForEver)
		f.before, f.after, f.status = t.before, t.after, t.status
		break
	}
	return f
}

// SlowBy delays every answer of a kind, after the service has done its part;
// zero ends that.
func (s *Simulator) SlowBy(call Call, by time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.network.slow == nil {
		s.network.slow = make(map[Call]time.Duration)
	}
	s.network.slow[call] = by
}

// DropAnswers lets the service deal with the next n requests of a kind and
// cuts the connection instead of answering.
func (s *Simulator) DropAnswers(call Call, n int) {
	s.disturb(trouble{call: call, left: n, after: true})
}

// DropRequests cuts the connection of the next n requests of a kind before the
// service hears of them.
func (s *Simulator) DropRequests(call Call, n int) {
	s.disturb(trouble{call: call, left: n, before: true})
}

// Fail answers the next n requests of a kind with an HTTP status; the service
// does not hear of them.
func (s *Simulator) Fail(call Call, n, status int) {
	if http.StatusText(status) == "" {
		status = http.StatusServiceUnavailable
	}
	s.disturb(trouble{call: call, left: n, status: status})
}

// Calm ends all troubles of the network.
func (s *Simulator) Calm() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.network = network{}
}

func (s *Simulator) disturb(t trouble) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.network.troubles = append(s.network.troubles, &t)
}

// words says what the network does, for a person to read.
func (n *network) words() []string {
	var list []string
	for call, by := range n.slow {
		if by > 0 {
			list = append(list, fmt.Sprintf("%s: answers take %s", call.word(), by))
		}
	}
	slices.Sort(list)
	for _, t := range n.troubles {
		if t.left == 0 {
			continue
		}
		what := fmt.Sprintf("answered HTTP %d", t.status)
		switch {
		case t.before:
			what = "cut off before the service hears"
		case t.after:
			what = "cut off instead of answered"
		}
		times := "until calm"
		if t.left > 0 {
			times = fmt.Sprintf("%d more", t.left)
		}
		list = append(list, fmt.Sprintf("%s: %s, %s", t.call.word(), what, times))
	}
	return list
}

func (c Call) word() string {
	if c == Any {
		return "everything"
	}
	return string(c)
}
