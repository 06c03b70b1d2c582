package plots

import (
	"math"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
)

// calendarTicks marks an axis of Unix seconds (UTC) at calendar positions: the
// finest of years, quarters, months, days and hours whose labels fit.
type calendarTicks struct {
	width vg.Length // of the axis
	size  vg.Length // of the text
}

// A step of the calendar: how to round an instant down to it, how to go on to
// the next, and how to label it.
type step struct {
	floor  func(time.Time) time.Time
	next   func(time.Time) time.Time
	layout string
	chars  float64 // width of a label in characters, a gap included
}

func months(n int) (floor, next func(time.Time) time.Time) {
	floor = func(t time.Time) time.Time {
		m := (int(t.Month())-1)/n*n + 1
		return time.Date(t.Year(), time.Month(m), 1, 0, 0, 0, 0, time.UTC)
	}
	return floor, func(t time.Time) time.Time { return t.AddDate(0, n, 0) }
}

func years(n int) (floor, next func(time.Time) time.Time) {
	floor = func(t time.Time) time.Time {
		return time.Date(t.Year()/n*n, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return floor, func(t time.Time) time.Time { return t.AddDate(n, 0, 0) }
}

func hours(n int) (floor, next func(time.Time) time.Time) {
	d := time.Duration(n) * time.Hour
	return func(t time.Time) time.Time { return t.Truncate(d) },
		func(t time.Time) time.Time { return t.Add(d) }
}

// steps lists the calendar's steps from fine to coarse.
func steps() []step {
	var out []step
	add := func(floor, next func(time.Time) time.Time, layout string, chars float64) {
		out = append(out, step{floor, next, layout, chars})
	}
	for _, n := range []int{1, 3, 6, 12} {
		f, nx := hours(n)
		add(f, nx, "15:04", 6)
	}
	for _, n := range []int{24, 24 * 7} {
		f, nx := hours(n)
		add(f, nx, "2 Jan", 7)
	}
	for _, n := range []int{1, 3} {
		f, nx := months(n)
		add(f, nx, "Jan 2006", 9)
	}
	for _, n := range []int{1, 2, 5, 10} {
		f, nx := years(n)
		add(f, nx, "2006", 5)
	}
	return out
}

// Ticks implements plot.Ticker.
func (c calendarTicks) Ticks(lo, hi float64) []plot.Tick {
	from, to := time.Unix(int64(math.Ceil(lo)), 0).UTC(), time.Unix(int64(math.Floor(hi)), 0).UTC()
	all := steps()
	for i, s := range all {
		var ticks []plot.Tick
		for t := s.floor(from); !t.After(to); t = s.next(t) {
			if !t.Before(from) {
				ticks = append(ticks, plot.Tick{Value: float64(t.Unix()), Label: t.Format(s.layout)})
			}
			if len(ticks) > 60 {
				break
			}
		}
		room := float64(c.width/(0.55*c.size)) / s.chars
		if float64(len(ticks)) <= room || i == len(all)-1 {
			return ticks
		}
	}
	return nil
}

// plainTicks marks an axis at about n round values.
type plainTicks struct{ n int }

// Ticks implements plot.Ticker.
func (p plainTicks) Ticks(lo, hi float64) []plot.Tick {
	raw := (hi - lo) / float64(p.n)
	mag := math.Pow(10, math.Floor(math.Log10(raw)))
	stride := mag * 10
	for _, k := range []float64{1, 2, 2.5, 5} {
		if k*mag >= raw {
			stride = k * mag
			break
		}
	}
	digits := 0
	for d := stride; digits < 9 && math.Abs(d-math.Round(d)) > 1e-9*d; d *= 10 {
		digits++
	}
	var ticks []plot.Tick
	for i := math.Ceil(lo/stride - 1e-9); i*stride <= hi+1e-9*stride; i++ {
		ticks = append(ticks, plot.Tick{Value: i * stride, Label: number(i*stride, digits)})
	}
	return ticks
}
