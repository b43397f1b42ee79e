package campaign

// longest is more bytes than a receipt or a slip has.
const longest = 900

// papers are printers that break off after every byte of receipt and slip.
func papers() Suite {
	ways := []Scenario{
		{Service: services[0].name, Call: "receipt"},
		{Service: services[0].name, Call: "slip"},
		{Service: services[0].name, Call: "receipt", Step: PrintDone, At: Before, Kind: Kill},
		{Service: services[0].name, Call: "slip", Step: SlipDone, At: Torn, Kind: Power},
	}
	return Suite{
		Name: "paper", Says: "the printer breaks off after every byte of receipt and slip, and the till dies of it or not",
		Size: len(ways) * longest, Sample: 40,
		At: func(i int) Scenario {
			way, byte := split(i, longest)
			s := ways[way]
			s.Suite, s.After, s.Seed = "paper", byte, uint64(i+1)
			return s
		},
	}
}

// halfDead has the printer break off in the receipt or in the slip.
func (w *world) halfDead() []*goal {
	w.paper.breaks = []int{w.scenario.After}
	if w.scenario.Call == "slip" {
		w.paper.breaks = []int{-1, w.scenario.After}
	}
	return w.customers(take)
}
