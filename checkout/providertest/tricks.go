package providertest

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"strings"
)

// LoseRequest cuts the connection before the service hears of the request.
func LoseRequest(http.ResponseWriter, *http.Request, http.Handler) { panic(http.ErrAbortHandler) }

// LoseAnswer lets the service deal with the request and cuts the connection.
func LoseAnswer(_ http.ResponseWriter, r *http.Request, service http.Handler) {
	ask(r, service)
	panic(http.ErrAbortHandler)
}

// Stall lets the service deal with the request and never answers.
func Stall(_ http.ResponseWriter, r *http.Request, service http.Handler) {
	ask(r, service)
	<-r.Context().Done()
}

// Refuse answers with a status and words in the place of the service, which
// does not hear of the request.
func Refuse(status int) Trick {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		fmt.Fprintf(w, `{"error":%q}`, http.StatusText(status))
	}
}

// Fail lets the service deal with the request and answers with another status.
func Fail(status int, header ...string) Trick {
	return func(w http.ResponseWriter, r *http.Request, service http.Handler) {
		ask(r, service)
		for _, h := range header {
			name, value, _ := strings.Cut(h, ": ")
			w.Header().Set(name, value)
		}
		w.WriteHeader(status)
	}
}

// Forge changes fields of the service's JSON answer; names with points between
// them lead inwards.
func Forge(fields map[string]any) Trick {
	return Rewrite(func(body []byte) []byte {
		d := json.NewDecoder(strings.NewReader(string(body)))
		d.UseNumber()
		var doc map[string]any
		if d.Decode(&doc) != nil {
			return body
		}
		for path, value := range fields {
			if path == "" {
				continue
			}
			at := doc
			names := strings.Split(path, ".")
			for _, name := range names[:len(names)-1] {
				if in, ok := at[name].(map[string]any); ok {
					at = in
				}
			}
			at[names[len(names)-1]] = value
		}
		forged, err := json.Marshal(doc)
		if err != nil {
			return body
		}
		return forged
	})
}

// Rewrite changes the body of the service's answer and leaves the rest.
func Rewrite(change func(body []byte) []byte) Trick {
	return func(w http.ResponseWriter, r *http.Request, service http.Handler) {
		real := ask(r, service)
		maps.Copy(w.Header(), real.Header())
		w.WriteHeader(real.Code)
		_, _ = w.Write(change(real.Body.Bytes())) // the provider may hang up early
	}
}

// Raw answers with bytes of our own choice, then hangs up. The service's answer
// is given for them to be made from.
func Raw(bytes func(status, body string) string) Trick {
	return func(w http.ResponseWriter, r *http.Request, service http.Handler) {
		real := ask(r, service)
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err)
		}
		defer func() { _ = conn.Close() }()
		status := fmt.Sprintf("HTTP/1.1 %d %s\r\n", real.Code, http.StatusText(real.Code))
		_, _ = io.WriteString(conn, bytes(status, real.Body.String()))
	}
}
