package plots

import (
	"image/color"
	"math"
	"time"

	"caloduc/experiments/result"
	"caloduc/sim/list"
	"gonum.org/v1/plot"
)

// monthly are values month by month over a run, with their name and colour.
type monthly struct {
	name   string
	column string // in the table
	col    color.NRGBA
	values []float64
}

// ending is the first instant after a run.
func ending(m *result.Manifest) time.Time { return m.Ending() }

// calendarMonths are the months of a run.
func calendarMonths(m *result.Manifest) (out []time.Time) {
	for t := time.Date(m.Start.Year(), m.Start.Month(), 1, 0, 0, 0, 0, time.UTC); t.Before(ending(m)); t = t.AddDate(0, 1, 0) {
		out = append(out, t)
	}
	return out
}

// calendarYears are the years of a run.
func calendarYears(m *result.Manifest) (out []time.Time) {
	for t := time.Date(m.Start.Year(), 1, 1, 0, 0, 0, 0, time.UTC); t.Before(ending(m)); t = t.AddDate(1, 0, 0) {
		out = append(out, t)
	}
	return out
}

// indicator reads an indicator month by month, NaN where it does not exist; nil
// where no month has it.
func indicator(r *result.Result, name, scope string, months []time.Time) []float64 {
	when, v := r.Monthly(name, scope)
	return placed(when, v, months)
}

// yearly reads an indicator year by year as indicator does by month.
func yearly(r *result.Result, name, scope string, years []time.Time) []float64 {
	when, v := r.Yearly(name, scope)
	return placed(when, v, years)
}

// placed puts values of some times at those of all, NaN where there is none; nil
// where there is none at all.
func placed(when []time.Time, v []float64, all []time.Time) []float64 {
	if len(when) == 0 {
		return nil
	}
	at := map[time.Time]float64{}
	for i, t := range when {
		at[t] = v[i]
	}
	return list.Map(all, func(t time.Time) float64 {
		if x, ok := at[t]; ok {
			return x
		}
		return math.NaN()
	})
}

// monthHours are the hours of each month that a run covers, yearHours those of years.
func monthHours(m *result.Manifest, months []time.Time) []float64 { return hoursOf(m, months, 0, 1) }
func yearHours(m *result.Manifest, years []time.Time) []float64   { return hoursOf(m, years, 1, 0) }

func hoursOf(m *result.Manifest, starts []time.Time, years, months int) []float64 {
	return list.Map(starts, func(t time.Time) float64 {
		return (min(unix(t.AddDate(years, months, 0)), unix(ending(m))) - max(unix(t), unix(m.Start))) / 3600
	})
}

// zeroes replaces what does not exist by nothing.
func zeroes(v []float64) []float64 {
	return list.Map(v, zero)
}

// stackMonths stacks values of months as flat steps and returns the highest sum.
func stackMonths(p *plot.Plot, m *result.Manifest, months []time.Time, all []monthly, unit float64) (top float64) {
	x, pick := monthSteps(months, m.Start, ending(m))
	foot := make([]float64, len(months))
	for _, a := range all {
		head := make([]float64, len(months))
		for i, v := range zeroes(a.values) {
			head[i] = foot[i] + v/unit
			top = max(top, head[i])
		}
		p.Add(band{x, pick(foot), pick(head), a.col})
		foot = head
	}
	return top
}

// monthTable has a line for each month and a column for each list of values.
func (t *table) months(months []time.Time, panel string, all []monthly) {
	for i, m := range months {
		for _, a := range all {
			t.add(panel, m.Format("2006-01"), a.column, cell(a.values[i]))
		}
	}
}
