package escpos

import (
	"errors"
	"fmt"
)

// ErrQRTooLarge means that a QR code has more modules than the paper can show
// in a size that phones read.
var ErrQRTooLarge = errors.New("escpos: qr code too large for the paper")

const (
	maxModuleDots = 6 // larger ones cost paper and are not read better
	minModuleDots = 3 // smaller ones are not read by every phone
	quietModules  = 4 // white around a QR code, on each side
)

// moduleDots gives the side of a module in dots for a QR code of so many modules.
func moduleDots(modules, paper int) (int, error) {
	dots := min(maxModuleDots, paper/(modules+2*quietModules))
	if dots < minModuleDots {
		return 0, fmt.Errorf("%w: %d modules on %d dots", ErrQRTooLarge, modules, paper)
	}
	return dots, nil
}

// DrawsQR says whether the printer may be given the payload to draw as a QR
// code by itself. It may not if the printer cannot, or if the bytes would hold a
// real-time command.
func (p Profile) DrawsQR(payload string) bool {
	return p.NativeQR && realTime(storeQR(nil, payload)) < 0
}

// QR lets the printer draw a QR code of error correction level M: GS ( k,
// functions 165, 167, 169, 180 and 181. The printer draws no quiet zone, so a
// blank line stands above and below; left and right it is kept by the size.
func (e *Encoder) QR(payload string) {
	if payload == "" || !e.profile.DrawsQR(payload) {
		e.fail(fmt.Errorf("escpos: qr: %s cannot draw this payload", e.profile.Name))
		return
	}
	modules, err := qrModules(len(payload))
	if err != nil {
		e.fail(err)
		return
	}
	dots, err := moduleDots(modules, e.profile.Dots)
	if err != nil {
		e.fail(err)
		return
	}
	e.Feed(1)
	e.append(0x1D, '(', 'k', 4, 0, 49, 65, 50, 0)
	e.append(0x1D, '(', 'k', 3, 0, 49, 67, byte(dots))
	e.append(0x1D, '(', 'k', 3, 0, 49, 69, 49)
	if e.err == nil {
		e.buf = storeQR(e.buf, payload)
	}
	e.append(0x1D, '(', 'k', 3, 0, 49, 81, 48)
	e.Feed(1)
}

// QRModules prints a QR code that we drew, as DrawQR does.
func (e *Encoder) QRModules(modules [][]bool) {
	picture, err := e.profile.DrawQR(modules)
	if err != nil {
		e.fail(err)
		return
	}
	e.Raster(picture)
}

// DrawQR draws a QR code as large as scans well on this paper: modules[y][x] is
// true where it is black, without the quiet zone, which is added. The error is
// ErrQRTooLarge.
func (p Profile) DrawQR(modules [][]bool) (*Bitmap, error) {
	dots, err := moduleDots(len(modules), p.Dots)
	if err != nil {
		return nil, err
	}
	side := (len(modules) + 2*quietModules) * dots
	picture := NewBitmap(side, side)
	for y, row := range modules {
		for x, black := range row {
			if black {
				picture.Fill((x+quietModules)*dots, (y+quietModules)*dots, dots, dots)
			}
		}
	}
	return picture, nil
}

// storeQR is function 180 of GS ( k: it stores the payload.
func storeQR(buf []byte, payload string) []byte {
	n := len(payload) + 3
	buf = append(buf, 0x1D, '(', 'k', byte(n), byte(n>>8), 49, 80, 48)
	return append(buf, payload...)
}

// bytesOfVersion is how many bytes a QR code of version 1, 2, ... holds at level
// M (ISO/IEC 18004, table 7).
var bytesOfVersion = [40]int{
	14, 26, 42, 62, 84, 106, 122, 152, 180, 213,
	251, 287, 331, 362, 412, 450, 504, 560, 624, 666,
	711, 779, 857, 911, 997, 1059, 1125, 1190, 1264, 1370,
	1452, 1538, 1628, 1722, 1809, 1911, 1989, 2099, 2213, 2331,
}

// qrModules gives the side in modules of the code that a printer will draw. A
// printer that packs digits more tightly draws a smaller one.
func qrModules(bytes int) (int, error) {
	for i, room := range bytesOfVersion {
		if bytes <= room {
			return 21 + 4*i, nil
		}
	}
	return 0, fmt.Errorf("%w: %d bytes", ErrQRTooLarge, bytes)
}
