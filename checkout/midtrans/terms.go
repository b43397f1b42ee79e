package midtrans

import (
	"strings"
	"time"

	"kasir/checkout"
)

const day = 24 * time.Hour

// How long after the payment Midtrans gives money back (Refund Transaction):
// QRIS by way of GoPay from a GoPay wallet, from any other, GoPay's own codes,
// and QRIS by way of Shopee.
const (
	onUs    = 45 * day
	offUs   = 7 * day
	byGoPay = 180 * day
	shopee  = 365 * day
)

// RefundTerms says what can be given back by Midtrans' documents; it may refuse
// all the same.
func (p *Provider) RefundTerms(pay checkout.Payment, earlier []checkout.Refund, now time.Time) checkout.RefundTerms {
	is := func(name, want string) bool { return strings.Contains(strings.ToLower(pay.Print[name]), want) }
	foreign := pay.Print["issuer"] != "" && !is("issuer", "gopay")
	byShopee := is("acquirer", "shopee") || pay.Print["acquirer"] == "" && strings.Contains(strings.ToLower(p.Acquirer), "shopee")
	limit, expect := onUs, "refund-within-day"
	switch {
	case byShopee:
		limit, expect = shopee, "refund-takes-weeks"
	case foreign:
		limit, expect = offUs, "refund-takes-weeks"
	case p.paymentType() == GoPay:
		limit = byGoPay
	}
	no := func(word string) checkout.RefundTerms {
		return checkout.RefundTerms{Why: checkout.Reason{Word: word}}
	}
	switch {
	case !p.Refunds:
		return no("refunds-off")
	case pay.Status != checkout.Paid || !isRef(pay.Ref):
		return no("refund-not-paid")
	case now.Sub(pay.PaidAt) > limit:
		return no("refund-too-late")
	case byShopee && asleep(now):
		return no("refund-at-night")
	case byShopee && asked(earlier):
		return no("refund-once")
	}
	// The documents disagree whether Shopee gives a part back (Refund Transaction:
	// no; payment methods with refund, FAQ: yes), so it is not asked to.
	return checkout.RefundTerms{
		Possible: true, Why: checkout.Reason{Word: expect}, Part: !byShopee, Again: !byShopee,
	}
}

// asleep tells whether Shopee gives nothing back at this hour: 23:50 to 06:00
// in Jakarta, the stricter of two documents.
func asleep(now time.Time) bool {
	local := now.In(wib)
	minutes := local.Hour()*60 + local.Minute()
	return minutes >= 23*60+50 || minutes < 6*60
}

func asked(earlier []checkout.Refund) bool {
	for _, r := range earlier {
		if r.Status != checkout.RefundRefused {
			return true
		}
	}
	return false
}
