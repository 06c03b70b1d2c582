package experiments

import (
	"fmt"
	"math"
	"slices"

	"caloduc/grid/market"
	"caloduc/models/economics"
	"caloduc/models/reactor"
	"caloduc/sim"
	"caloduc/sim/channel"
	"caloduc/sim/geo"
	"caloduc/sim/param"
	"caloduc/sim/record"
	"caloduc/sim/supply"
)

// noDispatch is the table [dispatch] of a world without zones.
type noDispatch struct{}

// Params declares nothing.
func (*noDispatch) Params(*param.Set) {}

// dispatches are the ways in which the wholesale market can be part of the world.
var dispatches = param.NewRegistry("kind",
	param.Option[param.Spec]{Word: "none", Meaning: "no zones: prices come from a file or the generator of [market]",
		New: func() param.Spec { return new(noDispatch) }},
	param.Option[param.Spec]{Word: "zones", Meaning: "zones with plants are cleared hourly: price and carbon follow from who runs",
		New: func() param.Spec { return new(market.Spec) }})

// dispatch is the wholesale market of the world: it sees the weather, what the fleet
// can give and what the campuses draw, and says price and carbon.
type dispatch struct {
	zones   *market.Market
	without *market.Market // the same hours without the campuses, nil unless asked for
	local   sim.Calendar

	temps   []*float64 // of the zones' weather sites, nil for the climate's mean
	in, out market.Inputs
	result  *market.Result

	nuclear  func() (availableMW, capacityMW float64) // of the hub's fleet, nil without one
	behind   []*reactor.Group                         // by campus, the units behind whose meter it stands; nil: none
	zoneOf   []int                                    // of each campus
	drawnMWh []float64                                // by the campuses of each zone in the hour that runs
	spansH   float64
	names    []string
	average  [2]float64 // carbon of what the campuses' zones consume, by what they draw, direct and life cycle, kg/MWh

	marginal [market.Technologies]float64 // 1 of the one that would serve the hub's next megawatt

	ConsequentialKgPerH     float64 // direct, what the campuses cause in all zones and elsewhere
	ConsequentialLifeKgPerH float64
	DrawnMW                 float64 // of the hour before, which the market cleared with
}

// sitesWithin is how far from a zone's middle a weather site may lie to stand for it, km.
const sitesWithin = 500

// buildDispatch makes the market of zones where the experiment has one.
func (w *World) buildDispatch(streams sim.Streams) error {
	spec, ok := w.spec.Dispatch.(*market.Spec)
	if !ok {
		return nil
	}
	d := &dispatch{local: w.cal}
	var err error
	if d.zones, err = market.New(spec, streams); err != nil {
		return at("dispatch", err)
	}
	if spec.Consequential {
		if d.without, err = market.New(spec, streams); err != nil {
			return at("dispatch", err)
		}
	}
	d.names = d.zones.Zones()
	n := len(d.names)
	d.temps = make([]*float64, n)
	d.in = market.Inputs{NuclearMW: math.NaN(), NuclearLeastMW: math.NaN(), TempDegC: make([]float64, n), ExtraMW: make([]float64, n)}
	d.drawnMWh, d.zoneOf = make([]float64, n), make([]int, len(w.spec.Campuses))
	d.behind = make([]*reactor.Group, len(w.spec.Campuses))
	d.out = d.in
	d.out.ExtraMW = nil
	for i := range d.names {
		if lat, lon, known := d.zones.Place(i); known {
			site := w.nearestWeather(lat, lon)
			if siteLat, siteLon := w.weather.Place(site); geo.DistanceKm(lat, lon, siteLat, siteLon) <= sitesWithin {
				d.temps[i] = &w.weather.Air(site).DryBulbDegC
			}
		}
	}
	if w.spec.Fleet.Country != "" && d.names[0] == "FR" {
		d.nuclear = w.fleet.Available
	}
	w.dispatch = d
	return nil
}

// clearMarket clears the hour, or quarter, that begins, with what the campuses drew in
// the one before, and asks the fleet for what the market took of it.
func (w *World) clearMarket(m sim.Minute) {
	d := w.dispatch
	if d == nil || m%d.zones.Step() != 0 && d.result != nil {
		return
	}
	d.load()
	for i, t := range d.temps {
		d.in.TempDegC[i] = math.NaN()
		if t != nil {
			d.in.TempDegC[i] = *t
		}
	}
	h := market.HourAt(m.Hours(), d.local.Local(m))
	if d.nuclear != nil {
		available, capacity := d.nuclear()
		available += d.zones.NuclearBeyond(capacity, &h)
		d.in.NuclearMW, d.out.NuclearMW = available-d.keptMW(), available
		d.in.NuclearLeastMW = math.NaN()
	}
	d.result = d.zones.Clear(&h, &d.in)
	hub := &d.result.Zones[0]
	d.mean()
	d.marginal = [market.Technologies]float64{}
	d.marginal[hub.Marginal] = 1
	if d.nuclear != nil {
		w.follow(hub.OutputMW[market.Nuclear])
	}
	if d.without != nil {
		d.out.NuclearLeastMW = d.in.NuclearLeastMW
		var c market.Consequence
		c.Add(d.result, d.without.Clear(&h, &d.out), 0)
		d.ConsequentialKgPerH, d.ConsequentialLifeKgPerH = c.DirectKg, c.LifeCycleKg
	}
}

// keptMW is what the market lacks of units behind the meters of campuses: what they could
// give, less what they export.
func (d *dispatch) keptMW() (mw float64) {
	for _, g := range d.behind {
		if g != nil {
			mw += g.CouldMW - g.ExportedMW
		}
	}
	return mw
}

// exportedMW is what those units export.
func (d *dispatch) exportedMW() (mw float64) {
	for _, g := range d.behind {
		if g != nil {
			mw += g.ExportedMW
		}
	}
	return mw
}

// mean is the carbon of what the zones consume in which the campuses draw; the hub's where
// they draw nothing.
func (d *dispatch) mean() {
	hub := &d.result.Zones[0]
	d.average = [2]float64{hub.Direct.ConsumptionKgPerMWh, hub.LifeCycle.ConsumptionKgPerMWh}
	if d.DrawnMW <= 0 {
		return
	}
	d.average = [2]float64{}
	for i, mw := range d.in.ExtraMW {
		z := &d.result.Zones[i]
		d.average[0] += mw / d.DrawnMW * z.Direct.ConsumptionKgPerMWh
		d.average[1] += mw / d.DrawnMW * z.LifeCycle.ConsumptionKgPerMWh
	}
}

// load gives the market what the campuses drew in the hour before.
func (d *dispatch) load() {
	if d.spansH <= 0 {
		return
	}
	d.DrawnMW = 0
	for i, mwh := range d.drawnMWh {
		d.in.ExtraMW[i] = mwh / d.spansH
		d.DrawnMW += d.in.ExtraMW[i]
		d.drawnMWh[i] = 0
	}
	d.spansH = 0
}

// follow asks the fleet for what the market took: for all it can give where the market
// took all.
func (w *World) follow(mw float64) {
	if mw >= w.dispatch.in.NuclearMW-1 {
		mw = math.Inf(1)
	}
	w.fleet.Request(mw - w.dispatch.exportedMW())
}

// draw books what the campuses draw in a minute, but for what units give behind their
// meters.
func (d *dispatch) draw(drawnMW []float64) {
	if d == nil {
		return
	}
	for i, mw := range drawnMW {
		if g := d.behind[i]; g != nil {
			mw -= g.DrawnMW
		}
		d.drawnMWh[d.zoneOf[i]] += mw / 60
	}
	d.spansH += 1.0 / 60
}

// cleared is what a zone's market says of the hour: its price, what consuming there
// emits over the life cycle, and, where demand is cut, what is left to the campuses:
// all who draw there are cut alike.
func (d *dispatch) cleared(zone int) economics.Cleared {
	z := &d.result.Zones[zone]
	c := economics.Cleared{EURPerMWh: z.PriceEURPerMWh, KgPerMWh: z.LifeCycle.ConsumptionKgPerMWh, WaterLPerKWh: z.WaterLPerKWh, MostMW: supply.Unlimited}
	if z.CutMW > 0 {
		c.MostMW = d.in.ExtraMW[zone] * max(0, 1-z.CutMW/z.DemandMW)
	}
	return c
}

// joinDispatch has every market without prices of its own take those of its zone.
func (w *World) joinDispatch() error {
	d := w.dispatch
	for k, c := range w.campuses {
		zone := c.terms.market.Zone
		if d == nil {
			if zone != "" {
				return at(marketPath(c.spec)+".zone", fmt.Errorf("%q: there are no zones: give [dispatch] kind = %q", zone, "zones"))
			}
			continue
		}
		i := 0
		if zone != "" {
			if i = slices.Index(d.names, zone); i < 0 {
				return at(marketPath(c.spec)+".zone", fmt.Errorf("no zone is called %q%s", zone, param.DidYouMean(zone, d.names)))
			}
			if !d.zones.HasPlants(i) {
				return at(marketPath(c.spec)+".zone", fmt.Errorf("%q follows a curve: it has neither demand nor plants, and no carbon of its own; give the zone kind = %q", zone, market.KindStack))
			}
		}
		d.zoneOf[k], d.behind[k] = i, c.feed.units
		if len(c.terms.market.Files) > 0 {
			continue
		}
		c.market.Quarters = d.zones.Step() < sim.Hour
		c.market.Zone = func() economics.Cleared { return d.cleared(i) }
	}
	return nil
}

// declareDispatch records the market: each zone's price and export, the hub's output by
// technology and its carbon.
func (w *World) declareDispatch(root record.Group) {
	d := w.dispatch
	if d == nil {
		return
	}
	g := root.Group("dispatch", "market")
	r := d.zones.Result()
	by := g
	if d.zones.Step() == sim.Hour {
		by = g.ByHour()
	}
	for i, name := range d.names {
		z := by.Group("zone."+name, name)
		z.Channel(&r.Zones[i].PriceEURPerMWh, channel.ZonePriceEURPerMWh, "day-ahead price of the zone")
		z.Channel(&r.Zones[i].ExportMW, channel.NetExportMW, "net export: to the hub, the hub's to all")
	}
	hub := by.Group("zone."+d.names[0], d.names[0])
	for t := range market.Technologies {
		hub.Channel(&r.Zones[0].OutputMW[t], t.String()+"_"+channel.OutputPowerMW, "output of the hub's "+t.String()+", less what it takes")
	}
	hub.Channel(&r.Zones[0].DemandMW, channel.ZoneDemandMW, "demand of the hub, the campuses' of the hour before in it")
	cut := hub.Meter(&r.Zones[0].CutMW, "zone_cut_power_MW", "demand of the hub that is not served")
	hub.Channel(&d.in.ExtraMW[0], channel.ZoneCampusMW, "what the hub's campuses took of it in the hour before")
	hub.Channel(&d.average[0], channel.ZoneCarbonDirect, "direct carbon of what the campuses' zones consume, by what they draw; the hub's where they draw nothing")
	hub.Channel(&d.average[1], channel.ZoneCarbonLifeCycle, "life-cycle carbon of it")
	for t := range market.Technologies {
		share := hub.Meter(&d.marginal[t], "marginal_"+t.String(), "1 where the hub's next megawatt would come from "+t.String())
		g.Indicator("marginal_share_"+t.String(), "part of the hours in which the hub's next megawatt would come from "+t.String(), func(s record.Sums) float64 { return s.Of(share) / s.Hours() })
	}
	g.Indicator("zone_energy_cut_MWh", "demand of the hub that is not served", func(s record.Sums) float64 { return s.Of(cut) })
	if d.without != nil {
		drawn := by.Meter(&d.DrawnMW, "cleared_power_MW", "power of the campuses that the market cleared with")
		direct := by.Channel(&d.ConsequentialKgPerH, "consequential_carbon_kg_per_h", "direct carbon that the campuses cause in all zones and elsewhere")
		life := by.Channel(&d.ConsequentialLifeKgPerH, "consequential_life_cycle_carbon_kg_per_h", "life-cycle carbon that they cause")
		g.Indicator(channel.ConsequentialGPerKWh, "direct carbon that the campuses cause per energy they draw", func(s record.Sums) float64 { return record.Ratio(s.Of(direct), s.Of(drawn)) })
		g.Indicator(channel.ConsequentialLifeGPerKWh, "life-cycle carbon that they cause per energy they draw", func(s record.Sums) float64 { return record.Ratio(s.Of(life), s.Of(drawn)) })
	}
}
