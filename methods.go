package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"kasir/checkout"
	"kasir/checkout/midtrans"
	"kasir/checkout/money"
	"kasir/checkout/simulator"
	"kasir/checkout/stablegenius"
	"kasir/checkout/tabby"
	"kasir/checkout/unclez"
	"kasir/checkout/wct"
	"kasir/store/settings"
	"kasir/store/vault"
)

// A service is one payment service that a till can be set to.
type service struct {
	name    string   // as kasir.toml spells it
	id      string   // of its method in examples
	label   string   // likewise
	secrets []string // the fields that come from the vault or the environment
	open    func(settings.Method, checkout.Shop, map[string]checkout.Secret) (checkout.Provider, checkout.Terms, error)
	train   map[string]checkout.Secret // what the simulator accepts
	example string                     // further lines of its method in examples
	takes   string                     // the currencies it takes; empty for all
	own     []settings.Key             // keys of its methods beside the common ones
}

// services are the payment services there are. A new one is a line here.
var services = []service{
	{"uncle-z", "qris", "QRIS", []string{"PUBLIC_KEY", "SECRET"}, openUncleZ, map[string]checkout.Secret{
		"PUBLIC_KEY": simulator.UncleZPublicKey, "SECRET": simulator.UncleZSecret,
	}, "", "IDR", []settings.Key{
		{Name: "email"}, {Name: "return_url"}, {Name: "user_id"}, {Name: "whole_refunds", Kind: settings.Switch},
	}},
	{"midtrans", "gopay", "GoPay / QRIS", []string{"SERVER_KEY"}, openMidtrans, map[string]checkout.Secret{
		"SERVER_KEY": simulator.MidtransServerKey,
	}, "", "IDR", []settings.Key{
		{Name: "payment_type", OneOf: []string{midtrans.QRIS, midtrans.GoPay}},
		{Name: "acquirer"},
		{Name: "notification_url"},
		{Name: "refunds", Kind: settings.Switch},
	}},
	{"tabby", "pay-later", "Tabby", []string{"SECRET_KEY"}, openTabby, map[string]checkout.Secret{
		"SECRET_KEY": simulator.TabbySecretKey,
	}, "currency = \"AED\"\nmerchant_code = \"branch-1\"\nlatitude = 24.4763\nlongitude = 54.3209\n", "AED SAR KWD", []settings.Key{
		{Name: "merchant_code"}, {Name: "latitude", Kind: settings.Decimal}, {Name: "longitude", Kind: settings.Decimal}, {Name: "lang"},
	}},
	{"stable-genius", "usdc", "USDC", []string{"API_KEY"}, openStableGenius, map[string]checkout.Secret{
		"API_KEY": simulator.StableGeniusKey,
	}, "currency = \"USD\"\nmerchant_id = \"" + simulator.StableGeniusMerchant + "\"\n", "USD", []settings.Key{
		{Name: "merchant_id"}, {Name: "ttl", Kind: settings.Number}, {Name: "same_amount", OneOf: []string{"refuse", "warn", "off"}},
	}},
	{"wct", "bitcoin", "Bitcoin", []string{"KEY", "API_SECRET"}, openWCT, map[string]checkout.Secret{
		"KEY": simulator.WCTKey, "API_SECRET": simulator.WCTAPISecret,
	}, "currency = \"USD\"\nasset = \"USD\"\nrequested_asset = \"BTC\"\n", "", []settings.Key{
		{Name: "asset"},
		{Name: "asset_network"},
		{Name: "requested_asset"},
		{Name: "requested_asset_network"},
		{Name: "encoding", OneOf: []string{"json", "form"}},
		{Name: "description"},
		{Name: "payment_path"},
		{Name: "hash_amount", Kind: settings.Switch},
		{Name: "requotes", Kind: settings.Number},
	}},
	{name: checkout.CashService, id: "cash", label: "Cash", own: []settings.Key{{Name: "rounding"}}},
}

func openMidtrans(m settings.Method, shop checkout.Shop, secret map[string]checkout.Secret) (checkout.Provider, checkout.Terms, error) {
	var own struct {
		Acquirer        string `toml:"acquirer"`
		PaymentType     string `toml:"payment_type"`
		NotificationURL string `toml:"notification_url"`
		Refunds         bool   `toml:"refunds"`
	}
	err := m.Own(&own)
	if err == nil && own.PaymentType != "" && own.PaymentType != midtrans.QRIS && own.PaymentType != midtrans.GoPay {
		err = m.Problem("payment_type", fmt.Sprintf("%q is not one of %s, %s", own.PaymentType, midtrans.QRIS, midtrans.GoPay))
	}
	return &midtrans.Provider{
		ServerKey: secret["SERVER_KEY"], BaseURL: m.BaseURL, PaymentType: own.PaymentType, Acquirer: own.Acquirer,
		NotificationURL: own.NotificationURL, Refunds: own.Refunds, Till: shop.Till, ImageHosts: m.ImageHosts,
	}, midtrans.Terms, err
}

func openTabby(m settings.Method, shop checkout.Shop, secret map[string]checkout.Secret) (checkout.Provider, checkout.Terms, error) {
	var own struct {
		MerchantCode string  `toml:"merchant_code"`
		Latitude     float64 `toml:"latitude"`
		Longitude    float64 `toml:"longitude"`
		Lang         string  `toml:"lang"`
	}
	err := m.Own(&own)
	p := &tabby.Provider{
		SecretKey: secret["SECRET_KEY"], BaseURL: m.BaseURL, MerchantCode: own.MerchantCode, Till: shop.Till,
		Latitude: own.Latitude, Longitude: own.Longitude, Lang: own.Lang, ImageHosts: m.ImageHosts,
	}
	switch {
	case err != nil:
	case own.MerchantCode == "":
		err = m.Problem("merchant_code", "missing; Tabby names the branch by it")
	case m.Timeout > 0 && m.Timeout < tabby.MinTimeout:
		err = m.Problem("timeout", fmt.Sprintf("%s is shorter than tabby allows, which is %s", m.Timeout, tabby.MinTimeout))
	}
	return p, tabby.Terms, err
}

func openStableGenius(m settings.Method, shop checkout.Shop, secret map[string]checkout.Secret) (checkout.Provider, checkout.Terms, error) {
	own := struct {
		MerchantID string                  `toml:"merchant_id"`
		TTL        int64                   `toml:"ttl"` // seconds
		SameAmount stablegenius.SameAmount `toml:"same_amount"`
	}{TTL: int64(stablegenius.DefaultTTL / time.Second)}
	err := m.Own(&own)
	switch {
	case err != nil:
	case own.MerchantID == "":
		err = m.Problem("merchant_id", "missing; the service names the shop by it")
	case own.TTL < 60 || own.TTL > 3600:
		err = m.Problem("ttl", fmt.Sprintf("%d is not between 60 and 3600 seconds", own.TTL))
	}
	ttl := time.Duration(own.TTL) * time.Second
	return &stablegenius.Provider{
		APIKey: secret["API_KEY"], BaseURL: m.BaseURL, MerchantID: own.MerchantID, TTL: ttl,
		SameAmount: own.SameAmount, Till: shop.Till, ImageHosts: m.ImageHosts,
	}, stablegenius.TermsFor(ttl), err
}

func openWCT(m settings.Method, _ checkout.Shop, secret map[string]checkout.Secret) (checkout.Provider, checkout.Terms, error) {
	own := struct {
		Asset            string `toml:"asset"`
		AssetNetwork     string `toml:"asset_network"`
		RequestedAsset   string `toml:"requested_asset"`
		RequestedNetwork string `toml:"requested_asset_network"`
		Encoding         string `toml:"encoding"`
		Description      string `toml:"description"`
		PaymentPath      string `toml:"payment_path"`
		HashAmount       bool   `toml:"hash_amount"`
		Requotes         int    `toml:"requotes"`
	}{Asset: m.Currency}
	err := m.Own(&own)
	p := &wct.Provider{
		Key: secret["KEY"].Reveal(), APISecret: secret["API_SECRET"], BaseURL: m.BaseURL,
		Asset: own.Asset, AssetNetwork: own.AssetNetwork, RequestedAsset: own.RequestedAsset,
		RequestedNetwork: own.RequestedNetwork, Encoding: own.Encoding, Description: own.Description,
		PaymentPath: own.PaymentPath, HashAmount: own.HashAmount, Requotes: own.Requotes,
	}
	var wrong *wct.SettingError
	if err == nil && errors.As(p.CheckSettings(), &wrong) {
		err = m.Problem(wrong.Setting, wrong.Why)
	}
	return p, wct.Terms, err
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
		Whole     bool   `toml:"whole_refunds"`
	}
	err := m.Own(&own)
	return &unclez.Provider{
		PublicKey: secret["PUBLIC_KEY"].Reveal(), Secret: secret["SECRET"], BaseURL: m.BaseURL,
		Email: own.Email, ReturnURL: own.ReturnURL, UserID: own.UserID,
		InvoicePrefix: shop.Prefix, Till: shop.Till, ImageHosts: m.ImageHosts, WholeRefunds: own.Whole,
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
// missing from environment and vault are listed too: the cashier sees them,
// greyed, and why. In training every method asks the simulator at the given
// address.
func methods(s *settings.Settings, v *vault.Vault, simulated string) ([]checkout.Method, error) {
	var all []checkout.Method
	var problems settings.Problems
	for _, set := range s.Methods {
		m, err := method(set, s, v, simulated)
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

func method(set settings.Method, s *settings.Settings, v *vault.Vault, simulated string) (checkout.Method, error) {
	return methodWith(set, s, v.Secret, simulated)
}

// methodWith is method with secrets looked up elsewhere.
func methodWith(set settings.Method, s *settings.Settings, kept settings.Lookup, simulated string) (checkout.Method, error) {
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
	secrets, missing := settings.Secrets(kept, set.ID, svc.secrets...)
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
	if svc.takes != "" && !slices.Contains(strings.Fields(svc.takes), currency.Code) {
		m.Missing = checkout.Reason{Word: "wrong-currency", Text: svc.takes}
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

func providerNames() []string {
	names := make([]string, len(services))
	for i, s := range services {
		names[i] = s.name
	}
	return names
}

func serviceNames() string { return strings.Join(providerNames(), ", ") }
