package plots

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"
	"time"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
	"caloduc/sim/list"
)

// period is the part of a run that a figure shows: its hours first to last, the
// last excluded.
type period struct {
	from, to    time.Time
	first, last int
	times       []time.Time // of the whole run
	zone        string      // in which it is told
}

// at is the period as told in the zone of a scope's campus: its own, or else the run's.
func (p period) at(r *result.Result, scope string) (period, error) {
	campus, _, _ := strings.Cut(called(scope), ", ")
	own, err := r.Setting("campus[" + campus + "].zone")
	if own != "" {
		p.zone = own
	}
	return p, err
}

// periodOf is what a figure asks for by its first day and its length, the whole
// run unless it does.
func periodOf(r *result.Result, f result.Figure) (p period, err error) {
	if p.times, err = hours(r); err != nil {
		return p, err
	}
	m := r.Manifest()
	p.from, p.to, p.zone = m.Start, ending(m), m.Zone
	if f.From != "" {
		if p.from, err = time.Parse(time.DateOnly, f.From); err != nil {
			return p, fmt.Errorf("from = %q is not a day such as 2031-07-01", f.From)
		}
	}
	if f.Days > 0 {
		p.to = p.from.Add(time.Duration(f.Days * 24 * float64(time.Hour)))
	}
	return p.within(p.from, p.to), nil
}

// within is another part of the same run.
func (p period) within(from, to time.Time) period {
	at := func(t time.Time) int {
		return sort.Search(len(p.times), func(i int) bool { return !p.times[i].Before(t) })
	}
	return period{from, to, at(from), at(to), p.times, p.zone}
}

// zoned is the run's zone, with its changes of time.
func (p period) zoned() *time.Location {
	zone, err := time.LoadLocation(p.zone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// hourAt is the hour of the period that a figure asks for, in the run's zone; zero for "".
func (p period) hourAt(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	hour, err := result.ParseHour(text, p.zoned())
	if err == nil && !slices.ContainsFunc(p.times[p.first:p.last], hour.Equal) {
		err = &OptionError{fmt.Sprintf("at = %s is none of the hours shown", text)}
	}
	return hour, err
}

// local is the run's zone as it is at the beginning of the period, by its short name:
// one offset for a whole axis.
func (p period) local() *time.Location {
	return time.FixedZone(p.from.In(p.zoned()).Zone())
}

// hours reads the hours of a run; a result without an hourly file lacks them.
func hours(r *result.Result) ([]time.Time, error) {
	times, err := r.Times()
	if missingFile(err) || len(times) > 1 && times[1].Sub(times[0]) != time.Hour {
		return nil, lacks("hourly values", "")
	}
	return times, err
}

// years is the length of the period in years.
func (p period) years() float64 { return float64(p.last-p.first) / 8766 }

// axis is the length in hours of an axis for the hours of the period and its label:
// of those of a year where the period is longer.
func (p period) axis(label, perYear string) (hours float64, text string) {
	if p.years() > 1.1 {
		return 8766, perYear
	}
	return float64(p.last - p.first), label
}

// of reads the hourly means of some channels of a scope within the period.
func (p period) of(r *result.Result, scope string, channels ...string) (all [][]float64, err error) {
	for _, name := range channels {
		v, err := p.means(r, scope+"."+name)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, nil
}

// means reads the hourly means of a channel within the period.
func (p period) means(r *result.Result, name string) ([]float64, error) {
	v, err := means(r, name)
	if err != nil {
		return nil, err
	}
	return wide(v[p.first:p.last]), nil
}

func wide(v []float32) []float64 {
	return list.Map(v, func(x float32) float64 { return float64(x) })
}

// add adds b to a, or copies b where there is no a yet.
func add(a, b []float64) []float64 {
	if a == nil {
		return slices.Clone(b)
	}
	for i := range a {
		a[i] += b[i]
	}
	return a
}

// A level of the system at which channels are recorded.
type level int

const (
	reactors level = iota
	campuses
	halls
)

func levelOf(scope string) level {
	switch {
	case strings.HasPrefix(scope, "reactor."):
		return reactors
	case strings.Contains(scope, ".hall."):
		return halls
	case strings.HasPrefix(scope, "campus."):
		return campuses
	}
	return -1
}

// recorders lists the scopes of a level that record all these channels, in the
// order of the result: all of them, or those of a scope asked for.
func recorders(r *result.Result, within string, at level, channels ...string) (out []string) {
	names := map[string]bool{}
	all := r.Channels()
	for _, c := range all {
		names[c.Name] = true
	}
	for _, c := range all {
		if c.Name != c.Scope+"."+channels[0] || levelOf(c.Scope) != at {
			continue
		}
		if isWithin(c.Scope, within) && !slices.ContainsFunc(channels, func(name string) bool { return !names[c.Scope+"."+name] }) {
			out = append(out, c.Scope)
		}
	}
	return out
}

// isWithin tells whether a scope is another or lies below it; "" is the whole
// system.
func isWithin(scope, within string) bool {
	return within == "" || scope == within || strings.HasPrefix(scope, within+".")
}

// called is how a scope is called in a figure: "Fouju", "Fouju, F1".
func called(scope string) string {
	for _, prefix := range []string{"campus.", "reactor.", "weather."} {
		scope = strings.TrimPrefix(scope, prefix)
	}
	return strings.Replace(scope, ".hall.", ", ", 1)
}

// weatherOf is the scope of the weather in which a campus or hall stands: the one
// that its experiment names, or the only one.
func weatherOf(r *result.Result, scope string) (string, error) {
	campus, _, _ := strings.Cut(called(scope), ", ")
	if name, err := r.Setting("campus[" + campus + "].weather"); name != "" || err != nil {
		return "weather." + name, err
	}
	all := list.Map(r.Match("weather.*."+channel.DryBulbDegC), func(c result.Channel) string { return c.Scope })
	if len(all) != 1 {
		return "", lacks("the name of the weather", scope)
	}
	return all[0], nil
}

// duration sorts values downwards and thins them to the n+1 that stand at equal
// shares of their number.
func duration(values []float64, n int) (share, sorted []float64) {
	all := existing(values)
	if len(all) == 0 {
		return nil, nil
	}
	slices.Reverse(all)
	n = min(n, max(len(all)-1, 1))
	for i := range n + 1 {
		x := float64(i) / float64(n)
		share = append(share, x)
		sorted = append(sorted, all[int(x*float64(len(all)-1)+0.5)])
	}
	return share, sorted
}

// scaled multiplies values.
func scaled(v []float64, by float64) []float64 {
	return list.Map(v, func(x float64) float64 { return x * by })
}

// reversed returns values last to first.
func reversed(v []float64) []float64 {
	out := slices.Clone(v)
	slices.Reverse(out)
	return out
}

// highest is the largest existing value of all, 0 where there is none.
func highest(lists ...[]float64) (top float64) {
	for _, v := range lists {
		for _, x := range v {
			if x > top {
				top = x
			}
		}
	}
	return top
}

// lowest is the smallest existing value, infinite where there is none.
func lowest(v []float64) float64 {
	low := math.Inf(1)
	for _, x := range v {
		if x < low {
			low = x
		}
	}
	return low
}

// logRanks are about n ranks below m, evenly spaced in their logarithm, the first
// and the last among them.
func logRanks(m, n int) (out []int) {
	for i := range n + 1 {
		k := int(math.Round(math.Pow(float64(m), float64(i)/float64(n)))) - 1
		if len(out) == 0 || k > out[len(out)-1] {
			out = append(out, k)
		}
	}
	return out
}
