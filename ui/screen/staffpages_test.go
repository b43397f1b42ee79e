package screen_test

import "kasir/ui/presenter"

// alone is a locked page: nothing else can be done.
func alone(p presenter.PageState, actions ...presenter.Action) presenter.State {
	p.Locked = true
	return frame(presenter.State{Screen: presenter.Amount, Page: &p, Actions: actions})
}

// staffPages are where people say who they are.
var staffPages = map[string]presenter.State{
	"sign-in": alone(presenter.PageState{
		Name: "sign-in", Title: "Who is at the till?", Lead: "Choose your name, then type your PIN.",
		Body: presenter.Choices{Choices: []presenter.Choice{
			{Key: "1", Label: "Budi"},
			{Key: "2", Label: "Ani"},
			{Key: "3", Label: "Sari Kusumawardhani", Selected: true},
			{Key: "4", Label: "Dewi", Why: "Locked after too many wrong tries. The owner unlocks it: Settings, people."},
		}},
	}, presenter.Action{Key: "Enter", Label: "Choose", Primary: true}),
	"sign-in-pin": alone(presenter.PageState{
		Name: "sign-in", Title: "Who is at the till?", Lead: "Choose your name, then type your PIN.",
		Note: presenter.Message{Tone: presenter.Warn, Text: "Too many wrong tries. Wait 30 s, then try again."},
		Body: presenter.Figure{Next: "Sign in", Facts: []presenter.Fact{{Label: "Name", Value: "Sari Kusumawardhani"}}, Amount: presenter.AmountState{Title: "PIN of Sari Kusumawardhani", Entry: "•••"}},
	}, presenter.Action{Key: "Enter", Label: "Sign in", Primary: true}, presenter.Action{Key: "Esc", Label: "Back"}),
	"approval": over(presenter.PageState{
		Name: "approval", Title: "Approval", Lead: "The owner must approve this. Choose the person, who then types the passphrase.",
		Body: presenter.Form{
			Facts: []presenter.Fact{
				{Label: "To be approved", Value: "give money back"}, {Label: "Amount", Value: "Rp 1,250,000", Tone: presenter.Busy}, {Label: "Asked by", Value: "Sari"},
			},
			Fields: []presenter.Field{{Label: "Passphrase of Budi", Text: "••••••••", Active: true}},
		},
	}, presenter.Action{Key: "Enter", Label: "Approve", Primary: true}),
}
