package campaign

import (
	"fmt"
	"net"
	"sync"
)

// A length is how long a request and its answer are on the wire, in bytes.
type length struct {
	cell
	sent, answered int
}

// swept are connections that are cut at every byte of every call.
func swept(lengths []length) Suite {
	type span struct {
		length
		mode  string
		bytes int
	}
	var spans []span
	size := 0
	for _, l := range lengths {
		for _, mode := range Cuts() {
			bytes := l.sent
			if mode == cutAnswered || mode == cutReset {
				bytes = l.answered
			}
			spans = append(spans, span{l, mode, bytes})
			size += bytes
		}
	}
	return Suite{
		Name: "bytes", Says: "the connection is cut at every byte of request and answer, dealt with or not",
		Size: size, Sample: 100, Aim: 12_000,
		At: func(i int) Scenario {
			for _, s := range spans {
				if i < s.bytes {
					return Scenario{Suite: "bytes", Service: s.service, Call: s.call, Fault: fmt.Sprintf("%s@%d", s.mode, i)}
				}
				i -= s.bytes
			}
			panic("campaign: no such byte")
		},
	}
}

// measure finds out how long requests and answers are, by one sale each.
func measure(bubble Bubble) (lengths []length, err error) {
	dir, err := Scratch()
	if err != nil {
		return nil, err
	}
	defer remove(dir)
	for _, s := range services {
		bubble(func() {
			var w *world
			if w, err = newWorld(Scenario{Service: s.name}, dir); err != nil {
				return
			}
			defer w.wire.close()
			var meters []*meter
			for _, call := range s.calls() {
				m := &meter{}
				meters = append(meters, m)
				w.wire.plan(&plan{call: call, times: 1, fault: Fault{conn: m.wrap}})
			}
			_, err = w.live(w.customers(takeBack, take))
			for i, call := range s.calls() {
				lengths = append(lengths, length{cell{s.name, call}, meters[i].sent, meters[i].answered})
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return lengths, nil
}

// A meter counts the bytes of one connection.
type meter struct {
	net.Conn
	mu             sync.Mutex
	sent, answered int
}

func (m *meter) wrap(_ *wire, here net.Conn) net.Conn {
	m.Conn = here
	return m
}

func (m *meter) Write(b []byte) (int, error) {
	n, err := m.Conn.Write(b)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.sent += n
	return n, err
}

func (m *meter) Read(b []byte) (int, error) {
	n, err := m.Conn.Read(b)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.answered += n
	return n, err
}
