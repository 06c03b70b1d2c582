// Package source is what a campus has of its own behind its bus: batteries, gas
// turbines, diesel sets, solar fields and wind turbines.
//
// A source is a supplier (package supply) that stands at the campus' bus: it needs no
// line, and the line's failures do not touch it.
package source

import (
	"math"

	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/equipment"
	"caloduc/sim/param"
	"caloduc/sim/record"
	"caloduc/sim/supply"
)

// Spec is one [[campus.source]].
type Spec struct {
	Name string
	Unit UnitSpec
}

// Params declares the source's keys.
func (s *Spec) Params(p *param.Set) {
	p.String(&s.Name, "name", "", "name of the source").Require()
	param.Select(p, &s.Unit, "unit", "", Units, "what it is")
}

// Place is where a source stands.
type Place struct {
	LatDeg, LonDeg float64
	ElevationM     float64
	Air            *psychro.Air // this minute
}

// UnitSpec is the table unit of a source. A kind is one file and a line in Units.
type UnitSpec interface {
	param.Spec
	// Build returns the source of a name, with streams and calendar of the run.
	Build(name string, at Place, cal sim.Calendar, streams sim.Streams) Source
}

// Units are the kinds of source.
var Units = param.NewRegistry("kind",
	param.Option[UnitSpec]{Word: "battery", Meaning: "a battery: for shortages, or to buy cheap and save the dear hours",
		New: func() UnitSpec { return new(BatterySpec) }},
	param.Option[UnitSpec]{Word: "gas-turbine", Meaning: "an open-cycle gas turbine that starts when power is short",
		New: func() UnitSpec { return &EngineSpec{kind: &gasTurbine} }},
	param.Option[UnitSpec]{Word: "diesel", Meaning: "diesel sets that start when power is short",
		New: func() UnitSpec { return &EngineSpec{kind: &diesel} }},
	param.Option[UnitSpec]{Word: "solar", Meaning: "a solar field, its sun from place, hour and the day's range of temperature",
		New: func() UnitSpec { return new(SolarSpec) }},
	param.Option[UnitSpec]{Word: "wind", Meaning: "wind turbines, their wind drawn with the statistics of France's fleet",
		New: func() UnitSpec { return new(WindSpec) }})

// Source is a supplier at the campus' bus. In a minute it is asked once for its Offer;
// then it is told what it gives (Take), whether it is called, and what it may store.
type Source interface {
	supply.Supplier
	// First tells whether it gives before the line does, unasked: the sun, the wind, a
	// battery in a dear hour. The others stand by for what the line lacks.
	First() bool
	// See tells the market's price of the hour, EUR/MWh.
	See(priceEURPerMWh float64)
	// LastsMin is for how many minutes it can give mw.
	LastsMin(mw float64) float64
	// Call tells for how many minutes what stands before it covers what is short:
	// what takes time to start is started early enough.
	Call(coveredMin float64)
	// Store offers it mw that nobody needs and returns what it takes of it.
	Store(mw float64) float64
	// NextMW is what it can give in the next minute, called or not.
	NextMW() float64
	// FirmMW is what it could give now if it had been called in time.
	FirmMW() float64
	// Installed lists what it is built of.
	Installed() equipment.List
	// Declare records it in its group.
	Declare(g record.Group) Channels
}

// Channels are what a source records: power given and taken, in MW.
type Channels struct{ Given, Stored record.ID }

// steady are the answers of a source that gives what it makes and stores nothing.
type steady struct{ GivenMW, storedMW float64 }

// Take implements supply.Supplier.
func (s *steady) Take(mw float64) { s.GivenMW = mw }

// First implements Source.
func (*steady) First() bool { return true }

// See implements Source.
func (*steady) See(float64) {}

// LastsMin implements Source.
func (*steady) LastsMin(float64) float64 { return math.Inf(1) }

// Call implements Source.
func (*steady) Call(float64) {}

// Store implements Source.
func (*steady) Store(float64) float64 { return 0 }

// Declare implements Source.
func (s *steady) Declare(g record.Group) Channels {
	c := Channels{Given: g.Channel(&s.GivenMW, "given_power_MW", "power that it gives to the campus' bus"),
		Stored: g.Meter(&s.storedMW, "stored_power_MW", "power that it takes from the campus' bus")}
	g.Indicator("given_energy_MWh", "energy that it gives to the campus' bus", func(s record.Sums) float64 { return s.Of(c.Given) })
	return c
}
