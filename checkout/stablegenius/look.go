package stablegenius

import (
	"context"
	"net/http"
	"time"

	"kasir/checkout"
)

// look finds out what the service says of a payment: by a list where several
// are open and it is among them, else by its own question.
func (p *Provider) look(ctx context.Context, pay checkout.Payment) (line, error) {
	switch {
	case !isRef(pay.Ref):
		return line{}, noReference()
	case !pay.Status.IsOpen():
		return p.get(ctx, pay)
	}
	open, since := p.board.note(pay, p.now())
	if open < 2 {
		return p.get(ctx, pay)
	}
	l, told, err := p.shared(ctx, pay, since)
	switch fault := checkout.TroubleOf(err); {
	case told:
		return l, nil
	case err == nil, fault.Trouble == checkout.Garbled, fault.Trouble == checkout.Misused:
		return p.get(ctx, pay) // the list is only a short cut
	}
	return line{}, err
}

// shared takes the payment's line from a list that another question has just
// brought, or asks for a list. Questions that waited for one list share its
// failure too, lest each of them wait for the same silence in turn.
func (p *Provider) shared(ctx context.Context, pay checkout.Payment, since time.Time) (line, bool, error) {
	l, told, round := p.board.take(pay.Ref, p.now())
	if told {
		return l, true, nil
	}
	done, err := p.board.turn(ctx)
	if err != nil {
		return line{}, false, err
	}
	defer done()
	if l, told, _ := p.board.take(pay.Ref, p.now()); told {
		return l, true, nil
	}
	if asked, err := p.board.since(round); asked && err != nil {
		return line{}, false, err
	}
	at := p.now()
	lines, err := p.list(ctx, pay, since)
	if ctx.Err() != nil {
		return line{}, false, err // ours alone: nobody else gave up
	}
	p.board.put(lines, at, err)
	l, told, _ = p.board.take(pay.Ref, p.now())
	return l, told, err
}

// get asks about one intent (docs: Retrieve a payment intent).
func (p *Provider) get(ctx context.Context, pay checkout.Payment) (line, error) {
	a, err := p.ask(ctx, http.MethodGet, intents+"/"+pay.Ref, nil)
	switch {
	case err != nil:
		return line{}, err
	case !a.OK():
		return line{}, p.fault(a)
	}
	l := line{at: a.Clock()}
	if err := l.said.from(a); err != nil {
		return line{}, err
	}
	return l, nil
}

// list asks about the merchant's newest intents, a hundred at most (docs: List
// payment intents). One that is not among them is asked about by itself.
func (p *Provider) list(ctx context.Context, pay checkout.Payment, since time.Time) (map[string]line, error) {
	a, err := p.ask(ctx, http.MethodGet, listOf(p.merchantOf(pay), since.Add(-skew), 100), nil)
	switch {
	case err != nil:
		return nil, err
	case !a.OK():
		return nil, p.fault(a)
	}
	list, _, err := readList(a)
	if err != nil {
		return nil, err
	}
	lines := make(map[string]line, len(list))
	for _, said := range list {
		if _, twice := lines[said.ref()]; twice {
			return nil, garbled("it lists one intent twice")
		}
		lines[said.ref()] = line{said, a.Clock()}
	}
	return lines, nil
}
