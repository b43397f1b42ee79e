package tabby

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
	"unicode"

	"kasir/checkout"
	"kasir/checkout/internal/rest"
)

func (p *Provider) ask(ctx context.Context, method, path string, body []byte) (rest.Answer, error) {
	return p.client().Do(ctx, method, path, body, nil)
}

func (p *Provider) client() *rest.Client {
	p.once.Do(func() {
		p.rest = &rest.Client{BaseURL: p.baseURL(), Sign: p.sign, Transport: p.Transport, Now: p.Now}
	})
	return p.rest
}

// ClockReadings says what the newest answers told of this machine's clock.
func (p *Provider) ClockReadings() []checkout.ClockReading { return p.client().ClockReadings() }

func (p *Provider) baseURL() string { return cmp.Or(p.BaseURL, DefaultBaseURL) }

func (p *Provider) now() time.Time {
	if p.Now == nil {
		return time.Now()
	}
	return p.Now()
}

func (p *Provider) sign(string, string, []byte) (http.Header, error) {
	switch key := p.SecretKey.Reveal(); {
	case key == "":
		return nil, errors.New("the secret key is not set")
	case strings.HasPrefix(key, "pk_"):
		return nil, errors.New("the key that is set is the public one; the secret one begins with sk_")
	default:
		return http.Header{"Authorization": {"Bearer " + key}}, nil
	}
}

// The classes of errors that Tabby tells apart (API reference: API Error Codes).
var (
	errBadData  = errors.New("bad_data")
	errNotFound = errors.New("not_found")
	errConflict = errors.New("conflict")
	errOther    = errors.New("another class")
)

// failure is the body of an error.
type failure struct {
	ErrorType text `json:"errorType"`
	Error     text `json:"error"`
	Errors    []struct {
		Field text `json:"field"`
		Code  text `json:"code"`
	} `json:"errors"`
}

func (p *Provider) failure(a rest.Answer) failure {
	var f failure
	if a.JSON(&f) != nil {
		return failure{} // a web page, or bare text: both are documented
	}
	return f
}

// own gives the class of an error that Tabby itself has put in words; nil where
// something else has answered, or nobody can say.
func (p *Provider) own(a rest.Answer) error {
	class := p.failure(a).ErrorType
	for _, err := range []error{errBadData, errNotFound, errConflict} {
		if string(class) == err.Error() {
			return err
		}
	}
	if class != "" {
		return errOther
	}
	return nil
}

// fault says what is wrong when Tabby does not answer with success.
func (p *Provider) fault(a rest.Answer) *checkout.Fault {
	fault := a.Fault()
	if said := p.errorText(a); said != "" {
		fault.Err = fmt.Errorf("%w: %s", fault.Err, said)
	}
	return fault
}

// errorText is what Tabby says of an error, for the log.
func (p *Provider) errorText(a rest.Answer) string {
	f := p.failure(a)
	parts := []string{string(f.ErrorType), string(f.Error)}
	for _, e := range f.Errors {
		parts = append(parts, string(e.Field), string(e.Code))
	}
	return p.clean(strings.Join(parts, " "))
}

// refusal reads an answer to Start that is not one of success. A first request
// that is refused has made nothing. After an earlier one that may have arrived
// only Tabby's own word counts: its session exists, perhaps, but its code was
// never shown. What something in between says is asked again.
func (p *Provider) refusal(a rest.Answer, pay checkout.Payment) (checkout.Progress, error) {
	fault := p.fault(a)
	if !isRefusal(a.Status) || fault.Trouble == checkout.Garbled || pay.RetriedBlind() && p.own(a) == nil {
		return checkout.Progress{}, fault
	}
	reason := checkout.Reason{Word: "refused", Text: p.errorText(a)}
	if fault.Trouble == checkout.KeyRefused {
		reason.Word = fault.Trouble.String() // also the wrong region's key (API Error Codes, 403)
	}
	return checkout.Progress{Status: checkout.Declined, Reason: reason}, nil
}

func isRefusal(status int) bool {
	switch status {
	case http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden,
		http.StatusNotFound, http.StatusUnprocessableEntity:
		return true
	}
	return false
}

// clean makes a text of Tabby's fit for a log: one line, short, and without our
// key, should it be quoted.
func (p *Provider) clean(said string) string {
	if key := p.SecretKey.Reveal(); key != "" {
		said = strings.ReplaceAll(said, key, p.SecretKey.String())
	}
	hidden := func(r rune) bool { return !unicode.IsGraphic(r) || unicode.IsSpace(r) }
	letters := []rune(strings.Join(strings.FieldsFunc(said, hidden), " "))
	return string(letters[:min(len(letters), 160)])
}

func misused(why string) *checkout.Fault {
	return &checkout.Fault{Trouble: checkout.Misused, Err: errors.New(why)}
}

func garbled(format string, args ...any) *checkout.Fault {
	return &checkout.Fault{Trouble: checkout.Garbled, Sent: true, Err: fmt.Errorf(format, args...)}
}

func mismatch(format string, args ...any) *checkout.Fault {
	return &checkout.Fault{Trouble: checkout.Mismatch, Sent: true, Err: fmt.Errorf(format, args...)}
}
