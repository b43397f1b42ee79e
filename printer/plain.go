package printer

import "strings"

// Plain shows a document as plain text of so many columns, as a receipt stands
// in a terminal or a file. All letters are of one width there, and a QR code is
// shown by its payload.
func Plain(doc Document, columns int) string {
	var out strings.Builder
	for _, line := range Lines(narrow(doc), columns) {
		switch b := line.Block.(type) {
		case nil:
			out.WriteString(line.Text + "\n")
		case QR:
			for _, s := range wrap("[QR] "+b.Payload, max(columns, 2)) {
				out.WriteString(s + "\n")
			}
		case Image, Logo:
			out.WriteString("[picture]\n")
		case Feed:
			out.WriteString(strings.Repeat("\n", max(b.Lines, 0)))
		}
	}
	return out.String()
}

// narrow is the document without double width.
func narrow(doc Document) Document {
	out := make(Document, len(doc))
	for i, b := range doc {
		switch b := b.(type) {
		case Text:
			b.Style.Wide = false
			out[i] = b
		case Row:
			b.Style.Wide = false
			out[i] = b
		case Banner:
			out[i] = Text{Text: b.Text, Align: Center}
		default:
			out[i] = b
		}
	}
	return out
}
