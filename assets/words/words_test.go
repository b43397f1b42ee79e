package words_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kasir/assets/words"
	"kasir/checkout"
	"kasir/printer"
)

func TestEveryLanguageHasEveryWord(t *testing.T) {
	english := words.In("en").Keys()
	for _, language := range words.ScreenLanguages() {
		if keys := words.In(language).Keys(); !slices.Equal(keys, english) {
			t.Errorf("%s: missing %v, too many %v", language, without(english, keys), without(keys, english))
		}
	}
}

// A language that screens cannot show has every word that stands on paper, and
// none that nobody says any more.
func TestEveryLanguageHasEveryWordOnPaper(t *testing.T) {
	english := words.In("en").Keys()
	for _, language := range words.Languages() {
		keys := words.In(language).Keys()
		missing := slices.DeleteFunc(without(english, keys), func(key string) bool {
			area, _, _ := strings.Cut(key, ".")
			return !slices.Contains([]string{"receipt", "slip", "test", "xz"}, area)
		})
		if extra := without(keys, english); len(missing) > 0 || len(extra) > 0 {
			t.Errorf("%s: missing %v, too many %v", language, missing, extra)
		}
		if text := words.In(language).Say("act.charge"); strings.HasPrefix(text, "[") {
			t.Errorf("%s: what is not on paper is not even in English", language)
		}
	}
}

func without(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return slices.Contains(b, s) })
}

var placeholder = regexp.MustCompile(`\{[a-z]+\}`)

func TestTranslationsFillTheSamePlaces(t *testing.T) {
	for _, language := range words.Languages() {
		for _, key := range words.In(language).Keys() {
			want := placeholder.FindAllString(words.In("en").Say(key), -1)
			got := placeholder.FindAllString(words.In(language).Say(key), -1)
			slices.Sort(want)
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("%s %s: places %v, want %v", language, key, got, want)
			}
		}
	}
}

// Where papers are in Arabic the screens are in English, and no key leads to a
// language that screens cannot show.
func TestScreensReadFromTheLeft(t *testing.T) {
	for language, want := range map[string]string{"en": "en", "id": "id", "ar": "en", "fr": "en"} {
		if got := words.OnScreen(language).Language(); got != want {
			t.Errorf("%s: got %s, want %s", language, got, want)
		}
	}
	if got := words.ScreenLanguages(); !slices.Equal(got, []string{"en", "id"}) {
		t.Errorf("got %v", got)
	}
	if !words.In("ar").RightToLeft() {
		t.Error("Arabic papers are not in Arabic")
	}
}

// Arabic is written in Arabic: a text without a letter of it is a text that was
// forgotten, or has nothing but a placeholder and a name.
func TestArabicIsArabic(t *testing.T) {
	bare := []string{"event.payment-answered", "xz.accepted"}
	for _, key := range words.In("ar").Keys() {
		text := words.In("ar").Say(key)
		if !strings.ContainsFunc(text, func(r rune) bool { return r >= 0x600 && r < 0x700 }) && !slices.Contains(bare, key) {
			t.Errorf("%s: %q", key, text)
		}
	}
}

// A value may look like a place: a customer's note, a service's words.
func TestSayFillsEachPlaceOnce(t *testing.T) {
	for _, c := range []struct{ by, want string }{
		{"Sari", "12:00 by Sari"}, {"{time}", "12:00 by {time}"}, {"{", "12:00 by {"}, {"}{by}", "12:00 by }{by}"}, {"", "12:00 by "},
	} {
		if got := words.In("en").Say("receipt.copy.by", "time", "12:00", "by", c.by); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
	if got := words.In("en").Say("receipt.copy.by", "time", "12:00"); got != "12:00 by {by}" {
		t.Errorf("a place without a value: got %q", got)
	}
}

// the same in both languages on purpose.
var same = []string{
	"event.payment-answered", "receipt.reference", "receipt.total", "receipt.print.acquirer", "receipt.print.nmid", "receipt.print.rrn",
	"receipt.tax-id.uae", "receipt.title.uae", "slip.title.uae", // the law's own words
}

func TestNothingIsLeftUntranslated(t *testing.T) {
	for _, key := range words.In("en").Keys() {
		if words.In("en").Say(key) == words.In("id").Say(key) && !slices.Contains(same, key) {
			t.Errorf("%s is English in Indonesian: %q", key, words.In("id").Say(key))
		}
	}
}

// reasons and refusals are the words that checkout and its providers coin for
// why there is no money and why a code is not shown.
var (
	reasons = []string{
		"wrong-currency", "missing-secret", "vault-locked", "key-too-old", "no-end",
		// uncle-z
		"declined", "cancelled-there", "refunded-elsewhere", "refused", "refused-after-silence",
		"method-off", "email-missing", "expiry-refused", "key-refused", "clock-wrong",
		// midtrans
		"amount-too-large", "try-later", "code-lost", "cancelled-elsewhere", "fraud-check", "refunds-off", "refund-not-paid", "refund-too-late", "refund-at-night", "refund-once", "refund-within-day", "refund-takes-weeks", "refund-denied", "refund-not-allowed", "refund-amount", "refund-refused",
		// tabby
		"never-shown", "outlived", "amount-too-high", "amount-too-low", "tabby-not-available", "tabby-rejected", "tabby-declined", "ended-at-tabby", "closed-without-capture", "captured-in-part", "not-captured", "not-paid", "refund-too-old", "nothing-captured", "refund-too-much", "payment-disputed",
		// stable-genius
		"same-amount-open", "amount-out-of-range", "merchant-unknown", "merchant-inactive", "ended-with-money",
		// wct
		"asset-refused", "amount-refused",
		// uncle-z refunds
		"refund-nothing-left", "refund-in-motion", "refund-no-method", "refund-nowhere", "refund-on-chain", "refund-conversation", "refund-closed", "refund-needs-proof",
		"refund-may-be-manual", "refund-look-up", "refund-failed", "refunded-already", "refund-part-off",
	}
	refusals = []string{
		// uncle-z
		"qr-malformed", "qr-damaged", "qr-not-qris", "qr-static", "qr-other-currency",
		"qr-no-amount", "qr-other-amount", "qr-surcharge", "link-unsafe",
		// midtrans
		"qr-missing",
		// tabby
		"qr-unloadable", "qr-not-tabby", "qr-other-session",
		// stable-genius
		"part-paid", "code-malformed", "code-other-network", "code-other-token", "code-other-address", "code-no-amount", "code-other-amount",
		// wct
		"quotes-used-up", "missing-unknown", "other-asset", "amount-unreadable", "tag-missing", "address-malformed",
	}
	facts = []string{
		// said beside codes
		// stable-genius
		"same-amount",
		// wct
		"amount", "missing", "address", "network", "tag", "price-updated", "seen",
	}
	prints = []string{
		// midtrans
		"issuer", "acquirer", "rrn",
		// tabby
		"order-id", "paid-with", "payment-id",
		// uncle-z and midtrans
		"nmid",
		// stable-genius
		"asset", "network", "payment", "transaction",
		// wct
		"payment-code", "rate",
	}
)

// events are what can happen to a sale: every What that checkout declares.
var events = []string{
	"sale-opened", "sale-completed", "sale-voided",
	"payment-intended", "payment-sent", "payment-answered", "payment-withdrawn", "payment-parked", "payment-resumed",
	"payment-too-old", "watch-over", "payment-captured", "payment-decided", "payment-set-aside",
	"refund-intended", "refund-sent", "refund-answered", "refund-closed",
	"receipt-asked", "receipt-printed", "receipt-failed", "receipt-saved", "drawer-opened", "drawer-failed", "backup-restored",
}

// families are keys of which the last part is coined elsewhere: by a
// provider, a status, a printer. Each member is named here or comes from the
// type that coins it.
func families() map[string][]string {
	sales := []string{"kept", "parked", "stray", "refunding", "refund-doubt", "refunded", "part-refunded"}
	var answers []string
	for _, s := range checkout.Statuses() {
		answers = append(answers, s.String())
	}
	var troubles, causes []string
	for trouble := checkout.Unreachable; trouble <= checkout.Misused; trouble++ {
		troubles = append(troubles, trouble.String())
	}
	for _, cause := range printer.Causes() {
		causes = append(causes, cause.String())
	}
	return map[string][]string{
		"status.":        slices.Concat(sales, answers),
		"beneath.":       {"waiting", "doubt", "declined", "expired", "cancelled", "kept"},
		"trouble.":       troubles,
		"cause.":         append(causes, "interrupted", "restored", "suspect", "waited"),
		"fact.":          facts,
		"receipt.print.": prints,
		"print.":         {"queued", "printing", "printed", "not-printed", "doubtful", "no-printer", "sent"},
		"refused.":       append(refusals, "title", "advice"),
		"reason.":        append(reasons, "said", "none"),
		"answer.":        answers,
		"event.":         append(events, "by", "cash", "ref"),
		"refund.status.": {"requested", "pending", "done", "refused"},
		"verdict.":       {"made-sale", "attached", "acknowledged", "seen-paid", "seen-unpaid"},
		"approval.lead.": {"cashier", "manager", "owner"},
		"right.":         {"sell", "refund", "record-refund", "close-refund", "pay-in-doubt", "decide", "no-sale", "close-day", "reports", "settings", "people", "end-gap"},
		"refund.way.":    {"asked", "cash", "hand"},
		"refund.done.":   {"asked", "cash", "hand"},
		"proof.":         {"transaction-hash", "case-number"},
		"proof.hint.":    {"transaction-hash", "case-number"},
		"proof.wrong.":   {"transaction-hash", "case-number"},
		"slip.":          {"queued", "printing", "printed", "not-printed", "doubtful", "no-printer"},
		"step.":          {"made-sale", "attached", "acknowledged", "seen-paid", "seen-unpaid", "refund-done", "refund-refused"},
		"task.":          {"restored", "open", "refund-moving", "late", "twice", "unresolved", "refund", "uncaptured", "part-paid"},
		"task.advice.":   {"restored", "late", "twice", "unresolved", "refund", "uncaptured", "part-paid", "running"},
		"differ.":        {"lead", "unknown-there", "open-there", "no-list", "not-listed", "paid-there", "paid-here", "refunded-there", "amount", "not-reached"},
		"notice.":        {"paid-in", "paid-out", "copies.failed", "copies.no-room"},
		"vault.done.":    {"none", "locked", "sealed"},
		"vault.title.":   {"none", "locked", "sealed"},
		"vault.lead.":    {"none", "locked", "sealed"},
		"vault.is.":      {"none", "locked", "sealed", "keyring"},
		"shift.":         {"paid-in", "paid-in.lead", "paid-out", "paid-out.lead"},
		"report.":        {"paid", "refunded", "net", "sales", "voided", "copies", "no-sales", "float", "cash", "cash-refunded", "cash-in", "cash-out", "expected", "counted", "difference"},
		"set.":           settingWords(),
		"provider.":      {"uncle-z", "midtrans", "tabby", "stable-genius", "wct", "cash", "lead"},
		"role.":          {"cashier", "manager", "owner"},
		"person.lead.":   {"cashier", "manager", "owner"},
		"person.weak.":   {"cashier", "manager", "owner"},
		"settings.":      {"shop", "printer", "add", "add.about", "people", "people.about", "vault", "vault.about", "doctor", "doctor.about", "bundle", "bundle.about", "copies", "copies.about", "anew", "anew.about"},
		"copies.":        {"make.about", "save.about", "save.lead", "other.about", "other.lead", "damaged", "exists", "failed", "in-use", "key", "newer", "no-file", "no-path", "no-room", "no-room-here", "not-allowed", "paying", "refunding", "waiting", "unusable"},
		"setup.welcome":  {"", ".lead"},
		"setup.done":     {"", ".lead"},
		"obstacle.": {
			"damaged", "damaged.lead", "damaged.do", "missing", "missing.lead", "missing.do", "in-use", "in-use.lead", "in-use.do",
			"newer", "newer.lead", "newer.do", "no-room", "no-room.lead", "no-room.do", "sealed", "sealed.lead", "sealed.do", "read-only", "read-only.lead", "read-only.do",
			"read-only-disk", "read-only-disk.lead", "read-only-disk.do",
			"settings", "settings.lead", "settings.do", "other", "other.lead", "other.do", "locked", "not-anew", "restored",
		},
		"slip.way.": {"asked", "cash", "hand"},
		"help.": {
			"0-9", "A-Z", "+", ".", "Enter", "Backspace", "Esc", "↑ ↓", "PgUp PgDn", "Tab", "letters", "F1", "F2", "F3", "F4",
			"F5", "F6", "F7", "F8", "F9", "F10", "F11", "F12", "S", "L", "*",
		},
	}
}

// onPaper are the families of what the laws of countries want on receipts.
func onPaper() map[string][]string {
	countries := []string{"any", "idn", "ksa", "uae"}
	return map[string][]string{
		"receipt.tax.":    countries,
		"receipt.tax-id.": countries,
		"receipt.title.":  {"ksa", "uae"},
		"slip.title.":     {"ksa", "uae"},
		"xz.differs.":     {"paid-there", "paid-here", "refunded-there", "amount", "not-reached"},
	}
}

// settingWords are the keys of kasir.toml, each with a label and a help.
func settingWords() []string {
	all := []string{"incomplete", "wrong", "letters", "method.provider", "secret", "secret.help", "secret.vault", "secret.environment", "secret.missing"}
	for table, keys := range map[string][]string{
		"shop":    {"name", "address", "support", "tax_id", "tax_rate", "language", "currency", "timezone", "day_starts", "till", "prefix", "volume"},
		"printer": {"address", "profile", "drawer", "copies", "logo"},
		"people":  {"cashier_refunds", "manager_refunds", "auto_lock"},
		"method":  {"label", "id", "currency", "base_url", "poll", "timeout", "image_hosts", "email", "return_url", "user_id", "whole_refunds", "payment_type", "acquirer", "notification_url", "refunds", "merchant_code", "latitude", "longitude", "lang", "merchant_id", "ttl", "same_amount", "asset", "asset_network", "requested_asset", "requested_asset_network", "encoding", "description", "payment_path", "hash_amount", "requotes", "rounding"},
	} {
		for _, key := range keys {
			all = append(all, table+"."+key, table+"."+key+".help")
		}
	}
	return all
}

// Every key in the source has a word, and every word is used.
func TestWordsAndSourceAgree(t *testing.T) {
	used := make(map[string]bool)
	all := families()
	maps.Copy(all, onPaper())
	for prefix, members := range all {
		for _, member := range members {
			used[prefix+member] = true
			if !words.In("en").Has(prefix + member) {
				t.Errorf("no word for %s%s", prefix, member)
			}
		}
	}
	known := words.In("en").Keys()
	areas := make(map[string]bool)
	for _, key := range known {
		area, _, _ := strings.Cut(key, ".")
		areas[area] = true
	}
	for _, text := range literals(t) {
		area, rest, dotted := strings.Cut(text, ".")
		if !dotted || !areas[area] || rest == "" || strings.HasSuffix(rest, ".") || strings.ContainsAny(text, " /_\n%") {
			continue
		}
		used[text] = true
		if !words.In("en").Has(text) && !strings.HasSuffix(text, ".go") {
			t.Errorf("the source says %q, for which there is no word", text)
		}
	}
	for _, key := range known {
		if !used[key] {
			t.Errorf("%s is used nowhere", key)
		}
	}
}

// literals lists the texts in the source of those who speak to people.
func literals(t *testing.T) []string {
	t.Helper()
	var texts []string
	visit := func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if literal, ok := n.(*ast.BasicLit); ok && literal.Kind == token.STRING {
				if text, err := strconv.Unquote(literal.Value); err == nil {
					texts = append(texts, text)
				}
			}
			return true
		})
		return nil
	}
	for _, root := range []string{"../../ui", "../../printer/receipt"} {
		if err := filepath.WalkDir(root, visit); err != nil {
			t.Fatal(err)
		}
	}
	return texts
}
