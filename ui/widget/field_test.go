package widget_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"kasir/ui/theme"
	"kasir/ui/widget"
)

// passed writes down the keys that a field lets through.
type passed struct{ got []string }

func (p *passed) KeyDown(e *fyne.KeyEvent)  { p.got = append(p.got, "down "+string(e.Name)) }
func (p *passed) KeyUp(e *fyne.KeyEvent)    { p.got = append(p.got, "up "+string(e.Name)) }
func (p *passed) TypedKey(e *fyne.KeyEvent) { p.got = append(p.got, "typed "+string(e.Name)) }

func TestFieldKeepsWhatWrites(t *testing.T) {
	app(t, theme.Light())
	keys := &passed{}
	field := widget.NewField(keys)
	show(t, field, 300, 60)
	press := func(name fyne.KeyName) {
		event := &fyne.KeyEvent{Name: name}
		field.KeyDown(event)
		field.TypedKey(event)
		field.KeyUp(event)
	}
	test.Type(field, "4711")
	press(fyne.KeyBackspace)
	press(fyne.KeyF5)
	if field.Text != "471" {
		t.Errorf("got %q, want 471", field.Text)
	}
	if want := []string{"down F5", "typed F5", "up F5"}; !slices.Equal(keys.got, want) {
		t.Errorf("got %q, want %q", keys.got, want)
	}
}

func TestFieldWithoutKeys(t *testing.T) {
	app(t, theme.Light())
	field, submitted := widget.NewField(nil), false
	show(t, field, 300, 60)
	field.OnSubmitted = func(string) { submitted = true }
	field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if !submitted {
		t.Error("Enter does not reach the field")
	}
}

func TestFieldIsHighEnough(t *testing.T) {
	app(t, theme.Light())
	if got := widget.NewField(nil).MinSize().Height; got < 56 {
		t.Errorf("got %v, want 56 or more", got)
	}
}
