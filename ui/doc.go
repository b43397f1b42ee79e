// Package ui is the only place that draws, and its rules stand here.
//
// One goroutine, Fyne's, owns everything that is shown and all of a presenter's
// state. Everybody else reaches it through [Dispatch], which alone calls
// fyne.Do. No disk and no network is waited for on it.
//
// Keys have one way: canvas, router (ui/keys), presenter. Nothing on screen
// takes the focus, so no key is ever swallowed. A key acts when it goes down,
// once, however long it is held.
//
// Words are chosen by the presenter from assets/words. Each says what has
// happened and what to do next; none blames; no text of an error is ever shown.
//
// The customer's window (customer.go) draws the part of the same state that is
// the customer's business. Whichever window has the keyboard, keys mean the same.
//
// [App] is the window; ui/presenter decides what it shows, ui/screen draws that,
// from the pieces in ui/widget, in the look of ui/theme. ui/command is the same
// till on the command line.
package ui
