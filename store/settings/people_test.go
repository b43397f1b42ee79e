package settings_test

import (
	"strings"
	"testing"
	"time"

	"kasir/checkout/money"
	"kasir/store/settings"
)

func TestPeoplesLimits(t *testing.T) {
	rupiah := money.MustCurrency("IDR")
	s, err := settings.Parse([]byte(smallest))
	if err != nil || s.People.Limits.Cashier != money.Of(0, rupiah) || s.People.Limits.Manager != nil || s.People.AutoLock != 5*time.Minute {
		t.Errorf("unless said otherwise: %+v, %v", s, err)
	}
	s, err = settings.Parse([]byte(smallest + "[people]\ncashier_refunds = \"50000\"\nmanager_refunds = \"500000\"\nauto_lock = \"0s\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	if l := s.People.Limits; l.Cashier != money.Of(50000, rupiah) || *l.Manager != money.Of(500000, rupiah) || s.People.AutoLock != 0 {
		t.Errorf("got %+v", s.People)
	}
}

func TestPeopleSettingsTellWhatIsWrong(t *testing.T) {
	for text, want := range map[string]string{
		`cashier_refunds = "much"`:                               `people.cashier_refunds: "much" is no amount of IDR`,
		`cashier_refunds = "0.50"`:                               "people.cashier_refunds",
		`cashier_refunds = "-1"`:                                 "people.cashier_refunds",
		`cashier_refunds = 50000`:                                "people.cashier_refunds: a value of another kind",
		`manager_refunds = "x"`:                                  "people.manager_refunds",
		"cashier_refunds = \"50000\"\nmanager_refunds = \"100\"": "people.manager_refunds: less than a cashier",
		`auto_lock = "5"`:                                        `people.auto_lock: "5" is no time between`,
		`auto_lock = "1s"`:                                       "people.auto_lock",
		`auto_lock = "-5m"`:                                      "people.auto_lock",
		`pin = "1234"`:                                           "people.pin: no such setting",
	} {
		_, err := settings.Parse([]byte(smallest + "[people]\n" + text + "\n"))
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "kasir.toml, line 1") {
			t.Errorf("%s: got %v, want %s", text, err, want)
		}
	}
}
