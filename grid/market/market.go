package market

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"caloduc/sim"
)

// Inputs are what an hour is cleared with. A number that is NaN is left to the zone's
// own shape, and so is a list that is nil.
type Inputs struct {
	Fuels *Fuels // prices; nil: those of the specification

	TempDegC []float64 // by zone; NaN: the climate's mean
	ExtraMW  []float64 // load on top of the zone's own, by zone: the campuses

	NuclearMW, NuclearLeastMW float64 // of the hub: what its fleet can give, and its minimum; NaN: from capacity

	DemandMW, WindMW, SolarMW, RunOfRiverMW []float64 // by zone
}

// given is the entry of a list, NaN without one.
func given(list []float64, i int) float64 {
	if i >= len(list) {
		return math.NaN()
	}
	return list[i]
}

// Result is an hour's clearing, by zone.
type Result struct {
	Zones   []ZoneResult
	GasCost float64 // of a middling combined cycle, EUR/MWh
	CutMW   float64 // demand not served in all zones

	gasDirectKgPerMWh, gasLifeKgPerMWh float64
}

// ZoneResult is a zone's hour.
type ZoneResult struct {
	PriceEURPerMWh float64
	DemandMW       float64 // with the extra load
	ExportMW       float64 // to the hub; the hub's to all
	CutMW          float64 // demand not served
	SpilledMW      float64 // wind, sun and run of river that found no use
	OutputMW       [Technologies]float64
	Marginal       Technology

	Direct, LifeCycle Carbon
	WaterLPerKWh      float64 // fresh water that the output consumes

	fitted  bool    // follows a curve
	gasCost float64 // of a middling combined cycle there, EUR/MWh
}

// Market is the state of the zones.
type Market struct {
	spec       *Spec
	zones      []zone
	floor, cap float64
	stepH      float64 // of a clearing, h
	result     Result

	directKgPerMWh, lifeKgPerMWh, waterLPerKWh [Technologies]float64

	offers [Technologies]priced // of fuel-burning plants in the hour

	months map[int]Fuels // fuel prices of a file

	year  int
	ready bool
}

// zone is the state of one zone.
type zone struct {
	spec  *ZoneSpec
	shape *Shape
	curve *Curve
	rand  *rand.Rand
	hours *zoneHours // given by a file, nil without one

	clock  *time.Location // of its people, nil on a curve
	own    Hour           // by that clock, where it differs
	abroad bool           // it differs

	gasCost float64              // of a middling combined cycle, EUR/MWh
	offers  [Technologies]priced // where it burns fuel of its own price

	has                          CapacitySpec
	importLimitMW, exportLimitMW float64

	factors   factors
	reservoir store
	pumped    store
	battery   store

	stack    stack
	cleared  clearing
	exportMW float64
	residual float64 // mean demand less wind and sun of the last year, MW
	possible float64 // wind, sun and run of river that could be given, MW
}

// New returns the market of a specification; every zone draws its weather from a stream
// of its own.
func New(s *Spec, streams sim.Streams) (*Market, error) {
	specs := s.Zones
	if len(specs) == 0 {
		var err error
		if specs, err = European(); err != nil {
			return nil, err
		}
	}
	m := &Market{spec: s, stepH: float64(s.StepMinutes) / 60, floor: s.FloorEURPerMWh, cap: s.CapEURPerMWh, zones: make([]zone, len(specs)), result: Result{Zones: make([]ZoneResult, len(specs))}}
	if s.Fuel.File != "" {
		var err error
		if m.months, err = ReadFuels(s.Fuel.File, &s.Fuel); err != nil {
			return nil, fmt.Errorf("market: %w", err)
		}
	}
	m.waterLPerKWh = s.Technology.waterFactors(s.Nuclear.WaterLPerKWh)
	m.directKgPerMWh, m.lifeKgPerMWh = s.Technology.carbonFactors()
	m.result.gasDirectKgPerMWh, m.result.gasLifeKgPerMWh = m.directKgPerMWh[Gas], m.lifeKgPerMWh[Gas]
	for i, zs := range specs {
		z := &m.zones[i]
		z.spec, z.importLimitMW, z.exportLimitMW = zs, zs.ImportMW, zs.ExportMW
		z.rand = streams.Stream("market.zone." + zs.Name)
		if zs.Neighbour == KindCurve {
			z.curve = curveOf(zs.Zone)
			m.result.Zones[i].fitted = true
			z.importLimitMW, z.exportLimitMW = infinite, infinite // the curve has ends
		}
		if z.shape = shapeOf(zs.Zone); z.shape == nil && z.curve == nil {
			return nil, fmt.Errorf("market: zone %q: no shape is fitted for %q", zs.Name, zs.Zone)
		}
		if z.shape != nil && z.curve == nil {
			var err error
			if z.clock, err = time.LoadLocation(z.shape.Clock); err != nil {
				return nil, fmt.Errorf("market: zone %q: %w", zs.Name, err)
			}
		}
		if zs.File != "" {
			var err error
			if z.hours, err = readZone(zs.File); err != nil {
				return nil, fmt.Errorf("market: zone %q: %w", zs.Name, err)
			}
		}
		for _, l := range s.Limits {
			switch zs.Name {
			case l.From:
				z.exportLimitMW = l.MW
			case l.To:
				z.importLimitMW = l.MW
			}
		}
		z.reservoir.level, z.pumped.level, z.battery.level = 0.65, 0.5, 0.5
	}
	return m, nil
}

// Zones returns the zones' names, the hub first.
func (m *Market) Zones() []string {
	var names []string
	for i := range m.zones {
		names = append(names, m.zones[i].spec.Name)
	}
	return names
}

// Step is how long a price holds.
func (m *Market) Step() sim.Minute { return sim.Minute(m.spec.StepMinutes) }

// Result is where every clearing's result stands.
func (m *Market) Result() *Result { return &m.result }

// HasPlants tells a zone with demand and plants from one that follows a curve.
func (m *Market) HasPlants(zone int) bool { return m.zones[zone].curve == nil }

// Place is the middle of a zone; not known where only a curve is.
func (m *Market) Place(zone int) (latDeg, lonDeg float64, known bool) {
	if s := m.zones[zone].shape; s != nil {
		return s.LatDeg, s.LonDeg, true
	}
	return 0, 0, false
}

// NuclearBeyond is what the hub's nuclear units can give that are not part of a fleet
// of a capacity: those of its path that come later.
func (m *Market) NuclearBeyond(capacityMW float64, h *Hour) float64 {
	m.equip(h.Year)
	z := &m.zones[0]
	return max(0, z.has.Nuclear-capacityMW) * z.spec.NuclearAvailability
}

// Clear clears an hour and moves the stores on. Hours come in rising order. The result
// stays valid until the next call.
func (m *Market) Clear(h *Hour, in *Inputs) *Result {
	m.equip(h.Year)
	var own Fuels
	f := in.Fuels
	if f == nil {
		var known bool
		if own, known = m.months[h.Month]; !known {
			own = m.spec.Fuel.At(h.Years)
		}
		f = &own
	}
	m.result.GasCost = m.spec.Technology.Thermal[Gas].Middling(f)
	for i := range m.zones {
		z := &m.zones[i]
		z.tell(h)
		z.weather(z.at(h), given(in.TempDegC, i), &m.zones[0], m.stepH)
	}
	m.offer(h, in, f)
	m.clear()
	m.settle()
	return &m.result
}

// equip gives every zone what it has in a year, when one begins.
func (m *Market) equip(year int) {
	if m.ready && year == m.year {
		return
	}
	m.year, m.ready = year, true
	if m.spec.CapacityYear > 0 {
		year = m.spec.CapacityYear
	}
	for i := range m.zones {
		z := &m.zones[i]
		z.has = z.spec.At(float64(year) + 0.5)
		z.reservoir.size(z.spec.ReservoirTWh*1e6, z.spec.InflowTWh*1e6/8766)
		z.pumped.size(z.has.Pumped*z.spec.PumpedHours, 0)
		z.battery.size(z.has.Battery*z.spec.BatteryHours, 0)
	}
}

// tell sets the zone's own clock to an hour.
func (z *zone) tell(h *Hour) {
	if z.abroad = false; z.clock != nil {
		own, same := h.by(z.clock)
		if z.abroad = !same; z.abroad {
			z.own = own
		}
	}
}

// at is the hour by the zone's own clock.
func (z *zone) at(h *Hour) *Hour {
	if z.abroad {
		return &z.own
	}
	return h
}

// weather moves a zone's weather on.
func (z *zone) weather(h *Hour, tempDegC float64, hub *zone, stepH float64) {
	if z.shape == nil {
		return
	}
	if math.IsNaN(tempDegC) {
		tempDegC = z.shape.ExpectedDegC(h)
	}
	if h.Minute == 0 || !z.factors.started {
		z.factors.step(z.shape, h, tempDegC, &hub.factors, z.rand)
	}
	z.factors.shine(z.shape, h, 0.5*stepH)
}

// or is x, or the zone's own where x is NaN.
func or(x, own float64) float64 {
	if math.IsNaN(x) {
		return own
	}
	return x
}
