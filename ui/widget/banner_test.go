package widget_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"kasir/ui/widget"
)

func TestBannerGoldens(t *testing.T) {
	screens, lines := map[string]func() fyne.CanvasObject{}, map[string]func() fyne.CanvasObject{}
	for name, tone := range tones {
		notice := widget.Notice{Tone: tone, Word: "State", Figure: "Rp 50.000", Detail: "What it means, and the one safe next step."}
		screens[name] = func() fyne.CanvasObject { return widget.NewBanner(notice) }
		lines[name] = screens[name]
	}
	screens["changed"] = func() fyne.CanvasObject {
		b := widget.NewBanner(widget.Notice{Tone: widget.Waiting, Word: "Waiting", Figure: "Rp 1"})
		b.SetNotice(widget.Notice{Tone: widget.Paid, Word: "PAID"})
		return b
	}
	screens["long"] = func() fyne.CanvasObject {
		return widget.NewBanner(widget.Notice{
			Tone:   widget.Doubt,
			Word:   "Hasil pembayaran belum diketahui",
			Figure: "Rp 999.999.999.999",
			Detail: "Jangan minta pelanggan membayar lagi. Kasir bertanya lagi dalam 5 detik; tiga jawaban terakhir tidak sampai.",
		})
	}
	lines["long"] = screens["long"]
	goldens(t, "banner/screen", 800, 440, screens)
	goldens(t, "banner/line", 500, 88, lines)
}

func TestStatusGoldens(t *testing.T) {
	labels := map[string]func() fyne.CanvasObject{}
	for name, tone := range tones {
		labels[name] = func() fyne.CanvasObject { return widget.NewStatus(tone, "State") }
	}
	labels["changed"] = func() fyne.CanvasObject {
		s := widget.NewStatus(widget.Idle, "Off")
		s.Set(widget.Doubt, "Not sure yet")
		return s
	}
	goldens(t, "status", 160, 36, labels)
}
