package rest

import (
	"crypto/tls"
	"net/http/httptrace"
	"sync"
)

// A wire remembers how far one attempt came. Dialling goes on in goroutines of
// net/http, even after the attempt has ended.
type wire struct {
	mu        sync.Mutex
	wanted    bool // a connection was asked for: the request itself was sound
	connected bool // a connection was there, so bytes may have left
	heard     bool // the first byte of an answer has come
	noTLS     bool // somebody answered, but TLS did not come about
}

func (w *wire) trace() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{
		GetConn:              func(string) { w.note(&w.wanted) },
		GotConn:              func(httptrace.GotConnInfo) { w.note(&w.connected) },
		GotFirstResponseByte: func() { w.note(&w.heard) },
		TLSHandshakeDone: func(_ tls.ConnectionState, err error) {
			if err != nil {
				w.note(&w.noTLS)
			}
		},
	}
}

func (w *wire) note(what *bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	*what = true
}

// seen is a copy to look at: how far the attempt came by now.
func (w *wire) seen() (wanted, connected, heard, noTLS bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.wanted, w.connected, w.heard, w.noTLS
}
