package wct

import (
	"slices"
	"strconv"
	"strings"

	"kasir/checkout"
	"kasir/checkout/money"
)

// quoted is what the customer is asked for.
type quoted struct {
	amount   money.Quantity
	readable bool
	part     bool // it is the rest of what was asked for
	requotes int  // how many prices there were before
}

// prompt makes the code, and beside it what a buyer's wallet may not read from
// it: buyers who type amounts are the main cause of wrong ones.
func (r *reply) prompt(ours order, q quoted) checkout.Prompt {
	address, invoice := string(r.Address), string(r.Invoice)
	if q.part {
		invoice = "" // it asks for the whole amount
	}
	if address == "" && invoice == "" {
		return checkout.Prompt{} // nothing came; the next poll asks
	}
	word := r.unfit(ours, q)
	code, err := uri(ours, address, q.amount, invoice).Build()
	if word == "" && err != nil {
		word = "address-malformed"
	}
	if word != "" {
		return checkout.Prompt{Refused: word, Facts: counted(nil, q.requotes)}
	}
	return checkout.Prompt{Code: code, Facts: counted(beside(ours, q, address, r.tag()), q.requotes)}
}

// unfit says why what came must not be shown; empty where it may.
func (r *reply) unfit(ours order, q quoted) string {
	tag := r.tag()
	switch {
	case r.Asset != "" && symbol(string(r.Asset)) != symbol(ours.requested):
		return "other-asset"
	case q.part && !q.readable:
		return "missing-unknown"
	case !q.readable:
		return "amount-unreadable"
	case tag == "" && needsTag(ours):
		return "tag-missing"
	case tag != "" && !isCode(tag):
		return "address-malformed"
	}
	return ""
}

// beside is what stands beside the code.
func beside(ours order, q quoted, address, tag string) []checkout.Fact {
	amount := checkout.Fact{Word: "amount", Value: q.amount.String()}
	if q.part {
		amount.Word = "missing"
	}
	facts := []checkout.Fact{amount, {Word: "address", Value: address}, {Word: "network", Value: networkName(ours)}, {Word: "tag", Value: tag}}
	return slices.DeleteFunc(facts, func(f checkout.Fact) bool { return f.Value == "" })
}

// hidden takes away a code that asks for more than is missing, while there is no
// other yet. A code whose price has ended disappears by itself.
func (s situation) hidden() checkout.Prompt {
	if s.at == partial && fact(s.pay.Prompt, "missing") == "" {
		return checkout.Prompt{Refused: "missing-unknown", Facts: counted(nil, requotes(s.pay.Prompt))}
	}
	return checkout.Prompt{}
}

// counted notes how often the price was renewed; zero is not worth a word.
func counted(facts []checkout.Fact, requotes int) []checkout.Fact {
	if requotes == 0 {
		return facts
	}
	return append(facts, checkout.Fact{Word: "price-updated", Value: strconv.Itoa(requotes)})
}

// requotes reads what counted wrote: the journal remembers it, we do not.
func requotes(p checkout.Prompt) int {
	n, err := strconv.Atoi(fact(p, "price-updated"))
	if err != nil {
		return 0
	}
	return max(n, 0)
}

func fact(p checkout.Prompt, word string) string {
	i := slices.IndexFunc(p.Facts, func(f checkout.Fact) bool { return f.Word == word })
	if i < 0 {
		return ""
	}
	return p.Facts[i].Value
}

// noticed adds to a code that its money has been seen. It keeps the price: a
// new one would ask for the same money again.
func noticed(p checkout.Prompt, what string) checkout.Prompt {
	if !p.Visible() || what == "" || fact(p, "seen") == what {
		return checkout.Prompt{}
	}
	p.Facts = slices.DeleteFunc(slices.Clone(p.Facts), func(f checkout.Fact) bool { return f.Word == "seen" })
	p.Facts = append(p.Facts, checkout.Fact{Word: "seen", Value: what})
	return p
}

func folded(text string) string { return separators.Replace(strings.ToLower(text)) }
