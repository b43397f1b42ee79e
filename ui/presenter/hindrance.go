package presenter

import (
	"errors"

	"kasir/checkout"
)

// MoneyIs takes in what keeps the journal from taking new payments, as Hindrance names
// it; empty where nothing does. It is told between sales, for as long as it is so.
func (c *Counter) MoneyIs(word string) {
	c.hindered = word
	c.show()
}

// Hindrance is the word for what keeps the journal from taking new payments; empty
// for any other error, and for none.
func Hindrance(err error) string {
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
	if c.hindered == "" || c.screen() != Amount {
		return Message{}
	}
	return Message{Bad, c.Words.Say(c.hindered)}
}
