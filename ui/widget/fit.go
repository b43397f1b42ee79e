package widget

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
)

// smallest is where shrinking ends; below it nobody reads anyway.
const smallest float32 = 9

// fit breaks a text into lines that stand within the bounds, in the greatest
// size between most and least that allows it. If none does it breaks words too,
// and goes below least. No letter is lost.
func fit(text string, bounds fyne.Size, most, least float32, style fyne.TextStyle) ([]string, float32) {
	for size := most; size >= least; size-- {
		if lines := wrap(text, bounds.Width, size, style); within(lines, bounds, size, style) {
			return lines, size
		}
	}
	for size := least; size > smallest; size-- {
		broken := breakWords(text, bounds.Width, size, style)
		if lines := wrap(broken, bounds.Width, size, style); within(lines, bounds, size, style) {
			return lines, size
		}
	}
	return wrap(breakWords(text, bounds.Width, smallest, style), bounds.Width, smallest, style), smallest
}

// breakWords breaks the words that are wider than a line.
func breakWords(text string, width, size float32, style fyne.TextStyle) string {
	var broken strings.Builder
	start := 0 // of the part of a word that is still together
	for end, char := range text {
		part := text[start:end] + string(char)
		switch {
		case breaks(char):
			start = end + utf8.RuneLen(char)
		case start < end && fyne.MeasureText(part, size, style).Width > width:
			broken.WriteByte(' ')
			start = end
		}
		broken.WriteRune(char)
	}
	return broken.String()
}

// wrap breaks a text where its line would be wider than that.
func wrap(text string, width, size float32, style fyne.TextStyle) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(text, "\n") {
		line := ""
		for word := range strings.FieldsFuncSeq(paragraph, breaks) {
			switch longer := line + " " + word; {
			case line == "":
				line = word
			case fyne.MeasureText(longer, size, style).Width <= width:
				line = longer
			default:
				lines = append(lines, strings.TrimSuffix(line, " ·")) // it stood between two things
				line = word
			}
		}
		lines = append(lines, line)
	}
	return lines
}

// breaks tells whether a line may end at that character. It may not at a space
// that does not break, as between a currency and its amount.
func breaks(char rune) bool { return char == ' ' || char == '\t' || char == '\n' }

// balance makes lines of about one length out of the same words, so that none
// stands alone in the last one.
func balance(lines []string, text string, width, size float32, style fyne.TextStyle) []string {
	for narrow := width * 0.97; len(lines) > 1 && narrow > width/2; narrow *= 0.97 {
		other := wrap(text, narrow, size, style)
		if len(other) > len(lines) || widest(other, size, style) > narrow {
			break
		}
		lines = other
	}
	return lines
}

func within(lines []string, bounds fyne.Size, size float32, style fyne.TextStyle) bool {
	if float32(len(lines))*lineHeight(size, style) > bounds.Height+0.5 {
		return false
	}
	return widest(lines, size, style) <= bounds.Width
}

func widest(lines []string, size float32, style fyne.TextStyle) float32 {
	var width float32
	for _, line := range lines {
		width = max(width, fyne.MeasureText(line, size, style).Width)
	}
	return width
}

func lineHeight(size float32, style fyne.TextStyle) float32 {
	return fyne.MeasureText("0", size, style).Height
}
