package rest

import (
	"cmp"
	"context"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"

	"kasir/checkout"
)

// RoundTrip is one attempt on the wire, from its signature to the last byte of
// its answer, so that each attempt either ends with a whole answer or with a
// fault, and has a time limit of its own.
func (q *question) RoundTrip(r *http.Request) (*http.Response, error) {
	limit := q.client.timeout(q.method)
	ctx, cancel := context.WithTimeout(r.Context(), limit)
	defer cancel()
	var w wire
	out := r.Clone(httptrace.WithClientTrace(ctx, w.trace()))
	if err := q.sign(out); err != nil {
		closeBody(r)
		q.fault = misused("rest: sign "+q.where(), err)
		return nil, q.fault
	}
	left := q.client.now()
	resp, err := q.base().RoundTrip(out)
	if err == nil {
		q.noteDate(resp, left, q.client.now())
		q.answer, err = q.read(resp)
	}
	if err != nil {
		q.fault = q.explain(&w, err, r.Context().Err(), ctx.Err(), limit)
		q.sent = q.sent || q.fault.Sent
		return nil, q.fault
	}
	q.fault, q.sent = nil, true
	resp.Body = http.NoBody
	return resp, nil
}

// CloseIdleConnections is what the library calls after trouble, so that the
// next attempt starts on a fresh connection.
func (q *question) CloseIdleConnections() { closeIdle(q.base()) }

func (q *question) base() http.RoundTripper {
	if q.method == http.MethodGet {
		return q.client.get
	}
	return q.client.post
}

func (q *question) sign(r *http.Request) error {
	r.Header.Set("User-Agent", cmp.Or(q.client.Agent, "Kasir"))
	r.Header.Set("Accept", "application/json")
	if len(q.body) > 0 {
		r.Header.Set("Content-Type", "application/json")
	}
	add(r.Header, q.header)
	if q.client.Sign == nil {
		return nil
	}
	proof, err := q.client.Sign(q.method, r.URL.EscapedPath(), q.body)
	add(r.Header, proof)
	return err
}

func add(to, from http.Header) {
	for name, values := range from {
		to[http.CanonicalHeaderKey(name)] = values
	}
}

func (q *question) read(resp *http.Response) (Answer, error) {
	defer func() { _ = resp.Body.Close() }()
	if garbled := unusable(resp); garbled != nil {
		return Answer{}, garbled
	}
	limit := cmp.Or(q.client.MaxBody, maxBody)
	body, err := io.ReadAll(io.LimitReader(resp.Body, limit+1))
	if err != nil {
		return Answer{}, err
	}
	if int64(len(body)) > limit {
		return Answer{}, errLarge
	}
	return newAnswer(resp, body, q.client.now()), nil
}

func unusable(resp *http.Response) error {
	packed := resp.Header.Get("Content-Encoding")
	switch {
	case resp.StatusCode >= 300 && resp.StatusCode < 400:
		return errRedirect
	case resp.StatusCode < 200 || resp.StatusCode > 599:
		return errStatus
	case packed != "" && !strings.EqualFold(packed, "identity"):
		return errPacked
	}
	return nil
}

func closeBody(r *http.Request) {
	if r.Body != nil {
		_ = r.Body.Close()
	}
}

func misused(doing string, err error) *checkout.Fault {
	return &checkout.Fault{Trouble: checkout.Misused, Err: wrap(doing, err)}
}
