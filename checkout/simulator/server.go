package simulator

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"
)

// DefaultAddr is where people look for the simulator.
const DefaultAddr = "127.0.0.1:8089"

// Listen serves on an address of this machine, such as DefaultAddr or
// "127.0.0.1:0". It returns once the address is open.
func (s *Simulator) Listen(addr string) error {
	if !loopback(addr) {
		return fmt.Errorf("simulator: listen on %s: only addresses of this machine, such as %s, are allowed", addr, DefaultAddr)
	}
	s.serving.Lock()
	defer s.serving.Unlock()
	if s.listener != nil {
		return fmt.Errorf("simulator: listen on %s: already listening on %s", addr, s.listener.Addr())
	}
	var config net.ListenConfig
	l, err := config.Listen(context.Background(), "tcp", addr)
	if err != nil {
		return fmt.Errorf("simulator: %w", err)
	}
	server := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
	s.listener, s.server = l, server
	go func() { _ = server.Serve(l) }() // ends with Close
	return nil
}

// URL is the base address of every service: "http://127.0.0.1:8089". It is
// empty before Listen.
func (s *Simulator) URL() string {
	s.serving.Lock()
	defer s.serving.Unlock()
	if s.listener == nil {
		return ""
	}
	return "http://" + s.listener.Addr().String()
}

// Close stops listening and cuts what is being answered.
func (s *Simulator) Close() error {
	s.serving.Lock()
	defer s.serving.Unlock()
	if s.server == nil {
		return nil
	}
	err := s.server.Close()
	_ = s.listener.Close() // Serve may not have taken it over yet
	s.listener, s.server = nil, nil
	if err != nil && !errors.Is(err, net.ErrClosed) {
		return fmt.Errorf("simulator: close: %w", err)
	}
	return nil
}

func loopback(hostport string) bool {
	host := hostport
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		host = h
	}
	if strings.EqualFold(host, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && addr.IsLoopback()
}
