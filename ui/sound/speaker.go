package sound

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/ebitengine/oto/v3"
)

// A Speaker plays sounds. It is made with NewSpeaker, and Run by one goroutine.
type Speaker struct {
	volume float64
	log    *slog.Logger
	due    chan Sound
}

// NewSpeaker makes a speaker of a volume from 0, which is silent, to 100.
func NewSpeaker(volume int, log *slog.Logger) *Speaker {
	return &Speaker{volume: float64(max(0, min(volume, 100))) / 100, log: log, due: make(chan Sound, 4)}
}

// Play lets a sound be heard soon. It never waits; where sounds pile up the
// newest are dropped.
func (s *Speaker) Play(sound Sound) {
	select {
	case s.due <- sound:
	default:
	}
}

// Run plays until the context ends. Without a loudspeaker, or at volume 0, it
// only takes the sounds away.
func (s *Speaker) Run(ctx context.Context) {
	var device *oto.Context
	if s.volume > 0 {
		var err error
		if device, err = open(ctx); err != nil {
			s.log.Warn("no sound", "err", err)
		}
	}
	for {
		select {
		case <-ctx.Done():
			return
		case sound := <-s.due:
			if device != nil {
				if err := s.play(ctx, device, sound); err != nil {
					s.log.Warn("no sound", "err", err)
				}
			}
		}
	}
}

// open opens the machine's loudspeaker and lets it sleep: while it is awake it
// costs a slow till work, also in silence.
func open(ctx context.Context) (*oto.Context, error) {
	if !hasDevice() {
		return nil, errors.New("there is no loudspeaker here")
	}
	device, ready, err := oto.NewContext(&oto.NewContextOptions{
		SampleRate: rate, ChannelCount: 1, Format: oto.FormatSignedInt16LE, ApplicationName: "Kasir",
	})
	if err != nil {
		return nil, fmt.Errorf("open the loudspeaker: %w", err)
	}
	select {
	case <-ready:
	case <-ctx.Done():
		return nil, fmt.Errorf("open the loudspeaker: %w", ctx.Err())
	}
	if err := device.Err(); err != nil {
		return nil, fmt.Errorf("open the loudspeaker: %w", err)
	}
	if err := device.Suspend(); err != nil {
		return nil, fmt.Errorf("open the loudspeaker: %w", err)
	}
	return device, nil
}

// play plays one sound to its end.
func (s *Speaker) play(ctx context.Context, device *oto.Context, sound Sound) error {
	if err := device.Resume(); err != nil {
		return fmt.Errorf("wake the loudspeaker: %w", err)
	}
	player := device.NewPlayer(bytes.NewReader(sound.samples(s.volume)))
	player.Play()
	const rest = 300 * time.Millisecond // what the device still holds
	over := time.NewTimer(sound.Lasts() + rest)
	defer over.Stop()
	select {
	case <-over.C:
	case <-ctx.Done():
	}
	player.Pause()
	if err := player.Err(); err != nil {
		return fmt.Errorf("play: %w", err)
	}
	if err := device.Suspend(); err != nil {
		return fmt.Errorf("let the loudspeaker sleep: %w", err)
	}
	return nil
}
