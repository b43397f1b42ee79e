package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"

	"kasir/checkout"
	"kasir/store"
	"kasir/store/vault"
	"kasir/ui/command"
)

const ownersPassphrase = "tiga kopi susu"

// staffedFolder is a till's folder with an owner and a cashier.
func staffedFolder(t *testing.T) string {
	t.Helper()
	keyring.MockInit()
	dir := shopFolder(t)
	wantCode(t, done, "citra works here now, as owner.")(kasir(t, dir, ownersPassphrase+"\n", "people", "add", "citra", "--role", "owner"))
	wantCode(t, done, "ani works here now, as cashier.")(kasir(t, dir, ownersPassphrase+"\n2580\n", "people", "add", "ani", "--role", "cashier"))
	return dir
}

func TestPeopleAreSetUpByTheirOwner(t *testing.T) {
	dir := staffedFolder(t)
	wantCode(t, done, "citra  owner\nani  cashier\n")(kasir(t, dir, "", "people", "list"))
	wantCode(t, failed, "this is not the owner's passphrase")(kasir(t, dir, "tiga kopi hitam\n1379\n", "people", "add", "budi", "--role", "manager"))
	wantCode(t, failed, "the passphrase of citra is empty")(kasir(t, dir, "", "people", "remove", "ani"))
	wantCode(t, done, "Changed. What ani knew before is void.")(kasir(t, dir, ownersPassphrase+"\n8642\n", "people", "change", "ani"))
	wantCode(t, done, "ani may try again.")(kasir(t, dir, ownersPassphrase+"\n", "people", "unlock", "ani"))
	_, out, _ := kasir(t, dir, "", "doctor")
	if !strings.Contains(out, "OK    people: 2 are set up") {
		t.Errorf("doctor says\n%s", out)
	}
	wantCode(t, failed, "the owner is set up first and removed last")(kasir(t, dir, ownersPassphrase, "people", "remove", "citra"))
	wantCode(t, done, "ani no longer works here.\n")(kasir(t, dir, ownersPassphrase, "people", "remove", "ani"))
	wantCode(t, done, "Nobody does: every right is open to everybody.")(kasir(t, dir, ownersPassphrase, "people", "remove", "citra"))
	wantCode(t, done, "Nobody is set up")(kasir(t, dir, "", "people", "list"))
	code, out, errOut := kasir(t, dir, "", "verify")
	wantCode(t, done, "OK: 0 sales")(code, out, errOut)
	for _, file := range []string{store.File, vault.File} {
		data, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil || strings.Contains(string(data), ownersPassphrase) || strings.Contains(string(data), "tiga kopi hitam") {
			t.Errorf("%s: %v, or a passphrase in clear", file, err)
		}
	}
}

func TestPeopleSaysWhatIsWrong(t *testing.T) {
	keyring.MockInit()
	dir := shopFolder(t)
	for _, c := range []struct {
		in   string
		args []string
		code int
		said string
	}{
		{"", []string{"people"}, misuse, "list, add, change, unlock or remove"},
		{"2580", []string{"people", "add", "ani"}, misuse, "--role is cashier, manager or owner"},
		{"2580", []string{"people", "add", "ani", "--role", "boss"}, misuse, "--role is cashier, manager or owner"},
		{"2580", []string{"people", "add", "ani", "--role", "cashier"}, failed, "the owner is set up first"},
		{"1234", []string{"people", "add", "citra", "--role", "owner"}, failed, "too easy to guess"},
		{"tiga kopi susu", []string{"people", "add", "\x1b", "--role", "owner"}, failed, "a name has 1 to 32 characters"},
		{"", []string{"people", "remove", "ani"}, failed, "nobody of that name works here"},
		{"x", []string{"--training", "people", "add", "citra", "--role", "owner"}, failed, "training keeps no secrets"},
	} {
		wantCode(t, c.code, c.said)(kasir(t, dir, c.in, c.args...))
	}
	headless(t)
	wantCode(t, failed, "there is no keyring here to keep secrets in")(kasir(t, shopFolder(t), "tiga kopi susu", "people", "add", "citra", "--role", "owner"))
}

// A thief with a bbolt tool empties the list of people; with the vault beside it
// the till knows better.
func TestPeopleCutOutOfTheDatabaseOpenNothing(t *testing.T) {
	dir := staffedFolder(t)
	f := folder{path: dir}
	s, err := f.settings()
	if err != nil {
		t.Fatal(err)
	}
	v, err := f.openVault(nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, store.File)); err != nil { // the whole of it, to begin anew
		t.Fatal(err)
	}
	db, err := f.openStore(s, v)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	p, err := f.newPeople(db, s, func() *vault.Vault { return v })
	if err != nil {
		t.Fatal(err)
	}
	if setUp, err := p.SetUp(); !setUp || err == nil {
		t.Errorf("set up %v, %v", setUp, err)
	}
	if _, err := p.Allow("", checkout.Act{Right: checkout.RightSell}, ""); err == nil {
		t.Error("every right is open")
	}
}

// The vault is gone: the till must not go on as if there had never been one.
func TestATillWithoutItsVaultDoesNotOpen(t *testing.T) {
	dir := staffedFolder(t)
	if err := os.Remove(filepath.Join(dir, vault.File)); err != nil {
		t.Fatal(err)
	}
	f := folder{path: dir}
	s, err := f.settings()
	if err != nil {
		t.Fatal(err)
	}
	v, err := f.openVault(nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.openStore(s, v); err == nil || !strings.Contains(err.Error(), "is sealed with a key that is not here") {
		t.Errorf("with a new vault: %v", err)
	}
	headless(t)
	if v, err = f.openVault(nil); v != nil || err != nil {
		t.Fatalf("%v, %v", v, err)
	}
	if _, err := f.openStore(s, v); err == nil || !strings.Contains(err.Error(), "is sealed with a key that is not here") {
		t.Errorf("without one: %v", err)
	}
	wantCode(t, done, "OK: 0 sales")(kasir(t, dir, "", "verify"))
	wantCode(t, done, "entries are sealed with a key that is not here and were not proved")(kasir(t, dir, "", "verify"))
	wantCode(t, done, "no sales")(kasir(t, dir, "", "sales")) // reading goes on
}

// A machine was reinstalled and its keyring is empty. The shop goes on, and the
// log says from where.
func TestStartingOverIsOnRecord(t *testing.T) {
	dir := staffedFolder(t)
	wantCode(t, failed, "nothing is lost")(kasir(t, dir, "till-01\n", "secret", "start-over"))
	keyring.MockInit() // empty
	wantCode(t, failed, "is in a keyring that does not give it")(kasir(t, dir, ownersPassphrase, "people", "remove", "ani"))
	wantCode(t, failed, "that is not till-01; nothing was changed")(kasir(t, dir, "yes\n", "secret", "start-over"))
	wantCode(t, done, "There is a new vault.")(kasir(t, dir, "till-01\n", "secret", "start-over"))
	if _, err := os.Stat(filepath.Join(dir, lostVault)); err != nil {
		t.Error(err)
	}
	wantCode(t, done, "Nobody is set up")(kasir(t, dir, "", "people", "list"))
	wantCode(t, done, "citra works here now")(kasir(t, dir, ownersPassphrase, "people", "add", "citra", "--role", "owner"))
	code, out, errOut := kasir(t, dir, "", "verify")
	wantCode(t, done, "entries are sealed with a key that is not here")(code, out, errOut)
	if strings.Contains(out, "(0 proved") {
		t.Errorf("got %s", out)
	}
}

func TestVerifyProvesTheLogWithTheVaultsKey(t *testing.T) {
	dir := staffedFolder(t)
	code, out, errOut := kasir(t, dir, "", "verify")
	wantCode(t, done, " proved with the vault's key)")(code, out, errOut)
	if strings.Contains(out, "(0 proved") || strings.Contains(out, "were not proved") {
		t.Errorf("got %s", out)
	}
}

// While the till was open the doctor could not tell that nobody was set up.
func TestTheDoctorAsksTheOpenTillForPeople(t *testing.T) {
	dir := folder{path: staffedFolder(t)}
	db, err := store.Open(dir.place(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	p := &patient{}
	if p.examinePeople(t.Context(), dir); !strings.Contains(p.lines.String(), "not read, because the till does not answer") {
		t.Errorf("with a till that does not answer: %s", p.lines.String())
	}
	ctx, stop := context.WithCancel(t.Context())
	ready, ended := make(chan struct{}), make(chan error, 1)
	go func() {
		ended <- command.Serve(ctx, dir.place(), desk(db, checkout.Shop{}, "epson-80"), func() { close(ready) })
	}()
	<-ready
	if p.examinePeople(t.Context(), dir); !strings.Contains(p.lines.String(), "OK    people: 2 are set up") {
		t.Errorf("with the till open: %s", p.lines.String())
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
