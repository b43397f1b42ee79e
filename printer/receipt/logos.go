package receipt

import (
	"bytes"
	"image"
	"sync"

	"kasir/checkout"
	"kasir/printer"
)

// Logos finds the picture that a paper's shop names. The zero value finds none.
// Its methods may be called from several goroutines at once.
type Logos struct {
	// Read gives the PNG of a name; it is asked once for each name.
	Read func(name string) ([]byte, error)

	mu    sync.Mutex
	found map[string]image.Image
}

// Of is the logo of the shop as it stands on a paper. It is nil where the shop
// has none, and where the picture cannot be read: a receipt without its logo is
// better than none.
func (l *Logos) Of(shop checkout.Shop) image.Image {
	if l == nil || l.Read == nil || shop.Logo == "" {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	logo, known := l.found[shop.Logo]
	if known {
		return logo
	}
	if data, err := l.Read(shop.Logo); err == nil {
		if logo, err = printer.DecodeLogo(bytes.NewReader(data)); err != nil {
			logo = nil // also where the reader gave something beside its error
		}
	}
	if l.found == nil {
		l.found = make(map[string]image.Image)
	}
	l.found[shop.Logo] = logo
	return logo
}
