package settings

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
)

// Languages are those a till can speak.
var Languages = []string{"en", "id", "ar"}

var (
	tillForm   = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]{0,31}$`)
	prefixForm = regexp.MustCompile(`^[A-Z][A-Z0-9-]{0,11}$`)
)

// collector gathers problems with the lines of their keys.
type collector struct {
	lines    lines
	problems Problems
}

func (c *collector) add(key, format string, args ...any) {
	c.problems = append(c.problems, Problem{c.lines[key], key, fmt.Sprintf(format, args...)})
}

func (s *Settings) readShop(f shop) Problems {
	c := collector{lines: s.lines}
	if strings.TrimSpace(f.Name) == "" {
		c.add("shop.name", "missing; it stands on every receipt")
	}
	currency, err := money.CurrencyOf(f.Currency)
	if err != nil {
		c.add("shop.currency", "%q is not one of %s", f.Currency, strings.Join(money.Codes(), ", "))
	}
	if _, err := time.LoadLocation(f.Timezone); err != nil || f.Timezone == "" || f.Timezone == "Local" {
		c.add("shop.timezone", "%q is no time zone; write one like Asia/Jakarta or Asia/Dubai", f.Timezone)
	}
	if !slices.Contains(Languages, f.Language) {
		c.add("shop.language", "%q is not one of %s", f.Language, strings.Join(Languages, ", "))
	}
	if !tillForm.MatchString(f.Till) {
		c.add("shop.till", "%q: letters, digits and '-', 32 at most", f.Till)
	}
	if !prefixForm.MatchString(f.Prefix) {
		c.add("shop.prefix", "%q: capital letters, digits and '-', a letter first, 12 at most", f.Prefix)
	}
	starts, err := time.Parse("15:04", f.DayStarts)
	if err != nil || starts.Hour() >= 12 {
		c.add("shop.day_starts", "%q is no hour of the morning; write one like 04:00", f.DayStarts)
	}
	if f.Volume < 0 || f.Volume > 100 {
		c.add("shop.volume", "%d is not between 0 and 100", f.Volume)
	}
	s.Volume = f.Volume
	s.Shop = checkout.Shop{
		Name: f.Name, Address: f.Address, Support: f.Support, TaxID: f.TaxID, TaxRate: c.taxRate(f),
		Currency: currency, Language: f.Language, Till: f.Till, Prefix: f.Prefix, Zone: f.Timezone,
		DayStarts: time.Duration(starts.Hour())*time.Hour + time.Duration(starts.Minute())*time.Minute,
	}
	return c.problems
}

// longestInQR is what one field of a Saudi receipt's QR code holds, in bytes of
// UTF-8: its length is written in one byte (ZATCA, E-invoicing, QR code, FAQ 023).
const longestInQR = 255

// taxRate reads the rate that prices contain, and refuses what could not be
// printed by the rules of the shop's country.
func (c *collector) taxRate(f shop) money.Rate {
	if f.Currency == "SAR" && f.TaxID != "" {
		for key, text := range map[string]string{"shop.name": f.Name, "shop.tax_id": f.TaxID} {
			if n := len(text); n > longestInQR {
				c.add(key, "%d bytes; a Saudi receipt's QR code holds %d (an Arabic letter takes two): write a shorter one", n, longestInQR)
			}
		}
	}
	if f.TaxRate == "" {
		return money.Rate{}
	}
	rate, err := money.ParseRate(f.TaxRate)
	if err != nil {
		c.add("shop.tax_rate", "%q is no percentage; write one like \"11%%\" or \"7.5%%\"", f.TaxRate)
	}
	return rate
}

func (s *Settings) checkPrinter() Problems {
	c := collector{lines: s.lines}
	if !slices.Contains([]string{"none", "pin2", "pin5"}, s.Printer.Drawer) {
		c.add("printer.drawer", "%q is not one of none, pin2, pin5", s.Printer.Drawer)
	}
	if s.Printer.Copies < 1 || s.Printer.Copies > 5 {
		c.add("printer.copies", "%d is not between 1 and 5", s.Printer.Copies)
	}
	return c.problems
}
