package presenter

import (
	"errors"

	"kasir/checkout"
)

// VaultKept says by what the vault is kept.
type VaultKept string

// How a vault can be kept.
const (
	VaultInKeyring VaultKept = "keyring" // of the system's user
	VaultSealed    VaultKept = "sealed"  // with a passphrase
	VaultLocked    VaultKept = "locked"  // the till was opened without its passphrase
	NoVault        VaultKept = "none"    // there is no keyring, and nobody has chosen a passphrase
)

// mostPassphrase is how long a passphrase may be, in characters.
const mostPassphrase = 200

func newPassphrase(label string) *text {
	return &text{label: label, secret: true, most: mostPassphrase}
}

// vaultForm makes a vault, opens it, or gives it another passphrase.
type vaultForm struct {
	kept   VaultKept
	form   form
	locked bool // it is part of the wizard
	note   Message
	busy   bool
	then   func() // goes on with what the vault was needed for
}

// needVault has a vault made or opened for what cannot do without, and goes on
// with that.
func (c *Counter) needVault(inSetup bool, then func()) {
	c.behind(func() func() {
		kept := c.Office.Vault()
		return func() {
			p := newVaultForm(kept, then)
			p.locked, p.note = inSetup, Message{Warn, c.Words.Say("vault.needed")}
			c.openPage(p)
		}
	})
}

// The labels of the form's fields.
const (
	presentPassphrase = "vault.present"
	chosenPassphrase  = "vault.chosen"
	chosenAgain       = "person.again"
)

func newVaultForm(kept VaultKept, then func()) *vaultForm {
	p := &vaultForm{kept: kept, then: then}
	var labels []string
	switch kept {
	case VaultLocked:
		labels = []string{"vault.passphrase"}
	case VaultSealed:
		labels = []string{presentPassphrase, chosenPassphrase, chosenAgain}
	case NoVault, VaultInKeyring:
		labels = []string{chosenPassphrase, chosenAgain}
	}
	for _, label := range labels {
		p.form.texts = append(p.form.texts, newPassphrase(label))
	}
	return p
}

func (p *vaultForm) field(label string) *text { return p.form.find(label) }

func (p *vaultForm) render(c *Counter) (PageState, []Action) {
	state := PageState{
		Name: "vault-form", Title: c.Words.Say("vault.title." + string(p.kept)), Lead: c.Words.Say("vault.lead." + string(p.kept)),
		Note: p.note, Locked: p.locked, Body: Form{Fields: p.form.fields(c)},
	}
	if p.busy {
		return state, nil
	}
	enter := p.form.keys(c, "act.save", func() { p.save(c) })
	if p.kept == VaultLocked {
		enter.Label = c.Words.Say("act.open-vault")
	}
	if p.locked { // the table of keys would lead out of the wizard
		return state, []Action{enter, c.on("Esc", "act.back", c.closePage)}
	}
	return state, append([]Action{enter}, c.pageKeys()...)
}

// save does with the vault what the form is for.
func (p *vaultForm) save(c *Counter) {
	chosen, again := p.field(chosenPassphrase), p.field(chosenAgain)
	if chosen.value != again.value {
		again.value, again.wrong = "", "person.not-the-same"
		return
	}
	present := checkout.Secret(p.form.texts[0].value)
	by, secret := c.cashier(), checkout.Secret(chosen.value)
	act := func() error { return c.Office.MakeVault(by, secret) }
	switch p.kept {
	case VaultLocked:
		act = func() error { return c.Office.OpenVault(by, present) }
	case VaultSealed:
		act = func() error { return c.Office.ChangePassphrase(by, present, secret) }
	case NoVault, VaultInKeyring:
	}
	p.busy, p.note = true, Message{Busy, c.Words.Say("identify.checking")}
	c.behind(func() func() {
		err := act()
		return func() { p.saved(c, err) }
	})
}

func (p *vaultForm) saved(c *Counter, err error) {
	p.busy, p.note = false, Message{}
	for _, t := range p.form.texts {
		t.value = ""
	}
	p.form.at = 0
	switch {
	case errors.Is(err, checkout.ErrWrongSecret):
		p.form.texts[0].wrong = "vault.wrong"
	case errors.Is(err, checkout.ErrWeakSecret):
		weak := p.field(chosenPassphrase)
		weak.wrong = "person.weak.owner"
		p.form.at = len(p.form.texts) - 2
	case err != nil:
		c.failed("", err)
	default:
		c.restart = c.restart || p.kept != VaultSealed // the journal is sealed from the next start on
		c.tell(Good, "vault.done."+string(p.kept))
		if c.top() == page(p) { // or whoever asked has gone on
			c.leavePage(p)
			p.then()
		}
	}
}
