package market

// Carbon is emission in an hour in one kind of account, direct or life cycle: the two
// are never added.
type Carbon struct {
	KgPerH              float64 // of the zone's output
	ProductionKgPerMWh  float64 // over what the zone produces
	ConsumptionKgPerMWh float64 // over what it consumes, with imports at their origin's
}

// carbon works out what the hour's output emits, and the water that it consumes. Trade
// with zones that follow a curve or lie elsewhere carries the zone's own mean: their
// plants are not known.
func (m *Market) carbon() {
	r := &m.result
	for i := range r.Zones {
		out := &r.Zones[i]
		if m.zones[i].curve != nil {
			continue
		}
		direct, life, water, mwh := 0.0, 0.0, 0.0, 0.0
		for t, mw := range out.OutputMW {
			if mw <= 0 || Technology(t) == Elsewhere {
				continue
			}
			direct += mw * m.directKgPerMWh[t]
			life += mw * m.lifeKgPerMWh[t]
			water += mw * m.waterLPerKWh[t]
			if t != int(Pumped) && t != int(Battery) { // what they give back was produced before
				mwh += mw
			}
		}
		out.Direct, out.LifeCycle = Carbon{KgPerH: direct}, Carbon{KgPerH: life}
		out.WaterLPerKWh = 0
		if mwh > 0 {
			out.WaterLPerKWh = water / mwh
			out.Direct.ProductionKgPerMWh, out.LifeCycle.ProductionKgPerMWh = direct/mwh, life/mwh
		}
	}
	m.consumption(func(z *ZoneResult) *Carbon { return &z.Direct })
	m.consumption(func(z *ZoneResult) *Carbon { return &z.LifeCycle })
}

// consumption mixes what each zone consumes: exporters at their own production's mean,
// the hub with all its imports, importers with the hub's mix.
func (m *Market) consumption(of func(*ZoneResult) *Carbon) {
	zones := m.result.Zones
	hub := of(&zones[0])
	kg, mwh := hub.KgPerH, 0.0
	if hub.ProductionKgPerMWh > 0 {
		mwh = hub.KgPerH / hub.ProductionKgPerMWh
	}
	for i := 1; i < len(zones); i++ {
		if z := &zones[i]; z.ExportMW > 0 {
			factor := of(z).ProductionKgPerMWh
			if m.zones[i].curve != nil {
				factor = hub.ProductionKgPerMWh
			}
			kg += z.ExportMW * factor
			mwh += z.ExportMW
		}
	}
	if mwh > 0 {
		hub.ConsumptionKgPerMWh = kg / mwh
	}
	for i := 1; i < len(zones); i++ {
		z := &zones[i]
		c := of(z)
		c.ConsumptionKgPerMWh = c.ProductionKgPerMWh
		if z.ExportMW < 0 && c.ProductionKgPerMWh > 0 {
			own := c.KgPerH / c.ProductionKgPerMWh
			c.ConsumptionKgPerMWh = (c.KgPerH - z.ExportMW*hub.ConsumptionKgPerMWh) / (own - z.ExportMW)
		}
	}
}

// Consequence is what a load changes over a time: the same hours cleared with and
// without it.
type Consequence struct {
	DirectKg, LifeCycleKg float64 // difference over all zones and elsewhere
	HubDirectKg           float64 // of it, in the hub alone
	LoadMWh               float64
}

// Add books an hour cleared by two markets alike but for the load, MW; each keeps its
// own stores, so that water that the load took is missing later. What comes from
// elsewhere, and what does not go there, is made there by a middling combined cycle in
// the part that the price is of its cost, and emits nothing else (an assumption).
func (c *Consequence) Add(with, without *Result, loadMW float64) {
	for i := range with.Zones {
		a, b := &with.Zones[i], &without.Zones[i]
		part := 0.5 * (a.PriceEURPerMWh + b.PriceEURPerMWh) / max(a.gasCost, 1)
		mw := (a.elsewhereMW() - b.elsewhereMW()) * max(0, min(1, part))
		c.DirectKg += a.Direct.KgPerH - b.Direct.KgPerH + mw*with.gasDirectKgPerMWh
		c.LifeCycleKg += a.LifeCycle.KgPerH - b.LifeCycle.KgPerH + mw*with.gasLifeKgPerMWh
	}
	c.HubDirectKg += with.Zones[0].Direct.KgPerH - without.Zones[0].Direct.KgPerH
	c.LoadMWh += loadMW
}

// elsewhereMW is what a zone takes from zones without plants in the market: beyond it,
// or, on a fitted curve, itself.
func (z *ZoneResult) elsewhereMW() float64 {
	if z.fitted {
		return z.ExportMW
	}
	return z.OutputMW[Elsewhere]
}

// DirectKgPerMWh is the consequential factor of what comes out of stacks.
func (c *Consequence) DirectKgPerMWh() float64 { return c.DirectKg / c.LoadMWh }

// LifeCycleKgPerMWh is the consequential factor over the life cycle, the stacks' share
// in it.
func (c *Consequence) LifeCycleKgPerMWh() float64 { return c.LifeCycleKg / c.LoadMWh }

// RTERate is the carbon rate that RTE publishes for French output, g/kWh: combustion
// alone,
//
//	r = 1000·(0.986 coal + 0.429 gas + 0.777 oil + 0.494 bioenergy) / all output
//
// of output in MW (RTE, éCO2mix, factors as quoted from its page). It counts bioenergy,
// which the direct carbon of this package does not. 0 without output.
func RTERate(coalMW, gasMW, oilMW, bioenergyMW, othersMW float64) float64 {
	all := coalMW + gasMW + oilMW + bioenergyMW + othersMW
	if all <= 0 {
		return 0
	}
	return 1000 * (0.986*coalMW + 0.429*gasMW + 0.777*oilMW + 0.494*bioenergyMW) / all
}
