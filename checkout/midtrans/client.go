package midtrans

import (
	"cmp"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"time"

	"kasir/checkout"
	"kasir/checkout/internal/rest"
)

// ask gives back what Midtrans itself says, be it a refusal. Whatever else
// comes (nothing, a web page, the answer of something in between) is an error.
func (p *Provider) ask(ctx context.Context, method, path string, body []byte, header http.Header) (said, error) {
	a, err := p.client().Do(ctx, method, path, body, header)
	if err != nil {
		return said{}, err
	}
	return read(a)
}

func (p *Provider) client() *rest.Client {
	p.once.Do(func() {
		p.rest = &rest.Client{BaseURL: p.baseURL(), Sign: p.sign, Transport: p.Transport, Now: p.Now}
	})
	return p.rest
}

// ClockReadings says what the newest answers told of this machine's clock.
func (p *Provider) ClockReadings() []checkout.ClockReading { return p.client().ClockReadings() }

func (p *Provider) baseURL() string     { return cmp.Or(p.BaseURL, DefaultBaseURL) }
func (p *Provider) paymentType() string { return cmp.Or(p.PaymentType, QRIS) }

func (p *Provider) now() time.Time {
	if p.Now == nil {
		return time.Now()
	}
	return p.Now()
}

// sign shows who asks: the server key as a user without a password (API
// Authorization & Headers). The colon belongs to what is encoded.
func (p *Provider) sign(string, string, []byte) (http.Header, error) {
	if p.ServerKey == "" {
		return nil, errors.New("the server key is not set")
	}
	return http.Header{"Authorization": {"Basic " + p.proof()}, "Content-Type": {"application/json"}}, nil
}

func (p *Provider) proof() string {
	return base64.StdEncoding.EncodeToString([]byte(p.ServerKey.Reveal() + ":"))
}

// The codes that Midtrans puts into bodies (Code 2xx, Code 4xx).
const (
	invalid   = "400"
	badKey    = "401"
	noAccess  = "402"
	unknown   = "404"
	duplicate = "406"
	expired   = "407"
	tooLate   = "412"
)

// refuses are the codes by which Midtrans says that it has not done what it was
// asked, and will not. "406" and "412" speak of what is there already.
var refuses = map[string]bool{
	invalid: true, badKey: true, noAccess: true, "403": true, unknown: true,
	"405": true, "408": true, "410": true, "411": true, "413": true,
}

// fault says what is wrong when the body's code is not one of success.
func (p *Provider) fault(s said) *checkout.Fault {
	f := &checkout.Fault{Trouble: checkout.Garbled, Sent: true, Wait: s.wait, Err: fmt.Errorf("it says %q: %s", p.clean(string(s.Code)), p.text(s))}
	switch code := string(s.Code); {
	case code == badKey:
		f.Trouble = checkout.KeyRefused
	case code == "429", code == "503":
		f.Trouble = checkout.Busy
	case len(code) != 3 || code == expired:
	case code[0] == '4':
		f.Trouble = checkout.Misused
	case code[0] == '5':
		f.Trouble = checkout.NoAnswer
	}
	return f
}

func busy(why string) *checkout.Fault {
	return &checkout.Fault{Trouble: checkout.Busy, Sent: true, Wait: time.Second, Err: errors.New(why)}
}

func garbled(format string, args ...any) *checkout.Fault {
	return &checkout.Fault{Trouble: checkout.Garbled, Sent: true, Err: fmt.Errorf(format, args...)}
}

func mismatch(format string, args ...any) *checkout.Fault {
	return &checkout.Fault{Trouble: checkout.Mismatch, Sent: true, Err: fmt.Errorf(format, args...)}
}
