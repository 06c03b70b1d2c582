package plots

import (
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
)

// slots are parts of a panel side by side, one for each of several campuses: each holds
// the whole time of a run, and all share the vertical axis. Lines that would lie over
// each other stand beside each other.
type slots struct {
	st       *stack
	names    []string
	from, to float64 // in Unix seconds
}

// slotMargin is kept free at either side of a slot, of its width.
const slotMargin = 0.06

func (st *stack) slotsOf(names []string, m *result.Manifest) slots {
	return slots{st, names, unix(m.Start), unix(ending(m))}
}

// at places instants in a slot; one alone is an axis of time.
func (s slots) at(i int, times []float64) (x []float64) {
	if len(s.names) == 1 {
		return times
	}
	for _, t := range times {
		x = append(x, float64(i)+slotMargin+(1-2*slotMargin)*(t-s.from)/(s.to-s.from))
	}
	return x
}

// width is that of one slot.
func (s slots) width() vg.Length { return s.st.dataWidth() / vg.Length(len(s.names)) }

// panel is an empty one, with the names above their slots.
func (s slots) panel(name, label string, m *result.Manifest) panel {
	if len(s.names) == 1 {
		return panel{Plot: s.st.runPlot(label, m), name: name}
	}
	p := panel{Plot: s.st.plot(label), name: name, notes: s.headings()}
	p.X.Min, p.X.Max = 0, float64(len(s.names))
	p.X.Tick.Marker = s.ticks()
	p.Add(slotWalls{s.st.style.Hair})
	return p
}

// mostSlots is the number of slots that a key may name by their colours.
const mostSlots = 6

// key names the slots where their names have no room above them, and they are few.
func (s slots) key() (key []keyEntry) {
	if len(s.names) == 1 || len(s.names) > mostSlots || s.levels() == 1 {
		return nil
	}
	for i, name := range s.names {
		key = append(key, keyEntry{label: name, col: distinct(i), line: true})
	}
	return key
}

// headings are the names above their slots, on as many lines as it takes to keep them
// apart.
func (s slots) headings() (out []note) {
	if len(s.names) == 1 || s.key() != nil {
		return nil
	}
	levels := s.levels()
	for i, name := range s.names {
		out = append(out, note{float64(i) + 0.5, name, levels - 1 - i%levels})
	}
	return out
}

// levels are the lines that keep the names apart.
func (s slots) levels() int {
	sty := s.st.style.letters(noteShare, grey)
	widest := vg.Length(0)
	for _, name := range s.names {
		widest = max(widest, sty.Width(s.st.style.labels.of(name))+0.4*s.st.style.TextSize)
	}
	levels := 1
	for vg.Length(levels)*s.width() < widest && levels < len(s.names) {
		levels++
	}
	return levels
}

// ticks mark every slot alike, as finely as all their labels keep apart, and the years
// between them.
func (s slots) ticks() plot.ConstantTicks {
	sty := s.st.style.letters(1, ink)
	for width := s.width(); width > 0.1*sty.Font.Size; width *= 0.85 {
		var all plot.ConstantTicks
		own := calendarTicks{width: width, sty: sty, words: s.st.words}.Ticks(s.from, s.to)
		for i := range s.names {
			for _, t := range own {
				x := s.at(i, []float64{t.Value})[0]
				if half := float64(sty.Width(t.Label) / s.width() / 2); x-half < float64(i) || x+half > float64(i+1) {
					t.Label = "" // it would reach into another slot
				}
				all = append(all, plot.Tick{Value: x, Label: t.Label})
			}
		}
		all = append(all, s.years()...)
		if fit(all, float64(s.width()), sty) {
			return all
		}
	}
	return nil
}

// years are ticks without labels.
func (s slots) years() (all plot.ConstantTicks) {
	first, last := time.Unix(int64(s.from), 0).UTC().Year(), time.Unix(int64(s.to), 0).UTC().Year()
	for y := first; y <= last && last-first <= maxTicks; y++ {
		t := unix(time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC))
		for i := range s.names {
			if t >= s.from && t <= s.to {
				all = append(all, plot.Tick{Value: s.at(i, []float64{t})[0]})
			}
		}
	}
	return all
}

// slotWalls draws hairlines between slots.
type slotWalls struct{ width vg.Length }

// Plot implements plot.Plotter.
func (w slotWalls) Plot(c draw.Canvas, p *plot.Plot) {
	fx, _ := p.Transforms(&c)
	for i := 1.0; i < p.X.Max; i++ {
		c.StrokeLine2(draw.LineStyle{Color: tint(grey, 0.5), Width: w.width}, fx(i), c.Min.Y, fx(i), c.Max.Y)
	}
}

// cutOff marks a value of a slot, at an instant.
func (s slots) cutOff(i int, instant, y float64) cutOff {
	at := s.at(i, []float64{s.from, instant, s.to})
	return cutOff{at[1], y, at[0], at[2], s.st.style, s.st.words}
}

// cutOff is an arrowhead where the highest value of a slot leaves the axis, with that
// value beside it within the slot.
type cutOff struct {
	x, y        float64
	left, right float64 // of the slot
	style       Style
	words       words
}

// Plot implements plot.Plotter.
func (o cutOff) Plot(c draw.Canvas, p *plot.Plot) {
	fx, _ := p.Transforms(&c)
	x, y, size := fx(o.x), c.Max.Y, o.style.TextSize
	c.FillPolygon(ink, []vg.Point{{X: x, Y: y}, {X: x - 0.25*size, Y: y - 0.5*size}, {X: x + 0.25*size, Y: y - 0.5*size}})
	sty := o.style.aligned(noteShare, ink, draw.XLeft, draw.YTop)
	text := o.words.digits(o.y, 2)
	at := vg.Point{X: x + 0.4*size, Y: y + 0.1*size}
	if width := sty.Width(text); at.X+width > fx(o.right) {
		at.X = max(x-0.4*size-width, fx(o.left))
	}
	c.FillText(sty, at, text)
}
