package screen

import "kasir/ui/widget"

// newKeypad makes a keypad whose keys are the keyboard's.
func newKeypad(press func(string)) *widget.Keypad {
	k := widget.NewKeypad()
	k.OnType = func(text string) {
		if text == "00" {
			press("0")
			text = "0"
		}
		press(text)
	}
	k.OnBack = func() { press("Backspace") }
	k.OnClear = func() { press("Esc") }
	k.OnCharge = func() { press("Enter") }
	return k
}

// setPoint puts a decimal mark on the keypad where the currency has decimals.
func setPoint(k *widget.Keypad, decimals int) {
	point := ""
	if decimals > 0 {
		point = "."
	}
	k.SetPoint(point)
}
