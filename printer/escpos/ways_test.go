package escpos_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"kasir/printer/escpos"
)

// way is epson-80 with one way to print pictures.
func way(t testing.TB, g escpos.Graphics) escpos.Profile {
	t.Helper()
	p := profile(t, "epson-80")
	p.Graphics = []escpos.Graphics{g}
	return p
}

func encodeFor(t testing.TB, p escpos.Profile, commands func(*escpos.Encoder)) []byte {
	t.Helper()
	var out bytes.Buffer
	e := escpos.NewEncoder(&out, p)
	commands(e)
	if err := e.Flush(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestGoldenWays(t *testing.T) {
	for name, g := range map[string]escpos.Graphics{"way_gs-v-0": escpos.GSv0, "way_esc-star": escpos.ESCStar, "way_gs-l": escpos.GSL} {
		t.Run(name, func(t *testing.T) {
			job := encodeFor(t, way(t, g), smiley)
			mustRead(t, job)
			golden(t, name, escpos.Dump(job))
		})
	}
}

// The bytes as the manuals give them: two columns, the first black in its
// uppermost dot, the second in its lowest.
func TestBytesOfTheWays(t *testing.T) {
	b := escpos.NewBitmap(2, 24)
	b.Fill(0, 0, 1, 1)
	b.Fill(1, 23, 1, 1)
	for g, want := range map[escpos.Graphics]string{
		escpos.ESCStar: "1B 33 18 1B 2A 21 02 00 80 00 00 00 00 01 0A 1B 32",
		escpos.GSL: "1D 28 4C 22 00 30 70 30 01 01 31 02 00 18 00 80 " + zeros(22) +
			"40 1D 28 4C 02 00 30 32",
		escpos.GSv0: "1D 76 30 00 01 00 18 00 80 " + zeros(22) + "40",
	} {
		job := encodeFor(t, way(t, g), func(e *escpos.Encoder) { e.Raster(b) })
		if got := fmt.Sprintf("% X", job); got != want {
			t.Errorf("way %d: got\n%s\nwant\n%s", g, got, want)
		}
	}
}

func zeros(n int) string { return fmt.Sprintf("% X ", make([]byte, n)) }

// A picture comes out the same whichever way it goes, and no way lets the
// printer find a command in it.
func TestAllWaysPrintTheSame(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		b := escpos.NewBitmap(rapid.IntRange(1, 80).Draw(r, "width"), rapid.IntRange(1, 300).Draw(r, "height"))
		draw := rapid.SliceOfN(rapid.Custom(func(r *rapid.T) [2]int {
			return [2]int{rapid.IntRange(0, b.Width-1).Draw(r, "x"), rapid.IntRange(0, b.Height-1).Draw(r, "y")}
		}), 0, 40)
		for _, dot := range draw.Draw(r, "dots") {
			b.Fill(dot[0], dot[1], 1, 1)
		}
		for _, g := range []escpos.Graphics{escpos.GSv0, escpos.ESCStar, escpos.GSL} {
			job := encodeFor(t, way(t, g), func(e *escpos.Encoder) { e.Raster(b) })
			for _, command := range []string{"\x10\x04", "\x10\x05", "\x10\x14"} {
				if bytes.Contains(job, []byte(command)) {
					r.Fatalf("way %d: the bytes hold % X", g, command)
				}
			}
			pictures := escpos.Pictures(job)
			if len(pictures) != 1 {
				r.Fatalf("way %d: %d pictures", g, len(pictures))
			}
			for y := range b.Height {
				for x := range b.Width {
					// One white dot may be black, where a command was broken.
					if b.Black(x, y) && !pictures[0].Black(x, y) {
						r.Fatalf("way %d: the dot at %d, %d is lost", g, x, y)
					}
				}
			}
		}
	})
}

// The length of GS ( L was once a command by itself: 1040 bytes are 10 04.
func TestLengthOfAStoredPictureIsNoCommand(t *testing.T) {
	for _, rows := range []int{103, 128, 512} { // 10 bytes a row: 1040, 1290 and 5130 with the head
		job := encodeFor(t, way(t, escpos.GSL), func(e *escpos.Encoder) { e.Raster(escpos.NewBitmap(80, rows)) })
		if bytes.Contains(job, []byte{0x10, 0x04}) {
			t.Errorf("%d rows: the job holds DLE EOT", rows)
		}
		total := 0
		for _, c := range escpos.Split(job) {
			if len(c.Args) > 12 {
				total += int(c.Args[10]) + int(c.Args[11])<<8
			}
		}
		if total != rows {
			t.Errorf("%d rows became %d", rows, total)
		}
	}
}

// NT-5890K swallows a line end right behind a picture, and with it a blank line.
func TestSwallowedLineEndIsSentTwice(t *testing.T) {
	p := profile(t, "netum-nt-5890k")
	picture := escpos.NewBitmap(8, 1)
	for name, test := range map[string]struct {
		commands func(*escpos.Encoder)
		want     string
	}{
		"a blank line":      {func(e *escpos.Encoder) { e.Raster(picture); e.LF(); e.LF() }, "0A 0A 0A"},
		"a blank line text": {func(e *escpos.Encoder) { e.Raster(picture); e.Text("\nx") }, "0A 0A 78"},
		"a line of text":    {func(e *escpos.Encoder) { e.Raster(picture); e.Text("x"); e.LF() }, "78 0A"},
		"a mode between":    {func(e *escpos.Encoder) { e.Raster(picture); e.Bold(true); e.LF() }, "1B 45 01 0A"},
	} {
		job := encodeFor(t, p, test.commands)
		if got := fmt.Sprintf("% X", job[9:]); got != test.want {
			t.Errorf("%s: got %s, want %s", name, got, test.want)
		}
	}
}

func TestStatusCommandsAreRead(t *testing.T) {
	job := []byte("\x10\x04\x01\x1dr\x01\x1da\xff\x1dI\x43\x1d(H\x06\x0000\x30\x30\x30\x31")
	mustRead(t, job)
	want := "DLE EOT 1 (how is the printer?)\nGS r 1 (the paper, when you come to it)\nGS a 255\nGS I 67\nGS ( H 30 30 30 30 30 31\n"
	if got := escpos.Dump(job); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestPicturesOfAJob(t *testing.T) {
	for _, g := range []escpos.Graphics{escpos.GSv0, escpos.ESCStar, escpos.GSL} {
		job := encodeFor(t, way(t, g), func(e *escpos.Encoder) {
			e.Text("Tea")
			e.Raster(escpos.NewBitmap(16, 500))
			e.Raster(escpos.NewBitmap(24, 24))
			e.Text("Milk")
			e.Raster(escpos.NewBitmap(24, 48))
		})
		var heights []int
		for _, p := range escpos.Pictures(job) {
			heights = append(heights, p.Height-p.Height%24)
		}
		if !slices.Equal(heights, []int{480, 24, 48}) && !slices.Equal(heights, []int{504, 24, 48}) {
			t.Errorf("way %d: got the heights %v", g, heights)
		}
	}
}
