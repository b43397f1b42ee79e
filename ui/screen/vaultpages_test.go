package screen_test

import "kasir/ui/presenter"

var doorFacts = []presenter.Fact{
	{Label: "Till", Value: "Uncle-Z Coffee Shop  ·  till-01"},
	{Label: "In it", Value: "Keys of the payment services, the key of the journal, what PINs need"},
}

func doorState(note presenter.Message, typed, without string, actions ...presenter.Action) presenter.State {
	return alone(presenter.PageState{
		Name: "vault", Title: "Open the vault", Lead: "Type the passphrase of the vault, then Enter. It is not the PIN of a person.", Note: note,
		Body: presenter.Form{
			Facts:  append(doorFacts[:2:2], presenter.Fact{Label: "Without it", Value: without, Tone: presenter.Warn}),
			Fields: []presenter.Field{{Label: "Passphrase of the vault", Text: typed, Active: true}},
		},
	}, actions...)
}

var (
	openVault  = presenter.Action{Key: "Enter", Label: "Open the vault", Primary: true}
	closeKasir = presenter.Action{Key: "Esc", Label: "Close Kasir"}
	noVault    = presenter.Action{Key: "Esc", Label: "Go on without it"}
)

const (
	nothingSold = "Nothing can be sold. Ask the owner for the passphrase."
	someOff     = "Ways to pay whose keys are in it are off."
	safeWords   = "8 characters or more. Kasir asks for it at each start. Keep it safe: nobody can find it again."
)

// vaultPages are where a passphrase opens the vault, or is chosen for it.
var vaultPages = map[string]presenter.State{
	"vault":         doorState(presenter.Message{}, "", nothingSold, openVault, closeKasir),
	"vault-without": doorState(presenter.Message{}, "••••••••••••••••••••••••••••••••••••••••••••••••••••••••••••••••••••••••", someOff, openVault, noVault),
	"vault-wrong": doorState(presenter.Message{Tone: presenter.Bad, Text: "That is not the passphrase. Type it again; small and capital letters differ."},
		"", nothingSold, openVault, closeKasir),
	"vault-asking": doorState(presenter.Message{Tone: presenter.Busy, Text: "One moment."}, "", nothingSold),
	"vault-needed": alone(presenter.PageState{
		Name: "vault-form", Title: "Make a vault", Lead: safeWords,
		Note: presenter.Message{Tone: presenter.Warn, Text: "What you typed goes into a vault. This computer has no keyring for one, so a passphrase seals it."},
		Body: presenter.Form{Fields: []presenter.Field{
			{Label: "New passphrase", Text: "••••", Wrong: "8 characters or more.", Active: true}, {Label: "Once more"},
		}},
	}, save, presenter.Action{Key: "Esc", Label: "Back"}),
	"vault-change": over(presenter.PageState{
		Name: "vault-form", Title: "Another passphrase", Lead: "8 characters or more. Keep it safe: nobody can find it again.",
		Body: presenter.Form{Fields: []presenter.Field{
			{Label: "Present passphrase", Wrong: "That is not the passphrase. Type it again; small and capital letters differ.", Active: true}, {Label: "New passphrase"}, {Label: "Once more"},
		}},
	}, save),
}
