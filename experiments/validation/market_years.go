package validation

import (
	"math"
	"time"

	"caloduc/grid/market"
	"caloduc/sim"
)

// coupledYear clears the seven zones over a year: France's demand as it was, monthly
// fuel prices, everything else from the zones' own shapes and capacities, with the mean
// of several draws of the weather.
func coupledYear(e *Env, of *replayed, draws int) (*hours, error) {
	spec, err := marketSpec("")
	if err != nil {
		return nil, err
	}
	if spec.Zones, err = market.European(); err != nil {
		return nil, err
	}
	fr := spec.Zones[0]
	fr.NuclearAvailability = of.nuclear
	spec.Nuclear.MinimumFraction *= fleetKd / of.nuclear // of what is available, not of what runs
	fr.In[0].RunOfRiver *= of.water
	fr.InflowTWh *= of.water
	load, err := byHour(e, loadFile, "load_actual_mw")
	if err != nil {
		return nil, err
	}
	prices, err := byHour(e, pricesFile, "eur_per_mwh")
	if err != nil {
		return nil, err
	}
	fuels, err := monthlyFuels(e, spec)
	if err != nil {
		return nil, err
	}
	for month, eur := range of.gas {
		k := market.Month(time.Date(of.year, month, 1, 0, 0, 0, 0, time.UTC))
		f := fuels[k]
		f.EURPerMWh[market.NaturalGas] = spec.Fuel.Traded(eur, 0, 0, 0).EURPerMWh[market.NaturalGas]
		fuels[k] = f
	}
	y := new(hours)
	for seed := range draws {
		m, err := market.New(spec, sim.Streams{Seed: uint64(seed + 1)})
		if err != nil {
			return nil, err
		}
		if err := y.coupled(m, of.year, load, prices, fuels); err != nil {
			return nil, err
		}
	}
	y.divide(float64(draws))
	return y, nil
}

// fleetKd is the availability of the French fleet in a year without common outages
// (EDF, 2019 to 2025: 0.72 to 0.74).
const fleetKd = 0.72

// coupled adds a year of one draw of the weather, after a month of spin-up.
func (y *hours) coupled(m *market.Market, year int, load, prices map[time.Time]float64, fuels map[int]market.Fuels) error {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		return err
	}
	from := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
	demand := []float64{0}
	for i := int64(-720); ; i++ {
		t := from.Add(time.Duration(i) * time.Hour)
		if t.Year() > year {
			return nil
		}
		local := t.In(paris)
		h := market.HourAt(float64(i), local)
		h.Year = year
		f := fuels[market.Month(t)]
		mw, ok := load[t]
		if demand[0] = mw; !ok {
			demand[0] = math.NaN()
		}
		r := m.Clear(&h, &market.Inputs{Fuels: &f, NuclearMW: math.NaN(), NuclearLeastMW: math.NaN(), DemandMW: demand})
		if i < 0 {
			continue
		}
		wall := time.Date(local.Year(), local.Month(), local.Day(), local.Hour(), 0, 0, 0, time.UTC)
		if eur, ok := prices[wall]; ok {
			y.at, y.price, y.model = append(y.at, wall), append(y.price, eur), append(y.model, r.Zones[0].PriceEURPerMWh)
		}
		y.book(m.Zones(), r)
	}
}

// divide makes means of sums over draws.
func (y *hours) divide(draws float64) {
	for i := range y.zones {
		z := &y.zones[i]
		for t := range z.outputTWh {
			z.outputTWh[t] /= draws
		}
		for _, x := range []*float64{&z.demandTWh, &z.exportTWh, &z.cutTWh, &z.directMt, &z.meanPrice} {
			*x /= draws
		}
	}
}

// shareOf is that of the hours whose price is as said.
func shareOf(prices []float64, said func(eur float64) bool) float64 {
	n := 0.0
	for _, p := range prices {
		if said(p) {
			n++
		}
	}
	return n / float64(len(prices))
}

func below0(eur float64) bool { return eur < 0 }
