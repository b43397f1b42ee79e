package wct

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"kasir/checkout/internal/rest"
)

// The encodings of a request. The documents name none.
const (
	JSON = "json"
	Form = "form"
)

// A SettingError is a setting with which no payment can be made.
type SettingError struct {
	Setting string // as kasir.toml spells it
	Why     string
}

// Error says which setting is wrong, and why.
func (e *SettingError) Error() string { return e.Setting + ": " + e.Why }

// CheckSettings finds the first setting with which no payment can be made. It
// asks nobody, and leaves the credentials out: a till without secrets is set up
// properly and merely cannot be used yet. The error is a *SettingError.
func (p *Provider) CheckSettings() error {
	if p.BaseURL == "" {
		return &SettingError{"base_url", "WCT Pay publishes no address; the one from your account must be set"}
	}
	if err := rest.CheckBase(p.BaseURL); err != nil {
		return &SettingError{"base_url", err.Error()}
	}
	switch {
	case p.RequestedAsset == "":
		return &SettingError{"requested_asset", "what the customer pays in must be named, such as BTC"}
	case isTether(p.RequestedAsset) && p.RequestedNetwork == "":
		return &SettingError{"requested_asset_network", "Tether lives on several networks; one must be named"}
	case isTether(p.Asset) && p.AssetNetwork == "":
		return &SettingError{"asset_network", "Tether lives on several networks; one must be named"}
	case !slices.Contains([]string{"", JSON, Form}, p.Encoding):
		return &SettingError{"encoding", fmt.Sprintf("%q is neither %s nor %s", p.Encoding, JSON, Form)}
	case !strings.HasPrefix(p.paymentPath(), "/"):
		return &SettingError{"payment_path", "it must begin with a slash"}
	case p.Requotes < 0:
		return &SettingError{"requotes", "it must not be below zero"}
	}
	return nil
}

func (p *Provider) paymentPath() string { return cmp.Or(p.PaymentPath, "/payment/get") }

// isTether tells whether an asset needs its network named (docs: Create POS
// Payment, "required when the asset is Tether").
func isTether(asset string) bool { return symbol(asset) == "USDT" }

// symbol spells an asset as it is compared: in capitals, Tether by its symbol.
func symbol(asset string) string {
	s := strings.ToUpper(strings.TrimSpace(asset))
	if s == "TETHER" {
		return "USDT"
	}
	return s
}
