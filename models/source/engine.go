package source

import (
	"math"

	"caloduc/sim"
	"caloduc/sim/equipment"
	"caloduc/sim/param"
	"caloduc/sim/record"
	"caloduc/sim/supply"
)

// engineKind are the facts of a kind of engine.
type engineKind struct {
	of                                      *equipment.Kind
	startMin                                float64
	start                                   param.Source
	efficiency, fuelEUR, variableEUR, kgMWh float64
	from, fuel, carbon                      param.Source
}

// The kinds of engine.
var (
	gasTurbine = engineKind{of: &equipment.GasTurbine,
		startMin: 10, start: param.Unverified("aeroderivative gas turbines: full load in 5 to 10 minutes, heavy ones in 15 to 30"),
		efficiency: 0.405, fuelEUR: 42.9, variableEUR: 6.01, kgMWh: 198,
		from:   "Danish Energy Agency, as in PyPSA technology-data v0.14, costs_2025: open-cycle gas turbine",
		fuel:   "World Bank commodity markets 2025 and ENTSO-E TYNDP 2024, as in PyPSA technology-data v0.14, costs_2025: gas",
		carbon: "stoichiometry with 50 GJ/t of methane, as in PyPSA technology-data v0.14: combustion alone"}
	diesel = engineKind{of: &equipment.DieselSet,
		startMin: 1, start: param.Unverified("NFPA 110 type 10: emergency sets take load within ten seconds; here the next minute"),
		efficiency: 0.35, fuelEUR: 43.0, variableEUR: 8.01, kgMWh: 257.1,
		from:   "Danish Energy Agency, as in PyPSA technology-data v0.14, costs_2025: oil",
		fuel:   "World Bank commodity markets 2025 and ENTSO-E TYNDP 2024, as in PyPSA technology-data v0.14, costs_2025: oil",
		carbon: "stoichiometry with 44 GJ/t of diesel, as in PyPSA technology-data v0.14: combustion alone"}
)

// EngineSpec is a gas turbine or a group of diesel sets.
type EngineSpec struct {
	PowerMW              float64
	StartMin, HoldMin    float64
	Efficiency           float64
	FuelEURPerMWh        float64
	VariableEURPerMWh    float64
	FuelKgPerMWh         float64
	StoreMWh, DeliveryMW float64

	kind *engineKind
}

// Params declares the engine's keys.
func (s *EngineSpec) Params(p *param.Set) {
	k := s.kind
	p.Float(&s.PowerMW, "power_MW", 10, param.Above(0), "electric power at the campus' bus", param.Assumption)
	p.Float(&s.StartMin, "start_min", k.startMin, param.Between(0, 1440), "time from the call to full power", k.start)
	p.Float(&s.HoldMin, "hold_min", 30, param.Between(0, 10080), "time that it stays ready after power was last short", param.Assumption)
	p.Float(&s.Efficiency, "efficiency", k.efficiency, param.AboveTo(0, 1), "electric energy over energy of the fuel", k.from)
	p.Float(&s.FuelEURPerMWh, "fuel_EUR_per_MWh", k.fuelEUR, param.AtLeast(0), "price of the fuel per energy in it, in money of economics.price_year", k.fuel)
	p.Float(&s.VariableEURPerMWh, "variable_EUR_per_MWh", k.variableEUR, param.AtLeast(0), "upkeep that grows with use, per electric energy, in money of economics.price_year", k.from)
	p.Float(&s.FuelKgPerMWh, "fuel_carbon_kg_per_MWh", k.kgMWh, param.AtLeast(0), "carbon of the fuel per energy in it", k.carbon)
	p.Float(&s.StoreMWh, "fuel_store_MWh", param.Auto, param.Above(0), "energy in the fuel kept on site; auto: without end", "")
	p.Float(&s.DeliveryMW, "fuel_delivery_MW", 0, param.AtLeast(0), "energy in the fuel that comes to the store on average, MWh an hour", param.Assumption)
}

// Build implements UnitSpec.
func (s *EngineSpec) Build(string, Place, sim.Calendar, sim.Streams) Source {
	return &Engine{spec: s, fuelMWh: param.Or(s.StoreMWh, math.Inf(1)),
		eurPerMWh: s.FuelEURPerMWh/s.Efficiency + s.VariableEURPerMWh, kgPerMWh: s.FuelKgPerMWh / s.Efficiency}
}

// Engine is the state of a gas turbine or of diesel sets. Called, it is ready after its
// time to start, and stays so until power has not been short for its time of hold.
type Engine struct {
	GivenMW float64
	Running float64 // 1 while it gives power, else 0
	FuelMW  float64 // energy of the fuel burnt, per time
	Starts  int64

	spec                *EngineSpec
	eurPerMWh, kgPerMWh float64
	fuelMWh             float64 // in the store
	upMin, idleMin      float64 // since it was called; since power was last short
	on                  bool
	none                float64 // it stores nothing
}

// Offer implements supply.Supplier.
func (e *Engine) Offer(_ sim.Minute, o *supply.Offer) {
	if e.on {
		e.upMin++
		if e.idleMin++; e.idleMin > e.spec.HoldMin+e.spec.StartMin {
			e.on = false
		}
	}
	e.fuelMWh = min(e.fuelMWh+e.spec.DeliveryMW*perHour, param.Or(e.spec.StoreMWh, math.Inf(1)))
	o.MW, o.EURPerMWh, o.KgPerMWh = e.readyMW(e.upMin), e.eurPerMWh, e.kgPerMWh
}

// readyMW is what it can give so many minutes after it was called.
func (e *Engine) readyMW(upMin float64) float64 {
	if !e.on || upMin < e.spec.StartMin {
		return 0
	}
	return min(e.spec.PowerMW, e.fuelMWh*e.spec.Efficiency/perHour)
}

// Take implements supply.Supplier.
func (e *Engine) Take(mw float64) {
	e.GivenMW, e.FuelMW, e.Running = mw, mw/e.spec.Efficiency, 0
	if mw > 0 {
		e.Running = 1
	}
	e.fuelMWh = max(0, e.fuelMWh-e.FuelMW*perHour)
}

// Call implements Source.
func (e *Engine) Call(coveredMin float64) {
	if coveredMin > e.spec.StartMin+1 {
		return
	}
	e.idleMin = 0
	if !e.on {
		e.on, e.upMin = true, 0
		e.Starts++
	}
}

// First implements Source: it stands by.
func (e *Engine) First() bool { return false }

// See implements Source.
func (e *Engine) See(float64) {}

// LastsMin implements Source.
func (e *Engine) LastsMin(mw float64) float64 {
	if mw <= 0 {
		return math.Inf(1)
	}
	return e.fuelMWh * e.spec.Efficiency / mw * 60
}

// Store implements Source.
func (e *Engine) Store(float64) float64 { return 0 }

// NextMW implements Source.
func (e *Engine) NextMW() float64 { return e.readyMW(e.upMin + 1) }

// FirmMW implements Source.
func (e *Engine) FirmMW() float64 { return min(e.spec.PowerMW, e.fuelMWh*e.spec.Efficiency/perHour) }

// Installed implements Source.
func (e *Engine) Installed() equipment.List {
	var l equipment.List
	l.One(e.spec.kind.of, "campus", e.spec.PowerMW*1e3)
	return l
}

// Declare implements Source.
func (e *Engine) Declare(g record.Group) Channels {
	c := Channels{Given: g.Channel(&e.GivenMW, "given_power_MW", "power that it gives to the campus' bus"),
		Stored: g.Meter(&e.none, "stored_power_MW", "power that it takes from the campus' bus: none")}
	running := g.Meter(&e.Running, "running", "1 while it gives power, else 0")
	fuel := g.Meter(&e.FuelMW, "fuel_power_MW", "energy of the fuel burnt, per time")
	g.Indicator("given_energy_MWh", "energy that it gives to the campus' bus", func(s record.Sums) float64 { return s.Of(c.Given) })
	g.Indicator("running_h", "hours in which it gives power", func(s record.Sums) float64 { return s.Of(running) })
	g.Indicator("fuel_MWh", "energy of the fuel burnt", func(s record.Sums) float64 { return s.Of(fuel) })
	kg := e.spec.FuelKgPerMWh
	g.Indicator("fuel_carbon_kg", "carbon of the fuel burnt", func(s record.Sums) float64 { return kg * s.Of(fuel) })
	g.Counter(&e.Starts, "starts", "starts", "")
	return c
}
