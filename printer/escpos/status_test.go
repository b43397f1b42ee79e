package escpos

import (
	"bytes"
	"reflect"
	"testing"
)

func listen(l *Listener, b []byte) []Answer {
	var heard []Answer
	for _, c := range b {
		if a, ok := l.Hear(c); ok {
			heard = append(heard, a)
		}
	}
	return heard
}

// What a healthy TM-T20II was seen to answer, and the tables of the manuals.
func TestAnswersAreTakenApart(t *testing.T) {
	healthy := Answer{Kind: AutoState, Auto: [4]byte{0x14, 0, 0, 0x0F}}
	tests := map[string]struct {
		heard []byte
		want  []Answer
	}{
		"real time":             {[]byte{0x16, 0x12, 0x12, 0x72}, []Answer{{Kind: RealTime, Byte: 0x16}, {Kind: RealTime, Byte: 0x12}, {Kind: RealTime, Byte: 0x12}, {Kind: RealTime, Byte: 0x72}}},
		"automatic":             {[]byte{0x14, 0, 0, 0x0F}, []Answer{healthy}},
		"fence":                 {[]byte{0x00, 0x03, 0x0C}, []Answer{{Kind: Fenced}, {Kind: Fenced, Byte: 0x03}, {Kind: Fenced, Byte: 0x0C}}},
		"mark":                  {[]byte("\x37\x220042\x00"), []Answer{{Kind: Block, Text: "\x37\x220042"}}},
		"model":                 {[]byte("\x5FTM-T20II\x00"), []Answer{{Kind: Block, Text: "_TM-T20II"}}},
		"flow":                  {[]byte{0x13, 0x11}, []Answer{{Kind: Pause}, {Kind: Resume}}},
		"flow within a status":  {[]byte{0x14, 0, 0x13, 0, 0x11, 0x0F}, []Answer{{Kind: Pause}, {Kind: Resume}, healthy}},
		"status that broke off": {[]byte{0x14, 0, 0x16, 0x14, 0, 0, 0x0F}, []Answer{{Kind: RealTime, Byte: 0x16}, healthy}},
		"block that broke off":  {[]byte{0x37, 0x22, '0', 0x14, 0, 0, 0x0F}, []Answer{healthy}},
		"noise":                 {[]byte{0x80, 0xFF, 0x9A, 0x16}, []Answer{{Kind: RealTime, Byte: 0x16}}},
	}
	for name, test := range tests {
		if got := listen(&Listener{}, test.heard); !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: got %v, want %v", name, got, test.want)
		}
	}
}

func TestStatus(t *testing.T) {
	tests := []struct {
		question Question
		answer   byte
		want     Status
	}{
		{AskPrinter, 0x16, Status{}},
		{AskPrinter, 0x1E, Status{Offline: true}},
		{AskOffline, 0x12, Status{}},
		{AskOffline, 0x16, Status{CoverOpen: true}},
		{AskOffline, 0x1A, Status{Feeding: true}},
		{AskError, 0x1A, Status{CutterError: true}},
		{AskError, 0x32, Status{Unrecoverable: true}},
		{AskError, 0x52, Status{Recoverable: true}},
		{AskPaper, 0x1E, Status{NearEnd: true}},
		{AskPaper, 0x72, Status{PaperOut: true}},
		{AskPaper, 0x7E, Status{NearEnd: true, PaperOut: true}},
	}
	for _, test := range tests {
		var s Status
		s.Real(test.question, test.answer)
		if s != test.want {
			t.Errorf("%d %02X: got %+v, want %+v", test.question, test.answer, s, test.want)
		}
	}
	auto := map[[4]byte]Status{
		{0x14, 0, 0, 0x0F}:    {},
		{0x1C, 0, 0x0C, 0x0F}: {Offline: true, PaperOut: true},
		{0x3C, 0, 0, 0x0F}:    {Offline: true, CoverOpen: true},
		{0x1C, 0x08, 0, 0x0F}: {Offline: true, CutterError: true},
		{0x1C, 0x20, 0, 0x0F}: {Offline: true, Unrecoverable: true},
		{0x1C, 0x40, 0, 0x0F}: {Offline: true, Recoverable: true},
		{0x5C, 0, 0, 0x0F}:    {Offline: true, Feeding: true},
		{0x14, 0, 0x03, 0x0F}: {NearEnd: true},
	}
	for heard, want := range auto {
		var s Status
		if s.Auto(heard); s != want {
			t.Errorf("% X: got %+v, want %+v", heard, s, want)
		}
	}
}

func TestMarks(t *testing.T) {
	if got, want := Mark(10042), []byte("\x1D(H\x06\x00000042"); !bytes.Equal(got, want) {
		t.Errorf("got % X, want % X", got, want)
	}
	for text, want := range map[string]int{"\x37\x220042": 42, "\x37\x229999": 9999} {
		if got, ok := (Answer{Kind: Block, Text: text}).MarkOf(); !ok || got != want {
			t.Errorf("%q: got %d, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "\x37\x22004", "\x37\x22 042", "\x37\x230042", "\x5F\x220042"} {
		if n, ok := (Answer{Kind: Block, Text: text}).MarkOf(); ok {
			t.Errorf("%q is taken for the mark %d", text, n)
		}
	}
}

// Whatever comes in, the listener goes on listening: behind a NUL and two
// healthy states, which can complete what the noise began, the next is heard.
func FuzzListener(f *testing.F) {
	f.Add([]byte{0x14, 0, 0, 0x0F, 0x16, 0x37, 0x22, '0', '0', '0', '1', 0})
	f.Add(bytes.Repeat([]byte{0x5F, 'a'}, 200))
	f.Fuzz(func(t *testing.T, noise []byte) {
		var l Listener
		listen(&l, noise)
		healthy := []byte{0x14, 0, 0, 0x0F}
		listen(&l, bytes.Repeat(healthy, 2))
		got := listen(&l, append([]byte{0xFF}, healthy...))
		if len(got) != 1 || got[0].Kind != AutoState {
			t.Fatalf("after % X: heard %v", noise, got)
		}
	})
}
