package command

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"
)

// doorFile stands in the data folder while a till is open there. It says where
// the till listens and holds the token that proves a caller may read it.
const doorFile = "till.json"

type door struct {
	Address string `json:"address"`
	Token   string `json:"token"`
}

// ErrClosed means that no running till answers for the folder: none is open there,
// or one that could not write where it listens.
var ErrClosed = errors.New("no running till answers")

// Serve lets other processes of the same user call the desk of the running
// till, on loopback only, until the context ends. ready is called once they can.
func Serve(ctx context.Context, dir string, desk Desk, ready func()) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("listen for commands: %w", err)
	}
	token := make([]byte, 32)
	if _, err := rand.Read(token); err != nil {
		return fmt.Errorf("make a token: %w", err)
	}
	d := door{Address: listener.Addr().String(), Token: hex.EncodeToString(token)}
	if err := d.write(dir); err != nil {
		return errors.Join(err, listener.Close())
	}
	server := &http.Server{Handler: answer(d, desk), ReadHeaderTimeout: 5 * time.Second}
	stop := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer stop()
	defer func() { _ = os.Remove(filepath.Join(dir, doorFile)) }()
	ready()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("answer commands: %w", err)
	}
	return nil
}

func (d door) write(dir string) error {
	data, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("write %s: %w", doorFile, err)
	}
	path := filepath.Join(dir, doorFile)
	_ = os.Remove(path) // one left by a crash could be readable by others
	if err := os.WriteFile(path, data, 0o600); err != nil {
		_ = os.Remove(path) // on a full disk a part of it is left
		return fmt.Errorf("write %s: %w", doorFile, err)
	}
	return nil
}

// The outcome of a call travels behind its output, in trailers.
const (
	failedTrailer = "Kasir-Failed"
	usageTrailer  = "Kasir-Usage"
)

func answer(d door, desk Desk) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		given := []byte(r.Header.Get("Authorization"))
		if subtle.ConstantTimeCompare(given, []byte("Bearer "+d.Token)) != 1 {
			http.Error(w, "not for you", http.StatusUnauthorized)
			return
		}
		var call Call
		if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16)).Decode(&call); err != nil {
			http.Error(w, "not understood", http.StatusBadRequest)
			return
		}
		w.Header().Set("Trailer", failedTrailer+", "+usageTrailer)
		if err := desk.Do(call, w); err != nil {
			w.Header().Set(failedTrailer, err.Error())
			w.Header().Set(usageTrailer, fmt.Sprint(IsUsage(err)))
		}
	})
}

// Ask has the till that is open in a folder carry out a call. ErrClosed where
// none answers.
func Ask(ctx context.Context, dir string, call Call, out io.Writer) error {
	data, err := os.ReadFile(filepath.Join(dir, doorFile))
	var d door
	if err != nil || json.Unmarshal(data, &d) != nil {
		return ErrClosed
	}
	body, err := json.Marshal(call)
	if err != nil {
		return fmt.Errorf("ask the running till: %w", err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+d.Address+"/", bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("ask the running till: %w", err)
	}
	request.Header.Set("Authorization", "Bearer "+d.Token)
	client := &http.Client{Transport: &http.Transport{Proxy: nil}}
	response, err := client.Do(request)
	if err != nil {
		return ErrClosed
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the running till refuses: %s", response.Status)
	}
	if _, err := io.Copy(out, response.Body); err != nil {
		return fmt.Errorf("the running till broke off: %w", err)
	}
	if failed := response.Trailer.Get(failedTrailer); failed != "" {
		if response.Trailer.Get(usageTrailer) == "true" {
			return &usageError{failed}
		}
		return errors.New(failed)
	}
	return nil
}
