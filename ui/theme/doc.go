// Package theme is how Kasir looks: calm neutral surfaces, one accent, large
// text, and five colours that say how a payment stands.
//
// A till is read from arm's length and in passing. Text is therefore 20 units
// and nowhere below 16, whatever can be touched is at least 56 high, and the
// variant is fixed: a till does not turn dark at sunset. Nothing is blurred or
// animated, because many tills draw without a graphics card.
//
// The state colours are Fyne's own names under names of ours (state.go), so
// that widgets which know nothing of this package still show them. Start
// reading at theme.go; palette.go holds the colours, size.go the sizes.
package theme
