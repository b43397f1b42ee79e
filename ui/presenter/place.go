package presenter

import (
	"errors"

	"kasir/checkout"
)

// MoneyIs takes in why the journal can take no new payments, nil where it can. It is
// told between sales, for as long as it is so.
func (c *Counter) MoneyIs(err error) {
	c.hindered = err
	c.show()
}

// hindrance is the word for why the journal takes no new payments; empty for any
// other error.
func hindrance(err error) string {
	switch {
	case errors.Is(err, checkout.ErrReplaced):
		return "notice.replaced"
	case errors.Is(err, checkout.ErrGone):
		return "notice.gone"
	case errors.Is(err, checkout.ErrNoRoom):
		return "notice.no-room"
	}
	return ""
}

// moneyNews tells whoever is about to sell that no new payment can be taken.
func (c *Counter) moneyNews() Message {
	word := hindrance(c.hindered)
	if word == "" || c.screen() != Amount {
		return Message{}
	}
	return Message{Bad, c.Words.Say(word)}
}
