// Package presenter decides what the till's screens show. It knows no toolkit.
//
// A [Counter] is the place where one cashier serves one customer after the
// other. Keys go in ([Counter.Press]), one [State] comes out
// ([Counter.OnChange]): everything a screen draws, in the words of the shop's
// language, and nothing else. What a key does is listed in [State.Actions],
// from which buttons and the table of keys are made too, so that no button can
// promise what no key does.
//
// # Pages
//
// What a cashier sells on are the selling screens ([State.Screen]). All the
// rest are pages that lie over them ([State.Page]): history, refunds, tasks,
// settings. A page is a type in a file of its own with one method, render,
// which says what is shown as plain data and gives keys their acts:
//
//	type greeting struct{ name text } // what was chosen and typed on the page
//
//	func (g *greeting) render(c *Counter) (PageState, []Action) {
//		g.name.keys(c) // characters and Backspace write the name
//		done := primary(c.on("Enter", "act.greet", c.closePage))
//		return PageState{
//			Name: "greeting", Title: c.Words.Say("greeting.title"),
//			Body: Form{Fields: []Field{g.name.field(c, true)}},
//		}, append([]Action{done}, c.pageKeys()...)
//	}
//
// [Counter.openPage] lays a page over what is shown, turnPage puts it in place
// of the one on top, onlyPage over the selling screen alone; closePage goes one
// back and leavePage closes a certain one. What a page shows is one of the
// bodies in body.go, so a new page needs no new drawing. Helpers keep what is
// typed and chosen: text and form (form.go), pick (pick.go), finder (find.go).
// A pick stays on what was chosen, wherever in its list that goes. Keys that a
// page does not claim mean the same on every page: Esc, F1, F2, F3, F6; F5 and F9
// are for the payment beneath it (beneath.go). A dialog lies over the page and
// takes all keys. A page with a method heard is told of each sale that changes;
// payments are followed and ring while pages are up.
//
// All of a Counter's state belongs to one goroutine, the one to which Dispatch
// hands functions. Work that waits, on disk or network, runs in goroutines that
// the Counter owns and waits for in [Counter.Close]; what they learn comes back
// through Dispatch.
package presenter
