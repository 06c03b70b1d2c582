package plots

import (
	"cmp"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
	"caloduc/sim/list"
)

var networkHeadroomFrench = map[string]string{
	"What buses can take":             "Ce que les postes peuvent fournir",
	"nothing binds":                   "rien ne limite",
	"what the bus can take":           "ce que le poste peut fournir",
	"kept in 95 % of the hours":       "tenu dans 95 % des heures",
	"what the campus draws":           "ce que le site soutire",
	"power (GW)":                      "puissance (GW)",
	"What binds %s most often is %s.": "Ce qui limite %s le plus souvent : %s.",
	"%s with one circuit less":        "%s avec un circuit de moins",
	"%s without a circuit of %s":      "%s sans un circuit de %s",
	"What each campus' bus can take while any one circuit may be lost, and what the campus draws, each sorted over the hours. Above 10 GW on top of what is drawn, no limit is told.": "Ce que le poste de chaque site peut fournir malgré la perte d’un circuit quelconque, et ce que le site soutire, chacun trié sur les heures. Au-delà de 10 GW en plus du soutirage, aucune limite n’est indiquée.",
}

// busCurve is what a campus' bus can take, hour by hour.
type busCurve struct {
	name          string
	may, draws    []float64 // GW
	line, without string    // that bind most often: the line, and the one that has lost a circuit
}

// networkHeadroom draws what the bus of each campus on the network can take, and what the
// campus draws, the campuses side by side.
func networkHeadroom(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	p, err := periodOf(r, f.Figure)
	if err != nil {
		return nil, err
	}
	curves, err := readBuses(r, f.Scope, p)
	if err != nil {
		return nil, err
	}
	st := &stack{style: s, words: w, n: 1, key: []keyEntry{{label: w.say("what the bus can take"), col: ink, line: true},
		{label: w.say("what the campus draws"), col: ink, line: true, dashed: true}}}
	d := st.drawing(f.titled(w.say("What buses can take")),
		w.say("What each campus' bus can take while any one circuit may be lost, and what the campus draws, each sorted over the hours. Above 10 GW on top of what is drawn, no limit is told."),
		"campus", "share_of_hours", "may_draw_power_MW", "facility_power_MW")
	beside := st.shareSlots(list.Map(curves, func(c busCurve) string { return c.name }))
	st.key = append(beside.key(), st.key...)
	label := w.say("share of the hours with at least that")
	q := beside.panel("", w.say("power (GW)"), func(y string) *plot.Plot {
		alone := st.plot(y)
		st.plainAxis(alone, 0, 1, "")
		return alone
	})
	q.X.Label.Text = label
	q.notes = st.headroomNotes(curves, q.notes)
	top := 0.0
	for i, c := range curves {
		share, may := duration(c.may, curveSteps)
		_, draws := duration(c.draws, curveSteps)
		q.Add(line{beside.at(i, share), draws, draw.LineStyle{Color: distinct(i), Width: 0.8 * s.Line, Dashes: s.dashes()}})
		if c.line != "" {
			top = max(top, highest(may))
			q.Add(line{beside.at(i, share), may, draw.LineStyle{Color: distinct(i), Width: s.Line}})
			d.description += " " + c.binds(w)
		}
		top = max(top, highest(draws))
		for k := range share {
			d.table.add(c.name, cell(share[k]), cell(1e3*may[k]), cell(1e3*draws[k]))
		}
	}
	st.over = noteLines(q.notes)
	q.Y.Min, q.Y.Max = 0, 1.05*cmp.Or(top, 1)
	st.add(q)
	return d, nil
}

// headroomNotes put above each campus what its bus keeps in 95 % of the hours, below its
// name, and that in the key.
func (st *stack) headroomNotes(curves []busCurve, names []note) (out []note) {
	for _, n := range names {
		n.line++
		out = append(out, n)
	}
	at, sample := 0.5, ""
	for i, c := range curves {
		text := st.words.say("nothing binds")
		if c.line != "" {
			text = st.words.number(kept(c.may, 0.05), 2) + nonBreaking + "GW"
			sample = text
		}
		if len(curves) > 1 {
			at = float64(i) + 0.5
		}
		out = append(out, note{x: at, text: text})
	}
	if sample != "" {
		st.key = append(st.key, keyEntry{label: st.words.say("kept in 95 % of the hours"), sample: sample})
	}
	return out
}

// readBuses reads what the campuses' buses can take.
func readBuses(r *result.Result, within string, p period) (out []busCurve, err error) {
	for _, scope := range recorders(r, within, campuses, channel.MayDrawMW, channel.FacilityPowerMW, "binding_line", "binding_outage") {
		v, err := p.of(r, scope, channel.MayDrawMW, channel.FacilityPowerMW, "binding_line", "binding_outage")
		if err != nil {
			return nil, err
		}
		c := busCurve{name: called(scope), may: scaled(v[0], 1e-3), draws: scaled(v[1], 1e-3)}
		c.line, c.without = mostOften(r.Manifest().Lines, v[2], v[3])
		out = append(out, c)
	}
	if len(out) == 0 {
		return nil, lacks("channel "+channel.MayDrawMW, within)
	}
	return out, nil
}

// mostOften names the line that binds in most of the hours, and the one that has lost a
// circuit then; "" where nothing binds.
func mostOften(lines []result.Line, binding, outage []float64) (line, without string) {
	hours, most := map[[2]int]int{}, 0
	for i := range binding {
		pair := [2]int{int(math.Round(binding[i])), int(math.Round(outage[i]))}
		if pair[0] < 0 || pair[0] >= len(lines) {
			continue
		}
		if hours[pair]++; hours[pair] <= most {
			continue
		}
		most = hours[pair]
		line, without = lines[pair[0]].Name, ""
		if pair[1] >= 0 && pair[1] < len(lines) {
			without = lines[pair[1]].Name
		}
	}
	return line, without
}

// binds is a sentence on what binds most often.
func (c *busCurve) binds(w words) string {
	what := c.line
	switch {
	case c.without == c.line:
		what = fill(w.say("%s with one circuit less"), c.line)
	case c.without != "":
		what = fill(w.say("%s without a circuit of %s"), c.line, c.without)
	}
	return fill(w.say("What binds %s most often is %s."), c.name, what)
}
