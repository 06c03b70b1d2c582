package market

// Carbon is emission in an hour in one kind of account, direct or life cycle: the two are never added.
type Carbon struct {
	KgPerH              float64 // of the zone's output
	ProductionKgPerMWh  float64 // over what the zone produces
	ConsumptionKgPerMWh float64 // over what it consumes, with imports at their origin's
}

// carbon works out what the hour's output emits. Trade with zones that follow a curve or lie elsewhere
// carries the zone's own mean: their plants are not known.
func (m *Market) carbon() {
	r := &m.result
	for i := range r.Zones {
		out := &r.Zones[i]
		if m.zones[i].curve != nil {
			continue
		}
		direct, life, mwh := 0.0, 0.0, 0.0
		for t, mw := range out.OutputMW {
			if mw <= 0 || Technology(t) == Elsewhere {
				continue
			}
			direct += mw * directKgPerMWh[t]
			life += mw * lifeKgPerMWh[t]
			if t != int(Pumped) && t != int(Battery) { // what they give back was produced before
				mwh += mw
			}
		}
		out.Direct, out.LifeCycle = Carbon{KgPerH: direct}, Carbon{KgPerH: life}
		if mwh > 0 {
			out.Direct.ProductionKgPerMWh, out.LifeCycle.ProductionKgPerMWh = direct/mwh, life/mwh
		}
	}
	m.consumption(func(z *ZoneResult) *Carbon { return &z.Direct })
	m.consumption(func(z *ZoneResult) *Carbon { return &z.LifeCycle })
}

// Factors by technology, worked out once.
var directKgPerMWh, lifeKgPerMWh = factorTables()

func factorTables() (direct, life [Technologies]float64) {
	for t := range Technologies {
		direct[t], life[t] = t.DirectKgPerMWh(), t.LifeCycleKgPerMWh()
	}
	direct[Scarcity], life[Scarcity] = direct[GasPeak], life[GasPeak] // reserve given up is mostly gas-fired
	return direct, life
}

// consumption mixes what each zone consumes: exporters at their own production's mean, the hub with all its
// imports, importers with the hub's mix.
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

// Consequence is what a load changes over a time: the same hours cleared with and without it.
type Consequence struct {
	DirectKg, LifeCycleKg float64 // difference over all zones
	LoadMWh               float64
}

// Add books an hour cleared by two markets alike but for the load, MW; each keeps its own stores, so that water
// that the load took is missing later.
func (c *Consequence) Add(with, without *Result, loadMW float64) {
	for i := range with.Zones {
		c.DirectKg += with.Zones[i].Direct.KgPerH - without.Zones[i].Direct.KgPerH
		c.LifeCycleKg += with.Zones[i].LifeCycle.KgPerH - without.Zones[i].LifeCycle.KgPerH
	}
	c.LoadMWh += loadMW
}

// DirectKgPerMWh and LifeCycleKgPerMWh are the consequential factors.
func (c *Consequence) DirectKgPerMWh() float64    { return c.DirectKg / c.LoadMWh }
func (c *Consequence) LifeCycleKgPerMWh() float64 { return c.LifeCycleKg / c.LoadMWh }
