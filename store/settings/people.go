package settings

import (
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
)

// People says what those who work here may do without asking.
type People struct {
	Limits   checkout.Limits
	AutoLock time.Duration // 0 for never
}

type people struct {
	CashierRefunds string `toml:"cashier_refunds"` // the most that a cashier gives back of one sale alone
	ManagerRefunds string `toml:"manager_refunds"` // likewise a manager; empty for any amount
	AutoLock       string `toml:"auto_lock"`
}

func defaultPeople() people { return people{CashierRefunds: "0", AutoLock: "5m"} }

// longestLock is more than any shift; a longer one is a slip.
const longestLock = 24 * time.Hour

// readPeople needs the shop's currency, in which limits are written.
func (s *Settings) readPeople(f people) Problems {
	c := collector{lines: s.lines}
	s.People.Limits.Cashier = c.limit("people.cashier_refunds", f.CashierRefunds, s.Shop.Currency)
	if f.ManagerRefunds != "" {
		limit := c.limit("people.manager_refunds", f.ManagerRefunds, s.Shop.Currency)
		s.People.Limits.Manager = &limit
		if limit.Minor < s.People.Limits.Cashier.Minor {
			c.add("people.manager_refunds", "less than a cashier may give back")
		}
	}
	lock, err := time.ParseDuration(f.AutoLock)
	if err != nil || lock < 0 || lock > longestLock || lock > 0 && lock < 10*time.Second {
		c.add("people.auto_lock", "%q is no time between 10s and 24h; write one like 5m, or 0s for never", f.AutoLock)
	}
	s.People.AutoLock = lock
	return c.problems
}

func (c *collector) limit(key, text string, currency money.Currency) money.Amount {
	amount, err := money.ParseDecimal(text, currency)
	if err != nil || amount.Minor < 0 {
		c.add(key, "%q is no amount of %s; write one like \"50000\"", text, currency)
	}
	return amount
}
