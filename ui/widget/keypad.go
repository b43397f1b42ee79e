package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

var _ fyne.Widget = (*Keypad)(nil)

// Keypad is the key pad for amounts, in the order of payment terminals and
// telephones:
//
//	1   2   3   C
//	4   5   6   ⌫
//	7   8   9   +
//	00  0  000  +
//	[  charge   ]
//
// Whoever touches the screen has that order in the hand from every payment
// terminal, whose command keys then lie where they do here: the one that gives
// up at the top right beside 3, the one that corrects beside 6, the one that
// accepts last. Whoever types has a number pad and does not look.
type Keypad struct {
	widget.BaseWidget

	OnType   func(text string) // digits, "+", or the point, as if typed
	OnBack   func()            // the last digit goes
	OnClear  func()            // the whole amount goes
	OnCharge func()            // the amount is to be paid

	keys   map[string]*Key
	point  *Key
	charge *Key
}

// The order of the keys, a cell each; a key that is named twice is that big.
var pad = [5][4]string{
	{"1", "2", "3", "C"},
	{"4", "5", "6", "back"},
	{"7", "8", "9", "+"},
	{"point", "0", "000", "+"},
	{"charge", "charge", "charge", "charge"},
}

// NewKeypad returns a key pad for a currency without decimals.
func NewKeypad() *Keypad {
	k := &Keypad{keys: make(map[string]*Key)}
	for _, text := range []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "000"} {
		k.keys[text] = NewKey(text, Plain, func() { k.typed(text) })
	}
	k.keys["+"] = NewKey("+", Quiet, func() { k.typed("+") })
	k.keys["C"] = NewKey("C", Quiet, func() { call(k.OnClear) })
	k.keys["back"] = newMarkKey(markBack, Quiet, func() { call(k.OnBack) })
	k.point = NewKey("00", Plain, func() { k.typed(k.point.Text()) })
	k.keys["point"] = k.point
	k.charge = NewKey("", Primary, func() { call(k.OnCharge) })
	k.keys["charge"] = k.charge
	k.ExtendBaseWidget(k)
	return k
}

// SetPoint puts the currency's decimal point on a key; "" takes it away.
func (k *Keypad) SetPoint(point string) {
	if point == "" {
		point = "00"
	}
	k.point.SetText(point)
}

// SetCharge names the key that charges, and says whether there is something to charge.
func (k *Keypad) SetCharge(text string, enabled bool) {
	k.charge.SetText(text)
	k.charge.SetEnabled(enabled)
}

// Key returns the key with that text, nil if there is none.
func (k *Keypad) Key(text string) *Key { return k.keys[text] }

func (k *Keypad) typed(text string) {
	if k.OnType != nil {
		k.OnType(text)
	}
}

// CreateRenderer lays the keys out; the last row, the charge key, is the higher one.
func (k *Keypad) CreateRenderer() fyne.WidgetRenderer {
	gap := func() float32 { return theme.SizeForWidget(theme.SizeNamePadding, k) }
	r := &renderer{
		least:  func() fyne.Size { return fyne.NewSize(4*leastKey+3*gap(), 4*leastKey+leastPrimary+4*gap()) },
		layout: func(size fyne.Size) { k.layout(size, gap()) },
	}
	r.refresh = func() {
		k.layout(k.Size(), gap())
		for _, key := range r.objects {
			key.Refresh()
		}
	}
	for _, text := range []string{
		"1", "2", "3", "C", "4", "5", "6", "back", "7", "8", "9", "+", "point", "0", "000", "charge",
	} {
		r.objects = append(r.objects, k.keys[text])
	}
	return r
}

func (k *Keypad) layout(size fyne.Size, gap float32) {
	width := floor((size.Width - 3*gap) / 4)
	height := floor((size.Height - 4*gap) * leastKey / (4*leastKey + leastPrimary))
	last := size.Height - 4*(height+gap)
	for row := range pad {
		for column, text := range pad[row] {
			if row > 0 && pad[row-1][column] == text || column > 0 && pad[row][column-1] == text {
				continue // placed already, from its top left
			}
			w, h := width, height
			switch text {
			case "+":
				h = 2*height + gap
			case "charge":
				w, h = 4*width+3*gap, last
			}
			place(k.keys[text], float32(column)*(width+gap), float32(row)*(height+gap), w, h)
		}
	}
}

// call calls what the screen has set, if it has.
func call(act func()) {
	if act != nil {
		act()
	}
}
