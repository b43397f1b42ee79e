package printer

import (
	"context"
	"net/url"
	"path/filepath"
	"runtime"
	"slices"

	"go.bug.st/serial"

	"kasir/printer/cups"
	"kasir/printer/winspool"
)

// Found is something that this machine has and that may be a printer.
type Found struct {
	Address string // as the settings have it
	Group   string // whose members may use it, where this user may not; empty where he may
}

// Detect lists what may be a printer: USB devices, print queues and, last
// because most are something else, serial ports. Network printers do not show
// themselves.
func Detect(ctx context.Context) []Found {
	var found []Found
	if runtime.GOOS == "linux" {
		if paths, err := filepath.Glob("/dev/usb/lp*"); err == nil {
			found = append(found, devices("file://", "", paths)...)
		}
	}
	return append(found, detect(ctx, cups.Default().Queues, winspool.Local().Printers, serial.GetPortsList)...)
}

// detect asks those who know of printers. Who cannot answer has none.
func detect(ctx context.Context, queues func(context.Context) ([]string, error), printers, ports func() ([]string, error)) []Found {
	var found []Found
	if names, err := queues(ctx); err == nil {
		found = append(found, named("cups://", names)...)
	}
	if names, err := printers(); err == nil {
		found = append(found, named("winspool://", names)...)
	}
	if names, err := ports(); err == nil {
		found = append(found, devices("serial://", "?baud=9600", names)...)
	}
	return found
}

// named writes the names of print queues as the settings do.
func named(scheme string, names []string) []Found {
	var found []Found
	for _, name := range slices.Sorted(slices.Values(names)) {
		found = append(found, Found{Address: scheme + url.PathEscape(name)})
	}
	return found
}

func devices(scheme, behind string, paths []string) []Found {
	var found []Found
	for _, path := range slices.Sorted(slices.Values(paths)) {
		found = append(found, Found{Address: scheme + filepath.ToSlash(path) + behind, Group: groupToJoin(path)})
	}
	return found
}
