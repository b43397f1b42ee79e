package checkout

import (
	"context"
	"errors"
	"time"
)

// A Capturer takes the money of a paid payment that its service still holds,
// the shop's last step there. It may be repeated; no error means that it is done.
type Capturer interface {
	Capture(ctx context.Context, p Payment) error
}

// capturePatience is how long the till tries by itself before the owner is told.
const capturePatience = 10 * time.Minute

// capture takes the shop's last step at the service.
func (t *Till) capture(ctx context.Context, m Method, p Payment) (Sale, time.Duration, error) {
	capturer, ok := m.Provider.(Capturer)
	if !ok {
		return Sale{}, time.Minute, &Fault{Trouble: Misused, Err: errors.New("the method is missing from the settings, or captures nothing")}
	}
	if err := capturer.Capture(ctx, p); err != nil {
		return Sale{}, 0, err
	}
	s, err := t.update(p, func(s *Sale, p *Payment, _ func() uint64) error {
		if !p.Uncaptured {
			return errOvertaken
		}
		p.Uncaptured, p.Reason = false, Reason{}
		s.happened(t.now(), PaymentCaptured, p.ID, "", "")
		return nil
	})
	if errors.Is(err, errOvertaken) {
		s, err = t.Journal.Sale(p.Sale)
	}
	return s, 0, err
}
