// Package printer puts documents on paper. It knows printers, and nothing of
// sales.
//
// A [Document] says what is printed: text, rows, a QR code, a cut. It is laid out
// as lines for one printer model, and these are shown in four ways: [Encode] makes
// the printer's bytes, by package escpos; [Picture] and [PDF] show what comes out
// on paper; [Plain] is for a terminal. Lines of scripts that the printer cannot
// write are drawn, by package typeset. A [Printer] sends the bytes through a
// [Transport], which [ParseAddress] makes from the address in the settings.
// Document, lines and bytes are pure: the same document gives the same bytes.
//
// Print can not promise that paper came out. It tells three outcomes apart, and
// the caller acts on them:
//
//   - nil: the device took every byte.
//   - *[Error]: the device took nothing. Printing again is safe.
//   - *[PartialError]: some bytes were taken. Paper may have come out, so a
//     person decides, and a second print is marked as a copy.
//
// Beside these, [ErrNoPrinter] says that the shop has set up no printer.
//
// Start reading at document.go, then layout.go and printer.go.
package printer
