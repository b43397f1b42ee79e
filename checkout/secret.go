package checkout

import "log/slog"

// A Secret is a credential. It prints as [secret] in every form, so that no
// log, error or dump can hold it; Reveal is the one way to its text.
type Secret string

const masked = "[secret]"

// Reveal gives the credential itself, for a request being signed.
func (s Secret) Reveal() string { return string(s) }

// String hides the credential.
func (s Secret) String() string { return masked }

// GoString hides the credential from %#v.
func (s Secret) GoString() string { return masked }

// LogValue hides the credential from logs.
func (s Secret) LogValue() slog.Value { return slog.StringValue(masked) }

// MarshalText hides the credential from JSON and every other encoding.
func (s Secret) MarshalText() ([]byte, error) { return []byte(masked), nil }
