package sound

import (
	"context"
	"encoding/binary"
	"log/slog"
	"testing"
	"testing/synctest"
)

func TestSoundsAreHeardAndDoNotCrack(t *testing.T) {
	for name, s := range map[string]Sound{"paid": Paid, "trouble": Trouble} {
		bytes := s.samples(1)
		if want := int(s.Lasts().Seconds() * rate * 2); len(bytes) < want-16 || len(bytes) > want {
			t.Errorf("%s: %d bytes, want %d", name, len(bytes), want)
		}
		var loudest, step, before int
		for i := 0; i < len(bytes); i += 2 {
			value := int(int16(binary.LittleEndian.Uint16(bytes[i:])))
			loudest, step, before = max(loudest, value), max(step, value-before, before-value), value
		}
		if loudest < 20000 {
			t.Errorf("%s: its loudest sample is %d", name, loudest)
		}
		if step > 12000 { // a jump between two samples is a crack
			t.Errorf("%s: a jump of %d", name, step)
		}
		for _, b := range s.samples(0) {
			if b != 0 {
				t.Fatalf("%s is heard at volume 0", name)
			}
		}
	}
}

// A till that nobody wants to hear must not stop at its first sale.
func TestASilentSpeakerTakesEverySound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		s := NewSpeaker(0, slog.New(slog.DiscardHandler))
		for range 100 {
			s.Play(Paid) // more than it holds
		}
		go s.Run(ctx)
		synctest.Wait()
		if len(s.due) != 0 {
			t.Errorf("%d sounds wait", len(s.due))
		}
		cancel()
	})
}
