package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"kasir/checkout"
	"kasir/printer"
	"kasir/printer/escpos"
	"kasir/printer/receipt"
	"kasir/store/durable"
	"kasir/store/settings"
	"kasir/ui/presenter"
)

// An office changes a till's settings from its window. kasir.toml is read anew
// each time: somebody may have written in it meanwhile.
type office struct{ t *till }

var _ presenter.Office = office{}

func (o office) path() string { return filepath.Join(o.t.dir.path, settings.Name) }

func (o office) sheet() (*settings.Sheet, error) {
	text, err := optional(os.ReadFile(o.path()))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", settings.Name, err)
	}
	return settings.NewSheet(text)
}

// Sections lists what kasir.toml says.
func (o office) Sections() ([]presenter.Section, error) {
	sheet, err := o.sheet()
	if err != nil {
		return nil, err
	}
	all := []presenter.Section{
		o.section(sheet, "shop", settings.ShopKeys(), sheet.Value("shop", "name")),
		o.section(sheet, "printer", settings.PrinterKeys(profileList()), sheet.Value("printer", "address")),
		o.section(sheet, "people", settings.PeopleKeys(), sheet.Value("people", "cashier_refunds")),
	}
	for i := range sheet.Methods() {
		table := fmt.Sprintf("method.%d", i)
		s := o.method(sheet, table, sheet.Value(table, "provider"))
		all = append(all, s)
	}
	return all, nil
}

func profileList() []string {
	var names []string
	for _, p := range escpos.Profiles() {
		names = append(names, p.Name)
	}
	return names
}

func (o office) section(sheet *settings.Sheet, table string, keys []settings.Key, about string) presenter.Section {
	s := presenter.Section{Table: table, About: about}
	area, _, _ := strings.Cut(table, ".")
	for _, key := range keys {
		oneOf := key.OneOf
		if key.Kind == settings.Switch {
			oneOf = []string{settings.On, settings.Off}
		}
		s.Fields = append(s.Fields, presenter.Setting{
			Key: key.Name, Value: sheet.Value(table, key.Name), Usual: key.Usual, Word: area + "." + key.Name, OneOf: oneOf,
		})
	}
	return s
}

// method is the section of one way to pay, its secrets last.
func (o office) method(sheet *settings.Sheet, table, provider string) presenter.Section {
	svc, _ := findService(provider)
	s := o.section(sheet, table, o.keys(table, provider), provider)
	s.Title, s.Provider = sheet.Value(table, "label"), provider
	id := sheet.Value(table, "id")
	for _, field := range svc.secrets {
		kept := o.whereIs(settings.EnvName(id, field))
		s.Missing = s.Missing || kept == "missing"
		s.Fields = append(s.Fields, presenter.Setting{Key: field, Word: "secret", Secret: true, Kept: kept})
	}
	return s
}

func (o office) whereIs(name string) string {
	if _, ok := settings.FromEnvironment(name); ok {
		return "environment"
	}
	if _, ok := o.t.vault.Load().Secret(name); ok {
		return "vault"
	}
	return "missing"
}

// Blank is a method that is about to be added, with what is usual filled in.
func (o office) Blank(provider string) presenter.Section {
	sheet, err := o.sheet()
	if err != nil {
		sheet, _ = settings.NewSheet(nil)
	}
	svc, _ := findService(provider)
	s := o.method(sheet, fmt.Sprintf("method.%d", sheet.Methods()), provider)
	s.New, s.Title = true, svc.label
	id := svc.id
	for n := 2; o.taken(sheet, id); n++ {
		id = fmt.Sprintf("%s-%d", svc.id, n)
	}
	for i := range s.Fields {
		switch s.Fields[i].Key {
		case "label":
			s.Fields[i].Value = svc.label
		case "id":
			s.Fields[i].Value = id
		}
	}
	return s
}

func (o office) taken(sheet *settings.Sheet, id string) bool {
	for i := range sheet.Methods() {
		if sheet.Value(fmt.Sprintf("method.%d", i), "id") == id {
			return true
		}
	}
	return false
}

// keys are those of a table.
func (o office) keys(table, provider string) []settings.Key {
	switch table {
	case "shop":
		return settings.ShopKeys()
	case "printer":
		return settings.PrinterKeys(profileList())
	case "people":
		return settings.PeopleKeys()
	}
	svc, _ := findService(provider)
	return slices.Concat(settings.MethodKeys()[:2], svc.own, settings.MethodKeys()[2:])
}

// fill makes the file as a section was filled in.
func (o office) fill(s presenter.Section, values map[string]string) (*settings.Sheet, error) {
	sheet, err := o.sheet()
	if err != nil {
		return nil, err
	}
	keys := o.keys(s.Table, s.Provider)
	if s.New {
		keys = append(keys, settings.Key{Name: "provider"})
		values["provider"] = s.Provider
	}
	return sheet.Fill(s.Table, keys, values)
}

// Try looks at a section as it was filled in, and asks its service or printer.
func (o office) Try(ctx context.Context, s presenter.Section, values map[string]string) presenter.Findings {
	found := o.try(ctx, s, values)
	o.t.log.Info("settings tried", "name", s.Table, "wrong", found.Wrong, "trouble", found.Trouble) // never a value
	return found
}

func (o office) try(ctx context.Context, s presenter.Section, values map[string]string) presenter.Findings {
	sheet, err := o.fill(s, values)
	if errors.Is(err, settings.ErrShape) {
		return presenter.Findings{Shape: true}
	}
	if err != nil {
		return presenter.Findings{Wrong: wrongKeys(s, values, err)}
	}
	parsed, err := settings.Parse(sheet.Text())
	if wrong := wrongKeys(s, values, err); len(wrong) > 0 {
		return presenter.Findings{Wrong: wrong}
	}
	switch {
	case err != nil && s.Provider == "" && s.Table != "printer":
		return presenter.Findings{} // something else is still to be set
	case err != nil:
		return presenter.Findings{Trouble: "set.incomplete"}
	case s.Table == "printer":
		return tryPrinter(ctx, s, values, parsed)
	case s.Provider != "":
		return o.tryMethod(ctx, s, values, parsed)
	}
	return presenter.Findings{}
}

// wrongKeys are the keys of a section that an error complains of.
func wrongKeys(s presenter.Section, values map[string]string, err error) []string {
	var problems settings.Problems
	var one settings.Problem
	if errors.As(err, &one) {
		problems = settings.Problems{one}
	} else if !errors.As(err, &problems) {
		return nil
	}
	var wrong []string
	for _, p := range problems {
		for _, prefix := range []string{s.Table + ".", "method " + values["id"] + ": "} {
			if key, ok := strings.CutPrefix(p.Key, prefix); ok {
				wrong = append(wrong, key)
			}
		}
	}
	return wrong
}

func tryPrinter(ctx context.Context, s presenter.Section, values map[string]string, parsed *settings.Settings) presenter.Findings {
	device, err := newPrinter(parsed)
	if err != nil {
		return presenter.Findings{Wrong: wrongKeys(s, values, err)}
	}
	if !device.IsSet() {
		return presenter.Findings{}
	}
	if cause := device.Ready(ctx); cause != printer.Well {
		return presenter.Findings{Trouble: "cause." + cause.String()}
	}
	return presenter.Findings{}
}

// tryMethod asks the service, with the secrets as they were typed.
func (o office) tryMethod(ctx context.Context, s presenter.Section, values map[string]string, parsed *settings.Settings) presenter.Findings {
	i := slices.IndexFunc(parsed.Methods, func(m settings.Method) bool { return m.ID == values["id"] })
	if i < 0 {
		return presenter.Findings{Wrong: []string{"id"}}
	}
	typed := func(name string) (checkout.Secret, bool) {
		for _, f := range s.Fields {
			if f.Secret && values[f.Key] != "" && settings.EnvName(values["id"], f.Key) == name {
				return checkout.Secret(values[f.Key]), true
			}
		}
		return o.t.vault.Load().Secret(name)
	}
	m, err := methodWith(parsed.Methods[i], parsed, typed, "")
	if err != nil {
		return presenter.Findings{Wrong: wrongKeys(s, values, err)}
	}
	if m.Missing.Word != "" {
		return presenter.Findings{Trouble: "reason." + m.Missing.Word}
	}
	checker, ok := m.Provider.(checkout.Checker)
	if !ok {
		return presenter.Findings{}
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	if err := checker.Check(ctx); err != nil {
		return presenter.Findings{Trouble: "trouble." + checkout.TroubleOf(err).Trouble.String()}
	}
	return presenter.Findings{}
}

// allow checks, where the act is carried out, that by may change settings.
func (o office) allow(by string) error {
	_, err := o.t.people.Allow(by, checkout.Act{Right: checkout.RightSettings}, "")
	return err
}

// Save writes a section. Secrets go into the vault, never into the file.
func (o office) Save(by string, s presenter.Section, values map[string]string) error {
	if err := o.allow(by); err != nil {
		return fmt.Errorf("save settings: %w", err)
	}
	sheet, err := o.fill(s, values)
	if err != nil {
		return fmt.Errorf("save settings: %w", err)
	}
	for _, f := range s.Fields {
		if !f.Secret || values[f.Key] == "" {
			continue
		}
		if o.t.vault.Load() == nil {
			return fmt.Errorf("save settings: %w", checkout.ErrNoVault)
		}
		if err := o.t.vault.Load().Set(settings.EnvName(values["id"], f.Key), checkout.Secret(values[f.Key])); err != nil {
			return sayVault(o.t.dir.path, err)
		}
	}
	return o.write(by, sheet, s.Table)
}

// Remove takes a method out of the file. Its secrets stay until 'kasir secret
// remove': the same method may come back.
func (o office) Remove(by string, s presenter.Section) error {
	if err := o.allow(by); err != nil {
		return fmt.Errorf("remove a method: %w", err)
	}
	sheet, err := o.sheet()
	if err == nil {
		sheet, err = sheet.Without(s.Table)
	}
	if err != nil {
		return fmt.Errorf("remove a method: %w", err)
	}
	return o.write(by, sheet, s.Table+" removed")
}

func (o office) write(by string, sheet *settings.Sheet, what string) error {
	if err := durable.Write(o.path(), sheet.Text()); err != nil {
		return fmt.Errorf("write %s: %w", o.path(), err)
	}
	o.t.log.Info("settings changed", "what", what)
	return o.t.db.Record(checkout.Event{At: now().UTC(), What: checkout.SettingsChanged, By: by, Note: what})
}

// TestPage prints a page on the printer that is filled in.
func (o office) TestPage(ctx context.Context, s presenter.Section, values map[string]string) (cause string) {
	sheet, err := o.fill(s, values)
	if err != nil {
		return "set.wrong"
	}
	parsed, err := settings.Parse(sheet.Text())
	if err != nil { // what is still missing elsewhere does not keep a page from coming out
		parsed = &settings.Settings{Printer: settings.Printer{Address: values["address"], Profile: values["profile"]}}
		if parsed.Printer.Profile == "" {
			parsed.Printer.Profile = o.t.settings.Printer.Profile
		}
	}
	device, err := newPrinter(parsed)
	if err != nil {
		return "set.wrong"
	}
	result := device.Print(ctx, receipt.TestPage(device.Profile, o.t.settings.Shop, o.t.queue.Logos.Of(o.t.settings.Shop)))
	switch {
	case result.Outcome != printer.Printed && result.Outcome != printer.Sent:
	case lacking(device.Profile, o.t.settings) != "":
		return "set.letters"
	default:
		return ""
	}
	return "cause." + result.Cause.String()
}

// Printers lists what this machine has that may be a printer.
func (o office) Printers(ctx context.Context) []string {
	var all []string
	for _, found := range printer.Detect(ctx) {
		all = append(all, found.Address)
	}
	return all
}

// Doctor lists what the doctor finds.
func (o office) Doctor(ctx context.Context) []string {
	var text strings.Builder
	_ = doctor(ctx, o.t.dir, &text, now()) // what is wrong stands in the lines
	return strings.Split(strings.TrimSpace(text.String()), "\n")
}

// Bundle writes a support bundle beside the data.
func (o office) Bundle(ctx context.Context, by string) (string, error) {
	path := filepath.Join(o.t.dir.place(), "kasir-bundle-"+now().Format("20060102-150405")+".zip")
	if err := writeBundle(ctx, o.t.dir, o.t.vault.Load(), path); err != nil {
		return "", err
	}
	o.t.log.Info("bundle", "by", by)
	return path, nil
}

// Restart closes the window; the program then starts anew.
func (o office) Restart(training bool) {
	o.t.again = &again{training: training}
	o.t.log.Info("restart", "training", training)
	o.t.shut()
}
