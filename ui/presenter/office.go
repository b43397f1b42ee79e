package presenter

import (
	"context"

	"kasir/checkout"
)

// An Office is what the settings pages need of the program around the till:
// kasir.toml, the vault, the printer, the folder. Its methods wait, and are
// called off the UI goroutine. Rights are checked here, where the act is carried
// out: by is whoever is signed in.
type Office interface {
	// Sections reads what can be set, in the order of the file.
	Sections() ([]Section, error)
	// Blank is the section of a method that is about to be added.
	Blank(provider string) Section
	// Try looks at a section as it was filled in: whether the file would be in
	// order, and whether its service or printer answers.
	Try(ctx context.Context, s Section, values map[string]string) Findings
	// Save writes what has been tried. Secrets go into the vault.
	Save(by string, s Section, values map[string]string) error
	// Remove takes a method out.
	Remove(by string, s Section) error
	// Vault tells by what the vault is kept.
	Vault() VaultKept
	// MakeVault makes a vault where there is none, sealed with a passphrase that was
	// chosen. checkout.ErrWeakSecret.
	MakeVault(by string, chosen checkout.Secret) error
	// OpenVault opens a locked one. checkout.ErrWrongSecret.
	OpenVault(by string, passphrase checkout.Secret) error
	// ChangePassphrase seals it with another passphrase. checkout.ErrWrongSecret,
	// checkout.ErrWeakSecret.
	ChangePassphrase(by string, present, chosen checkout.Secret) error
	// TestPage prints a page on the printer that is filled in. It returns the word
	// for why it did not come out, or for what is wrong with it; empty where it is
	// well.
	TestPage(ctx context.Context, s Section, values map[string]string) (cause string)
	// Printers lists the addresses of printers that this machine knows.
	Printers(ctx context.Context) []string
	// Doctor lists what it finds; what begins with TO DO needs somebody.
	Doctor(ctx context.Context) []string
	// Bundle writes a support bundle without secrets and says where.
	Bundle(ctx context.Context, by string) (path string, err error)
	// Restart ends the till and starts it again, in training if wanted.
	Restart(training bool)
	Archive
}

// A Section is one table of kasir.toml, as a form asks for it.
type Section struct {
	Table    string // "shop", "printer", "method.0"
	Title    string // what the cashier calls it; empty where Table has a word
	About    string // a few words of its values
	Provider string // of a method
	Missing  bool   // a secret of it is nowhere
	New      bool   // it is about to be added
	Fields   []Setting
}

// A Setting is one key of a section, or a secret that belongs to it.
type Setting struct {
	Key    string
	Value  string // empty for a secret: those are never shown
	Usual  string // what holds while it is empty
	Word   string // under which its label stands: "shop.name"
	OneOf  []string
	Secret bool
	Kept   string // where a secret is: "vault", "environment", "missing"
}

// Findings are what a trial found.
type Findings struct {
	Wrong   []string // keys that cannot stay as they are
	Trouble string   // the word for why service or printer did not answer; empty where it did
	Shape   bool     // the file is written so that only a person can change it
}
