package keys_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"kasir/ui/keys"
)

func TestScreenChangesBeneathADialog(t *testing.T) {
	k := keyboard{new(keys.Router)}
	first, second, dialog := newLog(fyne.KeyF5), newLog(fyne.KeyF5), newLog(fyne.KeyF5)
	k.Show(first.Layer)
	k.Push(dialog.Layer)
	k.Show(second.Layer)
	k.press(fyne.KeyF5, 0)
	k.Remove(dialog.Layer)
	k.press(fyne.KeyF5, 0)
	first.want(t)
	second.want(t, "F5")
	dialog.want(t, "F5")
}

func TestDialogsCloseInAnyOrder(t *testing.T) {
	k := keyboard{new(keys.Router)}
	screen, below, above := newLog(), newLog(), newLog()
	k.Show(screen.Layer)
	k.Push(below.Layer)
	k.Push(above.Layer)
	k.Push(below.Layer) // once more: it comes to the top, and is there once
	if k.Top() != below.Layer {
		t.Fatal("a layer pushed again is not on top")
	}
	k.Remove(above.Layer)
	k.Remove(above.Layer)
	k.Remove(below.Layer)
	if k.Top() != screen.Layer {
		t.Error("the screen is not on top of an empty stack")
	}
	k.Remove(screen.Layer)
	if k.Top() != nil {
		t.Error("an empty stack has a top")
	}
}

func TestShowingTheSameScreenKeepsThePress(t *testing.T) {
	k, screen := keyboard{new(keys.Router)}, newLog()
	k.Show(screen.Layer)
	k.KeyDown(&fyne.KeyEvent{Name: fyne.Key5})
	k.Show(screen.Layer)
	k.hold(fyne.Key5, '5')
	screen.want(t, "5")
}

func TestBreakEndsThePress(t *testing.T) {
	k, screen := keyboard{new(keys.Router)}, newLog()
	k.Show(screen.Layer)
	k.KeyDown(&fyne.KeyEvent{Name: fyne.Key5})
	k.Break() // the customer paid, and the same layer shows it
	k.hold(fyne.Key5, '5')
	screen.want(t)
	k.press(fyne.Key6, '6')
	screen.want(t, "6")
}
