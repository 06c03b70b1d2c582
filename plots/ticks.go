package plots

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
)

// calendarTicks marks an axis of Unix seconds at calendar positions of a zone: the
// finest of hours, days, months and years whose labels fit. Labels of parts of a
// year say on a second line which year or day they are part of, where it changes.
type calendarTicks struct {
	width vg.Length // of the axis
	sty   text.Style
	words words
	zone  *time.Location // UTC where it is nil
}

// in is an instant in the axis' zone.
func (c calendarTicks) in(t time.Time) time.Time {
	if c.zone == nil {
		return t.UTC()
	}
	return t.In(c.zone)
}

// A step of the calendar: how to round an instant down to it, how to go on to
// the next, how to label it, and what the label is part of.
type step struct {
	floor, next    func(time.Time) time.Time
	label, context func(time.Time) string
}

// maxTicks bounds the ticks of an axis of time, however wide: a reader finds the
// years among them.
const maxTicks = 13

// steps lists the calendar's steps from fine to coarse.
func (c calendarTicks) steps() []step {
	year := func(t time.Time) string { return strconv.Itoa(t.Year()) }
	month := func(t time.Time) string { return c.words.month(t) }
	day := func(t time.Time) string { return strconv.Itoa(t.Day()) + " " + month(t) }
	date := func(t time.Time) string { return day(t) + " " + year(t) }
	clock := func(t time.Time) string { return t.Format("15:04") }
	instant := func(t time.Time) string {
		zone, _ := t.Zone()
		if strings.HasPrefix(zone, "+") || strings.HasPrefix(zone, "-") {
			zone = "UTC" + strings.Replace(zone, "-", "−", 1)
		}
		return date(t) + " " + zone
	}
	_, seconds := c.in(time.Time{}).Zone()
	ahead := time.Duration(seconds) * time.Second
	none := func(time.Time) string { return "" }
	var out []step
	for _, n := range []time.Duration{1, 3, 6, 12, 24, 2 * 24, 4 * 24, 7 * 24} {
		d := n * time.Hour
		s := step{func(t time.Time) time.Time { return t.Add(ahead).Truncate(d).Add(-ahead) }, func(t time.Time) time.Time { return t.Add(d) }, clock, instant}
		if n >= 24 {
			s.label, s.context = day, year
		}
		out = append(out, s)
	}
	for _, n := range []int{1, 3, 6} {
		out = append(out, step{
			func(t time.Time) time.Time {
				return time.Date(t.Year(), time.Month((int(t.Month())-1)/n*n+1), 1, 0, 0, 0, 0, t.Location())
			},
			func(t time.Time) time.Time { return t.AddDate(0, n, 0) }, month, year})
	}
	for _, n := range []int{1, 2, 5, 10, 20, 50} {
		out = append(out, step{
			func(t time.Time) time.Time { return time.Date(t.Year()/n*n, 1, 1, 0, 0, 0, 0, t.Location()) },
			func(t time.Time) time.Time { return t.AddDate(n, 0, 0) }, year, none})
	}
	return out
}

// Ticks implements plot.Ticker.
func (c calendarTicks) Ticks(lo, hi float64) []plot.Tick {
	if !(hi > lo) {
		return nil
	}
	all := c.steps()
	for i, s := range all {
		ticks := s.between(c.in(time.Unix(int64(math.Ceil(lo)), 0)), c.in(time.Unix(int64(math.Floor(hi)), 0)))
		if len(ticks) <= maxTicks && fit(ticks, float64(c.width)/(hi-lo), c.sty) || i == len(all)-1 {
			return ticks
		}
	}
	return nil
}

// between lists a step's ticks, maxTicks and one at most.
func (s step) between(from, to time.Time) (ticks []plot.Tick) {
	last := ""
	for t := s.floor(from); !t.After(to) && len(ticks) <= maxTicks; t = s.next(t) {
		if t.Before(from) {
			continue
		}
		label, context := s.label(t), s.context(t)
		if context != last {
			label, last = label+"\n"+changed(context, last), context
		}
		ticks = append(ticks, plot.Tick{Value: float64(t.Unix()), Label: label})
	}
	return ticks
}

// changed is what of a context a reader does not know from the last: of an instant of
// the same year and zone its day.
func changed(context, last string) string {
	parts, before := strings.Fields(context), strings.Fields(last)
	if len(parts) > 2 && len(before) > 2 && slices.Equal(parts[2:], before[2:]) {
		return parts[0] + " " + parts[1]
	}
	return context
}

// fit tells whether labels centred on their ticks keep apart, by more than half
// the size of the text. scale is the length of one unit of the axis.
func fit(ticks []plot.Tick, scale float64, sty text.Style) bool {
	end := math.Inf(-1)
	for _, t := range ticks {
		if t.Label == "" {
			continue
		}
		x, half := t.Value*scale, float64(sty.Width(t.Label))/2
		if x-half < end {
			return false
		}
		end = x + half + 0.5*float64(sty.Font.Size)
	}
	return true
}

// oneValue tells whether a span is that of one value: numbers of 64 bits leave no
// room for ticks in it, and no result is so exact.
func oneValue(lo, hi float64) bool { return hi-lo <= 1e-9*max(math.Abs(lo), math.Abs(hi)) }

// plainTicks marks an axis at round values: the finest of 1, 2, 5, 10, … that
// needs no more ticks than there may be.
type plainTicks struct {
	most  int
	words words
}

// Ticks implements plot.Ticker.
func (p plainTicks) Ticks(lo, hi float64) []plot.Tick {
	if !(hi > lo) || math.IsInf(hi-lo, 0) {
		return nil
	}
	if oneValue(lo, hi) {
		return []plot.Tick{{Value: lo + (hi-lo)/2, Label: p.words.scientific(lo)}}
	}
	exponent := math.Floor(math.Log10((hi - lo) / float64(p.most)))
	for ; ; exponent++ {
		for _, k := range []float64{1, 2, 5} {
			stride := k * math.Pow(10, exponent)
			first, last := math.Ceil(lo/stride-1e-9), math.Floor(hi/stride+1e-9)
			if last-first >= float64(p.most) {
				continue
			}
			var ticks []plot.Tick
			for i := first; i <= last; i++ {
				label := p.words.number(i*stride, max(0, int(-exponent)))
				if exponent < -9 || stride*max(-first, last) >= 1e12 {
					label = p.words.scientific(i * stride)
				}
				ticks = append(ticks, plot.Tick{Value: i * stride, Label: label})
			}
			return ticks
		}
	}
}

// mostDecades is the number of decades from which logTicks leaves some out.
const mostDecades = 12

// logTicks marks an axis of decimal logarithms at powers of ten, and without
// labels between them.
type logTicks struct{ words words }

// Ticks implements plot.Ticker.
func (l logTicks) Ticks(lo, hi float64) (ticks []plot.Tick) {
	if !(hi > lo) || math.IsInf(hi-lo, 0) || hi-lo > 700 {
		return nil
	}
	stride := math.Ceil((hi - lo) / mostDecades)
	for e := math.Floor(lo/stride) * stride; e <= hi; e += stride {
		for k := 1.0; k < 10; k++ {
			if stride > 1 && k > 1 {
				break
			}
			t := plot.Tick{Value: e + math.Log10(k)}
			if t.Value < lo-1e-9 || t.Value > hi+1e-9 {
				continue
			}
			if k == 1 {
				if t.Label = l.words.number(math.Pow(10, e), max(0, int(-e))); math.Abs(e) > 6 {
					t.Label = l.words.scientific(math.Pow(10, e))
				}
			}
			ticks = append(ticks, t)
		}
	}
	return ticks
}
