package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"kasir/assets/words"
	"kasir/checkout"
	"kasir/store"
	"kasir/store/settings"
	"kasir/store/vault"
	"kasir/ui/presenter"
)

const vaultWords = "the passphrase of a test vault"

// A visitor stands at the door of a till, with a keyboard.
type visitor struct {
	*presenter.Counter
	t     *testing.T
	work  chan func()
	shown presenter.State
	said  strings.Builder // all that was ever shown
}

func visit(t *testing.T, d presenter.Door) *visitor {
	t.Helper()
	v := watch(t, &presenter.Counter{
		Till: &checkout.Till{Shop: checkout.Shop{Name: "Shop", Till: "till-01"}}, Words: words.In("en"),
	})
	v.Knock(t.Context(), d)
	t.Cleanup(v.Close)
	return v
}

// watch sits down before a counter that nobody has opened yet.
func watch(t *testing.T, c *presenter.Counter) *visitor {
	t.Helper()
	v := &visitor{Counter: c, t: t, work: make(chan func(), 1024)}
	c.Log, c.Dispatch = slog.New(slog.NewTextHandler(&v.said, nil)), func(f func()) { v.work <- f }
	c.OnChange = func(s presenter.State) {
		v.shown = s
		fmt.Fprintf(&v.said, "%+v %+v\n", s, s.Page)
	}
	return v
}

// page waits for a page.
func (v *visitor) page(name string) presenter.PageState {
	for v.shown.Page == nil || v.shown.Page.Name != name {
		(<-v.work)()
	}
	return *v.shown.Page
}

// types types a text and Enter, and waits for what comes of it.
func (v *visitor) types(text string) {
	v.write(text)
	(<-v.work)()
}

// write types a text and Enter.
func (v *visitor) write(text string) {
	for _, char := range text {
		v.Type(char)
	}
	v.Press("Enter")
}

// shutWithPassphrase is the folder of a till that was closed. Its vault is sealed,
// and nobody has said the passphrase.
func shutWithPassphrase(t *testing.T) string {
	t.Helper()
	test.NewTempApp(t)
	t.Setenv(passphraseVariable, vaultWords)
	dir := shopOf(t, ours)
	_, shut := openFor(t, dir)
	shut()
	t.Setenv(passphraseVariable, "")
	return dir
}

// shopOf is a folder with settings.
func shopOf(t *testing.T, toml string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, settings.Name), []byte(toml), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

func prepared(t *testing.T, dir string) *till {
	t.Helper()
	waiting := newTill(folder{path: dir})
	waiting.shut = func() {}
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(func() {
		cancel()
		waiting.close()
	})
	if err := waiting.prepare(ctx); err != nil || !waiting.locked {
		t.Fatalf("locked: %t, %v", waiting.locked, err)
	}
	return waiting
}

// A till that was started from the desktop ended without a word, because its
// vault waited for a passphrase on a terminal that there was not.
func TestTheWindowAsksForThePassphraseFirst(t *testing.T) {
	waiting := prepared(t, shutWithPassphrase(t))
	d, err := waiting.door(t.Context())
	if err != nil || d.Without != nil {
		t.Fatalf("a sealed journal goes on without its key: %v", err)
	}
	entered, left := 0, 0
	d.Enter, d.Leave = func() { entered++ }, func() { left++ }
	v := visit(t, d)
	if v.shown.Page == nil || v.shown.Page.Name != "vault" || !v.shown.Page.Locked {
		t.Fatalf("shown: %+v", v.shown.Page)
	}
	for _, key := range []string{"F2", "F3", "F7", "F10", "Enter", "*"} {
		v.Press(key)
	}
	v.Press("Backspace") // the star
	v.types("the passphrase of another vault")
	if v.shown.Page.Note.Tone != presenter.Bad || entered > 0 || waiting.db != nil {
		t.Errorf("a wrong passphrase: %+v", v.shown.Page)
	}
	v.types(vaultWords)
	if entered != 1 || left != 0 || waiting.db == nil || waiting.vault.Load() == nil {
		t.Errorf("entered %d, left %d; shown: %+v", entered, left, v.shown.Page)
	}
	if sealed, err := waiting.db.Sealed(); !sealed || err != nil {
		t.Errorf("the journal goes on unsealed: %v", err)
	}
	for _, secret := range []string{"passphrase of another", vaultWords} {
		if strings.Contains(v.said.String(), secret) {
			t.Error("what was typed is on the screen or in the log")
		}
	}
}

// What keeps the till shut behind an open vault is said in the window.
func TestATillThatDoesNotOpenSaysWhy(t *testing.T) {
	waiting := prepared(t, shutWithPassphrase(t))
	d, err := waiting.door(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	closed := 0
	waiting.shut = func() { closed++ }
	d.Open = func(checkout.Secret) error { return sayStore(waiting.dir.path, store.ErrInUse) }
	d.Blocked = waiting.blocked
	v := visit(t, d)
	v.types(vaultWords)
	if v.shown.Page.Name != "obstacle" || v.shown.Page.Title != words.In("en").Say("obstacle.in-use") {
		t.Fatalf("shown: %+v", v.shown.Page)
	}
	var o *obstacle
	if v.Press("Enter"); closed != 1 || !errors.As(waiting.failed, &o) || !o.met {
		t.Errorf("closed %d times with %v", closed, waiting.failed)
	}
}

// Behind an open vault a damaged database is restored with the vault's key, when
// the till has closed what it opened.
func TestDamageBehindTheVaultIsRestoredAfterTheTillHasClosed(t *testing.T) {
	waiting := prepared(t, shutWithPassphrase(t))
	v, err := vault.Open(waiting.dir.path, vaultWords)
	if err != nil {
		t.Fatal(err)
	}
	waiting.vault.Store(v)
	closed := 0
	waiting.shut = func() { closed++ }
	met := waiting.blocked(&store.DamageError{Err: errors.New("x")})
	if trouble := met.Restore("/x/kasir.db"); trouble != "" || waiting.again == nil || waiting.again.restore.file != "/x/kasir.db" || waiting.again.restore.options.AuditKey == nil {
		t.Fatalf("%q: %+v", trouble, waiting.again)
	}
	if met.Again(); closed != 1 || waiting.failed != nil {
		t.Errorf("closed %d times, with %v", closed, waiting.failed)
	}
}

// A copy of a sealed journal is restored only with the key in the vault, which
// waits for its passphrase too.
func TestARestoreAsksForTheVaultThatTheCopyNeeds(t *testing.T) {
	path := shutWithPassphrase(t)
	dir := folder{path: path}
	t.Setenv(passphraseVariable, vaultWords)
	key := dir.knownKey(nil)
	t.Setenv(passphraseVariable, "")
	db, err := store.Open(path, store.Options{AuditKey: key})
	if err != nil {
		t.Fatal(err)
	}
	copied, err := store.NewBackups(db, path).Make()
	if err = errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	met := dir.met(dir.damaged(errors.New("x")))
	if trouble := met.Restore(copied); trouble != presenter.NeedsVault {
		t.Fatalf("without the vault: %q", trouble)
	}
	if err := met.Unlock("another passphrase"); !errors.Is(err, checkout.ErrWrongSecret) {
		t.Errorf("a wrong passphrase: %v", err)
	}
	if err := met.Unlock(vaultWords); err != nil {
		t.Fatal(err)
	}
	if trouble := met.Restore(copied); trouble != "" {
		t.Errorf("with the vault: %q", trouble)
	}
}

// A vault with nothing but a service's secrets, put there on the command line.
func TestATillWithoutItsSecretsSaysWhereTheyAre(t *testing.T) {
	headless(t)
	dir := shopFolder(t)
	t.Setenv(passphraseVariable, vaultWords)
	wantCode(t, 0, "Kept")(kasir(t, dir, "s3cr3t", "secret", "set", "qris", "SECRET"))
	t.Setenv(passphraseVariable, "")
	waiting := prepared(t, dir)
	d, err := waiting.door(t.Context())
	if err != nil || d.Without == nil {
		t.Fatalf("nothing asks for the vault, and it is asked for: %v", err)
	}
	d.Enter = func() {}
	v := visit(t, d)
	v.Press("Esc")
	(<-v.work)()
	if m := waiting.counter.Till.Methods[0]; m.Missing.Word != "vault-locked" {
		t.Errorf("the method lacks %+v", m.Missing)
	}
	o := office{waiting}
	if o.Vault() != presenter.VaultLocked {
		t.Errorf("the vault is %s", o.Vault())
	}
	if err := o.OpenVault("", "not the passphrase"); !errors.Is(err, checkout.ErrWrongSecret) {
		t.Errorf("a wrong passphrase: %v", err)
	}
	if err := o.OpenVault("", vaultWords); err != nil || o.Vault() != presenter.VaultSealed {
		t.Errorf("opened: %v; %s", err, o.Vault())
	}
}

// A shop without a keyring makes its vault in the window, keeps a secret and its
// owner in it, and finds all of it at the next start.
func TestAVaultIsMadeInTheWindow(t *testing.T) {
	headless(t)
	test.NewTempApp(t)
	t.Setenv(passphraseVariable, "")
	dir := shopOf(t, ours)
	first, shut := openFor(t, dir)
	t.Cleanup(shut)
	o := office{first}
	if err := first.people.Add("Budi", checkout.Owner, "rain over Bandung"); !errors.Is(err, checkout.ErrNoVault) {
		t.Errorf("an owner without a vault: %v", err)
	}
	if err := o.MakeVault("", "short"); !errors.Is(err, checkout.ErrWeakSecret) || o.Vault() != presenter.NoVault {
		t.Errorf("a short passphrase: %v; %s", err, o.Vault())
	}
	if err := o.MakeVault("", vaultWords); err != nil || o.Vault() != presenter.VaultSealed {
		t.Fatalf("made: %v; %s", err, o.Vault())
	}
	if err := first.people.Add("Budi", checkout.Owner, "rain over Bandung"); err != nil {
		t.Fatal(err)
	}
	if err := o.ChangePassphrase("", vaultWords, "mangosteen at noon"); !errors.Is(err, checkout.ErrNotAllowed) {
		t.Errorf("nobody is signed in, and the passphrase is changed: %v", err)
	}
	shut()
	t.Setenv(passphraseVariable, vaultWords)
	next := reopen(t, dir)
	if sealed, err := next.db.Sealed(); !sealed || err != nil {
		t.Errorf("the journal is not sealed: %v", err)
	}
	if err := next.people.SignIn("Budi", "rain over Bandung"); err != nil {
		t.Fatal(err)
	}
	o = office{next}
	if err := o.ChangePassphrase("Budi", "not the passphrase", "mangosteen at noon"); !errors.Is(err, checkout.ErrWrongSecret) {
		t.Errorf("without the present passphrase: %v", err)
	}
	if err := o.ChangePassphrase("Budi", vaultWords, "mangosteen at noon"); err != nil {
		t.Fatal(err)
	}
	if _, err := vault.Open(dir, vaultWords); !errors.Is(err, vault.ErrWrongPassphrase) {
		t.Errorf("the old passphrase: %v", err)
	}
	if _, err := vault.Open(dir, "mangosteen at noon"); err != nil {
		t.Errorf("the new one: %v", err)
	}
}

// The passphrase is chosen by keys, twice, and never shown.
func TestAPassphraseIsChosenByKeys(t *testing.T) {
	headless(t)
	test.NewTempApp(t)
	t.Setenv(passphraseVariable, "")
	opened := reopen(t, shopOf(t, ours))
	v := watch(t, opened.counter)
	if err := v.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	v.Press("s")
	v.page("settings")
	for range 6 {
		v.Press("Down")
	}
	v.Press("Enter")
	v.page("vault-form")
	v.write(vaultWords)
	v.write("another passphrase")
	if fields := v.shown.Page.Body.(presenter.Form).Fields; fields[1].Wrong == "" || fields[1].Text != "" {
		t.Errorf("two that differ: %+v", fields)
	}
	v.write(vaultWords)
	list := v.page("settings").Body.(presenter.List)
	for list.Rows[6].Status != "sealed with a passphrase" { // read anew
		(<-v.work)()
		list = v.page("settings").Body.(presenter.List)
	}
	if opened.vault.Load().Kept() != vault.Passphrase || !strings.Contains(v.said.String(), "There is a vault now") {
		t.Error("there is no vault, or nobody was told")
	}
	if strings.Contains(v.said.String(), vaultWords) {
		t.Error("the passphrase was shown")
	}
}
