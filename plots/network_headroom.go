package plots

import (
	"cmp"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
)

var networkHeadroomFrench = map[string]string{
	"What buses can take":             "Ce que les postes peuvent fournir",
	"%s: nothing binds":               "%s : rien ne limite",
	"%s: %s GW in 95 % of the hours":  "%s : %s GW dans 95 % des heures",
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

// networkHeadroom draws a line for each campus at a bus of the network, and what it draws.
func networkHeadroom(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	p, err := periodOf(r, f.Figure)
	if err != nil {
		return nil, err
	}
	curves, err := readBuses(r, f.Scope, p)
	if err != nil {
		return nil, err
	}
	st := &stack{style: s, words: w, n: 1}
	d := st.drawing(f.titled(w.say("What buses can take")),
		w.say("What each campus' bus can take while any one circuit may be lost, and what the campus draws, each sorted over the hours. Above 10 GW on top of what is drawn, no limit is told."),
		"campus", "share_of_hours", "may_draw_power_MW", "facility_power_MW")
	q, top := panel{}, 0.0
	var lines []plot.Plotter
	for i, c := range curves {
		share, may := duration(c.may, curveSteps)
		_, draws := duration(c.draws, curveSteps)
		lines = append(lines, line{share, draws, draw.LineStyle{Color: distinct(i), Width: 0.8 * s.Line, Dashes: s.dashes()}})
		label := fill(w.say("%s: nothing binds"), c.name)
		if c.line != "" {
			label = fill(w.say("%s: %s GW in 95 % of the hours"), c.name, w.number(kept(c.may, 0.05), 2))
			top = max(top, highest(may))
			lines = append(lines, line{share, may, draw.LineStyle{Color: distinct(i), Width: s.Line}})
			d.description += " " + c.binds(w)
		}
		top = max(top, highest(draws))
		st.key = append(st.key, keyEntry{label: label, col: distinct(i), line: true})
		for k := range share {
			d.table.add(c.name, cell(share[k]), cell(1e3*may[k]), cell(1e3*draws[k]))
		}
	}
	st.key = append(st.key, keyEntry{label: w.say("what the campus draws"), col: ink, line: true, dashed: true})
	q.Plot = st.plot(w.say("power (GW)"))
	q.Y.Min, q.Y.Max = 0, 1.05*cmp.Or(top, 1)
	st.plainAxis(q.Plot, 0, 1, w.say("share of the hours with at least that"))
	q.Add(lines...)
	st.add(q)
	return d, nil
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
