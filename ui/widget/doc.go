// Package widget holds what a till's screens are made of.
//
// A widget shows what it is given and says, through a callback, what a hand
// meant to do; it knows nothing of sales, and no word for people is written
// here. None but [Field] takes the focus, so that keys always reach the
// router. None moves by itself: a pressed key changes colour and that is all,
// which keeps a till without a graphics card quick and calm.
//
// Each setter compares before it repaints. Each Refresh reads the theme anew.
// No text is cut: it wraps, and then it shrinks (fit.go). How things stand is
// a [Tone], which is a colour and a mark, always beside a word.
//
// Start reading at tone.go, text.go and press.go, which the others build on.
package widget
