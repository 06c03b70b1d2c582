package plots

import (
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
)

var networkLossesFrench = map[string]string{
	"Losses of the network":  "Pertes du réseau",
	"Losses":                 "Pertes",
	"Redispatch":             "Redispatching",
	"losses over load (%)":   "pertes rapportées à la charge (%)",
	"generation moved (GWh)": "production déplacée (GWh)",
	"Losses of the network's lines over its load, and generation moved away from overloads, for each month.": "Pertes des lignes du réseau rapportées à sa charge, et production déplacée pour lever les surcharges, pour chaque mois.",
}

// networkLosses draws the network's losses and what redispatch moves, month by month.
func networkLosses(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	m := r.Manifest()
	months := calendarMonths(m)
	panels := []struct {
		name, indicator, label string
		unit                   float64
		parts                  []float64
	}{{name: w.say("Losses"), indicator: "network_loss_fraction", label: w.say("losses over load (%)"), unit: 1e-2},
		{name: w.say("Redispatch"), indicator: channel.RedispatchEnergyMWh, label: w.say("generation moved (GWh)"), unit: 1e3}}
	for i := range panels {
		if panels[i].parts = indicator(r, panels[i].indicator, "network", months); panels[i].parts == nil {
			return nil, lacks("indicator "+panels[i].indicator, "network")
		}
	}
	st := &stack{style: s, words: w, n: len(panels), over: 1}
	d := st.drawing(f.titled(w.say("Losses of the network")),
		w.say("Losses of the network's lines over its load, and generation moved away from overloads, for each month."),
		"quantity", "month", "value")
	for _, q := range panels {
		p := panel{Plot: st.runPlot(q.label, m), name: q.name}
		x, pick := monthSteps(months, m.Start, ending(m))
		y := pick(scaled(q.parts, 1/q.unit))
		p.Y.Min, p.Y.Max = 0, max(1.08*highest(y), 1e-9)
		p.Add(band{x, make([]float64, len(x)), y, tint(colour(0), 0.3)}, line{x, y, draw.LineStyle{Color: colour(0), Width: s.Line}})
		st.add(p)
		for i, month := range months {
			d.table.add(q.indicator, month.Format("2006-01"), cell(q.parts[i]))
		}
	}
	return d, nil
}
