package checkout_test

import (
	"errors"
	"testing"
	"time"

	"kasir/checkout"
)

// wrong is a PIN that is nobody's.
const wrong = checkout.Secret("9182")

func wantWait(t *testing.T, err error, want time.Duration) {
	t.Helper()
	var wait *checkout.WaitError
	if !errors.As(err, &wait) || wait.For != want || !errors.Is(err, checkout.ErrNotAllowed) {
		t.Errorf("got %v, want a wait of %s", err, want)
	}
}

func wantWrong(t *testing.T, err error) {
	t.Helper()
	if !errors.Is(err, checkout.ErrWrongSecret) {
		t.Errorf("got %v, want ErrWrongSecret", err)
	}
}

func TestWrongTriesWaitAndThenLockOut(t *testing.T) {
	r := staffed(t)
	for range 5 {
		wantWrong(t, r.SignIn("ani", wrong))
	}
	for wait := 30 * time.Second; wait <= 8*time.Minute; wait *= 2 {
		wantWait(t, r.SignIn("ani", secrets["ani"]), wait) // the right one waits too
		r.pass(wait - time.Second)
		wantWait(t, r.SignIn("ani", wrong), time.Second)
		r.pass(time.Second)
		wantWrong(t, r.SignIn("ani", wrong))
	}
	r.pass(1000 * time.Hour)
	if err := r.SignIn("ani", secrets["ani"]); !errors.Is(err, checkout.ErrLockedOut) {
		t.Errorf("after ten wrong tries: %v", err)
	}
	must(t, r.SignIn("budi", secrets["budi"])) // the others go on
	r.signIn(t, "citra")
	must(t, r.Unlock("ani"))
	must(t, r.SignIn("ani", secrets["ani"]))
}

func TestARightTryForgivesTheWrongOnes(t *testing.T) {
	r := staffed(t)
	for range 3 {
		for range 4 {
			wantWrong(t, r.SignIn("ani", wrong))
		}
		must(t, r.SignIn("ani", secrets["ani"]))
	}
}

// Nobody could unlock the owner, so he only waits.
func TestTheOwnerIsNeverLockedOut(t *testing.T) {
	r := staffed(t)
	for range 30 {
		r.pass(time.Hour)
		wantWrong(t, r.SignIn("citra", wrong))
	}
	wantWait(t, r.SignIn("citra", secrets["citra"]), time.Hour)
	r.pass(time.Hour)
	must(t, r.SignIn("citra", secrets["citra"]))
}

// A thief starts the till again after every few tries, and sets the machine's
// clock to next year or to last year. In all he has ten tries.
func TestStartingAgainGivesNoFurtherTries(t *testing.T) {
	r := staffed(t)
	looked := 0
	for _, jump := range []time.Duration{0, 1000 * time.Hour, -2000 * time.Hour, 0, 500 * time.Hour} {
		for range 40 {
			r.clock = r.clock.Add(jump)
			r.start()
			err := r.SignIn("ani", wrong)
			switch {
			case errors.Is(err, checkout.ErrWrongSecret):
				looked++
			case errors.Is(err, checkout.ErrLockedOut):
			default:
				var wait *checkout.WaitError
				if !errors.As(err, &wait) {
					t.Fatal(err)
				}
			}
		}
	}
	if looked != 5 {
		t.Errorf("%d PINs were looked at, want 5: a start gives none, a wait begins anew with it", looked)
	}
}

// pulled is a till whose plug is pulled while it looks at a PIN.
type pulled struct{ checkout.Hasher }

var errPulled = errors.New("the plug was pulled")

func (pulled) Matches(checkout.Secret, string) (bool, error) { return false, errPulled }

func TestATryIsUsedUpBeforeItIsLookedAt(t *testing.T) {
	r := staffed(t)
	for range 5 {
		r.start()
		r.Hasher = pulled{}
		if err := r.SignIn("ani", wrong); !errors.Is(err, errPulled) {
			t.Fatal(err)
		}
	}
	r.start()
	wantWait(t, r.SignIn("ani", secrets["ani"]), 30*time.Second)
	failed := 0
	for _, e := range r.said {
		if e.What == checkout.SecretFailed && e.By == "ani" {
			failed++
		}
	}
	if failed != 4 { // the fifth is told of with the next try
		t.Errorf("the audit log tells of %d tries that did not end", failed)
	}
}

func TestWithoutAVaultNobodySignsIn(t *testing.T) {
	r := staffed(t)
	r.Hasher = nil
	if err := r.SignIn("ani", secrets["ani"]); !errors.Is(err, checkout.ErrNoVault) {
		t.Errorf("got %v", err)
	}
	if err := r.SignIn("nobody", wrong); err == nil {
		t.Error("nobody signed in")
	}
}
