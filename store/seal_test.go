package store_test

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"kasir/checkout"
	"kasir/store"
)

var sealing = store.Options{AuditKey: []byte("a key from the vault")}

func openWith(t testing.TB, dir string, o store.Options) *store.DB {
	t.Helper()
	db, err := store.Open(dir, o)
	must(t, err)
	t.Cleanup(func() { db.Close() })
	return db
}

// sealedSales leaves a closed database that was sealed from its first entry on.
func sealedSales(t testing.TB) (file string) {
	t.Helper()
	dir := t.TempDir()
	db := openWith(t, dir, sealing)
	must(t, db.Record(checkout.Event{At: noon, What: checkout.LogSealed}))
	sell(t, db, 1)
	must(t, db.OpenSale(newSale(2)))
	update(t, db, "sale-0002", shown("ref-0002"))
	must(t, db.Close())
	return filepath.Join(dir, store.File)
}

// records reads what a bucket holds, behind the store's back.
func records(t testing.TB, file, bucket string) map[string][]byte {
	t.Helper()
	all := make(map[string][]byte)
	behind(t, file, func(tx *bbolt.Tx) error {
		return tx.Bucket([]byte(bucket)).ForEach(func(key, value []byte) error {
			all[string(key)] = bytes.Clone(value)
			return nil
		})
	})
	return all
}

// A thief who edits the log has a tool that mends checksums. Each byte of each
// entry is changed in turn (every seventh, and all of the shortest entry).
func TestOneChangedByteOfTheLogIsFound(t *testing.T) {
	file := sealedSales(t)
	all := records(t, file, "audit")
	first := len(all[store.Key8(1)])
	tried := 0
	for key, record := range all {
		const head = 5
		step := 7
		if len(record) == first {
			step = 1
		}
		for i := head; i < len(record); i += step {
			changed := bytes.Clone(record[head:])
			changed[i-head] ^= 1 << (i % 8)
			tamper(t, file, "audit", key, func([]byte) []byte { return store.Seal("audit", key, changed) })
			report, err := store.VerifyFile(file, sealing, nil)
			must(t, err)
			if report.Clean() {
				t.Errorf("entry %x: byte %d of %q went unnoticed", key, i-head, changed)
			}
			tried++
		}
		tamper(t, file, "audit", key, func([]byte) []byte { return record })
	}
	report, err := store.VerifyFile(file, sealing, nil)
	must(t, err)
	if !report.Clean() || report.Sealed != len(all) || report.Unproved != 0 {
		t.Errorf("unchanged: %v, %d of %d sealed", report.Findings, report.Sealed, len(all))
	}
	t.Logf("%d bytes of %d entries", tried, len(all))
}

// A sale's record says how much was paid, and its checksum is no secret.
func TestAnEditedSaleIsFound(t *testing.T) {
	file := sealedSales(t)
	key := store.Key8(1)
	record := records(t, file, "sales")[key]
	payload := record[bytes.IndexByte(record, '{'):]
	cheaper := bytes.Replace(payload, []byte(`"minor":50000`), []byte(`"minor":10000`), 1)
	if bytes.Equal(cheaper, payload) {
		t.Fatalf("nothing to change in %s", payload)
	}
	for what, forged := range map[string][]byte{
		"without a seal":                  store.Seal("sales", key, cheaper),
		"under another key":               store.SealWith([]byte("thief"), "sales", key, cheaper),
		"the seal of the old content":     store.Reseal("sales", key, record, cheaper),
		"another sale's record and seal":  store.SealWith(sealing.AuditKey, "sales", store.Key8(2), cheaper),
		"cut to less than a seal's bytes": record[:20],
	} {
		tamper(t, file, "sales", key, func([]byte) []byte { return forged })
		report, err := store.VerifyFile(file, sealing, nil)
		must(t, err)
		if report.Clean() {
			t.Errorf("%s: not found", what)
		}
	}
}

// A whole log can be made again, but not under a key that one does not have.
func TestALogMadeAgainIsFound(t *testing.T) {
	file := sealedSales(t)
	for what, key := range map[string][]byte{"plain": nil, "under the thief's key": []byte("thief")} {
		t.Run(what, func(t *testing.T) {
			copied := copyFile(t, file, t.TempDir())
			behind(t, copied, func(tx *bbolt.Tx) error { return store.ChainAgain(tx, key) })
			report, err := store.VerifyFile(copied, sealing, nil)
			must(t, err)
			if report.Clean() {
				t.Errorf("got %v, %d sealed", report.Findings, report.Sealed)
			}
			db := openWith(t, filepath.Dir(copied), sealing)
			sealed, err := db.Sealed()
			if sealed && err == nil {
				t.Error("it passes for sealed")
			}
		})
	}
}

// The vault is gone and with it the key. The shop goes on under another, says so
// in the log, and nobody can do the same without its being seen.
func TestALostKeyIsReplacedForAllToSee(t *testing.T) {
	file := sealedSales(t)
	dir := filepath.Dir(file)
	other := store.Options{AuditKey: []byte("the next key")}
	db := openWith(t, dir, other)
	_, err := db.Sealed()
	wantError(t, err, store.ErrSealed)
	wantError(t, db.Record(checkout.Event{At: noon, What: "till-opened"}), store.ErrSealed)
	must(t, db.Reseal(checkout.Event{At: noon, Note: "the keyring was lost"}))
	update(t, db, "sale-0002", paid("POS-000002"))
	r := wantClean(t, db)
	if r.Sealed == 0 || r.Unproved == 0 || r.Sealed+r.Unproved != r.Entries {
		t.Errorf("%d sealed and %d unproved of %d", r.Sealed, r.Unproved, r.Entries)
	}
	must(t, db.Close())
	report, err := store.VerifyFile(file, sealing, nil) // whoever still has the old key sees it end
	must(t, err)
	wantFinding(t, report, "are sealed with another key")

	db = openWith(t, dir, store.Options{})
	wantError(t, db.Reseal(checkout.Event{At: noon}), store.ErrSealed)
}

// Databases from before there was a vault go on under its key, and what was
// written before stays as good as it was.
func TestAnOldLogIsSealedFromHereOn(t *testing.T) {
	dir := t.TempDir()
	copied := copyFile(t, "testdata/v1.db", dir)
	before, err := store.VerifyFile(copyFile(t, "testdata/v1.db", t.TempDir()), store.Options{}.AsOf(1), nil)
	must(t, err)
	db := openWith(t, dir, sealing)
	if sealed, err := db.Sealed(); sealed || err != nil {
		t.Errorf("got %v, %v", sealed, err)
	}
	must(t, db.Record(checkout.Event{At: noon, What: checkout.LogSealed}))
	if sealed, err := db.Sealed(); !sealed || err != nil {
		t.Errorf("got %v, %v", sealed, err)
	}
	r := wantClean(t, db)
	if r.Sealed != 1 || r.Entries != before.Entries+1 {
		t.Errorf("%d of %d sealed, there were %d", r.Sealed, r.Entries, before.Entries)
	}
	must(t, db.Close())
	tamper(t, copied, "audit", store.Key8(2), rewrite(store.Key8(2)))
	report, err := store.VerifyFile(copied, sealing, nil)
	must(t, err)
	wantFinding(t, report, "entry 2: it does not follow")
}

// The owner was set up in the run in which the vault was made, and the next start
// called the list of people forged.
func TestPeopleFromBeforeTheSealAreSealedWithTheLog(t *testing.T) {
	dir := t.TempDir()
	db := openWith(t, dir, store.Options{})
	must(t, db.UpdatePeople(func([]checkout.Person) ([]checkout.Person, []checkout.Event, error) {
		return []checkout.Person{{Name: "Budi", Role: checkout.Owner, Hash: "h"}}, nil, nil
	}))
	must(t, db.Close())
	db = openWith(t, dir, sealing)
	must(t, db.Seal(checkout.Event{At: noon, What: checkout.LogSealed}))
	people, err := db.People()
	if err != nil || len(people) != 1 || people[0].Name != "Budi" {
		t.Errorf("people %+v, %v", people, err)
	}
	wantClean(t, db)
	wantError(t, db.Seal(checkout.Event{At: noon, What: checkout.LogSealed}), store.ErrSealed) // not a way to seal what somebody put there
}

func TestTheHeadIsTheEndOfTheLog(t *testing.T) {
	db := openWith(t, t.TempDir(), sealing)
	if head, err := db.Head(); head != "" || err != nil {
		t.Errorf("of nothing: %q, %v", head, err)
	}
	var heads []string
	for range 3 {
		must(t, db.Record(checkout.Event{At: noon, What: "till-opened"}))
		head, err := db.Head()
		must(t, err)
		if len(head) != 8 || strings.Trim(head, "0123456789abcdef") != "" || slices.Contains(heads, head) {
			t.Errorf("got %q after %v", head, heads)
		}
		heads = append(heads, head)
	}
	var link struct{ Hash string }
	record := records(t, closed(t, db), "audit")[store.Key8(3)]
	must(t, json.Unmarshal(record[5:], &link))
	if !strings.HasSuffix(link.Hash, heads[2]) {
		t.Errorf("%s is not the end of %s", heads[2], link.Hash)
	}
}

func closed(t testing.TB, db *store.DB) (file string) {
	t.Helper()
	file = db.Path()
	must(t, db.Close())
	return file
}
