package tabby

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
)

var _ checkout.Lister = (*Provider)(nil)

// pageOfList is how many payments one page holds (API reference: Retrieve all
// payments).
const pageOfList = 20

// An entry is a payment with what only lists are asked about.
type entry struct {
	payment
	CreatedAt   text `json:"created_at"`
	Description text `json:"description"` // the terminal id
}

// List names the payments that were approved or closed of those made in a span
// of time, without those that name another till: a payment nobody approved is not
// in Tabby's list.
func (p *Provider) List(ctx context.Context, from, to time.Time, after string) ([]checkout.Listed, string, error) {
	all, next, err := p.pageOf(ctx, from, to, after)
	if err != nil {
		return nil, "", fmt.Errorf("tabby: list: %w", err)
	}
	return all, next, nil
}

func (p *Provider) pageOf(ctx context.Context, from, to time.Time, after string) (all []checkout.Listed, next string, err error) {
	offset, _ := strconv.Atoi(after) // empty is the beginning
	q := url.Values{
		"created_at__gte": {from.UTC().Format(time.RFC3339)}, "created_at__lte": {to.UTC().Format(time.RFC3339)},
		"limit": {strconv.Itoa(pageOfList)}, "offset": {strconv.Itoa(offset)},
	}
	a, err := p.ask(ctx, http.MethodGet, "/api/v2/payments?"+q.Encode(), nil)
	switch {
	case err != nil:
		return nil, "", err
	case !a.OK():
		return nil, "", p.fault(a)
	}
	var said struct {
		Payments   []entry `json:"payments"` // null where there are none
		Pagination *struct {
			Total int `json:"total_count"`
		} `json:"pagination"`
	}
	if err := a.JSON(&said); err != nil {
		return nil, "", err
	}
	if said.Pagination == nil {
		return nil, "", garbled("it holds no list")
	}
	for _, m := range said.Payments {
		if m.Description != "" && string(m.Description) != p.Till {
			continue
		}
		l, err := p.listed(m)
		if err != nil {
			return nil, "", err
		}
		all = append(all, l)
	}
	if offset += len(said.Payments); len(said.Payments) > 0 && offset < said.Pagination.Total {
		next = strconv.Itoa(offset)
	}
	return all, next, nil
}

// listed reads a payment that is compared with none of ours.
func (p *Provider) listed(m entry) (checkout.Listed, error) {
	currency, err := money.CurrencyOf(string(m.Currency))
	if err != nil {
		return checkout.Listed{}, garbled("it lists a payment whose currency cannot be read")
	}
	made, wrong := time.Parse(time.RFC3339, string(m.CreatedAt))
	if m.amount, err = money.ParseDecimal(string(m.Amount), currency); err != nil || wrong != nil || !isID(string(m.ID)) {
		return checkout.Listed{}, garbled("it lists a payment whose name, amount or time cannot be read")
	}
	ours := checkout.PaymentID(m.Order.ReferenceID)
	l := checkout.Listed{Ref: string(m.ID), Payment: ours, Amount: m.amount, Status: checkout.Unresolved, Made: made.UTC()}
	if g, err := p.judge(m.payment, checkout.Payment{ID: ours, Amount: m.amount}); err == nil { // else a person must look
		l.Status = g.Status
		if g.Reason.Word == "closed-without-capture" { // the money went back
			l.Status = checkout.Cancelled
		}
	}
	return l, nil
}
