package stablegenius

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
)

var _ checkout.Lister = (*Provider)(nil)

// pageOfList is how many intents one page holds (docs: List payment intents).
const pageOfList = 100

// List names the merchant's intents that were made in a span of time, the newest
// first, without those that name another till.
func (p *Provider) List(ctx context.Context, from, to time.Time, after string) ([]checkout.Listed, string, error) {
	all, next, err := p.pageOf(ctx, from, to, after)
	if err != nil {
		return nil, "", fmt.Errorf("stablegenius: list: %w", err)
	}
	return all, next, nil
}

func (p *Provider) pageOf(ctx context.Context, from, to time.Time, after string) (all []checkout.Listed, next string, err error) {
	path := listOf(p.MerchantID, from, pageOfList)
	if after != "" {
		path += "&starting_after=" + url.QueryEscape(after)
	}
	a, err := p.ask(ctx, http.MethodGet, path, nil)
	switch {
	case err != nil:
		return nil, "", err
	case !a.OK():
		return nil, "", p.fault(a)
	}
	page, more, err := readList(a)
	if err != nil {
		return nil, "", err
	}
	for _, s := range page {
		l, err := listed(s)
		if err != nil {
			return nil, "", err
		}
		next = l.Ref
		if l.Made.After(to) || s.till() != "" && s.till() != p.Till {
			continue
		}
		all = append(all, l)
	}
	if !more {
		next = ""
	}
	return all, next, nil
}

// listed reads an intent that is compared with no payment of ours.
func listed(s said) (checkout.Listed, error) {
	status, known := statusOf(s.Status)
	amount, err := money.ParseDecimal(string(s.Amount), money.MustCurrency("USD"))
	made, wrong := time.Parse(time.RFC3339, string(s.CreatedAt))
	switch {
	case !isRef(s.ref()):
		return checkout.Listed{}, garbled("it lists an intent without a name")
	case err != nil || wrong != nil:
		return checkout.Listed{}, garbled("it lists an intent whose amount or time cannot be read")
	}
	if !known {
		status = checkout.Unresolved // a person must look
	}
	return checkout.Listed{Ref: s.ref(), Payment: checkout.PaymentID(s.attempt()), Amount: amount, Status: status, Made: made.UTC()}, nil
}

// till is the terminal that asked for an intent; empty where nobody says.
func (s *said) till() string {
	var asked metadata
	_ = json.Unmarshal(s.Metadata, &asked) // a service that keeps none says nothing
	return asked.Terminal
}
