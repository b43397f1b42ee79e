package widget

import (
	"fmt"
	"math"
	"strings"
)

// stroke is how thick a mark's strokes are, on its square of 24. They are drawn
// as surfaces, since Fyne does not enlarge the width of an SVG's strokes.
const stroke = 2.3

// path is the outline of the shape, as SVG writes it.
func (s shape) path() string {
	var path strings.Builder
	if s.ring {
		circle(&path, 11, 1)
		circle(&path, 11-stroke, 0) // against it, and so a hole
	}
	for _, line := range s.strokes {
		capsule(&path, line)
	}
	return path.String()
}

func circle(path *strings.Builder, radius float64, sweep int) {
	fmt.Fprintf(path, "M%[1]g 12 A%[3]g %[3]g 0 1 %[4]d %[2]g 12 A%[3]g %[3]g 0 1 %[4]d %[1]g 12 Z ",
		12-radius, 12+radius, radius, sweep)
}

// capsule is a stroke with round ends; one without length is a dot.
func capsule(path *strings.Builder, line [4]float64) {
	const radius = stroke / 2
	dx, dy := line[2]-line[0], line[3]-line[1]
	length := math.Hypot(dx, dy)
	if length == 0 {
		dx, length = 1e-3, 1e-3
		line[2] += dx
	}
	nx, ny := -dy/length*radius, dx/length*radius
	fmt.Fprintf(path, "M%.3f %.3f L%.3f %.3f A%.3f %.3f 0 0 0 %.3f %.3f L%.3f %.3f A%.3f %.3f 0 0 0 %.3f %.3f Z ",
		line[0]+nx, line[1]+ny, line[2]+nx, line[3]+ny, radius, radius,
		line[2]-nx, line[3]-ny, line[0]-nx, line[1]-ny, radius, radius, line[0]+nx, line[1]+ny)
}
