// Package receipt turns what was sold into documents for paper, and carries
// them to the printer.
//
// [Sale] renders a stored [checkout.Receipt]; it is a pure function, so the same
// receipt gives the same paper for ever, on any width, and a copy differs from
// the original in its marks alone. The [Queue] prints what the journal says is
// due, one job after the other, and stores how each came out; no sale waits for
// it.
package receipt
