package escpos_test

import (
	"bytes"
	"testing"

	"kasir/printer/escpos"
)

func TestDumpOfStrangeBytes(t *testing.T) {
	tests := map[string]string{
		"":                           "",
		"Tea":                        "\"Tea\"\n",
		"Tea\n\n":                    "\"Tea\" LF\nLF\n",
		"\x1bz":                      "unknown 1B\n\"z\"\n",
		"\x1bt":                      "unknown 1B\n\"t\"\n",
		"\x1bt\x07\x82":              "ESC t 7\n\"\\x82\"\n",
		"\x1bt\x13\xd5\x1b@\xd5":     "ESC t 19 (PC858)\n\"€\"\nESC @\n\"╒\"\n",
		"\x1bt\x10\x81\x1bt\x00\xff": "ESC t 16 (WPC1252)\n\"\\x81\"\nESC t 0 (PC437)\n\"\\xFF\"\n",
		"\x1dV\x00\x1dV\x41\x03":     "GS V 0\nGS V 65 3 (full cut)\n",
		"\x1d(k\x02\x00\x30\x41":     "GS ( k 30 41\n",
		"\x1dv0\x00\x01\x00\x01":     "unknown 1D\n\"v0\"\nunknown 00\nunknown 01\nunknown 00\nunknown 01\n",
		"\x1dv0\x00\x01\x00\x05\x00\x80\x80\x80\x80\x01": "GS v 0 0: 8 x 5 dots\n  ⡇⠀⠀⠀\n  ⠀⠀⠀⠈\n",
	}
	for in, want := range tests {
		if got := escpos.Dump([]byte(in)); got != want {
			t.Errorf("% X: got\n%s\nwant\n%s", in, got, want)
		}
	}
}

// FuzzDump: whatever Dump shows, the bytes can be made from it again. So nothing
// that a printer would get is hidden from the reader of a dump.
func FuzzDump(f *testing.F) {
	for _, commands := range []func(*escpos.Encoder){text, styles, smiley} {
		f.Add(encode(f, "epson-80", commands))
	}
	f.Add(encode(f, "epson-80", func(e *escpos.Encoder) { e.QR("https://kasir.example") }))
	f.Add([]byte("\x1d(k\x00\x00\x1d(k\x04\x001P01\x1dv0\x01\x00\x00\x05\x00\x1dV\x42\x1b"))
	f.Add([]byte("\x1d(k\x02\x0011\x1d(k\x05\x001C123\x7f\"\\"))
	f.Fuzz(func(t *testing.T, b []byte) {
		dump := escpos.Dump(b)
		back, err := assemble(dump)
		if err != nil || !bytes.Equal(back, b) {
			t.Fatalf("%v\n% X gives\n%s\nwhich gives\n% X", err, b, dump, back)
		}
	})
}
