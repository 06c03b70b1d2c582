package validation

import (
	"math"
	"time"

	"caloduc/grid/market"
	"caloduc/sim"
)

// zones2016 are the zones' names in the record of 2016, and the part of wind power at
// sea in 2024.
var zones2016 = [...]struct {
	name     string
	offshore float64
}{{"FR", 0.06}, {"DE", 0.13}, {"BE", 0.43}, {"ES", 0}, {"IT", 0}, {"CH", 0}, {"UK", 0.48}}

// shapes2016 clears the seven zones with the capacities and the demand of 2024 on the
// hours of 2016.
func shapes2016(e *Env) (*hours, error) {
	return once(e, "market.2016", func() (*hours, error) {
		spec, err := marketSpec("")
		if err != nil {
			return nil, err
		}
		if spec.Zones, err = market.European(); err != nil {
			return nil, err
		}
		m, err := market.New(spec, sim.Streams{Seed: 1})
		if err != nil {
			return nil, err
		}
		fuels, err := monthlyFuels(e, spec)
		if err != nil {
			return nil, err
		}
		at, zones, err := read2016(e, spec.Zones)
		if err != nil {
			return nil, err
		}
		return clear2016(m, at, zones, fuels)
	})
}

// weather2016 are a zone's hours of 2016 with the capacities of 2024, MW.
type weather2016 struct{ demand, wind, solar []float64 }

func read2016(e *Env, specs []*market.ZoneSpec) (at []time.Time, zones []weather2016, err error) {
	for i, z := range zones2016 {
		names := []string{"load_mw_" + z.name, "cf_" + z.name + "_PHOT", "cf_" + z.name + "_WTON"}
		if z.offshore > 0 {
			names = append(names, "cf_"+z.name+"_WTOF")
		}
		s, c, err := tableColumns(e, shapesFile, names...)
		if err != nil {
			return nil, nil, err
		}
		at = s.At
		has := specs[i].At(2024.5)
		mean := 0.0
		for _, mw := range c[0] {
			mean += mw / float64(len(at))
		}
		var w weather2016
		for k := range at {
			wind := c[2][k]
			if z.offshore > 0 {
				wind += z.offshore * (c[3][k] - wind)
			}
			w.demand = append(w.demand, c[0][k]/mean*has.DemandTWh*1e6/8766)
			w.wind, w.solar = append(w.wind, wind*has.Wind), append(w.solar, c[1][k]*has.Solar)
		}
		zones = append(zones, w)
	}
	return at, zones, nil
}

func clear2016(m *market.Market, at []time.Time, zones []weather2016, fuels map[int]market.Fuels) (*hours, error) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		return nil, err
	}
	y := new(hours)
	demand, wind, solar := make([]float64, len(zones)), make([]float64, len(zones)), make([]float64, len(zones))
	in := &market.Inputs{NuclearMW: math.NaN(), NuclearLeastMW: math.NaN(), DemandMW: demand, WindMW: wind, SolarMW: solar}
	for k, t := range at {
		for i, z := range zones {
			demand[i], wind[i], solar[i] = z.demand[k], z.wind[k], z.solar[k]
		}
		f := fuels[market.Month(t)+12*(2024-t.Year())]
		h := market.HourAt(float64(k), t.In(paris))
		h.Year, in.Fuels = 2024, &f
		y.book(m.Zones(), m.Clear(&h, in))
	}
	return y, nil
}

// yearBegin is the first hour of a year, UTC.
func yearBegin(year int) time.Time { return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC) }
