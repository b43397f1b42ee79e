package widget

import (
	"image/color"
	"math"
)

// leastContrast is what text needs to be read (WCAG 2.2, 1.4.3).
const leastContrast = 4.5

// Contrast is the contrast between two opaque colours, 1 to 21, as WCAG 2.2 defines it.
func Contrast(a, b color.Color) float64 {
	light, dark := luminance(a), luminance(b)
	if light < dark {
		light, dark = dark, light
	}
	return (light + 0.05) / (dark + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func linear(channel uint32) float64 {
	v := float64(channel) / 0xFFFF
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

// readable is the colour, moved towards black or white as far as text on that
// surface needs it.
func readable(c, surface color.Color) color.Color { return towards(c, surface, leastContrast) }

func towards(c, surface color.Color, contrast float64) color.Color {
	end := color.Color(color.Black)
	if Contrast(color.White, surface) > Contrast(color.Black, surface) {
		end = color.White
	}
	for step := 0.0; step < 1; step += 0.05 {
		if moved := mix(c, end, step); Contrast(moved, surface) >= contrast {
			return moved
		}
	}
	return end
}

// mix is a with a share of b.
func mix(a, b color.Color, share float64) color.Color {
	x, y := opaque(a), opaque(b)
	blend := func(x, y uint8) uint8 {
		return uint8(math.Round(float64(x)*(1-share) + float64(y)*share))
	}
	return color.NRGBA{R: blend(x.R, y.R), G: blend(x.G, y.G), B: blend(x.B, y.B), A: 0xFF}
}

// over is a translucent colour laid upon an opaque one.
func over(top, under color.Color) color.Color {
	_, _, _, alpha := top.RGBA()
	return mix(under, top, float64(alpha)/0xFFFF)
}

// opaque is the colour without its translucency.
func opaque(c color.Color) color.NRGBA {
	solid := color.NRGBAModel.Convert(c).(color.NRGBA)
	solid.A = 0xFF
	return solid
}
