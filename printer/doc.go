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
// A connection with one job is a session: the printer is asked whether it would
// print, hears the job, and is asked when it has done it. What it can be asked
// is learned; a mute one is not waited for. What becomes of a job is a [Result],
// and the caller acts on it:
//
//   - Printed: the printer itself said that it is done.
//   - Sent: every byte was taken, and nobody will say more.
//   - Blocked: no byte was taken. It can be sent when the cause is gone.
//   - Unknown: some bytes were taken. Paper may have come out, so a person
//     decides, and a second print is marked as a copy.
//   - NotPrinted: no byte was taken, and waiting would not help.
//
// Start reading at document.go, then layout.go, printer.go and job.go.
package printer
