package printer_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kasir/printer"
)

// paper shows lines between the edges of the paper. Double width letters take
// two places, so the right edge shows whether the columns were counted right.
func paper(doc printer.Document, columns int) string {
	var out strings.Builder
	for _, line := range printer.Lines(doc, columns) {
		if line.Block != nil {
			fmt.Fprintf(&out, "%T%+v\n", line.Block, line.Block)
			continue
		}
		text := line.Text
		if line.Style.Wide {
			text = strings.Join(strings.Split(text, ""), "_") + "_"
		}
		fmt.Fprintf(&out, "|%s%s|%s\n", text, strings.Repeat(" ", columns-line.Columns()), styleName(line.Style))
	}
	return out.String()
}

func styleName(s printer.Style) string {
	name := ""
	if s.Bold {
		name += " bold"
	}
	if s.Wide {
		name += " wide"
	}
	if s.Tall {
		name += " tall"
	}
	if s.Inverse {
		name += " inverse"
	}
	return name
}

func TestLines(t *testing.T) {
	for _, columns := range []int{32, 42, 48} {
		t.Run(fmt.Sprint(columns), func(t *testing.T) {
			golden(t, fmt.Sprintf("lines_%d", columns), paper(receipt(), columns))
		})
	}
}

func TestPlain(t *testing.T) {
	golden(t, "plain_32", printer.Plain(receipt(), 32))
}

func TestLayoutOf(t *testing.T) {
	wide := printer.Style{Wide: true}
	tests := map[string]struct {
		block printer.Block
		want  string
	}{
		"words":             {printer.Text{Text: "one two three four"}, "|one two   |\n|three four|\n"},
		"long word":         {printer.Text{Text: "go reference: POS-000042"}, "|go        |\n|reference:|\n|POS-000042|\n"},
		"longer word":       {printer.Text{Text: "abcdefghijklmno p"}, "|abcdefghij|\n|klmno p   |\n"},
		"empty":             {printer.Text{}, "|          |\n"},
		"blank line inside": {printer.Text{Text: "a\n\nb"}, "|a         |\n|          |\n|b         |\n"},
		"inner spaces":      {printer.Text{Text: " a   b  "}, "| a   b    |\n"},
		"center":            {printer.Text{Text: "abc", Align: printer.Center}, "|   abc    |\n"},
		"right":             {printer.Text{Text: "abc", Align: printer.End}, "|       abc|\n"},
		"wide":              {printer.Text{Text: "abcdef", Style: wide}, "|a_b_c_d_e_| wide\n|f_        | wide\n"},
		"wide center":       {printer.Text{Text: "abc", Align: printer.Center, Style: wide}, "| _a_b_c_  | wide\n"},
		"arabic order":      {printer.Text{Text: "abc", RightToLeft: true}, "|       abc|\n"},
		"arabic order, end": {printer.Text{Text: "abc", Align: printer.End, RightToLeft: true}, "|abc       |\n"},
		"arabic row":        {printer.Row{Left: "Tea", Right: "3.00", RightToLeft: true}, "|3.00   Tea|\n"},
		"arabic row wraps":  {printer.Row{Left: "Tea with mint", Right: "3.00", RightToLeft: true}, "|3.00   Tea|\n|      with|\n|      mint|\n"},
		"arabic row stacks": {printer.Row{Left: "Subtotal", Right: "1.234,00", RightToLeft: true}, "|  Subtotal|\n|1.234,00  |\n"},
		"accents apart":     {printer.Text{Text: "e\u0301e\u0301e\u0301", Align: printer.End}, "|       ééé|\n"},
		"hidden letters":    {printer.Text{Text: "a\u200b\u202ebc\x1b", Align: printer.End}, "|       abc|\n"},
		"rule":              {printer.Rule{}, "|----------|\n"},
		"banner":            {printer.Banner{Text: "ab"}, "| _a_b_ _ _| bold wide inverse\n"},
		"row":               {printer.Row{Left: "Tea", Right: "3.00"}, "|Tea   3.00|\n"},
		"row full":          {printer.Row{Left: "Tea A", Right: "3.00"}, "|Tea A 3.00|\n"},
		"row wraps":         {printer.Row{Left: "Tea with mint", Right: "3.00"}, "|Tea   3.00|\n|with      |\n|mint      |\n"},
		"row without left":  {printer.Row{Right: "3.00"}, "|      3.00|\n"},
		"row without right": {printer.Row{Left: "Tea"}, "|Tea       |\n"},
		"row stacked":       {printer.Row{Left: "Subtotal", Right: "1.234,00"}, "|Subtotal  |\n|  1.234,00|\n"},
		"row of right only": {printer.Row{Left: "T", Right: "Rp 1234.00"}, "|T         |\n|Rp 1234.00|\n"},
		"row, right wide":   {printer.Row{Left: "T", Right: "12345678901234"}, "|T         |\n|1234567890|\n|      1234|\n"},
		"row, double width": {printer.Row{Left: "T", Right: "12", Style: wide}, "|T_ _ _1_2_| wide\n"},
		"row tight":         {printer.Row{Left: "T", Right: "12345678"}, "|T 12345678|\n"},
		"row, right alone":  {printer.Row{Right: "123456789012"}, "|1234567890|\n|        12|\n"},
		"row, right has LF": {printer.Row{Left: "T", Right: "1\n2"}, "|T      1 2|\n"},
		"accents fit":       {printer.Text{Text: "é é é  é é"}, "|é é é  é é|\n"},
		"row, two lines":    {printer.Row{Left: "Tea\n hot", Right: "3.00"}, "|Tea   3.00|\n| hot      |\n"},
		"feed":              {printer.Feed{Lines: 2}, "printer.Feed{Lines:2}\n"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := paper(printer.Document{test.block}, 10); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

// anyText draws texts with long words, accents, spaces, line ends and commands.
func anyText() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.String(),
		rapid.StringMatching(`[A-Za-z0-9 .,€é–…½]{0,60}`),
		rapid.StringOf(rapid.RuneFrom([]rune(" \n\t\r\x1b\x10\x00\u0301\u200b\u202e\u00a0aé€漢…Æ"))),
		rapid.StringOf(rapid.RuneFrom([]rune("قهوة عربية (كبيرة) 12.50 SAR שלום 茶 \n"))),
		rapid.SampledFrom([]string{"", " ", "\n", "\x1bp\x00\x19\xfa", "\x10\x14\x01\x00\x01", "e\u0301"}),
	)
}

func anyDocument() *rapid.Generator[printer.Document] {
	style := rapid.Custom(func(t *rapid.T) printer.Style {
		return printer.Style{
			Bold: rapid.Bool().Draw(t, "bold"), Wide: rapid.Bool().Draw(t, "wide"),
			Tall: rapid.Bool().Draw(t, "tall"), Inverse: rapid.Bool().Draw(t, "inverse"),
		}
	})
	block := rapid.Custom(func(t *rapid.T) printer.Block {
		text := anyText().Draw(t, "text")
		switch rapid.IntRange(0, 6).Draw(t, "kind") {
		case 0:
			return printer.Rule{}
		case 1:
			return printer.Banner{Text: text}
		case 2:
			return printer.Feed{Lines: rapid.IntRange(-1, 300).Draw(t, "lines")}
		case 3:
			return printer.Cut{}
		case 4:
			return printer.Row{
				Left: text, Right: anyText().Draw(t, "right"), Style: style.Draw(t, "style"),
				RightToLeft: rapid.Bool().Draw(t, "right to left"),
			}
		}
		align := printer.Align(rapid.IntRange(0, 2).Draw(t, "align"))
		return printer.Text{Text: text, Align: align, Style: style.Draw(t, "style"), RightToLeft: rapid.Bool().Draw(t, "right to left")}
	})
	return rapid.Custom(func(t *rapid.T) printer.Document {
		return rapid.SliceOfN(block, 0, 6).Draw(t, "document")
	})
}

func TestNoLineIsWiderThanThePaper(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		columns := rapid.IntRange(2, 64).Draw(t, "columns")
		for _, line := range printer.Lines(anyDocument().Draw(t, "doc"), columns) {
			if line.Columns() > columns || strings.Contains(line.Text, "\n") {
				t.Fatalf("%q takes %d of %d columns", line.Text, line.Columns(), columns)
			}
		}
	})
}

func TestNoLetterIsLost(t *testing.T) {
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
	word := rapid.StringMatching(`[a-z ]{0,40}`)
	rapid.Check(t, func(t *rapid.T) {
		left, right := word.Draw(t, "left"), rapid.StringMatching(`(Rp )?[0-9.]{1,12}`).Draw(t, "right")
		columns := rapid.IntRange(16, 64).Draw(t, "columns")
		var all, whole string
		for _, line := range printer.Lines(printer.Document{printer.Row{Left: left, Right: right}}, columns) {
			if strings.HasSuffix(line.Text, right) && line.Columns() == columns {
				whole, line.Text = right, strings.TrimSuffix(line.Text, right)
			}
			all += line.Text
		}
		if whole == "" {
			t.Fatalf("the amount %q is not in one piece at the right edge", right)
		}
		if squeeze(all) != squeeze(left) {
			t.Fatalf("%q became %q", left, all)
		}
	})
}
