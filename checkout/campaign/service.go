package campaign

import (
	"net/http"
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
)

// A service is one payment service and the way it keeps a payment from being
// made twice, of which each of the five has another one.
type service struct {
	name    string
	amount  money.Amount
	secrets []string // must be seen nowhere
	terms   checkout.Terms
	open    func(baseURL string, network http.RoundTripper, now func() time.Time) checkout.Provider
	cancels bool // a waiting payment can be taken back
	refunds bool // money can be given back when asked
	paces   int  // questions about one payment that the service puts up with in 20 s
}

// baseURL is the address of every service. Nothing listens there: pictures, which
// providers fetch past the campaign's network, are refused at once.
const baseURL = "http://127.0.0.1:1"

// services are the five. Their names are those of the settings.
var services = []service{
	{ // replays the first answer for 24 hours, by a key in the header
		name: simulator.UncleZName, amount: rupiah(50_000), terms: unclez.Terms, refunds: true, paces: 30,
		secrets: []string{simulator.UncleZSecret},
		open: func(base string, network http.RoundTripper, now func() time.Time) checkout.Provider {
			return &unclez.Provider{
				PublicKey: simulator.UncleZPublicKey, Secret: simulator.UncleZSecret, Till: "till-01",
				BaseURL: base, Transport: network, Now: now,
			}
		},
	},
	{ // forgets its key after five minutes, and knows an order by its natural key
		name: simulator.MidtransName, amount: rupiah(789_000), terms: midtrans.Terms, cancels: true, refunds: true, paces: 6,
		secrets: []string{simulator.MidtransServerKey, "U0ItTWlkLXNlcnZlci1hYmMxMjNjZGU0NTY6"},
		open: func(base string, network http.RoundTripper, now func() time.Time) checkout.Provider {
			return &midtrans.Provider{
				ServerKey: simulator.MidtransServerKey, Till: "till-01", Refunds: true,
				BaseURL: base, Transport: network, Now: now,
			}
		},
	},
	{ // knows no key for a payment: each start is another session; refunds by reference
		name: simulator.TabbyName, amount: money.Of(10_000, money.MustCurrency("AED")), terms: tabby.Terms, cancels: true, refunds: true, paces: 10,
		secrets: []string{simulator.TabbySecretKey},
		open: func(base string, network http.RoundTripper, now func() time.Time) checkout.Provider {
			return &tabby.Provider{
				SecretKey: simulator.TabbySecretKey, MerchantCode: "ae-branch-1", Till: "till-01",
				Latitude: 24.4763, Longitude: 54.3209, BaseURL: base, Transport: network, Now: now,
			}
		},
	},
	{ // takes its key from the body
		name: simulator.StableGeniusName, amount: money.Of(1250, money.MustCurrency("USD")), terms: stablegenius.Terms, cancels: true, paces: 30,
		secrets: []string{simulator.StableGeniusKey},
		open: func(base string, network http.RoundTripper, now func() time.Time) checkout.Provider {
			return &stablegenius.Provider{
				APIKey: simulator.StableGeniusKey, MerchantID: simulator.StableGeniusMerchant, Till: "till-01", TTL: life,
				BaseURL: base, Transport: network, Now: now,
			}
		},
	},
	{ // knows no key, but can be asked by our reference
		name: simulator.WCTName, amount: money.Of(5000, money.MustCurrency("USD")), terms: wct.Terms, paces: 30,
		secrets: []string{simulator.WCTAPISecret},
		open: func(base string, network http.RoundTripper, now func() time.Time) checkout.Provider {
			return &wct.Provider{
				Key: simulator.WCTKey, APISecret: simulator.WCTAPISecret, RequestedAsset: "BTC",
				BaseURL: base, Transport: network, Now: now,
			}
		},
	},
}

func rupiah(minor int64) money.Amount { return money.Of(minor, money.MustCurrency("IDR")) }

// Services lists the names of the services.
func Services() []string {
	var names []string
	for _, s := range services {
		names = append(names, s.name)
	}
	return names
}

func findService(name string) (service, bool) {
	for _, s := range services {
		if s.name == name {
			return s, true
		}
	}
	return service{}, false
}

// method is the way to pay that a till of this run offers. Nobody is asked
// about an ended payment for longer than a few minutes, where services would be
// watched for a day: what is asked then is the same, only more often.
func (s service) method(network http.RoundTripper, now func() time.Time, watch time.Duration) checkout.Method {
	terms := s.terms
	if watch > 0 {
		terms.Watch = min(terms.Watch, watch)
	}
	return checkout.Method{
		ID: "method", Label: "Method", Service: s.name, Currency: s.amount.Currency,
		Provider: s.open(baseURL, network, now), Terms: terms,
	}
}

// paymentOf is the service's own number in a reference; Tabby's has two.
func paymentOf(ref string) string { return ref[strings.LastIndex(ref, "/")+1:] }
