package printer

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"kasir/printer/cups"
	"kasir/printer/winspool"
)

func TestParseAddress(t *testing.T) {
	tests := map[string]Transport{
		"tcp://192.168.1.50:9100":  network{"192.168.1.50:9100"},
		"tcp://192.168.1.50":       network{"192.168.1.50:9100"},
		"tcp://printer.local:515/": network{"printer.local:515"},
		"TCP://[fe80::1]":          network{"[fe80::1]:9100"},
		"tcp://[fe80::1]:9101":     network{"[fe80::1]:9101"},
		"file:///dev/usb/lp0":      device{filepath.FromSlash("/dev/usb/lp0")},
		"file://localhost/a%20b":   device{filepath.FromSlash("/a b")},
		"file:///C:/till/out.bin":  device{filepath.FromSlash("C:/till/out.bin")},
		"none:":                    none{},

		"serial:///dev/ttyUSB0?baud=115200": wire{"/dev/ttyUSB0", 115200},
		"serial:///dev/rfcomm0":             wire{"/dev/rfcomm0", 9600},
		"serial://COM3?baud=19200":          wire{"COM3", 19200},
		"cups://receipts":                   queued{cups.Default(), "receipts"},
		"winspool://EPSON TM-T20II Receipt": spooled{winspool.Local(), "EPSON TM-T20II Receipt"},
		"winspool://EPSON%20TM-T20":         spooled{winspool.Local(), "EPSON TM-T20"},
		`winspool://\\kitchen\POS-80`:       spooled{winspool.Local(), `\\kitchen\POS-80`},
	}
	for address, want := range tests {
		got, err := ParseAddress(address)
		if err != nil || got != want {
			t.Errorf("%s: got %#v, %v, want %#v", address, got, err, want)
		}
	}
}

func TestParseAddressRefuses(t *testing.T) {
	for _, address := range []string{
		"", "192.168.1.50", "192.168.1.50:9100", "printer", "none", "none:x", "none://",
		"tcp:", "tcp://", "tcp://:9100", "tcp:9100", "tcp://host:0", "tcp://host:65536", "tcp://host:x",
		"tcp://user@host", "tcp://host/queue", "tcp://host?x=1", "tcp://host#x", "tcp://ho st",
		"file:", "file://", "file:///", "file:x", "file://dev/usb/lp0", "file:///x?y", "file:///x#y",
		"serial:", "serial://", "serial:///", "serial:COM3", "serial://dev/ttyUSB0", "serial:///dev/ttyUSB0?baud=fast",
		"serial:///dev/ttyUSB0?baud=1", "serial:///dev/ttyUSB0?parity=even", "serial:///dev/ttyUSB0#x", "serial://COM3/x",
		"cups:", "cups://", "cups:queue", "cups://a/b", "cups://a b", "cups://a?x", "winspool:", "winspool://", "winspool:Name",
		"http://host:9100", "\x00:",
	} {
		way, err := ParseAddress(address)
		var wrong *AddressError
		if !errors.As(err, &wrong) || way != nil || wrong.Address != address || wrong.Reason == "" {
			t.Errorf("%q: got %v, %v", address, way, err)
			continue
		}
		for _, scheme := range Schemes() {
			if !strings.Contains(err.Error(), scheme) {
				t.Errorf("%q: the error does not name %s: %v", address, scheme, err)
			}
		}
	}
}
