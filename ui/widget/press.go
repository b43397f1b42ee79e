package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

var (
	_ fyne.Tappable     = (*press)(nil)
	_ fyne.Disableable  = (*press)(nil)
	_ desktop.Mouseable = (*press)(nil)
	_ desktop.Hoverable = (*press)(nil)
)

// press is what all have that can be pressed. It cannot be focused: a button
// with the focus would swallow the digits. It does not light up beneath the
// pointer either, which after a touch stays where the finger was.
type press struct {
	widget.BaseWidget

	// OnTapped is called when it was pressed and let go.
	OnTapped func()

	down     bool
	disabled bool
}

// Enable lets it be pressed.
func (p *press) Enable() { p.setDisabled(false) }

// Disable greys it out.
func (p *press) Disable() { p.setDisabled(true) }

// SetEnabled enables or disables it.
func (p *press) SetEnabled(enabled bool) { p.setDisabled(!enabled) }

// Disabled tells whether it is greyed out.
func (p *press) Disabled() bool { return p.disabled }

func (p *press) setDisabled(disabled bool) {
	if disabled == p.disabled {
		return
	}
	p.disabled, p.down = disabled, false
	p.Refresh()
}

func (p *press) setDown(down bool) {
	if down == p.down {
		return
	}
	p.down = down
	p.Refresh()
}

// Tapped is called by Fyne when it was pressed and let go.
func (p *press) Tapped(*fyne.PointEvent) {
	if !p.disabled && p.OnTapped != nil {
		p.OnTapped()
	}
}

// MouseDown shows that it is pressed.
func (p *press) MouseDown(event *desktop.MouseEvent) {
	if !p.disabled && event.Button == desktop.MouseButtonPrimary {
		p.setDown(true)
	}
}

// MouseUp shows that it is not pressed any more.
func (p *press) MouseUp(*desktop.MouseEvent) { p.setDown(false) }

// MouseIn does nothing; see the type.
func (p *press) MouseIn(*desktop.MouseEvent) {}

// MouseMoved does nothing; see the type.
func (p *press) MouseMoved(*desktop.MouseEvent) {}

// MouseOut lets go of it, for its MouseUp will go to whatever is then under the pointer.
func (p *press) MouseOut() { p.setDown(false) }
