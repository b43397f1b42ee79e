//go:build !windows

package printer

import "syscall"

// What is not listed is Failed.
var systemCauses = map[syscall.Errno]Cause{
	syscall.ECONNREFUSED: Refused,
	syscall.EBUSY:        Refused, // usblp: another program has the printer open
	syscall.EHOSTUNREACH: Unreachable,
	syscall.EHOSTDOWN:    Unreachable,
	syscall.ENETUNREACH:  Unreachable,
	syscall.ENETDOWN:     Unreachable,
	syscall.ETIMEDOUT:    Unreachable,
	syscall.ENODEV:       NoDevice,
	syscall.ENXIO:        NoDevice,
	syscall.EISDIR:       NoDevice,
	syscall.ENOTDIR:      NoDevice,
	syscall.ECONNRESET:   Broken,
	syscall.ECONNABORTED: Broken,
	syscall.EPIPE:        Broken,
	syscall.ENOTCONN:     Broken,
	syscall.EIO:          Broken, // usblp: unplugged while writing
}
