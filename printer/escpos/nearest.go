package escpos

import (
	"maps"

	"golang.org/x/text/unicode/norm"
)

// nearestTo gives what reads like a letter: what is listed, or a Latin letter
// without its accents, as in Vietnamese.
func nearestTo(r rune) (string, bool) {
	if with, ok := nearest[r]; ok {
		return with, true
	}
	apart := norm.NFD.String(string(r))
	if base := apart[:1]; len(apart) > 1 && (base >= "A" && base <= "Z" || base >= "a" && base <= "z") {
		return base, true
	}
	return "", false
}

// nearest gives letters that many printers lack the ASCII that reads like them.
// Money signs become the code of their currency, so that an amount stays clear.
var nearest = join(
	signs,
	pairs("ĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħ", "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHh"),
	pairs("ĨĩĪīĬĭĮįİıĴĵĶķĹĺĻļĽľŁłŃńŅņŇňŌōŎŏŐő", "IiIiIiIiIiJjKkLlLlLlLlNnNnNnOoOoOo"),
	pairs("ŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŧŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžȘșȚț", "RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzSsTt"),
	pairs("ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝ", "AAAAAACEEEEIIIIDNOOOOOOUUUUY"),
	pairs("àáâãäåçèéêëìíîïðñòóôõöøùúûüýÿ", "aaaaaaceeeeiiiidnoooooouuuuyy"),
	pairs("‐‑‒–—―−‘’‚‛′“”„‟″‹›«»•·×÷⁄", "-------'''''\"\"\"\"\"<>\"\"**x//"),
)

// arabic has the digits and signs that read well in ASCII, but not beside Arabic
// letters.
var arabic = join(
	pairs("٠١٢٣٤٥٦٧٨٩", "0123456789"),
	pairs("۰۱۲۳۴۵۶۷۸۹", "0123456789"),
	pairs("،؛؟", ",;?"),
	map[rune]string{nonJoiner: ""},
)

var signs = map[rune]string{
	'…': "...", '™': "(TM)", '©': "(c)", '®': "(R)", '№': "No.",
	'←': "<-", '→': "->", '≤': "<=", '≥': ">=", '½': "1/2", '¼': "1/4", '¾': "3/4",
	'Æ': "AE", 'æ': "ae", 'Œ': "OE", 'œ': "oe", 'ß': "ss", 'ẞ': "SS", 'Þ': "Th", 'þ': "th",
	'Ĳ': "IJ", 'ĳ': "ij", 'Ŋ': "Ng", 'ŋ': "ng", 'ﬁ': "fi", 'ﬂ': "fl",
	'€': "EUR", '£': "GBP", '¥': "JPY", '₩': "KRW", '₫': "VND", '₱': "PHP", '₹': "INR",
	'₺': "TRY", '₽': "RUB", '฿': "THB", '₿': "BTC", '\u20C1': "SAR",
}

// pairs maps each letter of one text to the letter at the same place of another.
func pairs(letters, ascii string) map[rune]string {
	m := make(map[rune]string, len(ascii))
	i := 0
	for _, r := range letters {
		m[r] = ascii[i : i+1]
		i++
	}
	return m
}

func join(tables ...map[rune]string) map[rune]string {
	all := map[rune]string{}
	for _, t := range tables {
		maps.Copy(all, t)
	}
	return all
}
