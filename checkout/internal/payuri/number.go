package payuri

import (
	"regexp"
	"strconv"
	"strings"
)

var numbers = regexp.MustCompile(`^\+?([0-9]{1,90})(?:\.([0-9]{1,90}))?(?:[eE]([0-9]{1,2}))?$`)

// number reads a number of ERC-681, which may have an exponent ("2.014e18"),
// exactly as a whole number of units. One that is not whole is none.
func number(text string) (string, bool) {
	m := numbers.FindStringSubmatch(text)
	if m == nil {
		return "", false
	}
	places, _ := strconv.Atoi("0" + m[3]) // its form has been checked
	fraction := strings.TrimRight(m[2], "0")
	if len(fraction) > places {
		return "", false
	}
	units := strings.TrimLeft(m[1]+fraction+strings.Repeat("0", places-len(fraction)), "0")
	return units, units != ""
}
