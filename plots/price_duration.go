package plots

import (
	"slices"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
)

var priceDurationFrench = map[string]string{
	"Price duration":                     "Monotone des prix",
	"Day-ahead price, mean in €/MWh":     "Prix de gros, moyenne en €/MWh",
	"hours per year with a higher price": "heures par an avec un prix supérieur",
	"hours with a higher price":          "heures avec un prix supérieur",
	"%s, mean %s":                        "%s, moyenne %s",
	"%s, mean %s, most %s":               "%s, moyenne %s, plus haut %s",
	"market":                             "marché",
	"Hours in which the day-ahead price exceeds a value, in each zone or market, with its mean; hours many times as dear as the dearest fiftieth leave the axis, and the key tells the greatest.": "Heures pendant lesquelles le prix de gros dépasse une valeur, dans chaque zone ou marché, avec sa moyenne ; les heures bien plus chères que le cinquantième le plus cher quittent l’axe, et la légende donne la plus haute.",
}

// priceSteps is the number of steps to which a price curve is thinned.
const priceSteps = 1000

// tooDear is how many times the price that a fiftieth of the hours exceeds an axis shows.
const tooDear = 4

// prices are the channels of the zones' prices, or of the markets' without any.
func prices(r *result.Result, scope string) []result.Channel {
	found := r.Match("dispatch.zone.*." + channel.ZonePriceEURPerMWh)
	if len(found) == 0 {
		found = append(r.Match(channel.PriceEURPerMWh), r.Match("campus.*."+channel.PriceEURPerMWh)...)
	}
	return slices.DeleteFunc(found, func(c result.Channel) bool { return !isWithin(c.Scope, scope) })
}

// priceDuration draws the sorted prices of all zones, or of the markets without any.
func priceDuration(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	p, err := periodOf(r, f.Figure)
	if err != nil {
		return nil, err
	}
	found := prices(r, f.Scope)
	if len(found) == 0 {
		return nil, lacks("channels "+channel.ZonePriceEURPerMWh+" or "+channel.PriceEURPerMWh, f.Scope)
	}
	st := &stack{style: s, words: w, under: 1, n: 1, over: 1}
	d := st.drawing(f.titled(w.say("Price duration")),
		w.say("Hours in which the day-ahead price exceeds a value, in each zone or market, with its mean; hours many times as dear as the dearest fiftieth leave the axis, and the key tells the greatest."),
		"line", "hours_above_h", "price_EUR_per_MWh")
	span, label := p.axis(w.say("hours with a higher price"), w.say("hours per year with a higher price"))
	var curves []line
	var means []float64
	low, high := 0.0, 1.0
	for i, c := range found {
		v, err := p.means(r, c.Name)
		if err != nil {
			return nil, err
		}
		share, sorted := duration(v, priceSteps)
		if len(sorted) == 0 {
			continue
		}
		name := w.say("market")
		if c.Scope != "" {
			name = zoneName(c.Scope)
		}
		sty := draw.LineStyle{Color: distinct(i), Width: s.Line}
		curves = append(curves, line{scaled(share, span), sorted, sty})
		mean := stat.Mean(existing(v), nil)
		label := fill(w.say("%s, mean %s"), name, w.number(mean, 0))
		top, usual := sorted[min(1, len(sorted)-1)], sorted[min(priceSteps/50, len(sorted)-1)]
		if usual > 0 && top > tooDear*usual {
			top, label = tooDear*usual, fill(w.say("%s, mean %s, most %s"), name, w.number(mean, 0), w.number(sorted[0], 0))
		}
		at := 0 // the dearest stands first
		for at < len(means) && means[at] >= mean {
			at++
		}
		means = slices.Insert(means, at, mean)
		st.key = slices.Insert(st.key, at, keyEntry{label: label, col: distinct(i), line: true})
		high = max(high, top)
		low = min(low, sorted[len(sorted)-1-min(1, len(sorted)-1)])
		for k := range share {
			d.table.add(name, cell(share[k]*span), cell(sorted[k]))
		}
	}
	q := panel{Plot: st.plot(w.say("price (€/MWh)")), name: w.say("Day-ahead price, mean in €/MWh")}
	st.plainAxis(q.Plot, 0, span, label)
	q.Y.Min, q.Y.Max = 1.05*low, 1.05*high
	q.Add(line{[]float64{0, span}, []float64{0, 0}, draw.LineStyle{Color: grey, Width: s.Hair}})
	for _, c := range slices.Backward(curves) {
		q.Add(c)
	}
	st.add(q)
	return d, nil
}
