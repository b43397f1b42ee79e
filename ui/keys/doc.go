// Package keys decides who gets a key.
//
// Fyne sends keys to its canvas when nothing has the focus, goes on doing so
// behind a dialog, and repeats them while they are held. At a till each of
// these can charge a customer twice. All keys therefore pass one [Router],
// which gives them to the top of a stack of [Layer]s, one for the screen and
// one for each dialog upon it. Its rules:
//
//   - A press belongs to the layer that was on top when the key went down. All
//     that the press brings forth, characters and repeats, goes to that layer
//     or to nobody; so a space that closed a dialog types nothing behind it.
//   - A [Binding] acts when the key goes down, hence once, however long it is
//     held. Only a binding that says so repeats (Backspace, arrows).
//   - Digits are characters, never keys: the layout and NumLock decide what
//     they are. A held character key types one character.
//   - Where an overlay stands that no layer owns, nobody gets anything.
//
// The same table of bindings feeds the router, the buttons' captions and the
// legend of keys. Buttons act through [Router.Press], so that a tap and a key
// are one thing. Everything runs on Fyne's goroutine. Start reading at
// router.go.
package keys
