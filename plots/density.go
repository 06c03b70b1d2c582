package plots

import (
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
)

// modeKey gives each mode that is seen, the most frequent one of some bin, a colour and
// an entry in the key. Modes of one name share their colour.
func (s *stack) modeKey(all []*density) map[result.Word]color.NRGBA {
	colours := map[result.Word]color.NRGBA{}
	changes := false
	for _, d := range all {
		seen := map[int]bool{}
		d.each(func(_, _, _, _ float64, bin map[int]int) { seen[frequent(bin)] = true })
		for m, mode := range d.modes {
			if _, known := colours[mode]; known || !seen[m] {
				continue
			}
			c := distinct(len(colours))
			colours[mode] = c
			s.key = append(s.key, keyEntry{label: s.words.word(mode), col: tint(c, 0.75)})
		}
		changes = changes || seen[changing]
	}
	if changes {
		s.key = append(s.key, keyEntry{label: s.words.say("changing within the hour"), col: grey})
	}
	return colours
}

// densityCells draws the bins of a panel.
type densityCells struct {
	*density
	colours map[result.Word]color.NRGBA
}

// densitySteps is the number of sizes of a square.
const densitySteps = 5

// strength is the share of a bin that a square takes across: it grows with the
// logarithm of a count.
func strength(n, most int) float64 {
	step := math.Floor(densitySteps * math.Log(float64(n)) / math.Log(float64(most)+1))
	return 0.3 + 0.7*step/(densitySteps-1)
}

// Plot implements plot.Plotter.
func (d densityCells) Plot(c draw.Canvas, p *plot.Plot) {
	fx, fy := p.Transforms(&c)
	d.each(func(left, right, foot, top float64, b map[int]int) {
		col := colour(0)
		if d.modes != nil {
			if m := frequent(b); m == changing {
				col = grey
			} else if m < len(d.modes) {
				col = d.colours[d.modes[m]]
			}
		}
		side := vg.Length(strength(total(b), d.most)) / 2
		x, y := (fx(left)+fx(right))/2, (fy(foot)+fy(top))/2
		w, h := side*(fx(right)-fx(left)), side*(fy(top)-fy(foot))
		l, r, low, t := max(x-w, c.Min.X), min(x+w, c.Max.X), max(y-h, c.Min.Y), min(y+h, c.Max.Y)
		if l < r && low < t {
			c.SetColor(tint(col, 0.75))
			c.Fill(appendRect(nil, l, low, r, t))
		}
	})
}
