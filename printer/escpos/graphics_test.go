package escpos_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/skip2/go-qrcode"
	"pgregory.net/rapid"

	"kasir/printer/escpos"
)

// DLE ENQ 2 clears the printer's memory and DLE DC4 1 opens the drawer, in the
// middle of a logo too.
func TestPicturesHoldNoRealTimeCommand(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		b := escpos.NewBitmap(rapid.IntRange(1, 40).Draw(r, "width"), rapid.IntRange(1, 600).Draw(r, "height"))
		dangerous := rapid.SampledFrom([]byte{0x10, 0x10, 0x10, 0x04, 0x05, 0x14, 0x00, 0x18})
		copy(b.Bits, rapid.SliceOfN(dangerous, len(b.Bits), len(b.Bits)).Draw(r, "bits"))
		before := bytes.Clone(b.Bits)
		job := encode(t, "generic-58", func(e *escpos.Encoder) { e.Raster(b) })

		var dots []byte
		for _, c := range escpos.Split(job) {
			if c.Name != "GS v 0" {
				t.Fatalf("a picture gave %s", c.Name)
			}
			rows := int(c.Args[3]) + int(c.Args[4])<<8
			if rows > 256 || rows%48 == 0 {
				t.Fatalf("a band of %d rows", rows)
			}
			dots = append(dots, c.Args[5:]...)
		}
		for _, command := range []string{"\x10\x04", "\x10\x05", "\x10\x14"} {
			if bytes.Contains(job, []byte(command)) {
				t.Fatalf("the bytes hold % X", command)
			}
		}
		if !bytes.Equal(b.Bits, before) {
			t.Fatal("the caller's picture was changed")
		}
		checkDots(t, before, dots)
	})
}

func TestBands(t *testing.T) {
	tests := map[int][]int{
		1: {1}, 47: {47}, 48: {40, 8}, 96: {88, 8}, 256: {256}, 257: {256, 1}, 304: {256, 40, 8}, 512: {256, 256},
	}
	for height, want := range tests {
		var got []int
		for _, c := range escpos.Split(encode(t, "generic-58", func(e *escpos.Encoder) { e.Raster(escpos.NewBitmap(8, height)) })) {
			got = append(got, int(c.Args[3])+int(c.Args[4])<<8)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d rows: got the bands %v, want %v", height, got, want)
		}
	}
}

// checkDots allows one white dot to be black where a command was broken.
func checkDots(t *testing.T, want, got []byte) {
	t.Helper()
	if len(want) != len(got) {
		t.Fatalf("%d bytes became %d", len(want), len(got))
	}
	for i := range want {
		broken := want[i] == 0x10 && got[i] == 0x18 && i+1 < len(want) && strings.IndexByte("\x04\x05\x14", want[i+1]) >= 0
		if want[i] != got[i] && !broken {
			t.Fatalf("byte %d: %02X became %02X", i, want[i], got[i])
		}
	}
}

func TestQRPayloadWithRealTimeCommandIsNotForThePrinter(t *testing.T) {
	p := profile(t, "epson-80")
	for payload, want := range map[string]bool{
		"https://kasir.example":                       true,
		"a\x10\x05\x02b":                              false,
		"\x10\x14\x01\x00\x01":                        false,
		strings.Repeat("x", 0x0410-3):                 false, // its length is 10 04 in bytes
		strings.Repeat("x", 0x0410-4):                 true,
		"\x04 a DLE at the end of the head is not in": true,
	} {
		if got := p.DrawsQR(payload); got != want {
			t.Errorf("DrawsQR(%.20q, %d bytes) is %v", payload, len(payload), got)
		}
	}
	if profile(t, "generic-58").DrawsQR("x") {
		t.Error("generic-58 draws no QR codes")
	}
}

// The size of a module comes from our table of capacities; a too small table
// would make the printer print nothing.
func TestQRSizes(t *testing.T) {
	for version, last := 1, 0; version <= 40; version++ {
		room := capacity(t, version, last+1)
		for _, n := range []int{last + 1, room} {
			want := min(6, 576/(21+4*(version-1)+8))
			if got := moduleSize(t, n); got != want {
				t.Errorf("%d bytes, version %d: module of %d dots, want %d", n, version, got, want)
			}
		}
		last = room
	}
}

// capacity asks another encoder how many bytes a version holds.
func capacity(t *testing.T, version, atLeast int) int {
	t.Helper()
	fits := func(n int) bool {
		_, err := qrcode.NewWithForcedVersion(strings.Repeat("x", n), version, qrcode.Medium)
		return err == nil
	}
	low, high := atLeast, 2400
	for low < high {
		middle := (low + high + 1) / 2
		if fits(middle) {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return low
}

func moduleSize(t *testing.T, payload int) int {
	t.Helper()
	job := encode(t, "epson-80", func(e *escpos.Encoder) { e.QR(strings.Repeat("x", payload)) })
	for _, c := range escpos.Split(job) {
		if c.Name == "GS ( k" && c.Args[3] == 67 {
			return int(c.Args[4])
		}
	}
	t.Fatal("no module size is set")
	return 0
}

func TestQRTooDenseIsRefused(t *testing.T) {
	try := func(modules int) error {
		e := escpos.NewEncoder(&bytes.Buffer{}, profile(t, "generic-58"))
		e.QRModules(chessboard(modules))
		return e.Flush()
	}
	if err := try(117); err != nil { // 384 / 125 = 3
		t.Errorf("version 25: %v", err)
	}
	if err := try(121); !errors.Is(err, escpos.ErrQRTooLarge) { // 384 / 129 = 2
		t.Errorf("version 26: got %v, want ErrQRTooLarge", err)
	}
}
