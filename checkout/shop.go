package checkout

import (
	"fmt"
	"strconv"
	"sync"
	"time"
	_ "time/tzdata" // machines without a zone database are tills too

	"kasir/checkout/money"
)

// A Shop is what a till knows about the business it stands in.
type Shop struct {
	Name      string         `json:"name"`
	Address   []string       `json:"address,omitempty"`
	Support   string         `json:"support,omitempty"` // the help line on the receipt
	TaxID     string         `json:"tax_id,omitempty"`
	TaxRate   money.Rate     `json:"tax_rate,omitzero"` // what prices contain
	Logo      string         `json:"logo,omitempty"`    // name of the picture that the journal's file keeps
	Currency  money.Currency `json:"currency"`
	Language  string         `json:"language"`
	Till      string         `json:"till"`   // this till's name
	Prefix    string         `json:"prefix"` // first part of invoice numbers
	Zone      string         `json:"zone"`   // IANA name of the shop's time zone
	DayStarts time.Duration  `json:"day_starts"`
	Series    string         `json:"series,omitempty"` // of our numbers, since a backup was restored
}

// Location is the shop's time zone; an unknown one counts as UTC, which
// settings refuse beforehand.
func (s Shop) Location() *time.Location {
	if known, ok := locations.Load(s.Zone); ok {
		return known.(*time.Location) //nolint:forcetypeassert // only locations are stored
	}
	l, err := time.LoadLocation(s.Zone)
	if err != nil {
		return time.UTC
	}
	locations.Store(s.Zone, l)
	return l
}

// locations keeps the zones that were asked for; looking one up reads a file.
var locations sync.Map

// BusinessDay is the day, YYYY-MM-DD, to which a moment belongs: the small
// hours before DayStarts belong to the day before.
func (s Shop) BusinessDay(t time.Time) string {
	local := t.In(s.Location())
	sinceMidnight := time.Duration(local.Hour())*time.Hour + time.Duration(local.Minute())*time.Minute
	if sinceMidnight < s.DayStarts {
		local = local.AddDate(0, 0, -1)
	}
	return local.Format(time.DateOnly)
}

// InvoiceNumber is how our own number reads on paper where the provider makes
// none. The till's name keeps two tills of one shop, and the numbers that a
// provider makes from the same prefix, apart; the series keeps those apart that
// were given before a backup was restored and after.
func (s Shop) InvoiceNumber(number uint64) string {
	if s.Series != "" {
		return fmt.Sprintf("%s-%s-%s-%06d", s.Prefix, s.Till, s.Series, number)
	}
	return fmt.Sprintf("%s-%s-%06d", s.Prefix, s.Till, number)
}

// ZNumber is how the number of a Z reads on paper.
func (s Shop) ZNumber(number uint64) string {
	if s.Series != "" {
		return fmt.Sprintf("%s-%d", s.Series, number)
	}
	return strconv.FormatUint(number, 10)
}

// zoneNames are the short names people know for zones whose data has only an
// offset ("+04"). They are written, never read: many mean several zones.
var zoneNames = map[string]string{
	"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT",
	"Asia/Dubai": "GST", "Asia/Muscat": "GST",
	"Asia/Riyadh": "AST", "Asia/Kuwait": "AST", "Asia/Qatar": "AST", "Asia/Bahrain": "AST",
}

// ZoneName is the short name of the shop's zone at a moment: "WIB".
func (s Shop) ZoneName(t time.Time) string {
	if name, ok := zoneNames[s.Zone]; ok {
		return name
	}
	return t.In(s.Location()).Format("MST")
}
