package rest

import (
	"context"
	"net/http"
	"net/url"

	"github.com/hashicorp/go-retryablehttp"

	"kasir/checkout"
)

// A question is one call of Do: one attempt, or a few of the same GET.
type question struct {
	client *Client
	method string
	url    *url.URL
	body   []byte
	header http.Header

	answer Answer          // of the last attempt
	fault  *checkout.Fault // of the last attempt; nil when it was answered
	sent   bool            // by any attempt
}

func (q *question) ask(ctx context.Context) (Answer, error) {
	if err := ctx.Err(); err != nil {
		return Answer{}, &checkout.Fault{Trouble: checkout.Unreachable, Err: q.doing(err)}
	}
	r, err := retryablehttp.NewRequestWithContext(ctx, q.method, q.url.String(), q.content())
	if err != nil {
		return Answer{}, misused("rest: "+q.where(), errMethod)
	}
	// With GetBody set, net/http sends a POST again on its own when it carries
	// an Idempotency-Key and its connection drops.
	r.GetBody = nil
	q.fault = misused("rest: "+q.where(), errRequest)

	// What became of the attempts is kept in the question; the library answers
	// with texts that hold the link and its query.
	resp, err := q.library().Do(r)
	if err == nil && resp != nil {
		_ = resp.Body.Close()
	}
	if q.fault != nil {
		q.fault.Sent = q.sent
		return Answer{}, q.fault
	}
	return q.answer, nil
}

// library sets go-retryablehttp up so that it decides nothing by itself: its
// defaults repeat POSTs, sleep as long as a server asks, and log links.
func (q *question) library() *retryablehttp.Client {
	retries := 0
	if q.method == http.MethodGet {
		retries = q.client.GetRetries
	}
	return &retryablehttp.Client{
		HTTPClient: &http.Client{
			Transport: q,
			CheckRedirect: func(*http.Request, []*http.Request) error {
				return http.ErrUseLastResponse
			},
		},
		RetryMax:     retries,
		CheckRetry:   q.again,
		Backoff:      q.pause,
		ErrorHandler: retryablehttp.PassthroughErrorHandler,
	}
}

// content is nil for an empty body, so that it goes out with a length of zero
// and not in chunks. net/http would repeat such a POST on its own, but only on a
// kept connection, and a POST has a fresh one.
func (q *question) content() any {
	if len(q.body) == 0 {
		return nil
	}
	return q.body
}

// where names the question without its query.
func (q *question) where() string {
	return q.method + " " + q.url.Host + q.url.EscapedPath()
}
