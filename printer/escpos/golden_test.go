package escpos_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kasir/printer/escpos"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func profile(t testing.TB, name string) escpos.Profile {
	t.Helper()
	p, ok := escpos.Lookup(name)
	if !ok {
		t.Fatalf("no profile %q", name)
	}
	return p
}

// encode runs commands and returns their bytes.
func encode(t testing.TB, profileName string, commands func(*escpos.Encoder)) []byte {
	t.Helper()
	var out bytes.Buffer
	e := escpos.NewEncoder(&out, profile(t, profileName))
	commands(e)
	if err := e.Flush(); err != nil {
		t.Fatalf("flush: %v", err)
	}
	return out.Bytes()
}

// mustRead fails unless we understand every byte that we have encoded.
func mustRead(t testing.TB, b []byte) {
	t.Helper()
	for _, c := range escpos.Split(b) {
		if c.Name == escpos.Unknown {
			t.Fatalf("unknown byte % X in\n%s", c.Raw, escpos.Dump(b))
		}
	}
	back, err := assemble(escpos.Dump(b))
	if err != nil || !bytes.Equal(back, b) {
		t.Fatalf("the dump does not give the bytes back (%v):\n% X\n% X", err, b, back)
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != strings.ReplaceAll(string(want), "\r\n", "\n") {
		t.Errorf("%s: got\n%s\nwant\n%s", file, got, want)
	}
}

func TestGoldens(t *testing.T) {
	tests := map[string]struct {
		profile  string
		commands func(*escpos.Encoder)
	}{
		"text":            {"epson-80", text},
		"text_58":         {"generic-58", text},
		"styles":          {"epson-80", styles},
		"qr_native":       {"epson-80", func(e *escpos.Encoder) { e.Align(escpos.Center); e.QR("https://kasir.example/r/42") }},
		"raster":          {"generic-58", smiley},
		"qr_modules":      {"generic-58", func(e *escpos.Encoder) { e.QRModules(chessboard(21)) }},
		"cut":             {"epson-80", func(e *escpos.Encoder) { e.Text("Total"); e.Cut() }},
		"cut_without":     {"generic-58", func(e *escpos.Encoder) { e.Text("Total"); e.Cut() }},
		"drawer":          {"epson-80", func(e *escpos.Encoder) { e.Drawer(escpos.Pin2); e.Drawer(escpos.Pin5) }},
		"control_in_text": {"epson-80", func(e *escpos.Encoder) { e.Text("Tea\x1bp\x00\x19\xfa \x10\x14\x01\u202E\u200B!"); e.LF() }},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			b := encode(t, test.profile, test.commands)
			mustRead(t, b)
			golden(t, name, profile(t, test.profile).Dump(b))
		})
	}
}

func text(e *escpos.Encoder) {
	e.Initialize()
	e.Text("Café crème      3.00\n")
	e.Text("Total: € 3.00, 20 °C\n")
	e.Text("€ Ø é “quoted” – it’s 5 ₺…\n")
	e.Text(`Say "\x41"` + "\n")
	e.Text("日本 Łódź ١٢٣")
	e.LF()
}

func styles(e *escpos.Encoder) {
	e.Initialize()
	e.Align(escpos.Center)
	e.Size(2, 2)
	e.Bold(true)
	e.Bold(true)
	e.Text("LUNAS")
	e.Align(escpos.Right)
	e.Size(1, 1)
	e.Bold(false)
	e.Inverse(true)
	e.Text("COPY\n")
	e.Inverse(false)
	e.Feed(300)
}

func smiley(e *escpos.Encoder) {
	b := escpos.NewBitmap(21, 18)
	b.Fill(4, 4, 3, 3)
	b.Fill(14, 4, 3, 3)
	b.Fill(2, 11, 2, 3)
	b.Fill(17, 11, 2, 3)
	b.Fill(4, 14, 13, 2)
	e.Align(escpos.Center)
	e.Raster(b)
}

func chessboard(side int) [][]bool {
	board := make([][]bool, side)
	for y := range board {
		board[y] = make([]bool, side)
		for x := range board[y] {
			board[y][x] = (x+y)%2 == 0
		}
	}
	return board
}
