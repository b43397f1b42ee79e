package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"kasir/checkout"
	"kasir/store"
	"kasir/ui/command"
)

// A till was opened on a full disk, and said so only when a customer wanted to pay.
func TestRoomIsLookedAtFromTheStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		full, told := checkout.ErrNoRoom, []string(nil)
		ctx, stop := context.WithCancel(t.Context())
		kasir := &till{log: slog.New(slog.DiscardHandler)}
		go kasir.watchMoney(ctx, func() error { return full }, func(word string) { told = append(told, word) })
		after := func(d time.Duration, want ...string) {
			t.Helper()
			<-time.After(d)
			synctest.Wait()
			if !slices.Equal(told, want) {
				t.Errorf("told %v, want %v", told, want)
			}
		}
		after(0, "notice.no-room")
		after(time.Hour, "notice.no-room")
		full = nil
		after(moneyLook, "notice.no-room", "")
		after(time.Hour, "notice.no-room", "")
		full = checkout.ErrGone
		after(moneyLook, "notice.no-room", "", "notice.gone")
		stop()
	})
}

// A till that could not write where it listens, for its disk was full, could not be
// reached until it was started again.
func TestATillIsReachedOnceItCanSayWhere(t *testing.T) {
	f := folder{path: filepath.Join(t.TempDir(), "none yet")}
	ctx, stop := context.WithCancel(t.Context())
	kasir, fronted := &till{dir: f, log: slog.New(slog.DiscardHandler)}, make(chan bool, 1)
	ended := make(chan bool)
	go func() {
		defer close(ended)
		kasir.answerCommands(ctx, command.Desk{Front: func() { fronted <- true }}, time.Millisecond)
	}()
	call := command.Call{Name: command.Front}
	if err := command.Ask(ctx, f.place(), call, io.Discard); !errors.Is(err, command.ErrClosed) {
		t.Errorf("before there is a place for it: %v", err)
	}
	if err := os.Mkdir(f.place(), 0o700); err != nil {
		t.Fatal(err)
	}
	for command.Ask(ctx, f.place(), call, io.Discard) != nil && ctx.Err() == nil {
		<-time.After(time.Millisecond)
	}
	<-fronted
	stop()
	<-ended
}

// Commands for a till on a full disk said that it cannot be found in till.json.
func TestATillThatCannotBeReachedIsToldInPlainWords(t *testing.T) {
	f := folder{path: "/shop"}
	for want, room := range map[string]store.Room{
		"its disk is full; make room on the disk and try again in a minute, or close that kasir": {Free: 1, Floor: 2},
		"another kasir holds /shop and does not answer; close it and try again":                  {Free: 2, Floor: 2},
	} {
		if err := f.unanswered(room, nil); !strings.Contains(err.Error(), want) {
			t.Errorf("got %v", err)
		}
	}
}
