package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
)

var reactorNightFrench = map[string]string{
	"Reactor power and xenon":       "Puissance du réacteur et xénon",
	"%s, net power":                 "%s, puissance nette",
	"Xenon over equilibrium":        "Xénon rapporté à l’équilibre",
	"xenon / equilibrium":           "xénon / équilibre",
	"hourly mean":                   "moyenne horaire",
	"lowest to highest of the hour": "minimum à maximum de l’heure",
	"A reactor's net power and its xenon over the equilibrium at rated power, through the days around a night of load-following or a loss of power.": "Puissance nette d’un réacteur et son xénon rapporté à l’équilibre à puissance nominale, autour d’une nuit de suivi de charge ou d’une perte de puissance.",
}

// nightDays are the days that the figure shows before and after a trip.
const (
	nightBefore = 1
	nightAfter  = 5

	nightOfFollowing = 2 // days shown from the day of a night of load-following on
)

// reactorNight draws the power of one reactor, and its xenon below.
func reactorNight(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	run, err := periodOf(r, f.Figure)
	if err != nil {
		return nil, err
	}
	scopes := recorders(r, f.Scope, reactors, channel.NetPowerMW, channel.Xenon)
	if len(scopes) == 0 {
		return nil, lacks("channels "+channel.NetPowerMW+" and "+channel.Xenon+" of a reactor", f.Scope)
	}
	scope, p, err := firstTrip(r, scopes, run, f.Figure)
	if err != nil {
		return nil, err
	}
	st := &stack{style: s, words: w, under: 1, n: 2, over: 1, key: []keyEntry{
		{label: w.say("hourly mean"), col: ink, line: true},
		{label: w.say("lowest to highest of the hour"), col: tint(grey, 0.5)}}}
	d := st.drawing(f.titled(w.say("Reactor power and xenon")),
		w.say("A reactor's net power and its xenon over the equilibrium at rated power, through the days around a night of load-following or a loss of power."),
		"reactor", "hour", "quantity", "mean", "min", "max")
	for i, k := range []struct{ channel, name, label string }{
		{channel.NetPowerMW, fill(w.say("%s, net power"), called(scope)), w.say("power (MW)")},
		{channel.Xenon, w.say("Xenon over equilibrium"), w.say("xenon / equilibrium")},
	} {
		t, err := (&trip{r: r, period: p, x: p.middles()}).read(scope, k.channel)
		if err != nil {
			return nil, err
		}
		t.col = i
		q := st.linesPlot(p, []trace{t}, nil, k.label, true)
		q.Y.Max = 1.06 * cmp.Or(highest(t.hi), 1)
		st.add(panel{Plot: q, name: k.name})
		t.addTo(&d.table, scope, "2006-01-02T15:00Z")
	}
	return d, nil
}

// The depth of a night of load-following, over full power, and the hours in which it is over.
const (
	followedBelow = 0.75
	followedAbove = 0.1
	followedHours = 16
)

// firstNight finds the reactor that first follows the load: it falls below three quarters
// of its power without being lost and is back within hours.
func firstNight(r *result.Result, scopes []string, run period) (scope string, hour int, err error) {
	first := math.MaxInt
	for _, s := range scopes {
		v, err := run.means(r, s+"."+channel.NetPowerMW)
		if err != nil {
			return "", 0, err
		}
		full := highest(v)
		for i := 24; i < min(len(v), first) && full > 0; i++ {
			if v[i] > followedBelow*full || v[i-2] < 0.9*full {
				continue
			}
			back := i
			for back < len(v) && v[back] < 0.9*full {
				back++
			}
			if back < len(v) && back-i <= followedHours && lowest(v[i:back]) > followedAbove*full {
				scope, first = s, i
			}
			i = back
		}
	}
	return scope, first, nil
}

// firstTrip finds the reactor that first follows the load at night, or else whose power is first lost and regained within two
// weeks, or else lost at all, and the days around that; the days asked for where
// a figure asks for any.
func firstTrip(r *result.Result, scopes []string, run period, f result.Figure) (scope string, p period, err error) {
	if f.From != "" {
		if f.Days == 0 {
			run = run.within(run.from, run.from.AddDate(0, 0, nightBefore+nightAfter))
		}
		return scopes[0], run, nil
	}
	if night, hour, err := firstNight(r, scopes, run); err != nil {
		return "", p, err
	} else if night != "" {
		at := run.times[run.first+hour].Truncate(24 * time.Hour)
		return night, run.within(at.AddDate(0, 0, -nightBefore), at.AddDate(0, 0, nightOfFollowing)), nil
	}
	type loss struct {
		scope      string
		hour, late int // late: the fortnights until it is regained
	}
	var all []loss
	for _, scope := range scopes {
		v, err := run.means(r, scope+"."+channel.NetPowerMW)
		if err != nil {
			return "", p, err
		}
		full := highest(v)
		for i := 24; i < len(v); i++ {
			if v[i] > 0.02*full || v[i-2] < 0.5*full {
				continue
			}
			back := i
			for back < len(v) && v[back] < 0.5*full {
				back++
			}
			all = append(all, loss{scope, i, min((back-i)/(14*24), 1)})
			i = back
		}
	}
	if len(all) == 0 {
		return "", p, lacks(fmt.Sprintf("a loss of power of %d reactors", len(scopes)), f.Scope)
	}
	slices.SortStableFunc(all, func(a, b loss) int { return cmp.Or(a.late-b.late, a.hour-b.hour) })
	days := nightAfter
	if f.Days > 0 {
		days = max(int(f.Days)-nightBefore, 1)
	}
	at := run.times[run.first+all[0].hour].Truncate(24 * time.Hour)
	return all[0].scope, run.within(at.AddDate(0, 0, -nightBefore), at.AddDate(0, 0, days)), nil
}
