package widget

import (
	"fmt"

	"github.com/skip2/go-qrcode"
)

// quietZone is the white around a code, in modules (ISO/IEC 18004, 9.1).
const quietZone = 4

// lowFrom is the version above which a code corrects fewer errors, since its
// modules would become small before a screen becomes dirty.
const lowFrom = 10

// modules is a code, without its quiet zone: [y][x] is true where it is black.
type modules [][]bool

// encode makes the code of a payload.
func encode(payload string) (modules, error) {
	code, err := qrcode.New(payload, qrcode.Medium)
	if err != nil || code.VersionNumber > lowFrom {
		code, err = qrcode.New(payload, qrcode.Low)
	}
	if err != nil {
		return nil, fmt.Errorf("draw QR code: %w", err)
	}
	code.DisableBorder = true
	return code.Bitmap(), nil
}

// across is how many modules the code takes with its quiet zone.
func (m modules) across() int { return len(m) + 2*quietZone }
