package rest_test

import (
	"strings"
	"testing"

	"kasir/checkout"
	"kasir/checkout/internal/rest"
)

func TestCheckBase(t *testing.T) {
	for _, good := range []string{
		"https://api.tabby.ai", "https://api.tabby.ai/", "https://api.stablegenius.co/v1",
		"https://pay.example:8443/x", "HTTPS://pay.example",
		"http://localhost:8080", "http://LOCALHOST", "http://127.0.0.1:9", "http://127.8.9.1", "http://[::1]:9",
	} {
		if err := rest.CheckBase(good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []string{
		"", "pay.example", "//pay.example", "ftp://pay.example", "https://", "https:///v1", "https:pay.example",
		"http://pay.example", "http://10.0.0.1", "http://127.0.0.1.example", "http://localhost.example",
		"http://127.1", "http://2130706433", "http://0.0.0.0",
		"https://SECRET@pay.example", "https://a:SECRET@pay.example", "http://localhost@pay.example",
		"https://pay.example?key=SECRET", "https://pay.example/?", "https://pay.example/#SECRET",
		"https://pay.example/../x", "https://pay.example/%2e%2E/x", "https://pay.example:x", "https://pay.example:",
		"https://pay example", "https://pay.example/\x7fSECRET", " https://pay.example",
	} {
		err := rest.CheckBase(bad)
		if err == nil {
			t.Errorf("%q was accepted", bad)
		} else if strings.Contains(err.Error(), "SECRET") {
			t.Errorf("a secret stands in %q", err)
		}
	}
}

func TestLoopback(t *testing.T) {
	for base, want := range map[string]bool{
		"http://127.0.0.1:1": true, "https://localhost": true, "http://[::1]": true,
		"https://pay.example": false, "http://pay.example": false, "https://10.0.0.1": false, "": false,
	} {
		if got := rest.Loopback(base); got != want {
			t.Errorf("%q: got %v", base, got)
		}
	}
}

func TestAPathCannotLeaveItsHost(t *testing.T) {
	for _, path := range []string{
		"", "pay", "@evil.example/", ".evil.example/", ":8080/", "https://evil.example/", "?a=1",
		"/a/../b", "/a/..", "/./a", "/a/%2e%2e/b", "/a/.%2E", "/a#b", "/%zz", "/a b\x7f",
	} {
		c := &rest.Client{BaseURL: "https://pay.example", Transport: &scripted{}}
		_, err := get(t, c, path)
		wantFault(t, err, checkout.Misused, false)
	}
	for _, method := range []string{"G T", "POST\r\nX: 1"} {
		c := &rest.Client{BaseURL: "https://pay.example", Transport: &scripted{}}
		_, err := c.Do(t.Context(), method, "/", nil, nil)
		wantFault(t, err, checkout.Misused, false)
	}
}
