package rest_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"kasir/checkout"
)

func TestRedirectsAreNotFollowed(t *testing.T) {
	other := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("the other host got %s %s with %v", r.Method, r.URL, r.Header)
	})
	for _, status := range []int{300, 301, 302, 303, 304, 305, 307, 308} {
		s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", other.URL+"/taken?key=LEAK")
			w.WriteHeader(status)
		})
		c := asked(t, s.URL)
		c.GetRetries = 2
		c.Sign = func(string, string, []byte) (http.Header, error) {
			return http.Header{"X-Api-Key": {"SECRET"}, "Authorization": {"Bearer SECRET"}}, nil
		}
		for _, method := range []string{"GET", "POST"} {
			_, err := c.Do(t.Context(), method, "/pay", []byte(`{"key":"SECRET"}`), nil)
			fault := wantFault(t, err, checkout.Garbled, true)
			if text := fmt.Sprintf("%v %+v %#v", fault, fault, fault); strings.Contains(text, "SECRET") || strings.Contains(text, "LEAK") {
				t.Errorf("%d: a secret stands in %q", status, text)
			}
		}
	}
}
