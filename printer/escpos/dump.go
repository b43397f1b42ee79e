package escpos

import (
	"fmt"
	"strconv"
	"strings"
)

// Dump shows a byte stream as text, one command a line, with the code page
// numbers of the profile epson-80. Every byte can be found again in it.
func Dump(b []byte) string {
	p, _ := Lookup("epson-80")
	return p.Dump(b)
}

// Dump shows a byte stream for this printer as text: each command by its name
// and numbers, text decoded by the code page that is active, pictures drawn in
// Braille patterns of 2 by 4 dots, and whatever is no command as "unknown".
func (p Profile) Dump(b []byte) string {
	var out strings.Builder
	var page *Page
	if len(p.Pages) > 0 {
		page = &p.Pages[0]
	}
	textOpen := false
	for _, c := range Split(b) {
		if c.Name == "LF" && textOpen {
			out.WriteString(" LF\n")
			textOpen = false
			continue
		}
		if textOpen {
			out.WriteByte('\n')
		}
		textOpen = c.Name == Letters
		if textOpen {
			out.WriteString(quoteText(c.Raw, page))
			continue
		}
		if c.Name == "ESC t" || c.Name == "ESC @" {
			page = p.pageAfter(c)
		}
		out.WriteString(describe(c, page))
		out.WriteByte('\n')
	}
	if textOpen {
		out.WriteByte('\n')
	}
	return out.String()
}

// pageAfter finds the page that is active behind ESC t n, or nil for one that
// the profile does not list. ESC @ goes back to page 0.
func (p *Profile) pageAfter(c Command) *Page {
	number := byte(0)
	if c.Name == "ESC t" {
		number = c.Args[0]
	}
	for i := range p.Pages {
		if p.Pages[i].Number == number {
			return &p.Pages[i]
		}
	}
	return nil
}

// quoteText shows bytes of text in quotes. What cannot be seen is shown as its
// byte.
func quoteText(b []byte, page *Page) string {
	var out strings.Builder
	out.WriteByte('"')
	for _, c := range b {
		r := rune(c)
		if c >= 0x80 {
			r = 0
			if page != nil {
				r = page.decode(c)
			}
		}
		switch {
		case r == '"' || r == '\\':
			out.WriteByte('\\')
			out.WriteRune(r)
		case strconv.IsPrint(r):
			out.WriteRune(r)
		default:
			fmt.Fprintf(&out, `\x%02X`, c)
		}
	}
	out.WriteByte('"')
	return out.String()
}

// describe shows a command: its name, its numbers, and in brackets what they mean.
func describe(c Command, page *Page) string {
	switch c.Name {
	case Unknown:
		return fmt.Sprintf("unknown %02X", c.Raw[0])
	case "GS ( k":
		return describeSymbol(c)
	case "GS k 73":
		return "GS k 73 " + strconv.Quote(string(c.Args[1:]))
	case "GS v 0":
		return describeRaster(c)
	case "GS ( L":
		return describeStored(c)
	case "GS ( H":
		return fmt.Sprintf("GS ( H % X", c.Args[2:])
	case "ESC *":
		return describeColumns(c)
	}
	var out strings.Builder
	out.WriteString(c.Name)
	for _, n := range c.Args {
		out.WriteByte(' ')
		out.WriteString(strconv.Itoa(int(n)))
	}
	if meaning := meaningOf(c, page); meaning != "" {
		out.WriteString(" (" + meaning + ")")
	}
	return out.String()
}

func meaningOf(c Command, page *Page) string {
	switch {
	case c.Name == "ESC t" && page != nil:
		return page.Name
	case c.Name == "GS !":
		return fmt.Sprintf("%dx%d", c.Args[0]>>4&7+1, c.Args[0]&7+1)
	}
	return meanings[strings.TrimSpace(fmt.Sprint(c.Name, " ", firstArg(c)))]
}

func firstArg(c Command) string {
	if len(c.Args) == 0 {
		return ""
	}
	return strconv.Itoa(int(c.Args[0]))
}

var meanings = map[string]string{
	"ESC a 0": "left", "ESC a 1": "center", "ESC a 2": "right",
	"DLE EOT 1": "how is the printer?", "DLE EOT 2": "why is it offline?", "DLE EOT 3": "what is broken?", "DLE EOT 4": "how is the paper?",
	"ESC E 0": "normal", "ESC E 1": "bold",
	"ESC p 0": "drawer, pin 2", "ESC p 1": "drawer, pin 5",
	"GS r 1": "the paper, when you come to it",
	"GS H 0": "no text at the bars",
	"GS B 0": "black on white", "GS B 1": "white on black",
	"GS V 65": "full cut", "GS V 66": "partial cut",
}
