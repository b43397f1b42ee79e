package sound

import (
	"encoding/binary"
	"math"
	"time"
)

// rate is how many samples a second has.
const rate = 48000

// A note is one tone of a sound.
type note struct {
	hertz float64
	lasts time.Duration
}

// A Sound is what a till can say without words.
type Sound []note

var (
	// Paid rises: money has come.
	Paid = Sound{{1046.5, 110 * time.Millisecond}, {1318.5, 110 * time.Millisecond}, {1568, 260 * time.Millisecond}}
	// Trouble is low and falls: somebody must look at the screen.
	Trouble = Sound{{392, 220 * time.Millisecond}, {294, 220 * time.Millisecond}, {392, 220 * time.Millisecond}, {294, 320 * time.Millisecond}}
)

// Lasts is how long the sound is.
func (s Sound) Lasts() time.Duration {
	var all time.Duration
	for _, n := range s {
		all += n.lasts
	}
	return all
}

// samples is the sound as signed 16-bit little-endian samples of one channel.
// volume is from 0 to 1.
func (s Sound) samples(volume float64) []byte {
	var all []byte
	for _, n := range s {
		count := int(n.lasts.Seconds() * rate)
		for i := range count {
			angle := 2 * math.Pi * n.hertz * float64(i) / rate
			wave := 0.8*math.Sin(angle) + 0.2*math.Sin(2*angle)
			value := volume * wave * swell(i, count) * math.MaxInt16
			all = binary.LittleEndian.AppendUint16(all, uint16(int16(value))) //nolint:gosec // within ±MaxInt16
		}
	}
	return all
}

// swell lets a note begin and end at nothing: one that is cut off cracks.
func swell(i, count int) float64 {
	const edge = rate / 200 // 5 ms
	fade := math.Exp(-2 * float64(i) / float64(count))
	return fade * min(1, float64(i)/edge, float64(count-1-i)/edge)
}
