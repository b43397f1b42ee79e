package rest

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/http"
	"time"

	"kasir/checkout"
)

// Why nobody has proved who answers. The certificate's own words are dropped:
// anybody can write them.
var (
	errNoTLS       = errors.New("no TLS is spoken there")
	errNoAgreement = errors.New("no safe form of TLS was agreed on")
	errUnknownCA   = errors.New("the certificate comes from an unknown issuer")
	errOtherName   = errors.New("the certificate is for another name")
	errExpired     = errors.New("the certificate is out of date")
	errNotYet      = errors.New("the certificate is not valid yet: this machine's clock is behind")
	errCertificate = errors.New("the certificate does not prove who answers")
)

// untrusted tells whether TLS came to nothing because of trust. A service does
// not go live with a certificate from the future, so one that is not valid yet
// means that our clock has lost its battery.
func untrusted(err error, now time.Time) (checkout.Trouble, error) {
	var (
		invalid  x509.CertificateInvalidError
		name     x509.HostnameError
		issuer   x509.UnknownAuthorityError
		refused  *tls.CertificateVerificationError
		noTLS    tls.RecordHeaderError
		declined tls.AlertError
	)
	switch {
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		if invalid.Cert != nil && now.Before(invalid.Cert.NotBefore) {
			return checkout.ClockWrong, errNotYet
		}
		return checkout.Untrusted, errExpired
	case errors.As(err, &name):
		return checkout.Untrusted, errOtherName
	case errors.As(err, &issuer):
		return checkout.Untrusted, errUnknownCA
	case errors.As(err, &refused), errors.As(err, &invalid):
		return checkout.Untrusted, errCertificate
	case errors.As(err, &noTLS), errors.Is(err, http.ErrSchemeMismatch):
		return checkout.Untrusted, errNoTLS
	case errors.As(err, &declined):
		return checkout.Untrusted, errNoAgreement
	}
	return 0, nil
}
