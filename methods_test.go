package main

import (
	"strings"
	"testing"

	"kasir/store/settings"
)

const anyShop = "[shop]\nname = \"Shop\"\n"

// fragment is the part of the simulator's introduction that goes into
// kasir.toml, and the lines that go into the environment.
func fragment(t *testing.T) (toml string, env []string) {
	t.Helper()
	_, rest, _ := strings.Cut(introduction("http://127.0.0.1:8089"), "kasir.toml:\n")
	toml, rest, found := strings.Cut(rest, "For the environment:")
	if !found {
		t.Fatal("the introduction has changed its form")
	}
	for line := range strings.Lines(rest) {
		if assignment, ok := strings.CutPrefix(strings.TrimSpace(line), "export "); ok {
			env = append(env, assignment)
		}
	}
	return toml, env
}

// What `kasir simulate` prints must work as it stands, for every service.
func TestSimulatorsIntroductionIsReady(t *testing.T) {
	toml, env := fragment(t)
	for _, assignment := range env {
		name, value, _ := strings.Cut(assignment, "=")
		t.Setenv(name, value)
	}
	s, err := settings.Parse([]byte(anyShop + toml))
	if err != nil {
		t.Fatal(err)
	}
	all, err := methods(s, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != len(services)-1 { // cash asks nobody
		t.Errorf("%d methods of %d services", len(all), len(services))
	}
	for _, m := range all {
		if m.Missing.Word != "" || m.Provider == nil || m.Terms.Poll <= 0 || m.Terms.Timeout <= 0 || m.Terms.KeyLife <= 0 || m.Terms.Doubt < m.Terms.Poll {
			t.Errorf("%s: missing %v, terms %+v", m.ID, m.Missing, m.Terms)
		}
	}
}

// The contract's whole example of settings, service by service.
func TestMethodsTellWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ name, method, want string }{
		{"no such provider", `provider = "paypal"`, `provider: "paypal" is not one of uncle-z, midtrans, tabby, stable-genius, wct, cash`},
		{"another's key", "provider = \"uncle-z\"\nmerchant_code = \"x\"", "merchant_code: no such setting of uncle-z"},
		{"too fast", "provider = \"tabby\"\nmerchant_code = \"x\"\nlatitude = 1.5\nlongitude = 1.5\npoll = \"1s\"", "poll: 1s is faster than tabby allows, which is 5s"},
		{"too long", "provider = \"uncle-z\"\ntimeout = \"30m\"", "timeout: 30m0s is longer than uncle-z allows"},
		{"too short", "provider = \"tabby\"\nmerchant_code = \"x\"\ntimeout = \"2m\"", "timeout: 2m0s is shorter than tabby allows, which is 3m0s"},
		{"no branch", `provider = "tabby"`, "merchant_code: missing"},
		{"payment type", "provider = \"midtrans\"\npayment_type = \"card\"", `payment_type: "card" is not one of qris, gopay`},
		{"ttl", "provider = \"stable-genius\"\nmerchant_id = \"mer_1\"\nttl = 5", "ttl: 5 is not between 60 and 3600"},
		{"no address", "provider = \"wct\"\ncurrency = \"USD\"\nasset = \"USD\"\nrequested_asset = \"BTC\"", "base_url:"},
		{"no coin", "provider = \"cash\"\nrounding = \"0\"", `rounding: "0" is no coin of IDR`},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := settings.Parse([]byte(anyShop + "[[method]]\nid = \"pay\"\nlabel = \"Pay\"\n" + c.method + "\n"))
			if err != nil {
				t.Fatal(err)
			}
			if _, err = methods(s, nil, ""); err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "kasir.toml, line ") {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

// A dollar shop lists QRIS, which knows rupiah alone. The method is grey; a code
// that nobody can pay is never asked for.
func TestCurrencyThatTheServiceDoesNotTakeGreysTheMethodOut(t *testing.T) {
	t.Setenv("KASIR_QRIS_PUBLIC_KEY", "pk")
	t.Setenv("KASIR_QRIS_SECRET", "s")
	s, err := settings.Parse([]byte(anyShop + "currency = \"USD\"\n[[method]]\nid = \"qris\"\nlabel = \"QRIS\"\nprovider = \"uncle-z\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	all, err := methods(s, nil, "")
	if err != nil || all[0].Missing.Word != "wrong-currency" {
		t.Errorf("got %+v, %v", all, err)
	}
}

func TestMissingSecretGreysTheMethodOut(t *testing.T) {
	s, err := settings.Parse([]byte(anyShop + "[[method]]\nid = \"pay-now\"\nlabel = \"Pay\"\nprovider = \"uncle-z\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	all, err := methods(s, nil, "")
	if err != nil || all[0].Missing.Word != "missing-secret" || all[0].Missing.Text != "KASIR_PAY_NOW_PUBLIC_KEY, KASIR_PAY_NOW_SECRET" {
		t.Errorf("got %+v, %v", all, err)
	}
}
