package cooling

import (
	"math"

	"caloduc/sim/record"
)

// Validity bounds of CoilConductanceWPerK: shares of design flows for which the
// films' exponents hold (turbulent flow).
var (
	coilAirFlow   = Validity{"air flow share of the coil", "", 0.2, 1.3}
	coilWaterFlow = Validity{"water flow share of the coil", "", 0.1, 1.3}
)

// CoilConductanceWPerK returns eps·Cmin, W/K, of a dry chilled-water coil: its
// heat per kelvin between entering air and entering water. ua is its conductance
// at design flows, W/K; filmRatio hA of air over hA of water there; airWPerK and
// waterWPerK are the capacity flows at design; y and f the shares of design flow
// of air and water. hA of air ∝ y^0.8, of water ∝ f^0.85; many-row coils are
// piped in counterflow, eps of CounterflowEffectiveness. Zero at no flow.
//
// Modelica Buildings Library, Fluid/HeatExchangers/BaseClasses/HADryCoil.mo (the
// films) and DryCoilCounterFlow (the arrangement).
func CoilConductanceWPerK(ua, filmRatio, airWPerK, waterWPerK, y, f float64) float64 {
	if y <= 0 || f <= 0 {
		return 0
	}
	lo, hi := min(airWPerK*y, waterWPerK*f), max(airWPerK*y, waterWPerK*f)
	u := coilUA(ua, filmRatio, math.Pow(y, 0.8), math.Pow(f, 0.85))
	return CounterflowEffectiveness(u/lo, lo/hi) * lo
}

// coilUA is the conductance of a coil with the films' factors given. With hA of
// air r·hA of water, 1/UA0 = 1/hAw + 1/(r·hAw): hAw = UA0·(1+r)/r, hAa =
// UA0·(1+r).
func coilUA(ua, r, airFilm, waterFilm float64) float64 {
	return ua * (1 + r) * airFilm * waterFilm / (waterFilm + r*airFilm)
}

// CoilSizeWPerK returns the conductance UA, W/K, with which a counterflow coil
// has the effectiveness eps (0 ≤ eps < 1) at the capacity flows given, W/K.
func CoilSizeWPerK(eps, airWPerK, waterWPerK float64) float64 {
	lo, hi := min(airWPerK, waterWPerK), max(airWPerK, waterWPerK)
	return CounterflowNTU(eps, lo/hi) * lo
}

// coil is the chilled-water coils and fans of computer room air handlers or
// of a fan wall: one coil in effect, with a valve that sets the flow of water.
type coil struct {
	ua, filmRatio    float64
	airWPerK, waterW float64 // capacity flows at design, W/K
	minWater         float64 // least flow of water as a share; below, it bypasses
	valve            search
	airFlow, airFilm float64 // share of air flow of the last call, and its film's factor
	coilOutMinutes   int64   // minutes out of the coils' bounds
}

// Shares of flow that the film tables cover.
const (
	filmLeast = 0.02
	filmMost  = 1.32
)

var (
	film80 = newCurve(func(x float64) float64 { return math.Pow(x, 0.8) }, filmLeast, filmMost, 512)
	film85 = newCurve(func(x float64) float64 { return math.Pow(x, 0.85) }, filmLeast, filmMost, 512)
)

// coilFilmRatio is hA of air over hA of water of a coil at design, as for dry
// coolers.
const coilFilmRatio = 0.5

func newCoil(ua, airWPerK, waterWPerK, minWater float64) coil {
	return coil{ua: ua, filmRatio: coilFilmRatio, airWPerK: airWPerK, waterW: waterWPerK, minWater: minWater}
}

// air notes the share y of air flow.
func (c *coil) air(y float64) {
	if y != c.airFlow {
		c.airFlow, c.airFilm = y, film80.at(y)
	}
}

// atFlow is eps·Cmin at the share f of water flow, W/K.
func (c *coil) atFlow(f float64) float64 {
	return counterflow(coilUA(c.ua, c.filmRatio, c.airFilm, film85.at(f)), c.airWPerK*c.airFlow, c.waterW*f)
}

// conductance is eps·Cmin at the shares y of air and f of water flow, W/K.
func (c *coil) conductance(y, f float64) float64 {
	c.air(y)
	return c.atFlow(f)
}

// flowFor is the share of water flow at which the coil has the conductance want,
// W/K, at the share y of air flow, and the conductance there: the least flow where
// even that has more (the rest bypasses), and the share most, all that the pumps
// give, where want cannot be reached.
func (c *coil) flowFor(y, want, most float64) (flow, g float64) {
	if !coilAirFlow.Contains(y) {
		c.coilOutMinutes++
	}
	c.air(y)
	return c.valve.find(c.atFlow, min(c.minWater, most), most, want)
}

// declare declares the coil's counters.
func (c *coil) declare(g record.Group) {
	g.Counter(&c.coilOutMinutes, "coil_out_of_bounds_minutes", "minutes in which chilled-water coils ran out of their films' bounds", coilAirFlow.String()+"; "+coilWaterFlow.String())
	g.Counter(&c.valve.failures, "valve_control_failures", "minutes in which the search for the flow of chilled water ran into its iteration limit", "")
}
