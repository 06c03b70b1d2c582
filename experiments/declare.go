package experiments

import (
	"math"

	"caloduc/cooling"
	"caloduc/sim/channel"
	"caloduc/sim/record"
)

// declare declares everything the world records: each model's own channels, the
// campus' sums, the indicators drawn from them and the balances between models.
func (w *World) declare() {
	root := w.record.Root()
	w.weather.Declare(root)
	given := append([]record.Term{record.T(w.fleet.Declare(root), 1)}, w.declareMarkets(root)...)
	var all []campusIDs
	var drawn []record.Term
	for _, c := range w.campuses {
		ids := w.declareCampus(c, c.group(root))
		all, drawn = append(all, ids), append(drawn, record.T(ids.drawn, 1))
	}
	for _, c := range w.campuses {
		if c.feed.units != nil {
			given = append(given, record.T(w.id(c.group(root), unitsDrawn), 1))
		}
	}
	root.Balance("supply", given, drawn)
	declareSystem(root, all)
	declareUseful(root, all)
	w.declareServed(root, all)
	w.declareDispatch(root)
	w.declareTransmission(root)
}

// group is where a campus records.
func (c *campus) group(root record.Group) record.Group {
	return root.Group("campus."+c.spec.Name, c.spec.Name)
}

// campusIDs are the channels of a campus that indicators of the whole system
// add up.
type campusIDs struct {
	facility, it, water, drawn, total, carbon, gpu record.ID
	served                                         servedIDs
	useful                                         usefulIDs
}

func (w *World) declareCampus(c *campus, all record.Group) campusIDs {
	var ids campusIDs
	g := all.While(&c.awake)
	ids.facility = g.Channel(&c.sum.FacilityMW, channel.FacilityPowerMW, "power at the campus' meter: all that its halls, cooling and transformers take")
	ids.it = g.Channel(&c.sum.ITMW, channel.ITPowerMW, "IT load: electric power at the servers' inlets")
	ids.water = g.Meter(&c.sum.WaterKgPerS, "water_kg_per_s", "water drawn by cooling")

	groups := make([]record.Group, len(c.halls))
	for i, h := range c.halls {
		groups[i] = g.Group("hall."+h.spec.Name, "hall "+h.spec.Name).While(&h.open)
	}
	c.cluster.Declare(g, groups)
	var parts uses
	for i, h := range c.halls {
		chain := h.chain.Declare(groups[i])
		h.plant.Declare(groups[i])
		h.domains.declare(groups[i])
		cooling.DeclareHeatSinks(groups[i])
		parts.hall(w, groups[i], h.state.IDs, chain, h.services.Declare(groups[i]))
		declareHallIndicators(groups[i], chain.IT, w.id(groups[i], channel.CoolingPowerMW))
	}
	parts.transformers = []record.ID{g.Meter(&c.bank.LossMW, "hall_transformer_loss_MW", "lost in the transformers between the campus' bus and its halls")}
	g.Counter(&c.bank.Overload, "transformer_overload_minutes", "minutes in which the halls' transformers were above 110 % of their rating", "output up to 110 % of the rating")
	c.connection.Declare(all) // whose elements fail while the campus waits
	c.declareFeed(g)
	if c.metered {
		parts.transformers = append(parts.transformers, w.id(g, "transformer_loss_power_MW"))
	}
	// Every use of electricity on the campus against what it takes at its meter:
	// chips, hosts, server fans, the losses of every stage, every pump, fan and
	// compressor, lighting, each once.
	g.Balance("electricity", []record.Term{record.T(ids.facility, 1)}, parts.terms())
	ids.gpu = w.id(g, "gpus_online")
	account := c.account.Declare(g, ids.gpu, len(parts.reused) > 0)
	ids.drawn, ids.total, ids.carbon = account.Drawn, account.Total, account.Carbon
	ids.served = c.declareServed(g, ids.facility)
	ids.useful = w.usefulOf(g)
	declareCampusIndicators(g, ids, &parts)
	declareUseful(g, []campusIDs{ids})
	w.declareMeasured(c, g, ids, &parts)
	declareFootprint(g, ids, account)
	lat, lon := w.place(c)
	g.Place(c.spec.Name, "campus", lat, lon)
	return ids
}

// id is a channel that a model has declared in a group.
func (w *World) id(g record.Group, name string) record.ID {
	id, ok := w.record.ByName(g.Scope() + "." + name)
	if !ok {
		panic("experiments: no channel " + g.Scope() + "." + name)
	}
	return id
}

// place is where the campus stands: as given, or at its weather site.
func (w *World) place(c *campus) (latDeg, lonDeg float64) {
	latDeg, lonDeg = w.weather.Place(w.weather.Index(c.spec.Weather))
	if !math.IsNaN(c.spec.LatDeg) {
		latDeg = c.spec.LatDeg
	}
	if !math.IsNaN(c.spec.LonDeg) {
		lonDeg = c.spec.LonDeg
	}
	return latDeg, lonDeg
}
