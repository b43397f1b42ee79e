package keys_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"kasir/ui/keys"
)

func TestHeldEnterActsOnce(t *testing.T) {
	for _, enter := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter} {
		k, screen := keyboard{new(keys.Router)}, newLog(fyne.KeyReturn)
		k.Show(screen.Layer)
		k.down(enter, 0)
		for range 15 {
			k.hold(enter, 0)
		}
		screen.want(t, "Return")

		k.up(enter)
		k.press(enter, 0)
		screen.want(t, "Return", "Return")
	}
}

func TestHeldBackspaceRepeats(t *testing.T) {
	k, screen := keyboard{new(keys.Router)}, newLog()
	screen.bind(fyne.KeyBackspace, true, func() {})
	k.Show(screen.Layer)
	k.down(fyne.KeyBackspace, 0)
	k.hold(fyne.KeyBackspace, 0)
	k.up(fyne.KeyBackspace)
	screen.want(t, "BackSpace", "BackSpace")
}

func TestDigitsAreCharacters(t *testing.T) {
	k, screen := keyboard{new(keys.Router)}, newLog(fyne.Key5)
	screen.Bindings = nil
	k.Show(screen.Layer)
	k.press(fyne.Key5, '(') // AZERTY without Shift
	k.press(fyne.Key5, '5')
	k.press(fyne.Key5, 0) // number pad without NumLock
	screen.want(t, "(", "5")
}

func TestHeldDigitTypesOne(t *testing.T) {
	k, screen := keyboard{new(keys.Router)}, newLog()
	k.Show(screen.Layer)
	k.down(fyne.Key0, '0')
	k.down(desktop.KeyShiftLeft, 0)
	k.hold(fyne.Key0, '0')
	k.hold(fyne.Key0, '0')
	screen.want(t, "0")
	k.down(fyne.Key7, '7') // rolled over, the other still held
	screen.want(t, "0", "7")
}

func TestNoKeyReachesBehindADialog(t *testing.T) {
	k, screen, dialog := keyboard{new(keys.Router)}, newLog(fyne.KeyReturn, fyne.KeyF5), newLog(fyne.KeyEscape)
	k.Show(screen.Layer)
	k.Push(dialog.Layer)
	k.press(fyne.Key1, '1')
	k.press(fyne.KeyReturn, 0)
	k.press(fyne.KeyF5, 0)
	k.press(fyne.KeyEscape, 0)
	screen.want(t)
	dialog.want(t, "1", "Escape")

	k.Remove(dialog.Layer)
	k.press(fyne.KeyF5, 0)
	screen.want(t, "F5")
}

func TestKeyThatClosedADialogTypesNothingBehindIt(t *testing.T) {
	k, screen, dialog := keyboard{new(keys.Router)}, newLog(fyne.KeySpace), newLog()
	dialog.bind(fyne.KeySpace, false, func() { k.Remove(dialog.Layer) })
	k.Show(screen.Layer)
	k.Push(dialog.Layer)
	k.down(fyne.KeySpace, ' ')
	k.hold(fyne.KeySpace, ' ')
	k.up(fyne.KeySpace)
	dialog.want(t, "Space")
	screen.want(t)

	k.press(fyne.Key5, '5')
	screen.want(t, "5")
}

func TestDigitThatChoseTypesNothingIntoTheNextScreen(t *testing.T) {
	k, amount := keyboard{new(keys.Router)}, newLog()
	method := newLog()
	method.OnRune = func(rune) { k.Show(amount.Layer) }
	k.Show(method.Layer)
	k.down(fyne.Key1, '1')
	k.hold(fyne.Key1, '1')
	k.hold(fyne.Key1, '1')
	amount.want(t)
}

func TestEnterThatOpenedADialogDoesNotConfirmIt(t *testing.T) {
	k, screen, dialog := keyboard{new(keys.Router)}, newLog(), newLog(fyne.KeyReturn)
	screen.bind(fyne.KeyReturn, false, func() { k.Push(dialog.Layer) })
	k.Show(screen.Layer)
	k.down(fyne.KeyReturn, 0)
	k.hold(fyne.KeyReturn, 0)
	k.up(fyne.KeyReturn)
	screen.want(t, "Return")
	dialog.want(t)

	k.press(fyne.KeyReturn, 0)
	dialog.want(t, "Return")
}

func TestRepeatDoesNotCrossIntoTheNextScreen(t *testing.T) {
	k, before, after := keyboard{new(keys.Router)}, newLog(), newLog()
	after.bind(fyne.KeyBackspace, true, func() {})
	k.Show(before.Layer)
	k.down(fyne.KeyBackspace, 0)
	k.Show(after.Layer) // the customer paid meanwhile
	k.hold(fyne.KeyBackspace, 0)
	after.want(t)
}

func TestKeyThatWentDownElsewhereIsNotOurs(t *testing.T) {
	k, screen := keyboard{new(keys.Router)}, newLog()
	screen.bind(fyne.KeyDown, true, func() {})
	k.Show(screen.Layer)
	k.hold(fyne.KeyDown, 0) // its KeyDown went to a focused entry
	screen.want(t)
}

func TestControlCharactersAreNotTyped(t *testing.T) {
	k, screen := keyboard{new(keys.Router)}, newLog()
	k.Show(screen.Layer)
	k.press(fyne.KeyReturn, '\r')
	screen.want(t)
}

func TestKeyWithNothingToDo(t *testing.T) {
	k, screen := keyboard{new(keys.Router)}, newLog()
	k.press(fyne.KeyF1, 0) // nobody is there yet
	screen.Bindings = []keys.Binding{{Key: fyne.KeyF1}, {Cap: "0-9"}}
	screen.OnRune = nil
	k.Show(screen.Layer)
	k.press(fyne.KeyF1, 0)
	k.press(fyne.KeyUnknown, 'x')
	screen.want(t)
}
