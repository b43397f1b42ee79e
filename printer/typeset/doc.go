// Package typeset draws lines of text as dots, for the scripts that receipt
// printers cannot write: it joins Arabic letters, orders what runs from right to
// left, wraps by the width in dots, and knows nothing of documents or printers.
//
// A [Setter] has the fonts. [Setter.Wrap] makes lines of a text, and [Draw] puts
// lines side by side on one strip of paper. The same text gives the same dots on
// every machine, unless [Setter.UseSystemFonts] adds the fonts of this one.
//
// A line goes through five steps: amounts and codes are isolated, so that they
// stay as they are written (isolate.go); a font is found for each letter
// (faces.go); runs are shaped and wrapped (setter.go), brought from the order of
// reading into the order on paper (order.go), and drawn (draw.go).
package typeset
