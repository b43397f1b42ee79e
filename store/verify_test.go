package store_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"kasir/checkout"
	"kasir/store"
)

// threeSales leaves a closed database with a printed, a paid and a live sale.
func threeSales(t testing.TB) (file string) {
	t.Helper()
	dir := t.TempDir()
	db := open(t, dir)
	sell(t, db, 1)
	must(t, db.OpenSale(newSale(2)))
	update(t, db, "sale-0002", shown("ref-0002"))
	update(t, db, "sale-0002", paid("POS-000002"))
	must(t, db.OpenSale(newSale(3)))
	update(t, db, "sale-0003", shown("ref-0003"))
	must(t, db.Close())
	return filepath.Join(dir, store.File)
}

func flip(value []byte) []byte { value[len(value)-1] ^= 1; return value }
func drop([]byte) []byte       { return nil }
func mark([]byte) []byte       { return []byte{1} }

func TestVerifyFindsWhatIsWrong(t *testing.T) {
	one, two := store.Key8(1), store.Key8(2)
	day := "\x00\x0a2026-05-09"
	for name, c := range map[string]struct {
		bucket, key string
		change      func([]byte) []byte
		want        string
	}{
		"a flipped sale":          {"sales", two, flip, "sales, key 2: the record does not match its checksum"},
		"a cut sale":              {"sales", two, func(v []byte) []byte { return v[:3] }, "sales, key 2: the record is cut short"},
		"another format":          {"sales", two, func(v []byte) []byte { v[0] = 9; return v }, "unknown format 9"},
		"a missing sale":          {"sales", two, drop, "sales: records 2 to 2 are missing"},
		"the last sale missing":   {"sales", store.Key8(3), drop, "sales: it ends with record 2, but counts 3"},
		"a stranger":              {"sales", "x", mark, `sales, key "x": nothing like it belongs there`},
		"a sale in another place": {"sales", two, func([]byte) []byte { return store.Seal("sales", one, []byte("{}")) }, "checksum"},
		"a field of tomorrow":     {"sales", two, func([]byte) []byte { return store.Seal("sales", two, []byte(`{"colour":"red"}`)) }, "colour"},
		"two values":              {"sales", two, func([]byte) []byte { return store.Seal("sales", two, []byte(`{}{}`)) }, "something follows"},

		"no id":                 {"sales_by_id", "sale-0002", drop, `sale sale-0002 (record 2): the index sales_by_id does not list it`},
		"a wrong id":            {"sales_by_id", "sale-0002", func([]byte) []byte { return []byte(one) }, "sale-0002"},
		"an extra id":           {"sales_by_id", "sale-0009", func([]byte) []byte { return []byte(one) }, `sales_by_id, key "sale-0009": it leads to a sale that does not belong there`},
		"an id to nowhere":      {"sales_by_id", "sale-0009", func([]byte) []byte { return []byte("?") }, "it leads nowhere"},
		"no day":                {"sales_by_day", day + one, drop, "sales_by_day"},
		"an extra day":          {"sales_by_day", day + store.Key8(9), mark, "the record is missing"},
		"no number":             {"sales_by_number", one, drop, "sales_by_number"},
		"an extra number":       {"sales_by_number", store.Key8(9), func([]byte) []byte { return []byte(one) }, "sales_by_number, key 9"},
		"no key":                {"sales_by_key", "key-0003-1", drop, "sales_by_key"},
		"no invoice":            {"sales_by_invoice", "\x00\x0aPOS-000002" + two, drop, "sales_by_invoice"},
		"no reference":          {"sales_by_ref", "\x00\x07uncle-z\x00\x08ref-0003" + store.Key8(3), drop, "sales_by_ref"},
		"not unfinished":        {"unfinished", store.Key8(3), drop, "unfinished"},
		"unfinished for ever":   {"unfinished", one, mark, "unfinished, key 1"},
		"not live":              {"live", store.Key8(3), drop, "live"},
		"live for ever":         {"live", one, mark, "live, key 1"},
		"no print":              {"prints", two, drop, "prints"},
		"a print for ever":      {"prints", one, mark, "prints, key 1"},
		"the last number wrong": {"numbers", "sale", func([]byte) []byte { return store.Seal("numbers", "sale", []byte("7")) }, "our numbers: the last one taken is 7, but 2"},
		"the number flipped":    {"numbers", "sale", flip, `numbers, key "sale": the record does not match its checksum`},
		"no version":            {"meta", "schema_version", drop, "the record is missing"},

		"a flipped entry":   {"audit", two, flip, "audit, key 2: the record does not match its checksum"},
		"a missing entry":   {"audit", two, drop, "audit: records 2 to 2 are missing"},
		"a rewritten entry": {"audit", two, rewrite(two), "audit log, entry 2: it does not follow from the entry before it"},
	} {
		t.Run(name, func(t *testing.T) {
			file := threeSales(t)
			tamper(t, file, c.bucket, c.key, c.change)
			report, err := store.VerifyFile(file, store.Options{}, nil)
			must(t, err)
			wantFinding(t, report, c.want)
		})
	}
}

func wantFinding(t testing.TB, report store.Report, want string) {
	t.Helper()
	for _, f := range report.Findings {
		if strings.Contains(f.String(), want) {
			return
		}
	}
	t.Errorf("got %v, want a finding with %q", report.Findings, want)
}

// rewrite gives an entry of the audit log another author, and its record a
// checksum that fits.
func rewrite(key string) func([]byte) []byte {
	return func(record []byte) []byte {
		payload := strings.Replace(string(record[5:]), "sari", "budi", 1)
		return store.Seal("audit", key, []byte(payload))
	}
}

// rewriteSale changes a sale behind the store's back, checksum and all.
func rewriteSale(t *testing.T, file string, seq uint64, change func(s *checkout.Sale)) {
	t.Helper()
	tamper(t, file, "sales", store.Key8(seq), func(record []byte) []byte {
		var s checkout.Sale
		must(t, json.Unmarshal(record[5:], &s))
		change(&s)
		return store.Seal("sales", store.Key8(seq), []byte(asJSON(t, s)))
	})
}

func TestVerifyComparesSalesWithTheRest(t *testing.T) {
	for name, c := range map[string]struct {
		seq    uint64
		change func(s *checkout.Sale)
		want   string
	}{
		"one event fewer":  {3, func(s *checkout.Sale) { s.Events = s.Events[:1] }, "sale sale-0003: it tells of 1 events, the audit log of 3"},
		"another event":    {3, func(s *checkout.Sale) { s.Events[1].By = "budi" }, "sale sale-0003: its events are not those of the audit log"},
		"a number twice":   {2, func(s *checkout.Sale) { s.Number = 1 }, "record 1 bears its number 1 too"},
		"a gap":            {2, func(s *checkout.Sale) { s.Number = 3 }, "our numbers: no sale bears 2 to 2"},
		"a second live":    {2, func(s *checkout.Sale) { s.Payments[0].Status = checkout.Pending }, "its payment holds the till while another does"},
		"somebody else":    {3, func(s *checkout.Sale) { s.ID = "sale-0009" }, "audit log: it speaks of sale sale-0003, which is missing"},
		"another provider": {3, func(s *checkout.Sale) { s.Payments[0].Provider = "tabby" }, "the index sales_by_ref does not list it"},
	} {
		t.Run(name, func(t *testing.T) {
			file := threeSales(t)
			rewriteSale(t, file, c.seq, c.change)
			report, err := store.VerifyFile(file, store.Options{}, nil)
			must(t, err)
			wantFinding(t, report, c.want)
		})
	}
}

func TestAMissingBucketIsFound(t *testing.T) {
	for _, bucket := range []string{"meta", "sales", "live", "audit"} {
		file := threeSales(t)
		behind(t, file, func(tx *bbolt.Tx) error { return tx.DeleteBucket([]byte(bucket)) })
		report, err := store.VerifyFile(file, store.Options{}, nil)
		must(t, err)
		wantFinding(t, report, "the bucket is missing")
		_, err = store.Open(filepath.Dir(file), store.Options{})
		wantDamage(t, err, bucket, "")
	}
}

func TestAWrongIndexIsNotFollowed(t *testing.T) {
	file := threeSales(t)
	tamper(t, file, "sales_by_id", "sale-0002", func([]byte) []byte { return []byte(store.Key8(1)) })
	tamper(t, file, "unfinished", store.Key8(1), mark)
	db := open(t, filepath.Dir(file))
	_, err := db.Sale("sale-0002")
	wantDamage(t, err, "sales_by_id", "sale-0002")
	_, err = db.Unfinished()
	wantDamage(t, err, "unfinished", store.Key8(1))
}

func TestADamagedSaleDoesNotHideTheOthers(t *testing.T) {
	file := threeSales(t)
	tamper(t, file, "sales", store.Key8(2), flip)
	db := open(t, filepath.Dir(file))
	var good, bad int
	for _, err := range db.All() {
		if err != nil {
			wantDamage(t, err, "sales", store.Key8(2))
			bad++
			continue
		}
		good++
	}
	if good != 2 || bad != 1 {
		t.Errorf("got %d good and %d bad sales, want 2 and 1", good, bad)
	}
}

func TestVerifyTellsHowFarItIs(t *testing.T) {
	db := open(t, t.TempDir())
	sell(t, db, 1)
	var done, total int
	report, err := db.Verify(func(d, of int) { done, total = d, of })
	must(t, err)
	if want := report.Sales + report.Entries; done != want || total != want || want != 6 {
		t.Errorf("got %d of %d, want %d of %d", done, total, want, want)
	}
}

func TestALongListOfFindingsEnds(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	for n := 1; n <= 120; n++ {
		s := newSale(n)
		s.Payments = nil
		must(t, db.OpenSale(s))
	}
	must(t, db.Close())
	file := filepath.Join(dir, store.File)
	behind(t, file, func(tx *bbolt.Tx) error {
		for n := uint64(1); n <= 120; n++ {
			if err := tx.Bucket([]byte("unfinished")).Delete([]byte(store.Key8(n))); err != nil {
				return err
			}
		}
		return nil
	})
	report, err := store.VerifyFile(file, store.Options{}, nil)
	must(t, err)
	if len(report.Findings) != 100 || report.More != 20 {
		t.Errorf("got %d findings and %d more, want 100 and 20", len(report.Findings), report.More)
	}
}

// The entries of the log are read by a short cut where they are written as the
// till writes them; one that says the same in other bytes must not pass by it.
func TestNoByteOfTheLogCanBeAnother(t *testing.T) {
	file := threeSales(t)
	whole := readFile(t, file)
	size := 0
	for at := 0; at <= size; at++ {
		must(t, os.WriteFile(file, whole, 0o600))
		tamper(t, file, "audit", store.Key8(2), func(record []byte) []byte {
			payload := string(record[5:])
			size = len(payload)
			return store.Seal("audit", store.Key8(2), []byte(payload[:at]+" "+payload[at:]))
		})
		report, err := store.VerifyFile(file, store.Options{}, nil)
		must(t, err)
		if report.Clean() {
			t.Fatalf("a space at byte %d of %d was not found", at, size)
		}
	}
	if size < 100 {
		t.Errorf("the entry has only %d bytes", size)
	}
}
