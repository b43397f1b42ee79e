// Package presenter decides what the till's screens show. It knows no toolkit.
//
// A [Counter] is the place where one cashier serves one customer after the
// other. Keys go in ([Counter.Press]), one [State] comes out
// ([Counter.OnChange]): everything a screen draws, in the words of the shop's
// language, and nothing else. What a key does is listed in [State.Actions],
// from which buttons and the table of keys are made too, so that no button can
// promise what no key does.
//
// All of a Counter's state belongs to one goroutine, the one to which Dispatch
// hands functions. Work that waits, on disk or network, runs in goroutines that
// the Counter owns and waits for in [Counter.Close]; what they learn comes back
// through Dispatch.
package presenter
