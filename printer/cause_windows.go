package printer

import (
	"syscall"

	"golang.org/x/sys/windows"
)

// Windows has numbers of its own for what the unixes call ECONNREFUSED.
var systemCauses = map[syscall.Errno]Cause{
	windows.WSAECONNREFUSED:         Refused,
	windows.ERROR_SHARING_VIOLATION: Refused,
	windows.ERROR_BUSY:              Refused,
	windows.WSAEHOSTUNREACH:         Unreachable,
	windows.WSAEHOSTDOWN:            Unreachable,
	windows.WSAENETUNREACH:          Unreachable,
	windows.WSAENETDOWN:             Unreachable,
	windows.WSAETIMEDOUT:            Unreachable,
	windows.ERROR_NOT_READY:         NoDevice,
	windows.ERROR_DIRECTORY:         NoDevice,
	windows.WSAECONNRESET:           Broken,
	windows.WSAECONNABORTED:         Broken,
	windows.WSAENOTCONN:             Broken,
	windows.ERROR_BROKEN_PIPE:       Broken,
}
