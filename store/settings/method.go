package settings

import (
	"fmt"
	"maps"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"kasir/checkout/money"
)

var methodForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]{0,31}$`)

// common are the keys that every method may have.
type common struct {
	ID         string   `toml:"id"`
	Label      string   `toml:"label"`
	Provider   string   `toml:"provider"`
	Currency   string   `toml:"currency"`
	BaseURL    string   `toml:"base_url"`
	Poll       string   `toml:"poll"`
	Timeout    string   `toml:"timeout"`
	ImageHosts []string `toml:"image_hosts"`
}

var commonKeys = []string{"id", "label", "provider", "currency", "base_url", "poll", "timeout", "image_hosts"}

func (s *Settings) readMethods(tables []map[string]any) Problems {
	c := collector{lines: s.lines}
	if len(tables) == 0 {
		c.add("method", "missing; a till needs one [[method]] to be paid by")
	}
	for i, table := range tables {
		s.readMethod(&c, i, table)
	}
	return c.problems
}

func (s *Settings) readMethod(c *collector, i int, table map[string]any) {
	m := Method{index: i, lines: s.lines, own: make(map[string]any)}
	shared := make(map[string]any)
	for key, value := range table {
		if slices.Contains(commonKeys, key) {
			shared[key] = value
		} else {
			m.own[key] = value
		}
	}
	m.ID, _ = table["id"].(string)
	m.Provider, _ = table["provider"].(string)
	f := common{Currency: s.Shop.Currency.Code}
	if problem := m.strict(shared, &f); problem != nil {
		c.problems = append(c.problems, problem...)
		return
	}
	m.Label, m.Currency = f.Label, f.Currency
	m.BaseURL, m.ImageHosts = strings.TrimSuffix(f.BaseURL, "/"), f.ImageHosts
	switch {
	case !methodForm.MatchString(m.ID):
		c.addTo(m, "id", "%q: letters, digits and '-', 32 at most", m.ID)
	case slices.ContainsFunc(s.Methods, func(o Method) bool { return EnvName(o.ID, "") == EnvName(m.ID, "") }):
		c.addTo(m, "id", "%q is used twice", m.ID)
	}
	if strings.TrimSpace(m.Label) == "" {
		c.addTo(m, "label", "missing; it is what the cashier reads")
	}
	if m.Provider == "" {
		c.addTo(m, "provider", "missing")
	}
	if _, err := money.CurrencyOf(m.Currency); err != nil {
		c.addTo(m, "currency", "%q is not one of %s", m.Currency, strings.Join(money.Codes(), ", "))
	}
	if why := badBase(m.BaseURL); why != "" {
		c.addTo(m, "base_url", "%s", why)
	}
	m.Poll = c.duration(m, "poll", f.Poll)
	m.Timeout = c.duration(m, "timeout", f.Timeout)
	s.Methods = append(s.Methods, m)
}

func (c *collector) addTo(m Method, key, format string, args ...any) {
	c.problems = append(c.problems, m.Problem(key, fmt.Sprintf(format, args...)))
}

func (c *collector) duration(m Method, key, text string) time.Duration {
	if text == "" {
		return 0
	}
	d, err := time.ParseDuration(text)
	if err != nil || d <= 0 {
		c.addTo(m, key, "%q is no duration; write one like 5s or 20m", text)
	}
	return d
}

// badBase says what is wrong with a base URL; empty where nothing is. Plain
// http is for this machine alone, where no one can listen in.
func badBase(text string) string {
	if text == "" {
		return ""
	}
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "":
		return "no address; write one like https://payment.example.com"
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return "an address without user, query or fragment is needed"
	case u.Scheme == "https", u.Scheme == "http" && isLoopback(u.Hostname()):
		return ""
	}
	return "must begin with https:// (http:// is accepted for this machine only)"
}

func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

func (m Method) key(name string) string { return fmt.Sprintf("method.%d.%s", m.index, name) }

// Problem makes a Problem of one of the method's keys.
func (m Method) Problem(key, why string) Problem {
	line := m.lines[m.key(key)]
	if line == 0 {
		line = m.lines[fmt.Sprintf("method.%d", m.index)]
	}
	name := m.ID
	if name == "" {
		name = fmt.Sprint(m.index + 1)
	}
	return Problem{line, fmt.Sprintf("method %s: %s", name, key), why}
}

// Own reads the keys that belong to the method's provider alone into a struct
// with toml tags. A key that the struct does not have is a Problem.
func (m Method) Own(target any) error {
	if problems := m.strict(m.own, target); problems != nil {
		return problems
	}
	return nil
}

func (m Method) strict(table map[string]any, target any) Problems {
	var problems Problems
	for _, key := range slices.Sorted(maps.Keys(table)) {
		text, err := toml.Marshal(map[string]any{key: table[key]})
		if err != nil {
			problems = append(problems, m.Problem(key, "not readable"))
			continue
		}
		for _, found := range decode(text, target) {
			if found.Why == unknown && m.Provider != "" {
				found.Why += " of " + m.Provider
			}
			problems = append(problems, m.Problem(key, found.Why))
		}
	}
	return problems
}
