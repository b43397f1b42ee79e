package campaign

import (
	"net/http"
	"strings"
)

// A Call is what a request asks a service for.
type Call string

// The calls. Each stands for all the paths of the five services.
const (
	Create Call = "create"
	Poll   Call = "poll"
	Cancel Call = "cancel"
	Refund Call = "refund"
	Other  Call = "other" // captures, pages, lists
)

// Calls lists the calls that faults are planted in.
func Calls() []Call { return []Call{Create, Poll, Cancel, Refund} }

// callOf tells what a request asks for; the paths are those of the simulator.
func callOf(r *http.Request) Call {
	path := r.URL.Path
	switch {
	case strings.HasSuffix(path, "/refund"), strings.HasSuffix(path, "/refunds"):
		return Refund
	case strings.HasSuffix(path, "/cancel"), strings.HasSuffix(path, "/close"), strings.HasSuffix(path, "/expire"):
		return Cancel
	case path == "/v1/payments", path == "/v2/charge", path == "/api/v2/checkout",
		path == "/v1/payment-intents" && r.Method == http.MethodPost, path == "/payment-pos/post":
		return Create
	case strings.HasSuffix(path, "/captures"), strings.Contains(path, "/qr"), path == "/v1/transactions":
		return Other
	}
	return Poll
}
