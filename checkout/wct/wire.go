package wct

import (
	"cmp"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"kasir/checkout"
	"kasir/checkout/internal/rest"
	"kasir/checkout/money"
)

// A reply is an answer of the service that could be read.
type reply struct {
	details
	Validated loose

	answer  rest.Answer
	refused bool // the service does not do what it was asked
	nok     bool // and says so in its own way, not merely in that of HTTP
	text    string
	fault   *checkout.Fault // what the refusal is to a question that cannot be refused
}

// details are what the service says about a payment, in any of its calls. Names
// that stand side by side are spellings of one thing.
type details struct {
	Code      loose `json:"payment_code"`
	Reference loose `json:"payment_reference"`
	Ours      loose `json:"reference"`

	Address loose `json:"payment_address"`
	Amount  loose `json:"payment_amount"`
	Missing loose `json:"payment_missing_amount"`
	Asset   loose `json:"payment_amount_asset"`
	Invoice loose `json:"payment_payreq"`
	Expires loose `json:"expires_at"`

	Tag            loose `json:"tag"`
	DestinationTag loose `json:"destination_tag"`
	DestTag        loose `json:"dest_tag"`
	Memo           loose `json:"memo"`

	Number          loose `json:"payment_status"`
	Word            loose `json:"status"`
	Paid            loose `json:"paid_amount"`
	PaidPrecision   loose `json:"paid_amount_precision"`
	PaidAsset       loose `json:"paid_asset"`
	Wanted          loose `json:"requested_amount"`
	WantedPrecision loose `json:"requested_amount_precision"`
	Transaction     loose `json:"txid"`
}

// loose reads a text, a number or a truth; anything else counts as absent, so
// that a surprise in a field that hardly matters hides nothing.
type loose string

// UnmarshalJSON never fails.
func (l *loose) UnmarshalJSON(data []byte) error {
	var text string
	var number json.Number
	var truth bool
	switch {
	case string(data) == "null":
	case json.Unmarshal(data, &text) == nil:
		*l = loose(text)
	case json.Unmarshal(data, &number) == nil:
		*l = loose(number)
	case json.Unmarshal(data, &truth) == nil:
		*l = loose(strconv.FormatBool(truth))
	}
	return nil
}

// read judges an answer by what its body says first and by HTTP second (S3,
// "nok"; the relatives answer it with any HTTP status). Details stand at the top
// or, with the relatives, in "payment".
func (p *Provider) read(a rest.Answer) (reply, error) {
	r := reply{answer: a}
	var top struct {
		Status    loose
		Validated loose
		Error     json.RawMessage
		Message   loose
		Payment   json.RawMessage
	}
	if err := a.JSON(&top); err != nil {
		if !a.OK() {
			return r, a.Fault()
		}
		return r, err
	}
	r.Validated, r.text = top.Validated, p.clean(cmp.Or(errorText(top.Error), string(top.Message)))
	word := strings.ToLower(string(top.Status))
	switch {
	case word == "nok":
		r.nok = true
		return r, r.refuse()
	case !a.OK():
		return r, r.refuse()
	case word != "ok":
		return r, garbled("it says neither ok nor nok")
	}
	body := a
	if len(top.Payment) > 0 && string(top.Payment) != "null" {
		body.Body = top.Payment
	}
	err := body.JSON(&r.details)
	if string(r.Word) == string(top.Status) {
		r.Word = "" // of the answer, not of the payment
	}
	return r, err
}

func errorText(raw json.RawMessage) string {
	var text loose
	var nested struct{ Code, Message loose }
	_ = json.Unmarshal(raw, &text)   // absent is no text
	_ = json.Unmarshal(raw, &nested) // likewise
	return string(cmp.Or(text, loose(strings.TrimSpace(string(nested.Code+" "+nested.Message)))))
}

// about makes sure that the answer speaks of pay, and nothing but pay.
func (r *reply) about(pay checkout.Payment) error {
	reference := cmp.Or(r.Reference, r.Ours)
	switch {
	case !isCode(r.code()):
		return garbled("it names no payment")
	case pay.Ref != "" && r.code() != pay.Ref, reference != "" && string(reference) != string(pay.ID):
		return mismatch("it is about another payment")
	}
	return nil
}

func (r *reply) code() string { return string(r.Code) }

// isCode takes what the service may call a payment: ten characters, some of
// them odd. It stands in bodies only, never in an address.
func isCode(code string) bool {
	return code != "" && len(code) <= 64 && !strings.ContainsFunc(code, odd)
}

func odd(c rune) bool { return c <= ' ' || c > '~' }

// quantity reads a decimal in the asset that the customer pays in.
func (r *reply) quantity(text loose, ours order) (money.Quantity, bool) {
	q, err := money.ParseQuantity(string(text), symbol(ours.requested), ours.requestedNetwork)
	return q, err == nil && q.IsPositive()
}

// units reads a whole number of the smallest units that the asset has.
func (ours order) units(units, precision loose) (money.Quantity, bool) {
	places, err := strconv.Atoi(string(precision))
	if err != nil {
		return money.Quantity{}, false
	}
	q, err := money.QuantityOf(string(units), places, symbol(ours.requested), ours.requestedNetwork)
	return q, err == nil && (q.IsZero() || q.IsPositive())
}

// expires is when the price ends; zero where the answer does not tell. It is in
// Unix seconds (docs: Get Payment Update); other times of the service are in
// milliseconds, which no second of this millennium looks like.
func (r *reply) expires() time.Time {
	n, err := strconv.ParseInt(string(r.details.Expires), 10, 64)
	switch {
	case err != nil || n <= 0:
		return time.Time{}
	case n > 1e11:
		return time.UnixMilli(n).UTC()
	}
	return time.Unix(n, 0).UTC()
}

// theirs is the service's own time.
func (r *reply) theirs() time.Time {
	ahead, _ := r.answer.Skew()
	return r.answer.At.Add(ahead)
}

// tag is what must stand beside an address that many share.
func (r *reply) tag() string {
	return string(cmp.Or(r.Tag, r.DestinationTag, r.DestTag, r.Memo))
}
