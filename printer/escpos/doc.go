// Package escpos writes and reads the byte language of receipt printers, ESC/POS.
//
// An [Encoder] appends commands for one printer model, which is described by a
// [Profile]: how wide its paper is, which code pages it has, how it cuts, and
// whether it draws QR codes itself. Text may be any text: [Clean] takes out
// what could command the printer, the encoder chooses the code page for each
// letter, and what the printer cannot print is replaced and reported, never
// lost in silence.
//
// [Split] and [Dump] go the other way. A dump shows a byte stream as lines that
// people can read and review, and no byte is left out of it:
//
//	ESC @
//	ESC t 0 (PC437)
//	"Tea        3.00" LF
//	GS V 66 0 (partial cut)
//
// Start reading at encoder.go, then profile.go. Commands are named as in the
// manuals; docs and tests name them the same way.
package escpos
