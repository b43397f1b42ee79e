package unclez

import (
	"cmp"
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"unicode"

	"kasir/checkout"
	"kasir/checkout/internal/rest"
)

// statuses are the gateway's words, in small letters without separators. A word
// that is not here ends nothing.
var statuses = map[string]checkout.Status{
	// gateway docs: Get a payment
	"initiated": checkout.Pending,
	"succeeded": checkout.Paid,
	"failed":    checkout.Declined,
	"canceled":  checkout.Cancelled,
	// gateway docs: POS retail flow; Get a payment does not list it
	"expired": checkout.Expired,
	// spellings and neighbours of the above, should they ever come
	"cancelled":  checkout.Cancelled,
	"pending":    checkout.Pending,
	"processing": checkout.Pending,
	"paid":       checkout.Paid,
	"success":    checkout.Paid,
	// the money came and went without this till
	"refunded":          checkout.Unresolved,
	"partiallyrefunded": checkout.Unresolved,
}

var separators = strings.NewReplacer("_", "", "-", "", " ", "")

func statusOf(word string) (checkout.Status, bool) {
	status, known := statuses[separators.Replace(strings.ToLower(word))]
	return status, known
}

// why gives the reason of an end that is not Paid.
func (p *Provider) why(status checkout.Status, s said) checkout.Reason {
	text := p.clean(string(s.LastError))
	switch status {
	case checkout.Created, checkout.Pending, checkout.Underpaid, checkout.Paid, checkout.Expired:
	case checkout.Declined:
		return checkout.Reason{Word: cmp.Or(codeWord(text), "declined"), Text: text}
	case checkout.Cancelled:
		return checkout.Reason{Word: "cancelled-there", Text: text}
	case checkout.Unresolved:
		return checkout.Reason{Word: "refunded-elsewhere", Text: text}
	}
	return checkout.Reason{}
}

// refused gives the reason of a refused request.
func (p *Provider) refused(a rest.Answer, fault *checkout.Fault) checkout.Reason {
	text := p.errorText(a)
	word := cmp.Or(codeWord(text), "refused")
	switch {
	case fault.Trouble == checkout.KeyRefused || fault.Trouble == checkout.ClockWrong:
		word = fault.Trouble.String()
	case strings.Contains(text, "no provider supports"): // gateway docs: Errors
		word = "method-off"
	}
	return checkout.Reason{Word: word, Text: text}
}

// NICEPAY's own codes come inside the gateway's texts.
var (
	nicepayCode  = regexp.MustCompile(`\b9[0-9]{3}\b`)
	nicepayWords = map[string]string{"9018": "email-missing", "9031": "expiry-refused"}
)

func codeWord(text string) string { return nicepayWords[nicepayCode.FindString(text)] }

// isConflict tells whether the gateway says that our key came with other bytes
// before. That cannot be, so it is a bug, and no second key must hide it.
func isConflict(a rest.Answer, text string) bool {
	if a.Status != http.StatusConflict && a.Status != http.StatusUnprocessableEntity || a.Header.Get("Retry-After") != "" {
		return false
	}
	text = strings.ToLower(text)
	for _, word := range []string{"idempotency conflict", "mismatch", "different", "reused"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// errorText finds the words of an error; its form is not documented.
func (p *Provider) errorText(a rest.Answer) string {
	var e struct {
		Error   json.RawMessage
		Message loose
		Detail  loose
		Title   loose
	}
	if a.JSON(&e) != nil {
		if strings.HasPrefix(a.Header.Get("Content-Type"), "text/plain") {
			return p.clean(string(a.Body))
		}
		return ""
	}
	var text loose
	var nested struct{ Code, Message loose }
	_ = json.Unmarshal(e.Error, &text)
	_ = json.Unmarshal(e.Error, &nested)
	return p.clean(string(cmp.Or(text, loose(strings.TrimSpace(string(nested.Code+" "+nested.Message))), e.Message, e.Detail, e.Title)))
}

// clean makes a text of the gateway fit for a log: one line, short, and without
// our credentials, should it quote them.
func (p *Provider) clean(text string) string {
	for _, secret := range []string{p.Secret.Reveal(), p.PublicKey} {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, p.Secret.String())
		}
	}
	hidden := func(r rune) bool { return !unicode.IsGraphic(r) || unicode.IsSpace(r) }
	letters := []rune(strings.Join(strings.FieldsFunc(text, hidden), " "))
	return string(letters[:min(len(letters), 160)])
}
