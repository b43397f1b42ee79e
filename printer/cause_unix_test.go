//go:build !windows

package printer

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"syscall"
	"testing"
)

func TestCauseOf(t *testing.T) {
	dial := func(errno syscall.Errno) error {
		return &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", errno)}
	}
	open := func(errno syscall.Errno) error {
		return &fs.PathError{Op: "open", Path: "/dev/usb/lp0", Err: errno}
	}
	tests := []struct {
		err  error
		want Cause
	}{
		{dial(syscall.ECONNREFUSED), Refused},
		{dial(syscall.EHOSTUNREACH), Unreachable},
		{dial(syscall.ENETUNREACH), Unreachable},
		{dial(syscall.ECONNRESET), Broken},
		{dial(syscall.EPIPE), Broken},
		{open(syscall.EACCES), Denied},
		{open(syscall.EPERM), Denied},
		{open(syscall.ENOENT), NoDevice},
		{open(syscall.ENODEV), NoDevice},
		{open(syscall.ENXIO), NoDevice},
		{open(syscall.EBUSY), Refused},
		{open(syscall.EINVAL), Failed},
		{&net.DNSError{Err: "no such host", IsNotFound: true}, NoAddress},
		{fmt.Errorf("connect: %w", context.Canceled), Stopped},
		{context.DeadlineExceeded, TimedOut},
		{os.ErrDeadlineExceeded, TimedOut},
		{net.ErrClosed, Broken},
		{errors.New("?"), Failed},
		{&Error{Cause: Unprintable}, Unprintable},
		{fmt.Errorf("job 7: %w", &Error{Cause: Broken, Err: syscall.EACCES}), Broken},
		{nil, Well},
		{ErrNotSet, NotSet},
	}
	for _, test := range tests {
		if got := CauseOf(test.err); got != test.want {
			t.Errorf("%v: got %v, want %v", test.err, got, test.want)
		}
	}
}

// The words are stored with print jobs, so they stay as they are.
func TestCauseWords(t *testing.T) {
	words := map[Cause]string{
		Failed: "failed", NotSet: "no-printer", Unprintable: "unprintable", NoAddress: "no-address", Unreachable: "unreachable",
		Refused: "refused", Denied: "denied", DeniedSerial: "denied-serial", NoDevice: "no-device", NoQueue: "no-queue",
		NoSpooler: "no-spooler", Paused: "paused", Broken: "broken", TimedOut: "timed-out", Stopped: "stopped",
		PaperOut: "paper-out", NearEnd: "near-end", CoverOpen: "cover-open", CutterError: "cutter", Offline: "offline",
		Recovering: "recovering", Unrepaired: "unrepaired", Silent: "silent", Unconfirmed: "unconfirmed",
	}
	if len(words) != len(Causes()) {
		t.Errorf("%d causes, %d words", len(Causes()), len(words))
	}
	for _, c := range Causes() {
		if got := c.String(); got != words[c] || got == "" {
			t.Errorf("cause %d is %q, want %q", c, got, words[c])
		}
	}
	if got := Well.String() + (Unconfirmed + 1).String(); got != "unknown cause" {
		t.Errorf("a cause that does not exist is %q", got)
	}
}
