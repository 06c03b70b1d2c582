package plots

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
	"caloduc/sim/list"
)

// What authors decide about a figure takes effect here, for all kinds alike: a kind
// draws in the style it is given, and its panels are then shaped.

// dressed is a figure as it is drawn, with its style and words: what the options say
// goes before what the figure says, as far as its kind takes it. Keys of the options
// that the kind does not take are returned.
func (o *Options) dressed(f result.Figure, keys []string, styles map[string]Style) (result.Figure, Style, words, []string, error) {
	var refused []string
	f = f.With(o.Shared, func(key string) bool { return slices.Contains(keys, key) })
	f = f.With(o.Look, func(key string) bool {
		takes := slices.Contains(keys, key)
		if !takes {
			refused = append(refused, key)
		}
		return takes
	})
	w, err := wordsOf(cmp.Or(o.Lang, f.Lang))
	if err != nil {
		return f, Style{}, w, nil, err
	}
	s := styles[cmp.Or(o.Style, f.Style, "column")]
	s.look, s.labels = f.Look, labelsOf(f.Labels, w)
	if len(f.SizeMM) > 0 {
		s.Width = vg.Length(f.SizeMM[0]) * vg.Millimeter
	}
	if len(f.SizeMM) > 1 {
		s.Height = vg.Length(f.SizeMM[1]) * vg.Millimeter
	}
	if f.FontPt > 0 {
		s.TextSize = vg.Length(f.FontPt)
	}
	if f.Title != "" && f.Title != "false" {
		s.headed = true
	}
	if f.Title == "true" || f.Title == "false" {
		f.Title = "" // the kind's own
	}
	return f, s, w, refused, nil
}

// ofMonths are the kinds that show months and years; all others that take days show
// hours.
var ofMonths = []string{"carbon-intensity", "carbon-water", "cost-over-years", "pue-over-years", "supply-by-source", "training-goodput"}

// shown restricts a result and those beside it to the campuses, halls and months that a figure shows, until
// restore is called, and says which days a figure of hours shows.
func shown(r *result.Result, f *result.Figure, beside []*result.Result) (restore func(), err error) {
	var from, to time.Time
	for _, day := range []struct {
		text string
		at   *time.Time
	}{{f.From, &from}, {f.To, &to}} {
		if day.text == "" {
			continue
		}
		if *day.at, err = time.Parse(time.DateOnly, day.text); err != nil {
			return nil, fmt.Errorf("%q is not a day such as 2031-07-01", day.text)
		}
	}
	if err := known(r, f); err != nil {
		return nil, err
	}
	if slices.Contains(ofMonths, f.Kind) {
		month := func(t time.Time, after int) time.Time {
			if t.IsZero() || after > 0 && t.Day() == 1 {
				return t
			}
			return time.Date(t.Year(), t.Month()+time.Month(after), 1, 0, 0, 0, 0, time.UTC)
		}
		from, to = month(from, 0), month(to, 1)
		f.From, f.To = "", ""
	} else {
		if m := r.Manifest(); !to.IsZero() {
			if from.IsZero() {
				from = m.Start
				f.From = from.Format(time.DateOnly)
			}
			f.Days = to.Sub(from).Hours() / 24
		}
		from, to = time.Time{}, time.Time{}
	}
	if f.Campus == nil && f.Hall == nil && from.IsZero() && to.IsZero() {
		return func() {}, nil
	}
	all := append([]*result.Result{r}, beside...)
	undo := list.Map(all, func(one *result.Result) func() { return one.View(f.Campus, f.Hall, from, to) })
	return func() {
		for _, f := range undo {
			f()
		}
	}, nil
}

// known refuses campuses and halls that the result does not have.
func known(r *result.Result, f *result.Figure) error {
	if f.Campus == nil && f.Hall == nil {
		return nil
	}
	rows, err := r.Indicators()
	if err != nil {
		return err
	}
	var campuses, halls []string
	for _, row := range rows {
		if rest, ok := strings.CutPrefix(row.Scope, "campus."); ok {
			campus, hall, _ := strings.Cut(rest, ".hall.")
			if campuses = append(campuses, campus); hall != "" {
				halls = append(halls, hall, campus+"."+hall)
			}
		}
	}
	for _, l := range []struct {
		what         string
		asked, there []string
	}{{"campus", f.Campus, campuses}, {"hall", f.Hall, halls}} {
		there := slices.Compact(slices.Sorted(slices.Values(l.there)))
		for _, name := range l.asked {
			if !slices.Contains(there, name) {
				return &OptionError{fmt.Sprintf("there is no %s %q: one of %s", l.what, name, strings.Join(there, ", "))}
			}
		}
	}
	return nil
}

// easel is held while a figure is drawn: the palette is that of its author.
var easel sync.Mutex

// painted calls f with an author's colours before the palette's own, which follow them
// as far as they are others.
func painted(colours []string, f func()) {
	easel.Lock()
	defer easel.Unlock()
	own := palette
	defer func() { palette = own }()
	var mine []color.NRGBA
	for _, text := range colours {
		if v, err := strconv.ParseUint(strings.TrimPrefix(text, "#"), 16, 24); err == nil {
			mine = append(mine, color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 0xFF})
		}
	}
	if mine != nil {
		palette = append(mine, own[min(len(mine), len(own)):]...)
	}
	f()
}

// finish settles the size of a drawing whose kind has made it, gives its panels the
// axes that its author wants, and puts the title above it.
func (d *drawing) finish(s Style) {
	if st, ok := d.panels.(*stack); ok {
		st.title = d.title
		d.own = st.shape()
	}
	above := s.titleHeight(d.title)
	_, stacked := d.panels.(*stack)
	if d.panels != nil {
		d.height, d.draw, d.panels = d.panels.height(), d.panels.draw, nil
	}
	if !stacked && s.Height > 0 { // all others fill the canvas that they are given
		d.height = s.Height - above
	}
	if above == 0 {
		return
	}
	below := d.draw
	d.height += above
	d.draw = func(c draw.Canvas) {
		c.SetColor(color.White)
		c.Fill(c.Rectangle.Path())
		below(draw.Crop(c, 0, 0, 0, -above))
		sty := s.titleStyle()
		for i, text := range s.titleLines(d.title) {
			c.FillText(sty, vg.Point{X: c.Min.X + 0.5*s.TextSize, Y: c.Max.Y - 0.5*s.TextSize - vg.Length(i)*1.3*sty.Font.Size}, text)
		}
	}
}

// shape gives the panels the limits and scales of their author, and his own numbers,
// whose rows it returns.
func (s *stack) shape() (own [][]string) {
	l := s.style.look
	for i := range s.panels {
		p := &s.panels[i]
		if len(l.XLim) == 2 {
			p.X.Min, p.X.Max = l.XLim[0], l.XLim[1]
		}
		if len(l.YLim) == 2 {
			p.Y.Min, p.Y.Max = l.YLim[0], l.YLim[1]
		}
		if l.Panels == "columns" {
			s.narrow(p.Plot)
		}
		own = append(own, s.overlay(p)...)
		if strings.Contains(l.Log, "x") {
			powers(&p.X, p.leastX, s.words)
		}
		if strings.Contains(l.Log, "y") {
			powers(&p.Y, p.leastY, s.words)
		}
	}
	if l.Data != nil {
		s.key = append(s.key, keyEntry{label: l.Data.Label, col: ink, round: true})
	}
	return own
}

// narrow fits the horizontal axis of one of several panels side by side.
func (s *stack) narrow(p *plot.Plot) {
	width := s.dataWidth()
	p.X.Label.Text = strings.Join(s.wrapped(p.X.Label.Text, width), "\n")
	if t, ok := p.X.Tick.Marker.(plainTicks); ok {
		t.most = max(2, min(t.most, int(width/(4*s.style.TextSize))))
		p.X.Tick.Marker = t
	}
}

// powers gives an axis a scale of powers of ten. One that begins at nothing begins at
// the least value drawn instead, or three decades below its end.
func powers(a *plot.Axis, least float64, w words) {
	if a.Min <= 0 {
		a.Min = cmp.Or(least, a.Max/1e3)
	}
	if _, names := a.Tick.Marker.(plot.ConstantTicks); names || a.Max <= a.Min {
		return
	}
	a.Scale = powerScale{}
	blank := false
	if _, ok := a.Tick.Marker.(unlabelled); ok {
		blank = true
	}
	if a.Tick.Marker = (powerTicks{w}); blank {
		a.Tick.Marker = unlabelled{a.Tick.Marker}
	}
}

// powerScale places values by their logarithms; what is not above nothing is far below
// the axis.
type powerScale struct{}

// Normalize implements plot.Normalizer.
func (powerScale) Normalize(lo, hi, x float64) float64 {
	const below = -1e3
	if x <= 0 {
		return below
	}
	return math.Log(x/lo) / math.Log(hi/lo)
}

// powerTicks marks an axis of powers of ten; one of less than a decade or so as any other.
type powerTicks struct{ words words }

// Ticks implements plot.Ticker.
func (t powerTicks) Ticks(lo, hi float64) []plot.Tick {
	ticks := logTicks(t).Ticks(math.Log10(lo), math.Log10(hi))
	labelled := 0
	for i := range ticks {
		ticks[i].Value = math.Pow(10, ticks[i].Value)
		if ticks[i].Label != "" {
			labelled++
		}
	}
	if labelled < 2 {
		return plainTicks{5, t.words}.Ticks(lo, hi)
	}
	return ticks
}

// overlay adds the author's own numbers to a panel that shows them, and makes room for
// them where he does not say where its axis ends.
func (s *stack) overlay(p *panel) (rows [][]string) {
	o := s.style.look.Data
	if o == nil || o.Panel != "" && o.Panel != p.name && s.style.labels.of(p.name) != o.Panel {
		return nil
	}
	for i, y := range o.Y {
		if s.style.look.YLim != nil || o.X[i] < p.X.Min || o.X[i] > p.X.Max {
			continue
		}
		lo, hi := y, y
		if o.Low != nil {
			lo, hi = min(y, o.Low[i]), max(y, o.High[i])
		}
		p.Y.Min, p.Y.Max = min(p.Y.Min, lo), max(p.Y.Max, hi)
	}
	p.Add(ownNumbers{o, s.style})
	return s.ownRows(p)
}

// ownNumbers are an author's numbers with their intervals.
type ownNumbers struct {
	*result.Overlay
	style Style
}

// Plot implements plot.Plotter.
func (o ownNumbers) Plot(c draw.Canvas, p *plot.Plot) {
	fx, fy := p.Transforms(&c)
	for i, x := range o.X {
		at := vg.Point{X: fx(x), Y: fy(o.Y[i])}
		if at.X < c.Min.X || at.X > c.Max.X {
			continue
		}
		if o.Low != nil {
			lo, hi := max(fy(o.Low[i]), c.Min.Y), min(fy(o.High[i]), c.Max.Y)
			if lo < hi {
				c.StrokeLine2(draw.LineStyle{Color: ink, Width: o.style.Hair}, at.X, lo, at.X, hi)
			}
		}
		if c.Contains(at) {
			disc(c, at, 0.2*o.style.TextSize, ink)
		}
	}
}

// titleStyle is the text style of a drawn title.
func (s Style) titleStyle() text.Style {
	sty := s.heading(draw.XLeft, draw.YTop)
	sty.Font.Size *= 1.15
	return sty
}

// titleLines breaks a title into lines of the figure's width.
func (s Style) titleLines(title string) (lines []string) {
	sty := s.titleStyle()
	for _, word := range strings.Fields(title) {
		if n := len(lines); n > 0 && sty.Width(lines[n-1]+" "+word) <= s.Width-s.TextSize {
			lines[n-1] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	return lines
}

// titleHeight is what a title takes above the figure, nothing where it is not drawn.
func (s Style) titleHeight(title string) vg.Length {
	if !s.headed {
		return 0
	}
	return vg.Length(len(s.titleLines(title)))*1.3*s.titleStyle().Font.Size + 0.5*s.TextSize
}

// sides is how many panels stand side by side, as the author wants it.
func (s *stack) sides() (cols int, told bool) {
	switch s.style.look.Panels {
	case "rows", "one":
		return 1, true
	case "columns":
		return max(s.n, 1), true
	}
	return 0, false
}

// together tells whether all campuses stand in one panel.
func (s Style) together() bool { return s.look.Panels == "one" }
