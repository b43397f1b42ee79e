package cups

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/user"
	"strings"
	"time"

	"github.com/OpenPrinting/goipp"
)

// A Server is where the print service listens.
type Server struct {
	Network string // "unix" or "tcp"
	Address string // a socket's path, or host and port
}

// The sockets of Linux distributions and of macOS.
var sockets = []string{"/run/cups/cups.sock", "/var/run/cups/cups.sock", "/private/var/run/cupsd"}

// Default finds the service as its own programs do: where CUPS_SERVER says,
// else at its socket, else at port 631 of this machine.
func Default() Server {
	const port = "631"
	if named := os.Getenv("CUPS_SERVER"); named != "" {
		if strings.HasPrefix(named, "/") {
			return Server{"unix", named}
		}
		named, _, _ = strings.Cut(named, "/") // a version may stand behind it
		if _, _, err := net.SplitHostPort(named); err != nil {
			named = net.JoinHostPort(named, port)
		}
		return Server{"tcp", named}
	}
	for _, path := range sockets {
		if info, err := os.Stat(path); err == nil && info.Mode()&os.ModeSocket != 0 {
			return Server{"unix", path}
		}
	}
	return Server{"tcp", net.JoinHostPort("localhost", port)}
}

// Errors that callers may test for.
var (
	ErrNoService = errors.New("cups: the print service does not answer")
	ErrNoQueue   = errors.New("cups: there is no such queue")
	ErrForbidden = errors.New("cups: the print service does not let this user in")
)

const (
	// The service is on this machine, or in this room.
	dialLimit = 2 * time.Second

	// What it is asked it knows.
	askLimit = 10 * time.Second

	longestAnswer = 4 << 20 // bytes
)

// call asks the service. The answer's status is that of a success.
func (s Server) call(ctx context.Context, op goipp.Op, queue string, attrs goipp.Attributes, data []byte) (*goipp.Message, error) {
	ctx, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	body, err := request(op, queue, attrs).EncodeBytes()
	if err != nil {
		return nil, fmt.Errorf("cups: %s: %w", op, err)
	}
	path := "/"
	if queue != "" {
		path = "/printers/" + queue
	}
	ask, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://localhost"+path, bytes.NewReader(append(body, data...)))
	if err != nil {
		return nil, fmt.Errorf("cups: %s: %w", op, err)
	}
	ask.Header.Set("Content-Type", goipp.ContentType)
	answer, err := s.client().Do(ask)
	if err != nil {
		var dial *net.OpError
		if errors.As(err, &dial) && dial.Op == "dial" {
			return nil, fmt.Errorf("%w: %w", ErrNoService, err)
		}
		return nil, fmt.Errorf("cups: %s: %w", op, err)
	}
	defer func() { _ = answer.Body.Close() }() // it has been read
	switch answer.StatusCode {
	case http.StatusOK:
	case http.StatusUnauthorized, http.StatusForbidden:
		return nil, ErrForbidden
	default:
		return nil, &RefusedError{fmt.Sprintf("%s: %s", op, answer.Status)}
	}
	var m goipp.Message
	if err := m.Decode(io.LimitReader(answer.Body, longestAnswer)); err != nil {
		return nil, fmt.Errorf("cups: %s: read the answer: %w", op, err)
	}
	return &m, refusal(op, goipp.Status(m.Code))
}

// A RefusedError is the answer of a service that has taken nothing.
type RefusedError struct{ what string }

// Error says what was refused.
func (e *RefusedError) Error() string { return "cups: refused: " + e.what }

// refusal reads the status of an answer. Those below 0x0100 are successes.
func refusal(op goipp.Op, status goipp.Status) error {
	switch {
	case status < 0x0100:
		return nil
	case status == goipp.StatusErrorNotFound:
		return ErrNoQueue
	case status == goipp.StatusErrorForbidden, status == goipp.StatusErrorNotAuthenticated, status == goipp.StatusErrorNotAuthorized:
		return ErrForbidden
	}
	return &RefusedError{fmt.Sprintf("%s: %s", op, status)}
}

// client makes connections to the service, one for each question: a till asks
// seldom.
func (s Server) client() *http.Client {
	dialer := &net.Dialer{Timeout: dialLimit}
	return &http.Client{Transport: &http.Transport{
		DisableKeepAlives: true,
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return dialer.DialContext(ctx, s.Network, s.Address)
		},
	}}
}

// request makes a message with what stands in each one.
func request(op goipp.Op, queue string, attrs goipp.Attributes) *goipp.Message {
	m := goipp.NewRequest(goipp.DefaultVersion, op, 1)
	m.Operation.Add(goipp.MakeAttribute("attributes-charset", goipp.TagCharset, goipp.String("utf-8")))
	m.Operation.Add(goipp.MakeAttribute("attributes-natural-language", goipp.TagLanguage, goipp.String("en")))
	if queue != "" {
		m.Operation.Add(goipp.MakeAttribute("printer-uri", goipp.TagURI, goipp.String("ipp://localhost/printers/"+queue)))
	}
	m.Operation.Add(goipp.MakeAttribute("requesting-user-name", goipp.TagName, goipp.String(userName())))
	for _, a := range attrs {
		m.Operation.Add(a)
	}
	return m
}

func userName() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return "kasir"
}
