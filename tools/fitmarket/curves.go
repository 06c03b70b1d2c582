package main

import (
	"math"
	"path/filepath"
	"slices"

	"caloduc/grid/market"
	"caloduc/grid/market/series"
	"caloduc/sim/param"
)

// borders are the columns of France's net export to a zone.
var borders = []struct{ zone, column string }{
	{"DE", "net_export_de"}, {"BE", "net_export_be"}, {"ES", "net_export_es"},
	{"IT", "net_export_it"}, {"CH", "net_export_ch"}, {"GB", "net_export_uk"},
}

// year is what the curves of 2021 are fitted to: the hours of its odd weeks (ISO).
type year struct {
	terms, instruments [][]float64
	ratio              []float64 // price over the gas-fired cost
	flow               map[string][]float64
}

// fitCurves fits every border by two-stage least squares: the price that a flow answers
// is itself moved by flows, so it is replaced by what France's demand and nuclear
// output, which the neighbours do not see but through it, say of it.
func fitCurves(folder, fuels string) ([]market.Curve, error) {
	y, err := readYear(folder, fuels)
	if err != nil {
		return nil, err
	}
	first := make([][]float64, len(y.terms))
	for i := range first {
		first[i] = slices.Concat(y.terms[i], y.instruments[i])
	}
	stage := solve(first, y.ratio)
	for i := range first {
		r := 0.0
		for k, c := range stage {
			r += c * first[i][k]
		}
		first[i] = append(slices.Clone(y.terms[i]), r)
	}
	var curves []market.Curve
	for _, b := range borders {
		flow := y.flow[b.zone]
		fit := solve(first, flow)
		c := market.Curve{Zone: b.zone, Source: "fitted by tools/fitmarket to French hourly flows, prices and demand in the odd weeks of 2021 (ENTSO-E Transparency Platform)", PerRatioMW: -fit[market.CurveTerms],
			MostExportMW: percentile(flow, 0.9995), MostImportMW: -percentile(flow, 0.0005)}
		copy(c.Level[:], fit)
		curves = append(curves, c)
	}
	return curves, nil
}

func percentile(x []float64, p float64) float64 {
	s := slices.Clone(x)
	slices.Sort(s)
	return s[int(p*float64(len(s)-1)+0.5)]
}

func readYear(folder, fuels string) (y year, err error) {
	g, err := series.Read(filepath.Join(folder, "fr_generation_flows_hourly_2021.csv.gz"))
	if err != nil {
		return y, err
	}
	p, err := series.Read(filepath.Join(folder, "price_da_FR_2020_2024.csv.gz"))
	if err != nil {
		return y, err
	}
	price, err := p.ByHour("eur_per_mwh")
	if err != nil {
		return y, err
	}
	months, err := market.ReadFuels(fuels, &market.FuelSpec{})
	if err != nil {
		return y, err
	}
	column := func(name string) []float64 {
		c, e := g.Column(name)
		if e != nil {
			err = e
		}
		return c
	}
	spec := new(market.Spec)
	if _, err := param.Decode("defaults", nil, spec, nil); err != nil {
		return y, err
	}
	cycle := &spec.Technology.Thermal[market.Gas]
	load, nuclear, wind, solar := column("load"), column("nuclear"), column("wind_onshore"), column("solar")
	y.flow = map[string][]float64{}
	var flows [][]float64
	for _, b := range borders {
		flows = append(flows, column(b.column))
	}
	if err != nil {
		return y, err
	}
	for i, t := range g.At {
		eur, ok := price[t]
		if _, week := t.ISOWeek(); week%2 == 0 || !ok || math.IsNaN(load[i]) {
			continue
		}
		fuel := months[market.Month(t)]
		h := market.HourAt(0, t)
		terms := market.Terms(&h, nan0(wind[i]), nan0(solar[i]))
		y.terms = append(y.terms, terms[:])
		y.instruments = append(y.instruments, []float64{load[i] * 1e-4, nuclear[i] * 1e-4})
		y.ratio = append(y.ratio, eur/cycle.Middling(&fuel))
		for k, b := range borders {
			y.flow[b.zone] = append(y.flow[b.zone], nan0(flows[k][i]))
		}
	}
	return y, nil
}
