package rest

import "testing"

// A hosts file may send localhost anywhere; plain HTTP must not follow.
func TestLocalhostIsThisMachine(t *testing.T) {
	for _, tt := range []struct {
		host, resolved string
		want           bool
	}{
		{"localhost", "127.0.0.1:80", true},
		{"Localhost", "[::1]:80", true},
		{"localhost", "10.0.0.1:80", false},
		{"localhost", "[::ffff:10.0.0.1]:80", false},
		{"pay.example", "10.0.0.1:80", true},
		{"pay.example", "nowhere", false},
	} {
		if err := new(Client).admit(tt.host, tt.resolved); (err == nil) != tt.want {
			t.Errorf("%s at %s: got %v", tt.host, tt.resolved, err)
		}
	}
}
