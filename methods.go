package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/checkout/simulator"
	"kasir/checkout/unclez"
	"kasir/store/settings"
)

// A service is one payment service that a till can be set to.
type service struct {
	name    string   // as kasir.toml spells it
	id      string   // of its method in examples
	label   string   // likewise
	secrets []string // the fields that come from the vault or the environment
	open    func(settings.Method, checkout.Shop, map[string]checkout.Secret) (checkout.Provider, checkout.Terms, error)
	train   map[string]checkout.Secret // what the simulator accepts
}

// services are the payment services there are. A new one is a line here.
var services = []service{
	{"uncle-z", "qris", "QRIS", []string{"PUBLIC_KEY", "SECRET"}, openUncleZ, map[string]checkout.Secret{
		"PUBLIC_KEY": simulator.UncleZPublicKey, "SECRET": simulator.UncleZSecret,
	}},
	{name: checkout.CashService, id: "cash", label: "Cash"},
}

// openCash makes the method that is no service: banknotes.
func openCash(m settings.Method, s *settings.Settings) (*checkout.Cash, error) {
	var own struct {
		Rounding string `toml:"rounding"`
	}
	if err := m.Own(&own); err != nil {
		return nil, err
	}
	cash := &checkout.Cash{Drawer: s.Printer.Drawer != "none"}
	if own.Rounding == "" {
		return cash, nil
	}
	smallest, err := money.ParseDecimal(own.Rounding, s.Shop.Currency)
	if err != nil || !smallest.IsPositive() {
		return nil, m.Problem("rounding", fmt.Sprintf("%q is no coin of %s; write one like \"100\" or \"0.25\"", own.Rounding, s.Shop.Currency))
	}
	cash.Rounding = smallest.Minor
	return cash, nil
}

func openUncleZ(m settings.Method, shop checkout.Shop, secret map[string]checkout.Secret) (checkout.Provider, checkout.Terms, error) {
	var own struct {
		Email     string `toml:"email"`
		ReturnURL string `toml:"return_url"`
		UserID    string `toml:"user_id"`
	}
	err := m.Own(&own)
	return &unclez.Provider{
		PublicKey: secret["PUBLIC_KEY"].Reveal(), Secret: secret["SECRET"], BaseURL: m.BaseURL,
		Email: own.Email, ReturnURL: own.ReturnURL, UserID: own.UserID,
		InvoicePrefix: shop.Prefix, Till: shop.Till, ImageHosts: m.ImageHosts,
	}, unclez.Terms, err
}

func findService(name string) (service, bool) {
	i := slices.IndexFunc(services, func(s service) bool { return s.name == name })
	if i < 0 {
		return service{}, false
	}
	return services[i], true
}

// methods makes the ways to pay that the settings list. Those whose secrets are
// missing are listed too: the cashier sees them, greyed, and why. In training
// every method asks the simulator at the given address.
func methods(s *settings.Settings, simulated string) ([]checkout.Method, error) {
	var all []checkout.Method
	var problems settings.Problems
	for _, set := range s.Methods {
		m, err := method(set, s, simulated)
		var found settings.Problems
		var one settings.Problem
		switch {
		case errors.As(err, &found):
			problems = append(problems, found...)
		case errors.As(err, &one):
			problems = append(problems, one)
		case err != nil:
			return nil, err
		}
		all = append(all, m)
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return all, nil
}

func method(set settings.Method, s *settings.Settings, simulated string) (checkout.Method, error) {
	svc, ok := findService(set.Provider)
	if !ok {
		return checkout.Method{}, set.Problem("provider", fmt.Sprintf("%q is not one of %s", set.Provider, serviceNames()))
	}
	currency, err := money.CurrencyOf(set.Currency)
	if err != nil {
		return checkout.Method{}, set.Problem("currency", err.Error())
	}
	m := checkout.Method{ID: set.ID, Label: set.Label, Service: set.Provider, Currency: currency}
	if svc.name == checkout.CashService {
		m.Cash, err = openCash(set, s)
		return m, err
	}
	secrets, missing := settings.Secrets(set.ID, svc.secrets...)
	if simulated != "" {
		set.BaseURL, secrets, missing = simulated, svc.train, nil
	}
	if len(missing) > 0 {
		names := make([]string, len(missing))
		for i, field := range missing {
			names[i] = settings.EnvName(set.ID, field)
		}
		m.Missing = checkout.Reason{Word: "missing-secret", Text: strings.Join(names, ", ")}
	}
	if m.Provider, m.Terms, err = svc.open(set, s.Shop, secrets); err != nil {
		return m, err
	}
	return m, pace(set, &m.Terms)
}

// pace applies the settings' times within what the provider allows.
func pace(set settings.Method, terms *checkout.Terms) error {
	if set.Poll > 0 && set.Poll < terms.Poll {
		return set.Problem("poll", fmt.Sprintf("%s is faster than %s allows, which is %s", set.Poll, set.Provider, terms.Poll))
	}
	if set.Timeout > terms.Timeout {
		return set.Problem("timeout", fmt.Sprintf("%s is longer than %s allows, which is %s", set.Timeout, set.Provider, terms.Timeout))
	}
	if set.Poll > 0 {
		terms.Poll = set.Poll
		terms.Doubt = max(terms.Doubt, 2*set.Poll+5*time.Second)
	}
	if set.Timeout > 0 {
		terms.Timeout = set.Timeout
	}
	return nil
}

func serviceNames() string {
	names := make([]string, len(services))
	for i, s := range services {
		names[i] = s.name
	}
	return strings.Join(names, ", ")
}
