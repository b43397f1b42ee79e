package cups

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/OpenPrinting/goipp"
)

// service is a print service on loopback that answers with what a test wants.
func service(t *testing.T, answer http.HandlerFunc) Server {
	t.Helper()
	s := httptest.NewServer(answer)
	t.Cleanup(s.Close)
	return Server{"tcp", strings.TrimPrefix(s.URL, "http://")}
}

func status(code goipp.Status) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		goipp.NewResponse(goipp.DefaultVersion, code, 1).Encode(w)
	}
}

// Only an answer says that a job was not taken. Where none came, or none that
// can be read, paper may come out.
func TestWhatIsNotAnsweredMayBeTaken(t *testing.T) {
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		taken  bool
		want   error
	}{
		"no queue":    {status(goipp.StatusErrorNotFound), false, ErrNoQueue},
		"not allowed": {status(goipp.StatusErrorForbidden), false, ErrForbidden},
		"not now":     {status(goipp.StatusErrorNotAcceptingJobs), false, nil},
		"signed out":  {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) }, false, ErrForbidden},
		"no service":  {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadRequest) }, false, nil},
		"hung up":     {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, true, nil},
		"nonsense":    {func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("<html>")) }, true, nil},
	} {
		_, taken, err := service(t, c.answer).Print(t.Context(), "receipts", "Kasir", []byte("Tea\n"))
		if err == nil || taken != c.taken || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: taken %v, %v", name, taken, err)
		}
	}
	gone := service(t, nil)
	gone.Address = "127.0.0.1:1"
	if _, taken, err := gone.Print(t.Context(), "receipts", "Kasir", nil); taken || !errors.Is(err, ErrNoService) {
		t.Errorf("nobody listens: taken %v, %v", taken, err)
	}
}

func TestDefault(t *testing.T) {
	for named, want := range map[string]Server{
		"print.local":             {"tcp", "print.local:631"},
		"print.local:8631":        {"tcp", "print.local:8631"},
		"print.local/version=1.1": {"tcp", "print.local:631"},
		"/tmp/cups.sock":          {"unix", "/tmp/cups.sock"},
	} {
		t.Setenv("CUPS_SERVER", named)
		if got := Default(); got != want {
			t.Errorf("%s: got %v, want %v", named, got, want)
		}
	}
}
