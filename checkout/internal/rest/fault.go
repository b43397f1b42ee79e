package rest

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"syscall"
	"time"

	"kasir/checkout"
)

// What may be wrong with a question or an answer, in words that hold nothing of
// either.
var (
	errMethod   = errors.New("the method is not one of HTTP's")
	errRequest  = errors.New("the request cannot be sent: a header or the proxy is wrong")
	errRedirect = errors.New("the answer sends us elsewhere; not followed")
	errStatus   = errors.New("the answer has no proper status")
	errPacked   = errors.New("the answer is compressed, which was not asked for")
	errLarge    = errors.New("the answer is too large")
	errCut      = errors.New("the connection was cut")
	errBroken   = errors.New("the connection broke")
	errNotHTTP  = errors.New("the answer is not HTTP")
)

// explain turns what net/http says into a fault. Its own texts are dropped:
// they quote links and answers.
func (q *question) explain(w *wire, err, stopped, late error, limit time.Duration) *checkout.Fault {
	wanted, connected, heard, noTLS := w.seen()
	_, traced := q.base().(*http.Transport)
	unsent := !connected && (traced || neverSent(err))
	f := &checkout.Fault{Sent: !unsent}
	switch {
	case unsent && stopped != nil:
		f.Trouble, err = checkout.Unreachable, stopped
	case unsent && late != nil:
		f.Trouble, err = checkout.Unreachable, tooLate(limit)
	case unsent && traced && !wanted:
		f.Trouble, err = checkout.Misused, errRequest
	case unsent:
		f.Trouble, err = unconnected(err, noTLS, q.client.now())
	case stopped != nil:
		f.Trouble, err = checkout.NoAnswer, stopped
	case late != nil:
		f.Trouble, err = checkout.NoAnswer, tooLate(limit)
	default:
		f.Trouble, err = unanswered(err, heard)
	}
	f.Err = q.doing(err)
	return f
}

// neverSent reads from the error alone that there was no connection, for a
// Transport that cannot be watched.
func neverSent(err error) bool {
	var dns *net.DNSError
	var untrusted *tls.CertificateVerificationError
	return dialError(err) != nil || errors.As(err, &dns) || errors.As(err, &untrusted)
}

func unconnected(err error, noTLS bool, now time.Time) (checkout.Trouble, error) {
	if trouble, why := untrusted(err, now); why != nil {
		return trouble, why
	}
	why := plain(err)
	if noTLS && errors.Is(why, errBroken) {
		return checkout.Untrusted, errNoAgreement
	}
	return checkout.Unreachable, why
}

func unanswered(err error, heard bool) (checkout.Trouble, error) {
	for _, garbled := range []error{errRedirect, errStatus, errPacked, errLarge} {
		if errors.Is(err, garbled) {
			return checkout.Garbled, garbled
		}
	}
	why := plain(err)
	if heard && errors.Is(why, errBroken) {
		return checkout.Garbled, errNotHTTP
	}
	return checkout.NoAnswer, why
}

// plain keeps of a network error what is known to hold no text of ours or of
// the other side.
func plain(err error) error {
	var dns *net.DNSError
	var number syscall.Errno
	var timeout net.Error
	switch op := dialError(err); {
	case op != nil:
		return op
	case errors.As(err, &dns):
		return dns
	case errors.As(err, &number):
		return number
	case errors.As(err, &timeout) && timeout.Timeout():
		return os.ErrDeadlineExceeded
	case errors.Is(err, context.Canceled):
		return context.Canceled
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return errCut
	}
	return errBroken
}

func dialError(err error) error {
	var op *net.OpError
	for errors.As(err, &op) {
		if op.Op == "dial" {
			return op
		}
		err = op.Err
	}
	return nil
}

func tooLate(limit time.Duration) error {
	return fmt.Errorf("given up after %s: %w", limit, os.ErrDeadlineExceeded)
}

func (q *question) doing(err error) error { return wrap("rest: "+q.where(), err) }

func wrap(doing string, err error) error { return fmt.Errorf("%s: %w", doing, err) }
