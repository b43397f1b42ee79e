package campaign

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"syscall"
	"time"

	"kasir/checkout/providertest"
)

// A Fault is one thing that can go wrong with one request.
type Fault struct {
	Name    string
	dial    func(ctx context.Context) error       // there is no connection; nothing leaves
	conn    func(w *wire, here net.Conn) net.Conn // the connection breaks
	doubles bool                                  // the service may hear of the request twice, or when a later one has come

	trick providertest.Trick // something else answers, or nothing does
}

// Faults lists every fault, always in the same order.
func Faults() []Fault { return allFaults }

var allFaults = slices.Concat(unsent, broken, spoilt(), refusals(), forged, delivered)

func findFault(name string) (Fault, error) {
	if mode, rest, ok := strings.Cut(name, "@"); ok {
		return cutFault(mode, rest)
	}
	for _, f := range allFaults {
		if f.Name == name {
			return f, nil
		}
	}
	return Fault{}, fmt.Errorf("campaign: no fault %q", name)
}

// unsent are the faults before the first byte.
var unsent = []Fault{
	{Name: "refused", dial: refused},
	{Name: "unreachable", dial: func(context.Context) error {
		return &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ENETUNREACH}
	}},
	{Name: "no-such-name", dial: func(context.Context) error {
		return &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: "pay.example", IsNotFound: true}}
	}},
	{Name: "name-timeout", dial: func(ctx context.Context) error {
		return &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "i/o timeout", Name: "pay.example", IsTimeout: true}}
	}},
	{Name: "connect-timeout", dial: func(ctx context.Context) error {
		pass(ctx, 5*time.Second)
		return &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ETIMEDOUT}
	}},
	{Name: "unknown-authority", dial: certificate(x509.UnknownAuthorityError{})},
	{Name: "wrong-name", dial: certificate(x509.HostnameError{Certificate: &x509.Certificate{}, Host: "pay.example"})},
	{Name: "expired-certificate", dial: certificate(x509.CertificateInvalidError{Cert: &x509.Certificate{}, Reason: x509.Expired})},
}

func certificate(err error) func(context.Context) error {
	return func(context.Context) error { return &tls.CertificateVerificationError{Err: err} }
}

// broken are connections that break while the request is sent. A request that
// was sent in whole may have been dealt with.
var broken = []Fault{
	cut("sent", 0, false), cut("sent", 20, false), cut("sent", 200, false),
	{Name: "lost-request", trick: providertest.LoseRequest},
	{Name: "lost-answer", trick: providertest.LoseAnswer},
	cut("answered", 0, true), cut("answered", 9, true), cut("answered", 90, true),
}

func cut(mode string, at int, _ bool) Fault {
	f, err := cutFault(mode, fmt.Sprint(at))
	if err != nil {
		panic(err)
	}
	return f
}

// spoilt are the answers that nobody can understand, and those of something
// that stands between till and service.
func spoilt() []Fault {
	all := providertest.Malformed()
	faults := []Fault{{Name: "captive-portal", trick: portal}}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		faults = append(faults, Fault{Name: strings.ReplaceAll(name, " ", "-"), trick: all[name]})
	}
	return faults
}

func portal(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
	w.Header().Set("Content-Type", "text/html")
	fmt.Fprint(w, "<html><body>Welcome to the WiFi, please sign in</body></html>")
}

// refusals say no by their status alone; the service has not heard the request.
func refusals() []Fault {
	var faults []Fault
	for _, status := range []int{400, 401, 402, 403, 404, 405, 409, 422, 429, 500, 502, 503, 504} {
		faults = append(faults, Fault{Name: fmt.Sprintf("refused-%d", status), trick: providertest.Refuse(status)})
	}
	return faults
}

const forgedID, paidAnother = "forged-id", "paid-another"

// renames tells whether an answer to create may give the payment a number that
// its service does not know.
func renames(fault string) bool { return fault == forgedID || fault == paidAnother }

// forged answers speak of something else: in every spelling that a service has.
var forged = []Fault{
	forge(forgedID, "another", "id", "payment_id", "transaction_id", "order_id", "payment.id", "payment_code", "payment.payment_code", "reference_id"),
	forge("forged-amount", "1", "amount", "amount_minor", "gross_amount", "payment.amount", "requested_amount", "payment.requested_amount"),
	forge("forged-currency", "XTS", "currency", "payment.currency", "asset", "paid_asset", "payment.paid_asset"),
	forge("forged-status", "splendid", "status", "transaction_status", "payment.status"),
	forge("forged-waiting", "pending", "status", "transaction_status", "payment.status"),
	{Name: paidAnother, trick: paidForgery(map[string]any{"id": "another", "payment_id": "another", "transaction_id": "another", "payment_code": "another"})},
	{Name: "paid-other-amount", trick: paidForgery(map[string]any{"amount": "1.00", "amount_minor": 1, "gross_amount": "1.00", "requested_amount": "1.00"})},
	{Name: "paid-twice-named", trick: func(w http.ResponseWriter, r *http.Request, service http.Handler) {
		field, word := paidWord(r)
		providertest.Rewrite(func(body []byte) []byte {
			at := bytes.Index(body, []byte(`"`+field+`"`))
			if at < 0 {
				return body
			}
			// Behind the name that counts, in another case: encoding/json takes the last.
			end := at + bytes.IndexByte(body[at:], ',')
			if end < at {
				return body
			}
			return slices.Concat(body[:end], []byte(`,"`+strings.ToUpper(field)+`":"`+word+`"`), body[end:])
		})(w, r, service)
	}},
}

// paidWord is how a service spells that a payment is paid.
func paidWord(r *http.Request) (field, word string) {
	switch path := r.URL.Path; {
	case strings.HasPrefix(path, "/v1/payments"):
		return "status", "succeeded"
	case strings.HasPrefix(path, "/v2/"):
		return "transaction_status", "settlement"
	case strings.HasPrefix(path, "/api/"):
		return "status", "CLOSED"
	case strings.HasPrefix(path, "/v1/payment-intents"):
		return "status", "confirmed"
	}
	return "status", "completed"
}

// paidForgery says paid, of something else.
func paidForgery(other map[string]any) providertest.Trick {
	return func(w http.ResponseWriter, r *http.Request, service http.Handler) {
		field, word := paidWord(r)
		providertest.Rewrite(func(body []byte) []byte {
			var doc map[string]any
			if json.Unmarshal(body, &doc) != nil {
				return body
			}
			in := doc
			if inner, ok := doc["payment"].(map[string]any); ok && doc[field] == nil {
				in = inner
			}
			in[field] = word
			for name, value := range other {
				if _, ok := in[name]; ok {
					in[name] = value
				}
			}
			forged, err := json.Marshal(doc)
			if err != nil {
				return body
			}
			return forged
		})(w, r, service)
	}
}

// forge changes the fields that an answer has, and adds none.
func forge(name, value string, fields ...string) Fault {
	return Fault{Name: name, trick: func(w http.ResponseWriter, r *http.Request, service http.Handler) {
		real := httptest.NewRecorder()
		service.ServeHTTP(real, r.WithContext(context.WithoutCancel(r.Context())))
		changed := map[string]any{}
		for _, field := range fields {
			last := field[strings.LastIndex(field, ".")+1:]
			if strings.Contains(real.Body.String(), `"`+last+`"`) {
				changed[field] = value
			}
		}
		providertest.Forge(changed)(w, r, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			maps.Copy(w.Header(), real.Header())
			w.WriteHeader(real.Code)
			_, _ = w.Write(real.Body.Bytes())
		}))
	}}
}

// delivered requests arrive twice, or long after their sender has given up.
var delivered = []Fault{
	{Name: "twice", doubles: true, trick: func(w http.ResponseWriter, r *http.Request, service http.Handler) {
		body := read(r)
		service.ServeHTTP(httptest.NewRecorder(), again(r, body))
		service.ServeHTTP(w, again(r, body))
	}},
	{Name: slowAnswer, trick: slow},
	{Name: "late-30s", doubles: true, conn: func(w *wire, here net.Conn) net.Conn { return w.delay(here, 30*time.Second) }},
	{Name: "late-10m", doubles: true, conn: func(w *wire, here net.Conn) net.Conn { return w.delay(here, 10*time.Minute) }},
}

var errReset = &net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET}

var errUnknownCut = errors.New("a cut is sent, swallowed, answered or reset, @ and a byte")
