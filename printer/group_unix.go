//go:build !windows

package printer

import (
	"errors"
	"io/fs"
	"os"
	"os/user"
	"strconv"
	"syscall"

	"golang.org/x/sys/unix"
)

// groupToJoin names the group that may use a device, as the system has it: lp
// or dialout on most. It is empty where this user may use it already.
func groupToJoin(path string) string {
	if err := unix.Access(path, unix.R_OK|unix.W_OK); !errors.Is(err, fs.ErrPermission) {
		return ""
	}
	info, err := os.Stat(path)
	if err != nil {
		return ""
	}
	owner, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return ""
	}
	number := strconv.FormatUint(uint64(owner.Gid), 10)
	if group, err := user.LookupGroupId(number); err == nil {
		return group.Name
	}
	return number
}
