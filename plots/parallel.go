package plots

import (
	"cmp"
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/sim/list"
)

var parallelCoordinatesFrench = map[string]string{
	"Parallel coordinates": "Coordonnées parallèles",
	"Each run as a line through its inputs and outputs, coloured by the first output; runs of one value lie side by side.": "Chaque calcul comme une ligne à travers ses entrées et sorties, coloré selon la première sortie ; les calculs d’une même valeur sont côte à côte.",
	"Constant, and not drawn: %s.": "Constant, et non tracé : %s.",
	"colour":                       "couleur",
}

// parallelCoordinates draws each run as a line through parallel axes. Its reader wants
// to see which values lead to a good output and what that costs in others: the axes
// are level strips one below the other, each with its name beside it and its values
// written in it, where no line runs; lines swing from strip to strip in the colour of
// the first output, whose strip shows the colours; runs of one value lie side by side
// after that output, so that a bundle is as wide as it has runs.
func parallelCoordinates(t *Runs, f SweepFigure, s Style, w words) (*drawing, error) {
	output, err := t.output(f.Output)
	if err != nil {
		return nil, err
	}
	lo, hi := span(output.Values, 0)
	l := &strips{style: s, words: w, output: output, ramp: ramp{lo, hi}}
	var constant []string
	for _, a := range slices.Concat(t.Inputs, t.Outputs) {
		if len(a.levels()) < 2 && a.Name != output.Name {
			name, _, _ := strings.Cut(a.label(), " (")
			constant = append(constant, name+nonBreaking+a.value(w))
			continue
		}
		l.add(a)
	}
	l.lay()
	d := &drawing{width: s.Width, panels: l, title: w.say("Parallel coordinates"),
		description: w.say("Each run as a line through its inputs and outputs, coloured by the first output; runs of one value lie side by side.")}
	if constant != nil {
		d.description += " " + fill(w.say("Constant, and not drawn: %s."), strings.Join(constant, ", "))
	}
	axes := slices.Concat(t.Inputs, t.Outputs)
	for _, a := range axes {
		d.table.head = append(d.table.head, a.Name)
	}
	for run := range output.Values {
		row := list.Map(axes, func(a Column) string { return a.cell(a.Values[run]) })
		d.table.add(row...)
	}
	return d, nil
}

// value is what all runs of a constant column have.
func (c Column) value(w words) string {
	if all := c.levels(); len(all) > 0 {
		return c.name(w, all[0])
	}
	return "–"
}

// strips are axes one below the other.
type strips struct {
	style  Style
	words  words
	output Column
	ramp   ramp
	all    []strip
	gutter vg.Length // for the names, at the left
}

// strip is one axis.
type strip struct {
	Column
	name   []string
	marks  []stripMark
	lines  int       // of marks
	lo, hi float64   // at its ends
	at     []float64 // place of each run between them
}

// stripMark is a value written in a strip, in one of its lines.
type stripMark struct {
	at   float64
	text string
	line int
}

// mostMarkLines is the number of lines in which the values of a strip are written;
// what has no place in them is left out.
const mostMarkLines = 4

// add adds an axis: its values apart where they are few, over their range otherwise.
func (l *strips) add(c Column) {
	levels := c.levels()
	a := strip{Column: c, at: slices.Clone(c.Values)}
	if c.Levels != nil {
		a.at, levels = l.reorder(c)
	}
	if !c.discrete() || len(levels) > 12 && c.Levels == nil {
		a.lo, a.hi = span(c.Values, 0.02)
		l.all = append(l.all, a)
		return
	}
	apart := 1.0
	for i := 1; i < len(levels); i++ {
		if d := levels[i] - levels[i-1]; i == 1 || d < apart {
			apart = d
		}
	}
	a.lo, a.hi = levels[0]-apart/2, levels[len(levels)-1]+apart/2
	for _, v := range levels {
		a.marks = append(a.marks, stripMark{at: v, text: c.name(l.words, v)})
	}
	if c.Levels != nil {
		for i, name := range l.ordered(c) {
			a.marks[i].text = name
		}
	}
	l.spread(&a, 0.7*apart)
	l.all = append(l.all, a)
}

// ordered are the names of an input that have runs, by the output's mean.
func (l *strips) ordered(c Column) []string {
	mean := func(name string) float64 {
		return meanWhere(l.output, func(run int) bool { return !math.IsNaN(c.Values[run]) && c.Levels[int(c.Values[run])] == name })
	}
	names := list.Map(c.levels(), func(v float64) string { return c.Levels[int(v)] })
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(mean(a), mean(b)) })
	return names
}

// reorder gives names their places in that order.
func (l *strips) reorder(c Column) (at, levels []float64) {
	names := l.ordered(c)
	for _, v := range c.Values {
		x := math.NaN()
		if !math.IsNaN(v) {
			x = float64(slices.Index(names, c.Levels[int(v)]))
		}
		at = append(at, x)
	}
	for i := range names {
		levels = append(levels, float64(i))
	}
	return at, levels
}

// spread lays the runs of one value side by side within a width, after the output.
func (l *strips) spread(a *strip, width float64) {
	groups := map[float64][]int{}
	most := 0
	for run, v := range a.at {
		if !math.IsNaN(v) && !math.IsNaN(l.output.Values[run]) {
			groups[v] = append(groups[v], run)
			most = max(most, len(groups[v]))
		}
	}
	for _, runs := range groups {
		slices.SortStableFunc(runs, func(i, j int) int { return cmp.Compare(l.output.Values[i], l.output.Values[j]) })
		for k, run := range runs {
			a.at[run] += (float64(k) - float64(len(runs)-1)/2) / float64(most) * width
		}
	}
}

func (l *strips) margin() vg.Length { return 0.5 * l.style.TextSize }

// lay names the axes and finds a place for each of their values.
func (l *strips) lay() {
	st := &stack{style: l.style, words: l.words}
	widest := vg.Length(0.24) * l.style.Width
	for i := range l.all {
		a := &l.all[i]
		text := l.style.labels.of(a.label())
		if a.Name == l.output.Name {
			text += " (" + l.words.say("colour") + ")"
		}
		for _, line := range st.wrapped(text, widest) {
			line = st.shortened(line, widest)
			a.name = append(a.name, line)
			l.gutter = max(l.gutter, l.style.heading(draw.XLeft, draw.YBottom).Width(line))
		}
	}
	l.gutter += 0.8 * l.style.TextSize
	for i := range l.all {
		l.all[i].placeMarks(l)
	}
}

// width is the length of the axes.
func (l *strips) width() vg.Length { return l.style.Width - 2*l.margin() - l.gutter }

// placeMarks puts the values of a strip into lines in which they keep apart.
func (a *strip) placeMarks(l *strips) {
	sty := l.style.letters(noteShare, ink)
	if a.marks == nil {
		ticks := plainTicks{most: max(3, min(8, int(l.width()/(4.5*l.style.TextSize)))), words: l.words}.Ticks(a.lo, a.hi)
		for _, t := range ticks {
			a.marks = append(a.marks, stripMark{at: t.Value, text: t.Label})
		}
	}
	var ends [mostMarkLines]vg.Length
	a.lines = 1
	kept := a.marks[:0]
	for _, m := range a.marks {
		if n := len(kept); n > 0 && kept[n-1].text == m.text {
			continue // values that differ by less than is written
		}
		left := a.left(l, m, sty.Width(m.text))
		for n := range ends {
			if ends[n] == 0 || left >= ends[n]+0.6*l.style.TextSize {
				m.line, ends[n] = n, left+sty.Width(m.text)
				a.lines = max(a.lines, n+1)
				kept = append(kept, m)
				break
			}
		}
	}
	a.marks = kept
}

// left is where the text of a mark begins, from the axis' beginning: it is centred
// and stays within the axis.
func (a *strip) left(l *strips, m stripMark, width vg.Length) vg.Length {
	x := vg.Length((m.at-a.lo)/(a.hi-a.lo)) * l.width()
	return max(0.1, min(x-width/2, l.width()-width))
}

// stripHeight is the height of a strip: its values, its name if that is higher, and
// the colours.
func (l *strips) stripHeight(a strip) vg.Length {
	size := l.style.TextSize
	h := max(vg.Length(a.lines)*1.05*noteShare*size+0.7*size, vg.Length(len(a.name))*1.15*size)
	if a.Name == l.output.Name {
		h += 0.8 * size
	}
	return h
}

// gap is the height in which lines swing from strip to strip, of a whole height.
func (l *strips) gap(whole vg.Length) vg.Length {
	free := whole - 2*l.margin()
	for _, a := range l.all {
		free -= l.stripHeight(a)
	}
	return max(1.6*l.style.TextSize, free/vg.Length(max(len(l.all)-1, 1)))
}

// height implements laidOut.
func (l *strips) height() vg.Length {
	h := 2*l.margin() + vg.Length(len(l.all)-1)*min(l.gap(l.style.Tallest), 5*l.style.TextSize)
	for _, a := range l.all {
		h += l.stripHeight(a)
	}
	return h
}

// draw implements laidOut.
func (l *strips) draw(c draw.Canvas) {
	c.SetColor(color.White)
	c.Fill(c.Rectangle.Path())
	m, gap := l.margin(), l.gap(c.Size().Y)
	c = draw.Crop(c, m, -m, m, -m)
	top := c.Max.Y
	for i, a := range l.all {
		foot := top - l.stripHeight(a)
		if i+1 < len(l.all) {
			l.drawLines(c, a, l.all[i+1], foot, foot-gap)
		}
		l.drawStrip(draw.Canvas{Canvas: c.Canvas, Rectangle: vg.Rectangle{Min: vg.Point{X: c.Min.X, Y: foot}, Max: vg.Point{X: c.Max.X, Y: top}}}, a)
		top = foot - gap
	}
}

// x is where a place on an axis lies.
func (l *strips) x(c draw.Canvas, a strip, at float64) vg.Length {
	return c.Min.X + l.gutter + vg.Length((at-a.lo)/(a.hi-a.lo))*l.width()
}

// drawLines draws the runs between two strips, those of extreme outputs above all.
func (l *strips) drawLines(c draw.Canvas, a, b strip, from, to vg.Length) {
	paths := make([]vg.Path, shades)
	for run, v := range l.output.Values {
		if math.IsNaN(v) || math.IsNaN(a.at[run]) || math.IsNaN(b.at[run]) {
			continue
		}
		x0, x1, mid := l.x(c, a, a.at[run]), l.x(c, b, b.at[run]), (from+to)/2
		p := &paths[l.ramp.shade(v)]
		p.Move(vg.Point{X: x0, Y: from})
		p.CubeTo(vg.Point{X: x0, Y: mid}, vg.Point{X: x1, Y: mid}, vg.Point{X: x1, Y: to})
	}
	width := 0.6 * l.style.Line
	if len(l.output.Values) > 100 {
		width = 0.35 * l.style.Line
	}
	order := list.Map(make([]int, shades), func(int) int { return 0 })
	for i := range order {
		order[i] = i
	}
	middle := float64(shades-1) / 2
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Compare(math.Abs(float64(i)-middle), math.Abs(float64(j)-middle))
	})
	c.SetLineWidth(width)
	c.SetLineDash(nil, 0)
	for _, shade := range order {
		if paths[shade] != nil {
			c.SetColor(shadeColour(shade))
			c.Stroke(paths[shade])
		}
	}
}

// drawStrip draws an axis: its name, its ground, its values, and the colours.
func (l *strips) drawStrip(c draw.Canvas, a strip) {
	size := l.style.TextSize
	name := l.style.letters(1, ink)
	if a.Name == l.output.Name {
		name = l.style.heading(draw.XLeft, draw.YBottom)
	}
	middle := (c.Min.Y + c.Max.Y) / 2
	for i, text := range a.name {
		y := middle + (vg.Length(len(a.name))/2-vg.Length(i)-1)*1.15*size + 0.25*size
		c.FillText(name, vg.Point{X: c.Min.X, Y: y}, text)
	}
	left, right := c.Min.X+l.gutter, c.Min.X+l.gutter+l.width()
	c.SetColor(land)
	c.Fill(appendRect(nil, left, c.Min.Y, right, c.Max.Y))
	hair := draw.LineStyle{Color: grey, Width: l.style.Hair}
	c.StrokeLine2(hair, left, c.Max.Y, right, c.Max.Y)
	c.StrokeLine2(hair, left, c.Min.Y, right, c.Min.Y)
	top := c.Max.Y
	if a.Name == l.output.Name {
		top -= 0.8 * size
		for i := range shades {
			v := l.ramp.lo + (l.ramp.hi-l.ramp.lo)*float64(i)/shades
			c.SetColor(shadeColour(i))
			c.Fill(appendRect(nil, l.x(c, a, v), top, l.x(c, a, l.ramp.hi), c.Max.Y))
		}
	}
	sty := l.style.letters(noteShare, ink)
	for _, m := range a.marks {
		x := l.x(c, a, m.at)
		c.StrokeLine2(hair, x, top, x, top-0.2*size)
		c.StrokeLine2(hair, x, c.Min.Y, x, c.Min.Y+0.2*size)
		y := (top+c.Min.Y)/2 + (vg.Length(a.lines)/2-vg.Length(m.line)-1)*1.05*noteShare*size + 0.2*size
		c.FillText(sty, vg.Point{X: left + a.left(l, m, sty.Width(m.text)), Y: y}, m.text)
	}
}
