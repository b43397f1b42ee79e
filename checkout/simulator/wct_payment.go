package simulator

import (
	"crypto/rand"
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"time"

	"kasir/checkout/money"
)

// A wctPayment is what the service knows of the payer's side of a payment.
type wctPayment struct {
	id             string
	asset, network string
	address        string
	tag            string
	invoice        string // Lightning
	precision      int
	quotes         int
	rate           *big.Int  // thousandths of a cent for one coin
	due            *big.Int  // smallest units that make it paid in full
	paid           *big.Int  // smallest units that have come
	ends           time.Time // of the quote
	transfers      []map[string]any
}

// wctRates are cents for one coin, and how many decimals it has. Prices are the
// simulator's own.
var wctRates = map[string]struct {
	cents     int64
	precision int
	address   string
}{
	"BTC":  {6_400_000, 8, "bc1qsimulatedaddress0000000000000000000000"},
	"LTC":  {8_000, 8, "ltc1qsimulatedaddress000000000000000000000"},
	"DOGE": {12, 8, "DSimuLatedAddressofNobody111111111"},
	"ETH":  {300_000, 18, "0x5115115115115115115115115115115115115115"},
	"SOL":  {15_000, 9, "SimuLatedAddressofNobody11111111111111111"},
	"USDT": {100, 6, "0x5115115115115115115115115115115115115115"},
	"USDC": {100, 6, "0x5115115115115115115115115115115115115115"},
	"TRX":  {30, 6, "TSimuLatedAddressofNobody111111111"},
	"XRP":  {200, 6, "rSimuLatedAddressofNobody111111111"},
}

func (c *wct) make(q *request, o map[string]string) (made *Payment, why string) {
	sum, err := wctSum(o)
	if err != nil {
		return nil, "The amount has too many decimals"
	}
	if other := c.find(o["reference"], "", q.now); other != nil {
		c.s.conduct.note(q.now, o["reference"], "made another payment under one reference")
	}
	c.count++
	rate := wctRates[o["requested_asset"]]
	p := &Payment{
		Service: WCTName, ID: wctCode(), Amount: sum, State: Waiting, Taken: money.Of(0, sum.Currency),
		Ours: o["reference"], Created: q.now, Changed: q.now, Code: rate.address, Attempts: 1, Bodies: [][]byte{q.body},
	}
	p.Invoice, p.purse = p.ID, c
	w := &wctPayment{
		id: hexID()[:24], asset: o["requested_asset"], network: o["requested_asset_network"], address: rate.address,
		precision: rate.precision, paid: new(big.Int),
	}
	if w.asset == "XRP" && c.options.Tag != "-" {
		w.tag = strconv.Itoa(700000 + c.count)
	}
	if w.asset == "BTC" && c.options.Lightning {
		w.invoice = fmt.Sprintf("lnbc1simulated%020d", c.count)
	}
	c.coins[p] = w
	c.price(p, w, q.now)
	c.s.ledger.add(p)
	return p, ""
}

// price makes a quote: what is still due, at the rate of the moment, which
// rises by a thousandth each time.
func (c *wct) price(p *Payment, w *wctPayment, now time.Time) {
	w.rate = big.NewInt(wctRates[w.asset].cents * int64(1000+w.quotes))
	w.quotes++
	left := p.Amount.Minus(p.Taken)
	due := new(big.Int).Mul(big.NewInt(left.Minor*1000), wctTen(w.precision))
	due.Add(due, new(big.Int).Sub(w.rate, big.NewInt(1))) // never less than the amount
	w.due = due.Quo(due, w.rate).Add(due, w.paid)
	w.ends = now.Add(c.options.Quote)
	p.Expires = w.ends.Add(c.options.Lifetime)
}

// quote is what the customer is asked for, as create and getupdate put it.
func (c *wct) quote(p *Payment) map[string]any {
	w := c.coins[p]
	said := map[string]any{
		"paymentId": w.id, "payment_code": p.ID, "payment_address": w.address,
		"payment_amount": w.decimal(w.due), "payment_amount_asset": w.asset,
		"expires_at": w.ends.Unix(), "exchange_rate": w.price(),
	}
	if left := new(big.Int).Sub(w.due, w.paid); w.paid.Sign() > 0 && left.Sign() > 0 {
		said["payment_missing_amount"] = w.decimal(left)
	}
	if w.tag != "" {
		said[c.options.Tag] = w.tag
	}
	if w.invoice != "" {
		said["payment_payreq"] = w.invoice
	}
	return said
}

// says is how the payment stands, as Get Payment puts it. The word and the code
// are two fields; only the word can be put in the service's mouth.
func (c *wct) says(p *Payment) map[string]any {
	w := c.coins[p]
	code, word := c.status(p, w)
	if p.Word != "" {
		word = p.Word
	}
	paid := w.paid
	if p.State == Paid && paid.Cmp(w.due) < 0 {
		paid = w.due // the whole amount came at once
	}
	return map[string]any{
		"merchant_id": "SIM", "payment_code": p.ID, "payment_reference": p.Ours, "terminal_id": c.options.Key[:3],
		"address": w.address, "asset_symbol": w.asset, "paid_asset": w.asset,
		"amount": strconv.FormatInt(p.Amount.Minor, 10), "original_amount": strconv.FormatInt(p.Amount.Minor, 10),
		"precision": p.Amount.Currency.Decimals, "display_digits": p.Amount.Currency.Decimals,
		"payment_status": code, "status": word,
		"paid_amount": paid.String(), "paid_amount_precision": w.precision,
		"requested_amount": w.due.String(), "requested_amount_precision": w.precision,
		"transactions": w.transfers, "txid": "", "all_txids": "",
	}
}

// status is one of the documents' seven (docs: Payment Status List).
func (c *wct) status(p *Payment, w *wctPayment) (code, word string) {
	switch p.State {
	case Paid:
		return "3", "completed"
	case Expired:
		return "6", "expired"
	case Cancelled, Declined:
		return "4", "cancelled"
	case Waiting:
	}
	switch {
	case w.paid.Sign() > 0 && c.options.Confirms:
		return "1", "pending"
	case w.paid.Sign() > 0:
		return "2", "partial"
	}
	return "0", "created"
}

// transfer moves coins: "0.0005", or "half" of what is still due.
func (c *wct) transfer(p *Payment, amount string, now time.Time) error {
	w := c.coins[p]
	left := new(big.Int).Sub(w.due, w.paid)
	units := new(big.Int).Quo(left, big.NewInt(2))
	if amount != "half" {
		q, err := money.ParseQuantity(amount, w.asset, w.network)
		if err != nil {
			return err
		}
		text, err := q.Units(w.precision)
		if err != nil {
			return err
		}
		units.SetString(text, 10)
	}
	if units.Sign() <= 0 {
		return errors.New("nothing to transfer")
	}
	worth := p.Amount.Minus(p.Taken)
	if units.Cmp(left) < 0 {
		share := new(big.Int).Mul(big.NewInt(worth.Minor), units)
		worth.Minor = share.Quo(share, left).Int64()
	}
	c.s.ledger.take(p, worth, now)
	w.paid.Add(w.paid, units)
	p.Part = w.decimal(w.paid) + " " + w.asset
	status := "underpaid"
	if w.paid.Cmp(w.due) >= 0 {
		status = "paid"
		p.end(Paid, now)
	}
	w.transfers = append(w.transfers, map[string]any{
		"asset_symbol": w.asset, "status": status, "quantity": units.String(), "tx_id": hexID(), "tx_time": now.Unix(),
	})
	return nil
}

// excess is a tenth more than what is due.
func (c *wct) excess(p *Payment) string {
	w := c.coins[p]
	left := new(big.Int).Sub(w.due, w.paid)
	return w.decimal(left.Add(left, new(big.Int).Add(new(big.Int).Quo(left, big.NewInt(10)), big.NewInt(1))))
}

func (w *wctPayment) decimal(units *big.Int) string {
	q, err := money.QuantityOf(units.String(), w.precision, w.asset, w.network)
	if err != nil {
		return ""
	}
	return q.Decimal()
}

// price writes the rate, which counts thousandths of a cent.
func (w *wctPayment) price() string {
	whole, rest := new(big.Int).QuoRem(w.rate, wctTen(5), new(big.Int))
	return fmt.Sprintf("%d.%05d", whole, rest)
}

func wctTen(power int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(power)), nil)
}

// wctCode is ten letters and digits, as the documents show them.
func wctCode() string { return strings.ToUpper(rand.Text()[:4]) + strings.ToLower(rand.Text()[:6]) }
