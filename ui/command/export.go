package command

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"
	"unicode"

	"kasir/checkout"
)

// Columns are what an export says of each movement of money, in this order;
// columns may be added at the end, never renamed or moved. docs/export.md
// explains them.
var Columns = []string{
	"day", "time", "kind", "amount", "currency", "minor", "cash", "method", "provider", "invoice", "number",
	"sale", "payment", "refund", "reference", "late", "shift", "by", "approved_by", "reason", "till",
}

// checksumMark begins the last line of an export: the mark, the SHA-256 of every
// byte before the line, and how many movements there are.
const checksumMark = "checksum"

// export writes one line for each movement of money, and a checksum.
func (d Desk) export(call Call, out io.Writer) error {
	from, to, err := exportDays(call)
	if err != nil {
		return err
	}
	sum := sha256.New()
	w := csv.NewWriter(io.MultiWriter(out, sum))
	if err := w.Write(Columns); err != nil {
		return err
	}
	rows := 0
	write := func(m checkout.Movement) error {
		rows++
		return w.Write(d.cells(m))
	}
	if err := d.movements(from, to, write); err != nil {
		return err
	}
	if w.Flush(); w.Error() != nil {
		return w.Error()
	}
	last := make([]string, len(Columns))
	copy(last, []string{checksumMark, hex.EncodeToString(sum.Sum(nil)), strconv.Itoa(rows)})
	w = csv.NewWriter(out)
	if err := w.Write(last); err != nil {
		return err
	}
	w.Flush()
	return w.Error()
}

// exportDays reads which days are wanted; both empty for all.
func exportDays(call Call) (from, to string, err error) {
	from, to = call.From, call.To
	if call.Day != "" {
		from, to = call.Day, call.Day
	}
	switch {
	case call.Day != "" && (call.From != "" || call.To != ""):
		return "", "", usagef("give either --day or --from and --to")
	case (from == "") != (to == ""):
		return "", "", usagef("--from and --to go together")
	case from > to:
		return "", "", usagef("%s is after %s", from, to)
	}
	return from, to, checkDays(from, to)
}

// movements hands over what moved, sale by sale and day by day, and then what
// was done with the drawer beside sales.
func (d Desk) movements(from, to string, write func(checkout.Movement) error) error {
	wanted := func(m checkout.Movement) bool {
		return from == "" || from <= m.Booked.Day && m.Booked.Day <= to
	}
	if from == "" {
		if err := handOver(d.Source.All(), wanted, write); err != nil {
			return err
		}
	}
	for _, day := range daysBetween(from, to) {
		onDay := func(m checkout.Movement) bool { return m.Booked.Day == day }
		if err := handOver(d.Source.BookedOn(day), onDay, write); err != nil {
			return err
		}
	}
	moves, err := d.moves(func(checkout.Shift) {})
	if err != nil {
		return err
	}
	for _, move := range moves {
		if m := move.Movement(); wanted(m) {
			if err := write(m); err != nil {
				return err
			}
		}
	}
	return nil
}

// handOver hands over the movements of some sales that are wanted.
func handOver(sales iter.Seq2[checkout.Sale, error], wanted func(checkout.Movement) bool, write func(checkout.Movement) error) error {
	for s, err := range sales {
		if err != nil {
			return err
		}
		for _, m := range s.Movements() {
			if !wanted(m) {
				continue
			}
			if err := write(m); err != nil {
				return err
			}
		}
	}
	return nil
}

func daysBetween(from, to string) (all []string) {
	first, err1 := time.Parse(time.DateOnly, from)
	last, err2 := time.Parse(time.DateOnly, to)
	if err1 != nil || err2 != nil {
		return nil
	}
	for day := first; !day.After(last); day = day.AddDate(0, 0, 1) {
		all = append(all, day.Format(time.DateOnly))
	}
	return all
}

// cells are the columns of one movement. Numbers, times and our own words are
// written as they are; every text that somebody else chose is made safe.
func (d Desk) cells(m checkout.Movement) []string {
	number, shift := "", ""
	if m.Number != 0 {
		number = strconv.FormatUint(m.Number, 10)
	}
	if m.Booked.Shift != 0 {
		shift = strconv.FormatUint(m.Booked.Shift, 10)
	}
	cells := []string{
		m.Booked.Day, m.At.In(d.Shop.Location()).Format(time.RFC3339), string(m.Kind),
		m.Amount.Decimal(), m.Amount.Currency.Code, strconv.FormatInt(m.Amount.Minor, 10), strconv.FormatBool(m.Cash),
	}
	for _, text := range []string{m.Method, m.Provider, m.Invoice} {
		cells = append(cells, Safe(text))
	}
	cells = append(cells, number)
	for _, text := range []string{string(m.Sale), string(m.Payment), m.Refund, m.Ref} {
		cells = append(cells, Safe(text))
	}
	cells = append(cells, strconv.FormatBool(m.Late), shift)
	for _, text := range []string{m.By, m.ApprovedBy, m.Reason, d.Shop.Till} {
		cells = append(cells, Safe(text))
	}
	return cells
}

// dangerous characters make a spreadsheet run what follows them.
const dangerous = "=+-@=+-@"

// lineEnds makes every end of a line one line feed.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "")

// Safe makes a text that no spreadsheet takes for a formula: a line that could be
// one gets an apostrophe before it (OWASP, CSV Injection).
func Safe(text string) string {
	text = strings.ToValidUTF8(text, "�")
	text = lineEnds.Replace(text)
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		start := strings.TrimLeftFunc(line, isInvisible)
		first := strings.IndexFunc(start, func(r rune) bool { return strings.ContainsRune(dangerous, r) })
		if first == 0 || strings.HasPrefix(line, "\t") {
			lines[i] = "'" + line
		}
	}
	return strings.Join(lines, "\n")
}

// isInvisible finds what a reader skips at the beginning of a cell.
func isInvisible(r rune) bool { return !unicode.IsGraphic(r) || unicode.IsSpace(r) }
