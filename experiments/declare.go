package experiments

import (
	"math"

	"caloduc/models/compute"
	"caloduc/models/power"
	"caloduc/sim/record"
)

// declare declares everything the world records: each model's own channels, the
// campus' sums, the indicators drawn from them and the balances between models.
func (w *World) declare() {
	root := w.record.Root()
	w.weather.Declare(root)
	w.fleet.Declare(root)
	w.accounts.Declare(root)
	var all []campusIDs
	for _, c := range w.campuses {
		all = append(all, w.declareCampus(c, root.Group("campus."+c.spec.Name, c.spec.Name)))
	}
	declareSystem(root, all)
}

// campusIDs are the channels of a campus that indicators of the whole system
// add up.
type campusIDs struct{ facility, it, water, total, carbon, gpu record.ID }

func (w *World) declareCampus(c *campus, g record.Group) campusIDs {
	var ids campusIDs
	ids.facility = g.Channel(&c.sum.FacilityMW, "facility_power_MW", "power at the campus' meter: all that its halls, cooling and transformers take")
	ids.it = g.Channel(&c.sum.ITMW, "it_power_MW", "IT load: electric power at the servers' inlets")
	ids.water = g.Meter(&c.sum.WaterKgPerS, "water_kg_per_s", "water drawn by cooling")
	cooling := g.Meter(&c.sum.CoolingMW, "cooling_total_power_MW", "electric power of pumps, fans and compressors of all halls")

	groups := make([]record.Group, len(c.halls))
	for i, h := range c.halls {
		groups[i] = g.Group("hall."+h.spec.Name, "hall "+h.spec.Name)
	}
	c.cluster.Declare(g, groups)
	uses := []record.Term{record.T(g.Meter(&c.bank.LossMW, "hall_transformer_loss_MW", "lost in the transformers between the campus' bus and its halls"), 1)}
	var house, losses []record.ID
	for i, h := range c.halls {
		chain := h.chain.Declare(groups[i])
		h.plant.Declare(groups[i])
		uses = append(uses, w.hallUses(groups[i], h.state.IDs, chain)...)
		house, losses = append(house, chain.House), append(losses, chain.UPSLoss, chain.DistributionLoss)
		declareHallIndicators(groups[i], chain.IT, w.id(groups[i], "cooling_power_MW"))
	}
	g.Counter(&c.bank.Overload, "transformer_overload_minutes", "minutes in which the halls' transformers were above 110 % of their rating", "output up to 110 % of the rating")

	c.connection.Declare(g)
	// Every use of electricity on the campus against what it takes at its meter:
	// chips, hosts, server fans, the losses of every stage, every pump, fan and
	// compressor, lighting, each once.
	g.Balance("electricity", []record.Term{record.T(ids.facility, 1)}, append(uses, record.T(w.id(g, "transformer_loss_power_MW"), 1)))
	declareCampusIndicators(g, ids, cooling, house, losses)
	ids.gpu = w.id(g, "gpus_online")
	account := c.account.Declare(g, ids.gpu)
	ids.total, ids.carbon = account.Total, account.Carbon
	lat, lon := w.place(c)
	g.Place(c.spec.Name, "campus", lat, lon)
	return ids
}

// hallUses lists the end uses and losses of electricity of one hall.
func (w *World) hallUses(g record.Group, machines compute.HallIDs, chain power.Channels) []record.Term {
	uses := []record.Term{record.T(machines.Chip, 1), record.T(machines.Host, 1), record.T(machines.Fan, 1),
		record.T(chain.PSULoss, 1), record.T(chain.DistributionLoss, 1), record.T(chain.UPSLoss, 1), record.T(chain.House, 1)}
	for _, name := range []string{"facility_pump_MW", "cdu_pump_MW", "rejection_fan_MW", "air_fan_MW", "compressor_MW", "spray_pump_MW"} {
		uses = append(uses, record.T(w.id(g, name), 1))
	}
	return uses
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

// ratio is a over b, and does not exist where b is zero: a PUE of a month
// without IT load is empty, not infinite.
func ratio(a, b float64) float64 {
	if b == 0 {
		return math.NaN()
	}
	return a / b
}

// litresPerM3 and the like turn integrals into the units of indicators.
const (
	m3PerKgPerSH = 3600.0 / 1000 // kg/s over an hour, in m3
	literPerM3   = 1000.0
	kWhPerMWh    = 1000.0
)

func declareCampusIndicators(g record.Group, ids campusIDs, cooling record.ID, house, losses []record.ID) {
	sum := func(s record.Sums, of []record.ID) float64 {
		total := 0.0
		for _, id := range of {
			total += s.Of(id)
		}
		return total
	}
	g.Indicator("pue", "power usage effectiveness, ISO/IEC 30134-2: facility energy over IT energy of the period, at the campus' meter ahead of its grid transformers",
		func(s record.Sums) float64 { return ratio(s.Of(ids.facility), s.Of(ids.it)) }).Main = true
	g.Indicator("wue_L_per_kWh", "water usage effectiveness, ISO/IEC 30134-9: water drawn on site over IT energy",
		func(s record.Sums) float64 {
			return ratio(s.Of(ids.water)*m3PerKgPerSH*literPerM3, s.Of(ids.it)*kWhPerMWh)
		}).Main = true
	energy := func(name, meaning string, f func(record.Sums) float64) *record.Indicator {
		return g.Indicator(name, meaning, f)
	}
	energy("facility_energy_MWh", "energy taken at the campus' meter", func(s record.Sums) float64 { return s.Of(ids.facility) })
	energy("it_energy_MWh", "energy at the servers' inlets", func(s record.Sums) float64 { return s.Of(ids.it) }).Main = true
	energy("cooling_energy_MWh", "energy of pumps, fans and compressors", func(s record.Sums) float64 { return s.Of(cooling) })
	energy("power_chain_energy_MWh", "energy lost in UPS and distribution", func(s record.Sums) float64 { return sum(s, losses) })
	energy("house_energy_MWh", "energy of lighting, security and offices", func(s record.Sums) float64 { return sum(s, house) })
	g.Indicator("water_m3", "water drawn by cooling", func(s record.Sums) float64 { return s.Of(ids.water) * m3PerKgPerSH })
	g.Indicator("it_load_MW", "mean IT load", func(s record.Sums) float64 { return s.Of(ids.it) / s.Hours() })
}

func declareHallIndicators(g record.Group, it, cooling record.ID) {
	g.Indicator("it_energy_MWh", "energy at the servers' inlets", func(s record.Sums) float64 { return s.Of(it) })
	g.Indicator("cooling_energy_MWh", "energy of pumps, fans and compressors", func(s record.Sums) float64 { return s.Of(cooling) })
	g.Indicator("ppue_cooling", "partial PUE of cooling, ISO/IEC 30134-2: IT and cooling energy over IT energy",
		func(s record.Sums) float64 { return ratio(s.Of(it)+s.Of(cooling), s.Of(it)) })
}

// declareSystem declares the indicators of the whole experiment.
func declareSystem(root record.Group, all []campusIDs) {
	sum := func(s record.Sums, of func(campusIDs) record.ID) float64 {
		total := 0.0
		for _, c := range all {
			total += s.Of(of(c))
		}
		return total
	}
	facility := func(c campusIDs) record.ID { return c.facility }
	it := func(c campusIDs) record.ID { return c.it }
	water := func(c campusIDs) record.ID { return c.water }
	cost := func(c campusIDs) record.ID { return c.total }
	carbon := func(c campusIDs) record.ID { return c.carbon }
	gpu := func(c campusIDs) record.ID { return c.gpu }
	root.Indicator("pue", "power usage effectiveness of all campuses together",
		func(s record.Sums) float64 { return ratio(sum(s, facility), sum(s, it)) }).Main = true
	root.Indicator("wue_L_per_kWh", "water usage effectiveness of all campuses together",
		func(s record.Sums) float64 {
			return ratio(sum(s, water)*m3PerKgPerSH*literPerM3, sum(s, it)*kWhPerMWh)
		})
	root.Indicator("it_energy_MWh", "energy at the servers' inlets, all campuses", func(s record.Sums) float64 { return sum(s, it) })
	root.Indicator("cost_EUR", "all costs of all campuses", func(s record.Sums) float64 { return sum(s, cost) }).Main = true
	root.Indicator("cost_EUR_per_GPUh", "all costs over GPU-hours online", func(s record.Sums) float64 { return ratio(sum(s, cost), sum(s, gpu)) }).Main = true
	root.Indicator("carbon_kg", "carbon of energy and equipment, all campuses", func(s record.Sums) float64 { return sum(s, carbon) }).Main = true
}
