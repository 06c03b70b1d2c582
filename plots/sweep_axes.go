package plots

import (
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"

	"caloduc/sim/list"
)

// mostLevels is the number of values up to which those of an input that is not
// sampled are shown one by one; more are put into bins.
const mostLevels = 30

// fewRuns is the number of runs that a bin should have at least.
const fewRuns = 6

// bin is a range of an input's values.
type bin struct {
	at     float64 // where it is drawn
	lo, hi float64 // both included
}

// discrete tells whether a column's values are shown one by one.
func (c Column) discrete() bool {
	n := len(c.levels())
	return c.Levels != nil || n <= 2 || n <= mostLevels && !c.Sampled
}

// bins are the levels of a column, or those of a sample in so many ranges of about
// equal numbers of runs.
func (c Column) bins(most int) (out []bin) {
	if c.discrete() {
		return list.Map(c.levels(), func(v float64) bin { return bin{v, v, v} })
	}
	all := existing(c.Values)
	most = max(2, min(most, len(all)/fewRuns))
	for i := range most {
		part := all[i*len(all)/most : (i+1)*len(all)/most]
		if n := len(out); n > 0 && part[0] <= out[n-1].hi {
			continue // a level that many share
		}
		out = append(out, bin{part[len(part)/2], part[0], part[len(part)-1]})
	}
	for i := range out[:len(out)-1] {
		out[i].hi = math.Nextafter(out[i+1].lo, math.Inf(-1))
	}
	out[len(out)-1].hi = all[len(all)-1]
	return out
}

func (b bin) holds(v float64) bool { return v >= b.lo && v <= b.hi }

// name is what is said of one of an input's values.
func (c Column) name(w words, v float64) string {
	if c.Levels != nil && v >= 0 && int(v) < len(c.Levels) {
		return c.Levels[int(v)]
	}
	return w.digits(v, 4)
}

// cell is one of an input's values in a table.
func (c Column) cell(v float64) string {
	if c.Levels != nil && !math.IsNaN(v) {
		return c.Levels[int(v)]
	}
	return cell(v)
}

// ticks marks each of an input's values.
func (c Column) ticks(w words, at []float64) plot.ConstantTicks {
	return list.Map(at, func(v float64) plot.Tick { return plot.Tick{Value: v, Label: c.name(w, v)} })
}

// slope is the turn of names that do not fit side by side.
const slope = math.Pi / 4

// nameTicks puts names below a panel's horizontal axis, sloping where they do not
// fit side by side, and returns by how much they make the panel higher.
func (s *stack) nameTicks(p *plot.Plot, ticks plot.ConstantTicks, data vg.Length) vg.Length {
	p.X.Tick.Marker, p.X.Tick.Length = ticks, 0
	if fit(ticks, float64(data)/(p.X.Max-p.X.Min), p.X.Tick.Label) {
		return 0
	}
	widest := s.widest(ticks)
	p.X.Tick.Label.Rotation = slope
	p.X.Tick.Label.XAlign, p.X.Tick.Label.YAlign = -1, -0.8
	p.X.Tick.Length, p.X.Tick.LineStyle.Width = 0.3*s.style.TextSize, 0
	return vg.Length(math.Sin(slope)) * widest
}

// widest is the width of the longest of some texts.
func (s *stack) widest(ticks plot.ConstantTicks) (w vg.Length) {
	sty := s.style.letters(1, ink)
	for _, t := range ticks {
		w = max(w, sty.Width(t.Label))
	}
	return w
}

// wrapped breaks a text at its spaces into lines of a width.
func (s *stack) wrapped(text string, width vg.Length) (lines []string) {
	sty := s.style.letters(1, ink)
	for _, word := range strings.Split(text, " ") {
		if n := len(lines); n > 0 && sty.Width(lines[n-1]+" "+word) <= width {
			lines[n-1] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	return lines
}

// where returns the values for which keep holds.
func where(values []float64, keep func(run int) bool) (out []float64) {
	for i, v := range values {
		if keep(i) {
			out = append(out, v)
		}
	}
	return out
}

// groupBy are the values of a second input that have a line each; one group of
// all runs without one.
func (t *Runs) groupBy(name string, most int) (by Column, groups []bin, err error) {
	if name == "" {
		return by, []bin{{math.NaN(), math.Inf(-1), math.Inf(1)}}, nil
	}
	if by, err = t.input(name); err != nil {
		return by, nil, err
	}
	groups = by.bins(4)
	if len(groups) > most {
		return by, nil, lacks("a second input of few values for the lines: "+by.Name+" has "+words{}.number(float64(len(groups)), 0), "")
	}
	return by, slices.Clip(groups), nil
}
