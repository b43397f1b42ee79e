package typeset

import (
	"strings"
	"testing"

	"github.com/go-text/typesetting/shaping"
)

// onLine shapes a text and names its runs in the order in which they stand on
// paper, from the left. The letters of a run are in the order of reading.
func onLine(t *testing.T, s string, document bool) string {
	t.Helper()
	var setter Setter
	f, err := setter.faces(false)
	if err != nil {
		t.Fatal(err)
	}
	text, base := isolate(s), baseRunsLeft(s, document)
	runs, _ := setter.shaped(text, base, f)
	var names []string
	for _, run := range onPaper(shaping.Line(runs), levels(text, base)) {
		name := strings.Trim(string(text[run.Runes.Offset:run.Runes.Offset+run.Runes.Count]), "\u2066\u2069 ")
		if name != "" {
			names = append(names, name)
		}
	}
	return strings.Join(names, "|")
}

// Without isolates "36.00 SAR" came out as "SAR 36.00", and a date as day,
// month, year.
func TestOrderOnPaper(t *testing.T) {
	for _, test := range []struct {
		text     string
		document bool
		want     string
	}{
		{"المجموع: 36.00 SAR", true, "36.00 SAR|:|المجموع"},
		{"36.00 SAR", true, "36.00 SAR"},
		{"تم الدفع: 2026-05-09 14:30 AST عبر QRIS", true, "QRIS|عبر|2026-05-09 14:30 AST|:|تم الدفع"},
		{"قهوة (كبيرة) 12.50", true, "12.50|)|كبيرة|(|قهوة"},
		{"Latte قهوة 5 كوب end", false, "Latte|كوب|5|قهوة|end"},
		{"Latte لاتيه 12.00 SAR", false, "Latte|لاتيه|12.00 SAR"},
		{"Latte لاتيه", true, "لاتيه|Latte"},
		{"المجموع 36.00 €", true, "36.00 €|المجموع"},
		{"المجموع € 36.00", true, "€ 36.00|المجموع"},
		{"من $5-10 (Visa)", true, "$5-10 (Visa)|من"},
		{"خصم -5.00%", true, "-5.00%|خصم"},
		{"الهاتف +966 50 123 4567", false, "+966 50 123 4567|الهاتف"},
	} {
		if got := onLine(t, test.text, test.document); got != test.want {
			t.Errorf("%q: got %q, want %q", test.text, got, test.want)
		}
	}
}
