// Package campaign proves that no crash, no network and no disk makes a till
// lose money or take it twice.
//
// A [Scenario] is one line of text that says everything: the service, the fault
// of the network, the step of a sale at which the till dies and how, the seed of
// every dice. [Play] plays it with the real domain, the real providers, the real
// store and the real print queue, over the services of checkout/simulator, in
// virtual time. Afterwards the faults end, the till gets a stated time to find
// out the truth (patience in play.go), and every invariant of invariants.go is
// checked. What is wrong comes back as text, and the scenario's line plays it
// again:
//
//	make campaign REPLAY='suite=crash service=tabby call=create fault=lost step=paid at=torn kind=power seed=7'
//
// Suites are lists of scenarios (suites.go). `make test` plays a fixed sample of
// each, `make campaign` all of them and writes docs/reliability.md from what it
// counted. `make mutants` plants the bugs of mutants/ one after the other and
// fails where the sample does not notice one.
//
// Start reading at scenario.go, then world.go (what survives a crash), process.go
// (what does not) and journal.go (where it dies).
package campaign
