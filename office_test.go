package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"kasir/checkout"
	"kasir/checkout/simulator"
	"kasir/printer/printertest"
	"kasir/store/settings"
	"kasir/ui/presenter"
)

// desktill opens everything of a till but its window, in a folder with the given
// settings; without any where they are empty.
func desktill(t *testing.T, toml string) *till {
	t.Helper()
	test.NewTempApp(t)
	t.Setenv(passphraseVariable, "the passphrase of a test vault")
	dir := t.TempDir()
	if toml != "" {
		if err := os.WriteFile(filepath.Join(dir, settings.Name), []byte(toml), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return reopen(t, dir)
}

func reopen(t *testing.T, dir string) *till {
	t.Helper()
	opened, shut := openFor(t, dir)
	t.Cleanup(shut)
	return opened
}

// openFor opens a till until it is shut.
func openFor(t *testing.T, dir string) (opened *till, shut func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	opened = newTill(folder{path: dir})
	opened.shut = func() {}
	shut = func() {
		cancel()
		opened.close()
	}
	err := opened.prepare(ctx)
	if err == nil {
		err = opened.open(ctx)
	}
	if err != nil {
		shut()
		t.Fatal(err)
	}
	return opened, shut
}

func gateway(t *testing.T) string {
	t.Helper()
	s := simulator.New(simulator.Options{})
	if err := s.Listen("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s.URL()
}

func (t *till) file() string {
	text, _ := os.ReadFile(filepath.Join(t.dir.path, settings.Name)) // "" where there is none
	return string(text)
}

// filled is what a section's form holds before anybody types.
func filled(s presenter.Section, typed map[string]string) map[string]string {
	values := make(map[string]string)
	for _, f := range s.Fields {
		values[f.Key] = f.Value
	}
	for key, value := range typed {
		values[key] = value
	}
	return values
}

const ours = `# our shop
[shop]
name = "Shop" # on the sign too

[[method]]
id = "cash"
label = "Cash"
provider = "cash"
`

func TestASettingIsSavedAndTheRestOfTheFileStays(t *testing.T) {
	o := office{desktill(t, ours)}
	sections, err := o.Sections()
	if err != nil || len(sections) != 4 || sections[0].Fields[0].Value != "Shop" || sections[3].Title != "Cash" {
		t.Fatalf("sections: %+v, %v", sections, err)
	}
	values := filled(sections[0], map[string]string{"name": "New Shop", "timezone": "Mars/Olympus"})
	if found := o.Try(t.Context(), sections[0], values); len(found.Wrong) != 1 || found.Wrong[0] != "timezone" {
		t.Errorf("a wrong time zone: %+v", found)
	}
	values["timezone"] = "Asia/Dubai"
	if found := o.Try(t.Context(), sections[0], values); len(found.Wrong) > 0 || found.Trouble != "" {
		t.Errorf("tried: %+v", found)
	}
	if err := o.Save("", sections[0], values); err != nil {
		t.Fatal(err)
	}
	want := strings.Replace(ours, `name = "Shop" #`, `name = "New Shop" #`, 1)
	want = strings.Replace(want, "too\n", "too\ntimezone = \"Asia/Dubai\"\n", 1)
	if got := o.t.file(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// The connection is tried with the secrets as they are typed. They go into the
// vault and nowhere else.
func TestAMethodIsTriedAndItsSecretsAreKept(t *testing.T) {
	o := office{desktill(t, ours)}
	blank := o.Blank("uncle-z")
	values := filled(blank, map[string]string{
		"base_url": gateway(t), "PUBLIC_KEY": simulator.UncleZPublicKey, "SECRET": "canary-that-is-wrong",
	})
	if found := o.Try(t.Context(), blank, values); found.Trouble == "" {
		t.Error("a wrong secret passes")
	}
	values["SECRET"] = simulator.UncleZSecret
	if found := o.Try(t.Context(), blank, values); found.Trouble != "" || len(found.Wrong) > 0 {
		t.Fatalf("tried: %+v", found)
	}
	if err := o.Save("", blank, values); err != nil {
		t.Fatal(err)
	}
	if text := o.t.file(); !strings.Contains(text, "provider = \"uncle-z\"") || strings.Contains(text, values["SECRET"]) || strings.Contains(text, "SECRET") {
		t.Errorf("the file says\n%s", text)
	}
	if kept, ok := o.t.vault.Load().Secret("KASIR_QRIS_SECRET"); !ok || kept != simulator.UncleZSecret {
		t.Error("the vault does not have the secret")
	}
	sections, err := o.Sections()
	if err != nil || len(sections) != 5 || sections[4].Missing || sections[4].New {
		t.Fatalf("sections: %+v, %v", sections, err)
	}
	for _, f := range sections[4].Fields {
		if f.Secret && (f.Value != "" || f.Kept != "vault") {
			t.Errorf("the form is given %+v", f)
		}
	}
	if err := o.Remove("", sections[4]); err != nil || strings.TrimSpace(o.t.file()) != strings.TrimSpace(ours) {
		t.Errorf("removed: %v\n%s", err, o.t.file())
	}
}

// Every service's form has the keys that the service reads, and no others.
func TestFormsHaveTheKeysOfTheirService(t *testing.T) {
	o := office{desktill(t, ours)}
	for _, svc := range services {
		blank := o.Blank(svc.name)
		values := filled(blank, map[string]string{"currency": "USD", "merchant_code": "a", "merchant_id": "m", "asset": "USD", "requested_asset": "BTC"})
		if svc.takes != "" {
			values["currency"], _, _ = strings.Cut(svc.takes, " ")
		}
		for _, f := range blank.Fields {
			if values[f.Key] == "" && len(f.OneOf) > 0 {
				values[f.Key] = f.OneOf[0]
			}
		}
		for _, key := range svc.own {
			if key.Kind == settings.Number {
				values[key.Name] = "60"
			}
			if key.Kind == settings.Decimal {
				values[key.Name] = "1.5"
			}
		}
		if svc.name == "wct" {
			values["requotes"], values["base_url"] = "3", "https://wct.example.com"
		}
		for _, key := range []string{"email", "user_id", "acquirer", "lang", "description"} {
			if slices.ContainsFunc(svc.own, func(k settings.Key) bool { return k.Name == key }) {
				values[key] = "en"
			}
		}
		if found := o.Try(t.Context(), blank, values); len(found.Wrong) > 0 || found.Shape {
			t.Errorf("%s: %+v", svc.name, found)
		}
	}
}

func TestOnlyTheOwnerChangesSettings(t *testing.T) {
	o := office{desktill(t, ours)}
	people := o.t.people
	if err := people.Add("Budi", checkout.Owner, "the owner's words"); err != nil {
		t.Fatal(err)
	}
	sections, err := o.Sections()
	if err != nil {
		t.Fatal(err)
	}
	values := filled(sections[0], map[string]string{"name": "Thief's Shop"})
	for _, by := range []string{"", "Budi", "Sari"} {
		if err := o.Save(by, sections[0], values); err == nil {
			t.Errorf("%q saved without having signed in", by)
		}
		if err := o.Remove(by, sections[3]); err == nil {
			t.Errorf("%q removed without having signed in", by)
		}
	}
	if o.t.file() != ours {
		t.Errorf("the file says\n%s", o.t.file())
	}
	if err := people.SignIn("Budi", "the owner's words"); err != nil {
		t.Fatal(err)
	}
	if err := o.Save("Budi", sections[0], values); err != nil {
		t.Error(err)
	}
}

func TestTheTestPageComesOut(t *testing.T) {
	o := office{desktill(t, "")}
	device := printertest.New(t)
	sections, err := o.Sections()
	if err != nil {
		t.Fatal(err)
	}
	values := filled(sections[1], map[string]string{"address": device.Address()})
	if cause := o.TestPage(t.Context(), sections[1], values); cause != "" {
		t.Fatalf("not printed: %s", cause)
	}
	if jobs := device.Jobs(); len(jobs) != 1 || !strings.Contains(jobs[0].Dump(), "123456789012345678901234567890") {
		t.Errorf("jobs: %v", jobs)
	}
	o.t.settings.Shop.Address = []string{"\U000F1234"}
	if cause := o.TestPage(t.Context(), sections[1], values); cause != "set.letters" {
		t.Errorf("letters that the printer lacks: %q", cause)
	}
	device.Behave(printertest.Refuse())
	if cause := o.TestPage(t.Context(), sections[1], values); !strings.HasPrefix(cause, "cause.") {
		t.Errorf("a printer that is off: %q", cause)
	}
}

// With an empty folder the wizard comes up, and leaves a till that sells.
func TestTheWizardLeavesATillThatSells(t *testing.T) {
	opened := desktill(t, "")
	c := opened.counter
	var state presenter.State
	c.OnChange = func(s presenter.State) { state = s }
	screen := make(chan func(), 64)
	c.Dispatch = func(f func()) { screen <- f }
	if err := c.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	at := func(name string) {
		t.Helper()
		patience := time.After(10 * time.Second)
		for state.Page == nil || state.Page.Name != name {
			select {
			case f := <-screen:
				f()
			case <-patience:
				t.Fatalf("never seen: %s; on screen: %+v", name, state.Page)
			}
		}
	}
	types := func(text string) {
		for _, char := range text {
			c.Type(char)
		}
	}
	at("setup")
	c.Press("Enter")
	at("setup-shop")
	types("Uncle-Z Coffee Shop")
	c.Press("Enter")
	at("setup-method")
	c.Press("6") // cash
	c.Press("Enter")
	c.Press("Enter")
	at("setup-printer")
	c.Press("Esc")
	at("setup-owner")
	types("Budi")
	c.Press("Tab")
	types("the owner's words")
	c.Press("Tab")
	types("the owner's words")
	c.Press("Enter")
	at("setup-done")
	c.Press("Enter")
	if opened.again == nil || opened.again.training {
		t.Fatalf("starts again: %+v", opened.again)
	}
	s, first, err := opened.dir.openSettings()
	if err != nil || first || s.Shop.Name != "Uncle-Z Coffee Shop" || len(s.Methods) != 1 {
		t.Errorf("left: %+v, %v, %v\n%s", s, first, err, opened.file())
	}
	if setUp, err := opened.people.SetUp(); err != nil || !setUp {
		t.Errorf("an owner is set up: %v, %v", setUp, err)
	}
}

func TestPractisingStartsInTraining(t *testing.T) {
	for _, c := range []struct {
		again      again
		args, want []string
	}{
		{again{training: true}, []string{"--data", "d"}, []string{"--data", "d", "--training"}},
		{again{}, []string{"--training", "--data", "d"}, []string{"--data", "d"}},
		{again{training: true}, []string{"--training"}, []string{"--training"}},
	} {
		if got := c.again.arguments(c.args); !slices.Equal(got, c.want) {
			t.Errorf("%v %v: got %v, want %v", c.again, c.args, got, c.want)
		}
	}
}
