package market

import "math"

// offer makes every zone's stack of an hour.
func (m *Market) offer(h *Hour, in *Inputs, f *Fuels) {
	m.spec.Technology.offers(f, &m.offers)
	for i := range m.zones {
		z := &m.zones[i]
		z.gasCost = m.result.GasCost
		if z.curve == nil {
			m.offerZone(i, z.at(h), in, f)
		}
		m.result.Zones[i].gasCost = z.gasCost
	}
}

// offerZone makes a zone's stack of an hour by its own clock.
func (m *Market) offerZone(i int, h *Hour, in *Inputs, f *Fuels) {
	z := &m.zones[i]
	thermal := &m.offers
	if z.spec.Fuel.given() {
		own := z.spec.Fuel.at(f, &m.spec.Fuel, h.Years)
		m.spec.Technology.offers(&own, &z.offers)
		thermal, z.gasCost = &z.offers, m.spec.Technology.Thermal[Gas].Middling(&own)
	}
	wind := or(or(given(in.WindMW, i), z.hours.at(1, h.Place)), z.has.Wind*z.factors.wind)
	solar := or(or(given(in.SolarMW, i), z.hours.at(2, h.Place)), z.has.Solar*z.factors.solar)
	river := or(or(given(in.RunOfRiverMW, i), z.hours.at(3, h.Place)), z.has.RunOfRiver*z.factors.riverCF)
	demand := or(given(in.DemandMW, i), z.hours.at(0, h.Place))
	if math.IsNaN(demand) {
		demand = z.demandMW(h, z.has.DemandTWh*1e6/8766, z.factors.smoothDegC)
	}
	demand = max(demand, 0) + zeroed(given(in.ExtraMW, i))
	m.result.Zones[i].DemandMW = demand
	s := &z.stack
	s.clear(demand)
	z.possible = wind + solar + river
	m.offerWeather(s, wind, solar, river)
	available, least := z.nuclear(h, m.spec.Nuclear.MinimumFraction)
	if i == 0 {
		available, least = or(in.NuclearMW, available), or(in.NuclearLeastMW, or(in.NuclearMW, available)*m.spec.Nuclear.MinimumFraction)
	}
	m.spec.Nuclear.offer(s, available, min(least, available))
	z.offerThermal(h, thermal, m.spec.Supported.MustEURPerMWh)
	z.offerStores(h, &m.spec.Storage, z.gasCost, m.stepH)
	z.offerElsewhere(demand-wind-solar, z.gasCost)
	s.reserve(m.spec.Reserve.Fraction*demand, m.spec.Reserve.FromEURPerMWh, m.cap)
	if i == 0 {
		m.offerCurves(h, wind, solar, z.gasCost)
	}
}

// offerCurves sets the neighbours that follow fitted curves.
func (m *Market) offerCurves(h *Hour, windMW, solarMW, gasCost float64) {
	terms := Terms(h, windMW, solarMW)
	for i := range m.zones[1:] {
		if z := &m.zones[i+1]; z.curve != nil {
			z.stack.clear(0)
			z.curve.offer(&z.stack, &terms, gasCost)
		}
	}
}

// offerWeather offers what wind, sun and rivers give: supported output down to far
// below zero, the rest down to about zero.
func (m *Market) offerWeather(s *stack, wind, solar, river float64) {
	paid := m.spec.Supported.Fraction
	deep := -m.spec.Supported.DeepEURPerMWh
	s.offer(Wind, wind*paid, deep, -1)
	s.offer(Solar, solar*paid, deep, -1)
	s.offer(Wind, wind*(1-paid), -5, 0)
	s.offer(Solar, solar*(1-paid), -5, 0)
	s.offer(RunOfRiver, river, -m.spec.Supported.MustEURPerMWh, 0)
}

// nuclear is what a zone's nuclear units can give, and their minimum, where no fleet
// says it.
func (z *zone) nuclear(h *Hour, minimum float64) (available, least float64) {
	available = z.has.Nuclear * min(1, z.spec.NuclearAvailability*(1+z.spec.NuclearSeason*mostNuclear.of(h)))
	return available, minimum * available
}

// offer offers nuclear power: its minimum down to the cost of stopping units, the rest
// from the fuel's cost less that of modulating.
func (s *NuclearSpec) offer(to *stack, available, least float64) {
	to.offer(Nuclear, least, -s.StopEURPerMWh-1, -s.StopEURPerMWh)
	to.offer(Nuclear, available-least, s.FuelEURPerMWh-s.ModulationEURPerMWh, s.FuelEURPerMWh)
}

// priced are the prices between which a technology's offers rise, EUR/MWh.
type priced struct{ low, high float64 }

// offers are between the cost of the best and of the worst unit; heat and power is
// offered below its cost by what its heat earns.
func (s *TechnologySpec) offers(f *Fuels, by *[Technologies]priced) {
	for t := range s.Thermal {
		if p := &s.Thermal[t]; thermals[t].best > 0 {
			by[t] = priced{startless * p.cost(f, p.BestEfficiency), p.cost(f, p.WorstEfficiency) / startless}
		}
	}
	by[GasCHP].high = 0.4 * s.Thermal[GasCHP].Middling(f)
}

// offerThermal offers fuel-burning plants.
func (z *zone) offerThermal(h *Hour, at *[Technologies]priced, must float64) {
	can := z.spec.ThermalAvailability
	c := &z.has
	cold := 0.5 * (1 + coldest.of(h))
	chp := c.Gas * z.spec.GasCHP * (1 + 2*cold) / 3
	z.stack.offer(GasCHP, chp*can, -must, at[GasCHP].high)
	z.stack.offer(Bioenergy, c.Bioenergy*0.6, -must, 0) // waste and biogas run whatever the price, about 0.6 of capacity
	blocks := [...]struct {
		t  Technology
		mw float64
	}{{Lignite, c.Lignite}, {Coal, c.Coal}, {Gas, c.Gas * z.spec.GasCombined},
		{GasPeak, c.Gas * (1 - z.spec.GasCHP - z.spec.GasCombined)}, {Oil, c.Oil}}
	for _, b := range blocks {
		z.stack.offer(b.t, b.mw*can, at[b.t].low, at[b.t].high)
	}
}

// startless widens a technology's offers: a unit that runs takes less than its cost to
// be spared a stop, a unit that stands asks for its start.
const startless = 0.85

// offerElsewhere offers trade with zones outside the market, linear in the price: even
// at a price that moves with the zone's own residual demand, below zero too, for
// weather is shared; full half of its mean below and above.
func (z *zone) offerElsewhere(residual, gasCost float64) {
	e := z.spec.ElsewhereMW
	if z.residual == 0 {
		z.residual = residual
	}
	z.residual += (residual - z.residual) / 8766
	if e <= 0 {
		return
	}
	mean, shared := gasCost*z.spec.ElsewhereRatio, z.spec.ElsewhereShared
	x := max(-1, min(2, residual/max(z.residual, 1)))
	even := mean * (1 - shared + shared*x)
	z.stack.buy(Elsewhere, e, even-0.5*mean, even)
	z.stack.offer(Elsewhere, e, even, even+0.5*mean)
}
