package checkout

import (
	"errors"
	"fmt"
	"time"
)

// A Trouble says why a provider could not be asked or could not be understood.
// It never says that a payment failed.
type Trouble uint8

// The troubles, from "nobody heard us" to "we are wrong".
const (
	_           Trouble = iota
	Unreachable         // no connection: network, name or port
	Untrusted           // connected, but the certificate does not prove who answers
	NoAnswer            // the request may have arrived, the answer has not
	Garbled             // an answer came that cannot be understood
	Mismatch            // the answer speaks of another payment, amount or currency
	Busy                // the provider asks to come back later
	KeyRefused          // the provider does not accept our credentials
	ClockWrong          // this machine's clock is too far off for the provider
	Misused             // the provider calls the request itself wrong: a setting or a bug
)

var troubleWords = words[Trouble]{
	Unreachable: "unreachable", Untrusted: "untrusted", NoAnswer: "no-answer",
	Garbled: "garbled", Mismatch: "mismatch", Busy: "busy",
	KeyRefused: "key-refused", ClockWrong: "clock-wrong", Misused: "misused",
}

// String gives the trouble's word, as logs and word lists spell it.
func (t Trouble) String() string { return troubleWords.of(t) }

// A Fault is the error of a question that got no usable answer.
type Fault struct {
	Trouble Trouble
	Sent    bool          // a byte of the request may have left this machine
	Wait    time.Duration // the provider asked not to be asked again before this has passed
	Err     error         // what happened, for the log; holds no secret
}

// Error says what happened, for logs; people read the words of the Trouble.
func (f *Fault) Error() string {
	if f.Err == nil {
		return f.Trouble.String()
	}
	return fmt.Sprintf("%s: %v", f.Trouble, f.Err)
}

// Unwrap gives the cause.
func (f *Fault) Unwrap() error { return f.Err }

// TroubleOf names the trouble in err. An error that names none counts as
// Garbled, and as sent: what cannot be explained must not be called harmless.
func TroubleOf(err error) Fault {
	if err == nil {
		return Fault{}
	}
	var fault *Fault
	if errors.As(err, &fault) {
		return *fault
	}
	return Fault{Trouble: Garbled, Sent: true, Err: err}
}
