package component

import (
	"math"

	"caloduc/sim/record"
)

// Validity bounds of CoilConductanceWPerK: fractions of design flows for which the
// films' exponents hold (turbulent flow).
var (
	coilAirFlow   = Validity{"air flow share of the coil", "", 0.2, 1.3}
	coilWaterFlow = Validity{"water flow share of the coil", "", 0.1, 1.3}
)

// CoilConductanceWPerK returns eps·Cmin, W/K, of a dry chilled-water coil: its
// heat per kelvin between entering air and entering water. ua is its conductance
// at design flows, W/K; r the conductance hA of the air's film over that of the
// water's there; airWPerK and waterWPerK are the capacity flows at design; y and f
// the fractions of design flow of air and water (bounds: coilAirFlow,
// coilWaterFlow). Films vary with flow and lie in series:
//
//	UA = UA0·(1 + r)·y^0.8·f^0.85/(f^0.85 + r·y^0.8)
//
// and many-row coils are piped in counterflow, eps of CounterflowEffectiveness. Zero
// at no flow. Powers are read from tables within 1e-8.
//
// Modelica Buildings Library, Fluid/HeatExchangers/BaseClasses/HADryCoil.mo (the
// films) and DryCoilCounterFlow (the arrangement).
func CoilConductanceWPerK(ua, r, airWPerK, waterWPerK, y, f float64) float64 {
	air, water := coilAirFilm.At(y), coilWaterFilm.At(f)
	return EffectiveWPerK(CounterflowEffectiveness, ua*(1+r)*air*water/(water+r*air), airWPerK*y, waterWPerK*f)
}

// coilAirFilm and coilWaterFilm are how the films of a coil vary with flow. Design
// flow is a knot of their tables.
var (
	coilAirFilm   = NewCurve(func(y float64) float64 { return math.Pow(y, airFilmExponent) }, 0.02, 1.3, 512)
	coilWaterFilm = NewCurve(func(f float64) float64 { return math.Pow(f, waterFilmExponent) }, 0.02, 1.3, 512)
)

// CoilSizeWPerK returns the conductance UA, W/K, with which a counterflow coil
// has the effectiveness eps (0 ≤ eps < 1) at the capacity flows given, W/K.
func CoilSizeWPerK(eps, airWPerK, waterWPerK float64) float64 {
	lo, hi := min(airWPerK, waterWPerK), max(airWPerK, waterWPerK)
	return CounterflowNTU(eps, lo/hi) * lo
}

// Coil is the chilled-water coils of computer room air handlers, of a fan wall or of
// rear doors: one coil in effect, with a valve that sets the flow of water.
type Coil struct {
	coilSize
	Valve Search
	// Minutes in which water was asked for; of them out of the coils' bounds.
	ranMinutes, coilOutMinutes int64
}

// coilSize is what a coil is chosen for.
type coilSize struct {
	Ua               float64 // conductance at design, W/K
	AirWPerK, WaterW float64 // capacity flows at design, W/K
	MinWater         float64 // least flow of water as a fraction; below, it bypasses
}

// CoilFilmRatio is hA of air over hA of water of a coil at design, as for dry
// coolers.
const CoilFilmRatio = 0.5

// NewCoil returns a coil of conductance ua, W/K, at design capacity flows, W/K, through
// which at least the fraction minWater of design water flows.
func NewCoil(ua, airWPerK, waterWPerK, minWater float64) Coil {
	return Coil{coilSize: coilSize{ua, airWPerK, waterWPerK, minWater}}
}

// Conductance is eps·Cmin at the fractions y of air and f of water flow, W/K.
func (c *coilSize) Conductance(y, f float64) float64 {
	return CoilConductanceWPerK(c.Ua, CoilFilmRatio, c.AirWPerK, c.WaterW, y, f)
}

// FlowFor is the fraction of water flow at which the coil has the conductance want,
// W/K, at the fraction y of air flow, and the conductance there: the least flow where
// even that has more (the rest bypasses), and the fraction most, all that the pumps
// give, where want cannot be reached.
func (c *Coil) FlowFor(y, want, most float64) (flow, g float64) {
	c.ranMinutes++
	if !coilAirFlow.Contains(y) {
		c.coilOutMinutes++
	}
	return c.Valve.Find(func(f float64) float64 { return c.Conductance(y, f) }, min(c.MinWater, most), most, want)
}

// Declare declares the coil's counters.
func (c *Coil) Declare(g record.Group) {
	g.Bound(&c.coilOutMinutes, &c.ranMinutes, "coil_out_of_bounds_minutes", "minutes in which chilled-water coils ran out of their films' bounds", coilAirFlow.String()+"; "+coilWaterFlow.String())
	g.Counter(&c.Valve.Failures, "valve_control_failures", "minutes in which the search for the flow of chilled water ran into its iteration limit", "")
}
