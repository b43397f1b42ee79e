package presenter

import (
	"errors"

	"kasir/checkout"
)

// DataIs takes in whether the data is still where it was opened, nil where it is.
// It is told between sales, for as long as it is not.
func (c *Counter) DataIs(err error) {
	c.moved = misplaced(err)
	c.show()
}

// misplaced is the word for data that is not where it was opened; empty where
// nothing says so.
func misplaced(err error) string {
	switch {
	case errors.Is(err, checkout.ErrReplaced):
		return "notice.replaced"
	case errors.Is(err, checkout.ErrGone):
		return "notice.gone"
	}
	return ""
}

// placeNews tells whoever is about to sell that the data is not where it was.
func (c *Counter) placeNews() Message {
	if c.moved == "" || c.screen() != Amount {
		return Message{}
	}
	return Message{Bad, c.Words.Say(c.moved)}
}
