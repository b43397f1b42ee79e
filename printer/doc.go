// Package printer puts documents on paper. It knows printers, and nothing of
// sales.
//
// A [Document] says what is printed: text, rows, a QR code, a cut. [Lines] lays
// it out for a number of columns, which is also what a screen shows as preview.
// [Encode] turns it into the bytes of one printer model, by package escpos. A
// [Printer] sends them through a [Transport], which [ParseAddress] makes from
// the address in the settings. Document, lines and bytes are pure: the same
// document gives the same bytes.
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
