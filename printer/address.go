package printer

import (
	"fmt"
	"net"
	"net/url"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"kasir/printer/cups"
	"kasir/printer/winspool"
)

// defaultPort is where printers listen for raw bytes.
const defaultPort = "9100"

// Schemes lists the forms of address that ParseAddress knows.
func Schemes() []string {
	return []string{"tcp://host:port", "file:///path", "serial:///path?baud=9600", "cups://queue", "winspool://name", "none:"}
}

// An AddressError says why a printer address cannot be used.
type AddressError struct {
	Address string
	Reason  string
}

// Error names the address and the forms that are known.
func (e *AddressError) Error() string {
	return fmt.Sprintf("printer address %q: %s; known forms are %s", e.Address, e.Reason, strings.Join(Schemes(), ", "))
}

// ParseAddress makes a Transport from an address in the settings:
//
//	tcp://192.168.1.50:9100  a network printer; the port may be left out
//	file:///dev/usb/lp0      a device, or a plain file that collects the jobs
//	serial:///dev/ttyUSB0    a serial port; ?baud=115200 where it is not 9600; serial://COM3 on Windows
//	cups://receipts          a print queue of Linux or macOS
//	winspool://Receipts      a printer of Windows
//	none:                    no printer
//
// The error is an *AddressError. The printer itself is not asked.
func ParseAddress(address string) (Transport, error) {
	scheme, rest, ok := strings.Cut(address, ":")
	if !ok {
		return nil, &AddressError{address, "it does not begin with a scheme"}
	}
	var transport Transport
	var reason string
	switch strings.ToLower(scheme) {
	case "none":
		transport = none{}
		if rest != "" {
			reason = "nothing stands behind none:"
		}
	case "tcp":
		transport, reason = parseNetwork(address)
	case "file":
		transport, reason = parseDevice(address)
	case "serial":
		transport, reason = parseSerial(address)
	case "cups", "winspool":
		transport, reason = parseQueue(strings.ToLower(scheme), rest)
	default:
		reason = fmt.Sprintf("%q is no scheme that is supported", scheme)
	}
	if reason != "" {
		return nil, &AddressError{address, reason}
	}
	return transport, nil
}

func parseNetwork(address string) (Transport, string) {
	u, err := url.Parse(address)
	switch {
	case err != nil, u.Hostname() == "":
		return nil, "it names no host"
	case u.User != nil, strings.Trim(u.Path, "/") != "", u.RawQuery != "", u.Fragment != "":
		return nil, "only host and port stand behind tcp://"
	}
	port := u.Port()
	if port == "" {
		port = defaultPort
	}
	if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
		return nil, "the port is not within 1 to 65535"
	}
	return network{net.JoinHostPort(u.Hostname(), port)}, ""
}

// driveLetter is how a Windows path begins in a URL: /C:/till/receipts.bin
var driveLetter = regexp.MustCompile(`^/[A-Za-z]:/`)

func parseDevice(address string) (Transport, string) {
	u, err := url.Parse(address)
	switch {
	case err != nil, u.Path == "", u.Path == "/", u.Opaque != "":
		return nil, "it names no file"
	case u.Host != "" && u.Host != "localhost":
		return nil, "three slashes stand before the path: file:///"
	case u.RawQuery != "", u.Fragment != "":
		return nil, "only a path stands behind file://"
	}
	path := u.Path
	if driveLetter.MatchString(path) {
		path = path[1:]
	}
	return device{filepath.FromSlash(path)}, ""
}

// port is how Windows names a serial port.
var port = regexp.MustCompile(`(?i)^COM[0-9]{1,3}$`)

func parseSerial(address string) (Transport, string) {
	u, err := url.Parse(address)
	switch {
	case err != nil, u.Opaque != "", u.Host == "" && len(u.Path) < 2:
		return nil, "it names no port"
	case u.Host != "" && (!port.MatchString(u.Host) || strings.Trim(u.Path, "/") != ""):
		return nil, "three slashes stand before the path: serial:///dev/ttyUSB0"
	case u.Fragment != "":
		return nil, "only a port and its speed stand behind serial://"
	}
	way := wire{port: u.Host, baud: usualBaud}
	if u.Host == "" {
		way.port = u.Path
	}
	for key, values := range u.Query() {
		if key != "baud" {
			return nil, fmt.Sprintf("%q is nothing that a serial port has; baud is", key)
		}
		way.baud, err = strconv.Atoi(values[0])
		if err != nil || way.baud < 300 || way.baud > 4_000_000 {
			return nil, "baud is not within 300 to 4000000"
		}
	}
	return way, ""
}

// parseQueue reads the name of a print queue. It may have spaces, as printers
// of Windows do, written as they are or as %20.
func parseQueue(scheme, rest string) (Transport, string) {
	name, ok := strings.CutPrefix(rest, "//")
	if decoded, err := url.PathUnescape(name); err == nil {
		name = decoded
	}
	switch {
	case !ok, strings.TrimSpace(name) == "":
		return nil, "it names no print queue"
	case scheme == "winspool":
		return spooled{winspool.Local(), name}, "" // \\server\printer is a name too
	case strings.ContainsAny(name, " /#?\t"):
		return nil, "the name of a print queue has no spaces and none of / # ?"
	}
	return queued{cups.Default(), name}, ""
}
