package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kasir/ui/presenter"
	"kasir/ui/widget"
)

// newsHeight is the height of a line of news, in Fyne's units: two lines of
// the smallest letters.
const newsHeight = 48

// news is one line with a tone. It takes no room while it has nothing to say.
type news struct {
	banner *widget.Banner
	box    *fyne.Container
}

func newNews() *news { return newNewsOf(newsHeight) }

// newNewsOf makes news of that height, for where the line is short.
func newNewsOf(high float32) *news {
	n := &news{banner: widget.NewBanner(widget.Notice{})}
	n.box = container.New(height(high), n.banner)
	n.box.Hide()
	return n
}

func (n *news) render(m presenter.Message) {
	show(n.box, m.Text != "")
	if m.Text != "" {
		n.banner.SetNotice(widget.Notice{Tone: tone(m.Tone), Detail: m.Text})
	}
}

// height gives its one object that height, whatever the object wants.
type height float32

// Layout places the object.
func (h height) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}

// MinSize is the height, and no width in particular.
func (h height) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, float32(h)) }

func show(o fyne.CanvasObject, visible bool) {
	if visible == o.Visible() {
		return
	}
	if visible {
		o.Show()
		return
	}
	o.Hide()
}
