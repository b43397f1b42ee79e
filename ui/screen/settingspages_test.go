package screen_test

import "kasir/ui/presenter"

var save = presenter.Action{Key: "Enter", Label: "Save", Primary: true}

// settingsPages are the settings and the wizard of the first start.
var settingsPages = map[string]presenter.State{
	"settings": over(presenter.PageState{
		Name: "settings", Title: "Settings", Lead: "Arrows choose, Enter opens. Everything is tried before it is saved.",
		Note: presenter.Message{Tone: presenter.Warn, Text: "What was saved counts after a new start of Kasir."},
		Body: presenter.List{Rows: []presenter.Row{
			{Amount: "Shop", Method: "Uncle-Z Coffee Shop"},
			{Amount: "Printer and drawer", Method: "tcp://192.168.1.50:9100"},
			{Amount: "Limits and lock", Method: "50000"},
			{Amount: "QRIS", Method: "uncle-z", Status: "secret missing", Tone: presenter.Warn},
			{Amount: "Cash", Method: "cash"},
			{Amount: "Add a way to pay", Method: "QRIS, GoPay, Tabby, crypto, cash"},
			{Amount: "People", Method: "Who works here, and what each may do", Status: "nobody: every right is open", Tone: presenter.Warn},
			{Amount: "Vault", Method: "Keeps the secrets of payment services", Status: "none: no secret is kept", Tone: presenter.Warn},
			{Amount: "Copies of the data", Method: "Make one, save one elsewhere, restore one"},
			{Amount: "Check everything", Method: "Settings, clock, disk, printer, each way to pay"},
			{Amount: "Support bundle", Method: "A file for whoever helps, without secrets"},
			{Amount: "Start Kasir anew", Method: "Takes up what was saved"},
		}},
	}, presenter.Action{Key: "Enter", Label: "Open", Primary: true}),
	"copies": over(presenter.PageState{
		Name: "copies", Title: "Copies of the data", Lead: "Enter on a copy shows what restoring it means. Each was verified when it was made.",
		Note: presenter.Message{Tone: presenter.Good, Text: "Verified and written: /home/shop/.config/kasir/backups/kasir-000012-20261121T150405Z.db"},
		Body: presenter.List{Rows: []presenter.Row{
			{Amount: "Make a copy now", Method: "Beside the data, verified"},
			{Amount: "Save a copy elsewhere", Method: "On a stick or another drive, verified"},
			{Amount: "Restore from a file", Method: "A copy that lies elsewhere"},
			{Amount: "2026-11-21 22:04", Method: "kasir-000012-20261121T150405Z.db", Status: "Restore"},
			{Amount: "2026-11-21 18:04", Method: "kasir-000011-20261121T110405Z.db", Status: "Restore"},
		}},
	}, presenter.Action{Key: "Enter", Label: "Open", Primary: true}),
	"copies-path": over(presenter.PageState{
		Name: "path", Title: "Save a copy elsewhere", Lead: "A folder or a new file, such as /media/usb or E:\\kasir.db.",
		Body: presenter.Form{Fields: []presenter.Field{
			{Label: "Path", Text: "/media/usb/kasir.db", Wrong: "There is such a file already. Type another name.", Active: true},
		}},
	}, save),
	"restore": over(presenter.PageState{
		Name: "restore", Title: "Restore a copy", Lead: "What restoring this copy means. Arrows scroll; F5 restores.",
		Body: presenter.Story{
			Facts: []presenter.Fact{
				{Label: "File", Value: "/home/shop/.config/kasir/backups/kasir-000012-20261121T150405Z.db"},
				{Label: "Made", Value: "2026-11-21 22:04"},
				{Label: "Sales in it", Value: "1204"},
			},
			Lines: []presenter.Line{
				{Text: "Sales, refunds and shifts after this copy are not in it.", Tone: presenter.Warn},
				{Text: "Look those up at each service afterwards. Do not ring them up again, and give nothing back twice."},
				{Text: "A code that waits to be paid now may not be in the copy. See to it first."},
				{Text: "Receipt numbers carry new letters, so that none is given twice."},
				{Text: "A payment or refund that the copy calls not sent counts as sent: its service is asked, and the same key is never used for anything new."},
				{Text: "Papers that waited are not printed again by themselves."},
				{Text: "People and PINs are those of the copy."},
				{Text: "The data of today is kept in a file beside it. Settings and secrets stay as they are."},
				{Text: "Kasir closes its window, restores, starts again and says how it came out."},
			},
		},
	}, presenter.Action{Key: "F5", Label: "Restore", Danger: true}),
	"restored": over(presenter.PageState{
		Name: "restored", Title: "A copy was restored", Lead: "What to do now. It stays until the owner has read it.",
		Body: presenter.Story{
			Facts: []presenter.Fact{
				{Label: "File", Value: "/media/usb/kasir.db"}, {Label: "It ends at", Value: "2026-11-21 22:04"}, {Label: "Sales in it", Value: "1204"},
			},
			Lines: []presenter.Line{
				{Text: "Wait: Kasir asks the services about the 2 sales that were unfinished in the copy."},
				{Text: "Look up at each service what was paid and refunded after the copy ended. Ring none of it up again; keep the list with the next Z.", Tone: presenter.Warn},
				{Text: "Give nothing back for an older sale before you have looked there whether that was done already.", Tone: presenter.Warn},
				{Text: "Receipt numbers carry QK7M from now on, so that none is given twice."},
				{Text: "The file that was replaced is kept: /home/shop/.config/kasir/kasir.db.replaced-20261121T151500Z"},
			},
		},
	}, presenter.Action{Key: "Enter", Label: "Read and done", Primary: true}),
	"settings-shop": over(presenter.PageState{
		Name: "section", Title: "Shop", Lead: "Such as Asia/Jakarta or Asia/Dubai.",
		Body: presenter.Form{
			Facts: []presenter.Fact{{Label: "Field", Value: "7 / 11"}},
			Fields: []presenter.Field{
				{Label: "Currency", Hint: "usual: IDR"},
				{Label: "Time zone", Text: "Mars/Olympus", Wrong: "Such as Asia/Jakarta or Asia/Dubai.", Active: true},
				{Label: "Day begins", Text: "04:00"},
			},
		},
	}, save),
	"settings-method": over(presenter.PageState{
		Name: "section", Title: "QRIS", Lead: "As the payment service gave it. It goes into the vault, never into a file.",
		Note: presenter.Message{Tone: presenter.Good, Text: "It works."},
		Body: presenter.Form{
			Facts:  []presenter.Fact{{Label: "Service", Value: "uncle-z"}, {Label: "Field", Value: "13 / 13"}},
			Fields: []presenter.Field{{Label: "SECRET", Text: "••••••••••••••••", Active: true}},
		},
	}, save, presenter.Action{Key: "F5", Label: "Try it"}, presenter.Action{Key: "F4", Label: "Remove", Danger: true}),
	"settings-printer": alone(presenter.PageState{
		Name: "setup-printer", Title: "Printer and drawer", Lead: "Such as tcp://192.168.1.50:9100, file:///dev/usb/lp0, cups://queue; none: for no printer.",
		Note: presenter.Message{Tone: presenter.Warn, Text: "The printer cannot be reached. Check power and network."},
		Body: presenter.Form{
			Facts:  []presenter.Fact{{Label: "Field", Value: "1 / 3"}, {Label: "Found here", Value: "file:///dev/usb/lp0  cups://Receipt"}},
			Fields: []presenter.Field{{Label: "Address", Text: "tcp://192.168.1.50:9100", Active: true}, {Label: "Model", Hint: "usual: epson-80"}, {Label: "Drawer", Hint: "usual: none"}},
		},
	}, save, presenter.Action{Key: "F5", Label: "Test page"}, presenter.Action{Key: "Esc", Label: "Skip"}),
	"setup": alone(presenter.PageState{
		Name: "setup", Title: "Welcome to Kasir", Lead: "A few questions, each of which can be skipped. Or practise first: no real money moves.",
		Body: presenter.Choices{Choices: []presenter.Choice{{Key: "1", Label: "Set up this till", Selected: true}, {Key: "2", Label: "Practise first"}}},
	}, pickA, presenter.Action{Key: "l", Label: "Bahasa Indonesia / English"}),
	"setup-method": alone(presenter.PageState{
		Name: "setup-method", Title: "Add a way to pay", Lead: "Through which service is it paid?",
		Body: presenter.Choices{Choices: []presenter.Choice{
			{Key: "1", Label: "uncle-z: QRIS", Selected: true},
			{Key: "2", Label: "Midtrans: GoPay, QRIS"},
			{Key: "3", Label: "Tabby: pay later"},
			{Key: "4", Label: "Stable Genius: USDC"},
			{Key: "5", Label: "WCT Pay: crypto"},
			{Key: "6", Label: "Cash"},
		}},
	}, pickA, presenter.Action{Key: "Esc", Label: "Skip"}),
	"setup-owner": alone(presenter.PageState{
		Name: "setup-owner", Title: "Owner", Lead: "The owner may do everything. The passphrase has 8 characters or more. Without an owner every right is open.",
		Body: presenter.Form{Fields: []presenter.Field{
			{Label: "Name", Text: "Budi"}, {Label: "PIN or passphrase", Text: "•••", Wrong: "8 characters or more.", Active: true}, {Label: "Once more"},
		}},
	}, save, presenter.Action{Key: "Esc", Label: "Skip"}),
	"person": over(presenter.PageState{
		Name: "person", Title: "Somebody new", Lead: "A cashier sells. The PIN has 4 to 8 digits.",
		Body: presenter.Form{Fields: []presenter.Field{
			{Label: "Name", Text: "Sari"},
			{Label: "Role: the space bar chooses", Text: "cashier"},
			{Label: "PIN or passphrase", Text: "••••", Wrong: "4 to 8 digits, no run like 1234.", Active: true},
		}},
	}, save),
	"doctor": over(presenter.PageState{
		Name: "doctor", Title: "Check everything", Lead: "What is amber needs somebody.",
		Body: presenter.Story{Lines: []presenter.Line{
			{Text: "settings /home/kasir/.config/kasir/kasir.toml", Tone: presenter.Good},
			{Text: "clock 2026-11-21 14:30:00 +07:00", Tone: presenter.Good},
			{Text: "printer tcp://192.168.1.50:9100, epson-80: The printer cannot be reached. Check power and network.", Tone: presenter.Warn},
			{Text: "no users are set up: every right is open to everybody"},
		}},
	}),
}
