package rest

import (
	"context"
	"crypto/rand"
	"math/big"
	"net/http"
	"strconv"
	"strings"
	"time"

	"kasir/checkout"
)

// How long one call waits between two attempts of a GET.
const (
	firstPause = 500 * time.Millisecond
	maxPause   = 8 * time.Second
	maxWait    = time.Minute // the longest Retry-After that is believed
)

// again tells whether the library may ask once more. It is asked for every
// method, but only a GET has retries.
func (q *question) again(ctx context.Context, _ *http.Response, _ error) (bool, error) {
	select {
	case <-ctx.Done():
		return false, nil
	default:
		return q.passing(), nil
	}
}

// passing tells whether the trouble of the last attempt may pass by itself.
func (q *question) passing() bool {
	if q.fault != nil {
		return q.fault.Trouble == checkout.Unreachable || q.fault.Trouble == checkout.NoAnswer
	}
	switch q.answer.Status {
	case http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusBadGateway,
		http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

// pause is what the server asks for, or else doubles; a part of it is chance,
// so that a street of tills does not come back in one beat.
func (q *question) pause(_, _ time.Duration, attempt int, _ *http.Response) time.Duration {
	if q.fault == nil && q.answer.Wait > 0 {
		return min(q.answer.Wait+chance(q.answer.Wait/8), maxWait)
	}
	pause := min(firstPause<<min(attempt, 8), maxPause)
	return pause/2 + chance(pause/2)
}

func chance(below time.Duration) time.Duration {
	if below <= 0 {
		return 0
	}
	n, err := rand.Int(rand.Reader, big.NewInt(int64(below)))
	if err != nil {
		return 0
	}
	return time.Duration(n.Int64())
}

// retryAfter reads a Retry-After header, seconds or date. A server may ask for
// centuries; it gets a minute.
func retryAfter(header string, now time.Time) time.Duration {
	header = strings.TrimSpace(header)
	if header == "" {
		return 0
	}
	if strings.Trim(header, "0123456789") == "" {
		seconds, err := strconv.ParseInt(header, 10, 64)
		if err != nil || seconds > int64(maxWait/time.Second) {
			return maxWait
		}
		return time.Duration(seconds) * time.Second
	}
	until, err := http.ParseTime(header)
	if err != nil {
		return 0
	}
	return min(max(until.Sub(now), 0), maxWait)
}
