package escpos_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"kasir/printer/escpos"
)

// The bytes as the manuals give them. The goldens are read through Dump, so this
// table is what holds both to the outside world.
func TestCommandBytes(t *testing.T) {
	tests := []struct {
		name     string
		profile  string
		commands func(*escpos.Encoder)
		want     string
	}{
		{"initialize", "epson-80", (*escpos.Encoder).Initialize, "1B 40 1C 2E 1B 52 00 1B 74 00"},
		{"center", "epson-80", func(e *escpos.Encoder) { e.Align(escpos.Center) }, "1B 61 01"},
		{"bold", "epson-80", func(e *escpos.Encoder) { e.Bold(true) }, "1B 45 01"},
		{"inverse", "epson-80", func(e *escpos.Encoder) { e.Inverse(true) }, "1D 42 01"},
		{"double width", "epson-80", func(e *escpos.Encoder) { e.Size(2, 1) }, "1D 21 10"},
		{"largest", "epson-80", func(e *escpos.Encoder) { e.Size(8, 8) }, "1D 21 77"},
		{"feed", "epson-80", func(e *escpos.Encoder) { e.Feed(3) }, "1B 64 03"},
		{"feed nothing", "epson-80", func(e *escpos.Encoder) { e.Feed(-1) }, ""},
		{"partial cut", "epson-80", (*escpos.Encoder).Cut, "1D 56 42 00"},
		{"no cutter", "generic-58", (*escpos.Encoder).Cut, "1B 64 04"},
		{"drawer pin 2", "epson-80", func(e *escpos.Encoder) { e.Drawer(escpos.Pin2) }, "1B 70 00 19 FA"},
		{"drawer pin 5", "epson-80", func(e *escpos.Encoder) { e.Drawer(escpos.Pin5) }, "1B 70 01 19 FA"},
		{"euro on PC858", "epson-80", func(e *escpos.Encoder) { e.Text("€") }, "1B 74 13 D5"},
		{"euro on WPC1252", "generic-58", func(e *escpos.Encoder) { e.Text("€") }, "1B 74 10 80"},
		{"qr", "epson-80", func(e *escpos.Encoder) { e.QR("Hi") }, "1B 64 01 " +
			"1D 28 6B 04 00 31 41 32 00 " +
			"1D 28 6B 03 00 31 43 06 " +
			"1D 28 6B 03 00 31 45 31 " +
			"1D 28 6B 05 00 31 50 30 48 69 " +
			"1D 28 6B 03 00 31 51 30 1B 64 01"},
		{"code128", "epson-80", func(e *escpos.Encoder) { e.Code128("a{b") }, "1D 68 50 1D 77 03 1D 48 00 1D 6B 49 06 7B 42 61 7B 7B 62"},
		{"picture", "epson-80", func(e *escpos.Encoder) {
			b := escpos.NewBitmap(9, 2)
			b.Fill(8, 0, 1, 2)
			e.Raster(b)
		}, "1D 76 30 00 02 00 02 00 00 80 00 80"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := fmt.Sprintf("% X", encode(t, test.profile, test.commands))
			if got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestFullCut(t *testing.T) {
	p := profile(t, "epson-80")
	p.Cutter, p.FeedBeforeCut = escpos.FullCut, 2
	var out bytes.Buffer
	e := escpos.NewEncoder(&out, p)
	e.Cut()
	if err := e.Flush(); err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprintf("% X", out.Bytes()), "1B 64 02 1D 56 41 00"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestTheFirstErrorStays(t *testing.T) {
	tests := map[string]func(*escpos.Encoder){
		"size":            func(e *escpos.Encoder) { e.Size(9, 1) },
		"size zero":       func(e *escpos.Encoder) { e.Size(0, 1) },
		"alignment":       func(e *escpos.Encoder) { e.Align(7) },
		"pin":             func(e *escpos.Encoder) { e.Drawer(7) },
		"picture":         func(e *escpos.Encoder) { e.Raster(&escpos.Bitmap{Width: 8, Height: 2, Bits: []byte{1}}) },
		"empty picture":   func(e *escpos.Encoder) { e.Raster(&escpos.Bitmap{}) },
		"picture is wide": func(e *escpos.Encoder) { e.Raster(escpos.NewBitmap(577, 1)) },
		"bars are wide":   func(e *escpos.Encoder) { e.Bars(make([]bool, 300)) },
		"long code128":    func(e *escpos.Encoder) { e.Code128(strings.Repeat("x", 30)) },
		"code128 of é":    func(e *escpos.Encoder) { e.Code128("é") },
		"two lines":       func(e *escpos.Encoder) { e.Code128("a\nb") },
		"empty qr":        func(e *escpos.Encoder) { e.QR("") },
		"large qr":        func(e *escpos.Encoder) { e.QR(strings.Repeat("x", 3000)) },
	}
	for name, mistake := range tests {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			e := escpos.NewEncoder(&out, profile(t, "epson-80"))
			mistake(e)
			e.Initialize()
			e.Text("x")
			first := e.Flush()
			if first == nil {
				t.Fatal("no error")
			}
			e.Size(99, 99)
			if again := e.Flush(); !errors.Is(again, first) {
				t.Errorf("got %v, want the first error, %v", again, first)
			}
			if out.Len() > 0 {
				t.Errorf("wrote % X in spite of it", out.Bytes())
			}
		})
	}
}

func TestFlushWritesOnce(t *testing.T) {
	var out bytes.Buffer
	e := escpos.NewEncoder(&out, profile(t, "epson-80"))
	for range 3 {
		e.Text("x")
		if err := e.Flush(); err != nil {
			t.Fatal(err)
		}
	}
	if got := out.String(); got != "xxx" {
		t.Errorf("got %q, want xxx", got)
	}
}

type brokenWriter struct{ error }

func (w brokenWriter) Write([]byte) (int, error) { return 0, w.error }

func TestFlushReportsTheWriter(t *testing.T) {
	broken := errors.New("no paper")
	e := escpos.NewEncoder(brokenWriter{broken}, profile(t, "epson-80"))
	e.LF()
	if err := e.Flush(); !errors.Is(err, broken) {
		t.Errorf("got %v, want %v", err, broken)
	}
}
