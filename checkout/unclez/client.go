package unclez

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"kasir/checkout"
	"kasir/checkout/internal/rest"
)

// tolerable is how far our clock may be off before a refused signature is put
// down to it. The gateway refuses at 300 s (gateway docs: Auth).
const tolerable = 120 * time.Second

func (p *Provider) ask(ctx context.Context, method, path string, body []byte, header http.Header) (rest.Answer, error) {
	return p.client().Do(ctx, method, path, body, header)
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

// sign proves one request; its time is fresh, so that a repeat is not refused
// as stale (gateway docs: Auth).
func (p *Provider) sign(method, path string, body []byte) (http.Header, error) {
	if p.PublicKey == "" || p.Secret == "" {
		return nil, errors.New("the gateway's keys are not set")
	}
	stamp := strconv.FormatInt(p.now().Unix(), 10)
	return http.Header{
		"X-PAY-Key":       {p.PublicKey},
		"X-PAY-Timestamp": {stamp},
		"X-PAY-Signature": {signature(p.Secret, stamp, method, path, body)},
	}, nil
}

func signature(secret checkout.Secret, stamp, method, path string, body []byte) string {
	sum := sha256.Sum256(body)
	mac := hmac.New(sha256.New, []byte(secret.Reveal()))
	fmt.Fprintf(mac, "%s.%s.%s.%s", stamp, method, path, hex.EncodeToString(sum[:]))
	return hex.EncodeToString(mac.Sum(nil))
}

// fault says what is wrong when the gateway does not answer with success.
func (p *Provider) fault(a rest.Answer) *checkout.Fault {
	fault := a.Fault()
	text := p.errorText(a)
	switch ahead, known := a.Skew(); {
	case fault.Trouble == checkout.KeyRefused && known && ahead.Abs() > tolerable:
		fault.Trouble = checkout.ClockWrong
	case isConflict(a, text):
		fault.Trouble = checkout.Misused
	case a.Status == http.StatusConflict:
		// Our bytes never change, so the first request is still being dealt with.
		fault.Trouble, fault.Wait = checkout.Busy, max(fault.Wait, time.Second)
	}
	if text != "" {
		fault.Err = fmt.Errorf("%w: %s", fault.Err, text)
	}
	return fault
}

// refusal reads an answer to Start that is not one of success. A first request
// that is refused has made nothing, and the payment is declined.
//
// Once an earlier attempt may have arrived, a refusal is no end. The gateway
// promises to repeat its first answer under our key, but it may look at the
// signature, the settings or the body before it looks at the key, and then says
// nothing about the first request. So the question is repeated, same key and
// bytes, as long as a payment made by it could be paid; if the gateway has then
// still not named one, a person must look. No second key is ever made up.
func (p *Provider) refusal(a rest.Answer, pay checkout.Payment) (checkout.Progress, error) {
	fault := p.fault(a)
	if !isRefusal(a, fault) || isConflict(a, p.errorText(a)) {
		return checkout.Progress{}, fault
	}
	reason := p.refused(a, fault)
	switch {
	case !pay.RetriedBlind():
		return checkout.Progress{Status: checkout.Declined, Reason: reason}, nil
	case fault.Trouble == checkout.Misused && p.now().Sub(pay.Created) > Terms.Timeout+Terms.Watch:
		reason.Word = "refused-after-silence"
		return checkout.Progress{Status: checkout.Unresolved, Reason: reason}, nil
	}
	return checkout.Progress{}, fault
}

// isRefusal tells whether the gateway itself says that it has not done what it
// was asked. A web page comes from something in between.
func isRefusal(a rest.Answer, fault *checkout.Fault) bool {
	switch a.Status {
	case http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden,
		http.StatusNotFound, http.StatusUnprocessableEntity:
		return fault.Trouble != checkout.Garbled
	}
	return false
}

func garbled(format string, args ...any) *checkout.Fault {
	return &checkout.Fault{Trouble: checkout.Garbled, Sent: true, Err: fmt.Errorf(format, args...)}
}

func mismatch(format string, args ...any) *checkout.Fault {
	return &checkout.Fault{Trouble: checkout.Mismatch, Sent: true, Err: fmt.Errorf(format, args...)}
}
