package plots

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
	"caloduc/sim/list"
)

// slots are parts of a panel side by side, one for each of several campuses: each holds
// the whole horizontal axis, and all share the vertical one. Lines that would lie over
// each other stand beside each other.
type slots struct {
	st       *stack
	names    []string
	from, to float64
	labelled func(width vg.Length) []plot.Tick // of an axis as wide
	between  []float64                         // ticks without labels
}

// slotMargin is kept free at either side of a slot, of its width.
const slotMargin = 0.06

// timeSlots hold the time of a run each, in Unix seconds.
func (st *stack) timeSlots(names []string, m *result.Manifest) slots {
	s := slots{st: st, names: names, from: unix(m.Start), to: unix(ending(m))}
	s.labelled = func(width vg.Length) []plot.Tick {
		return calendarTicks{width: width, sty: st.style.letters(1, ink), words: st.words}.Ticks(s.from, s.to)
	}
	if years := calendarYears(m); len(years) <= maxTicks {
		for _, y := range append(years, ending(m)) {
			s.between = append(s.between, max(unix(y), s.from))
		}
	}
	return s
}

// shareSlots hold shares from nothing to one each.
func (st *stack) shareSlots(names []string) slots {
	quarters := []float64{0.25, 0.5, 0.75}
	return slots{st: st, names: names, to: 1, between: append(quarters, 0, 1), labelled: func(width vg.Length) []plot.Tick {
		shown := quarters
		if width < 8*st.style.TextSize {
			shown = quarters[1:2]
		}
		return list.Map(shown, func(x float64) plot.Tick { return plot.Tick{Value: x, Label: st.words.digits(x, 2)} })
	}}
}

// at places values in a slot; one alone is a common axis.
func (s slots) at(i int, values []float64) (x []float64) {
	if len(s.names) == 1 {
		return values
	}
	for _, v := range values {
		x = append(x, float64(i)+slotMargin+(1-2*slotMargin)*(v-s.from)/(s.to-s.from))
	}
	return x
}

// width is that of one slot.
func (s slots) width() vg.Length { return s.st.dataWidth() / vg.Length(len(s.names)) }

// panel is an empty one, with the names above their slots; alone is that of one slot.
func (s slots) panel(name, label string, alone func(label string) *plot.Plot) panel {
	if len(s.names) == 1 {
		return panel{Plot: alone(label), name: name}
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

// ticks mark every slot alike, as finely as all their labels keep apart.
func (s slots) ticks() plot.ConstantTicks {
	sty := s.st.style.letters(1, ink)
	for width := s.width(); width > 0.1*sty.Font.Size; width *= 0.85 {
		var all plot.ConstantTicks
		own := s.labelled(width)
		for i := range s.names {
			for _, t := range own {
				x := s.at(i, []float64{t.Value})[0]
				if half := float64(sty.Width(t.Label) / s.width() / 2); x-half < float64(i) || x+half > float64(i+1) {
					t.Label = "" // it would reach into another slot
				}
				all = append(all, plot.Tick{Value: x, Label: t.Label})
			}
			for _, x := range s.at(i, s.between) {
				all = append(all, plot.Tick{Value: x})
			}
		}
		if fit(all, float64(s.width()), sty) {
			return all
		}
	}
	return nil
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
