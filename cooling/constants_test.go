package cooling

import (
	"math"
	"testing"

	"caloduc/cooling/component"
	"caloduc/cooling/loop"
	"caloduc/sim"
)

// Two worked examples of the Dittus-Boelter equation in Çengel, Heat Transfer, 2nd
// edition: example 8-5, water with Re = 10,760, Pr = 4.34, heated: Nu = 69.5; example
// 8-6, air with Re = 35,765, Pr = 0.7154, cooled: Nu = 91.4. Reduced to one Prandtl
// number by its exponents of 0.4 (heated) and 0.3 (cooled), their ratio is how a
// turbulent film grows with flow.
func TestColdPlateFilmGrowsAsInTubes(t *testing.T) {
	flow := 35765. / 10760
	film := (91.4 / math.Pow(0.7154, 0.3)) / (69.5 / math.Pow(4.34, 0.4))
	const conduction, convection = 0.015, 0.010 // K/W
	near(t, "resistance at more flow", component.ColdPlateResistance(conduction+convection, 0.4, flow), conduction+convection/film, 1e-3)
	near(t, "resistance at less flow", component.ColdPlateResistance(conduction+convection, 0.4, 1/flow), conduction+convection*film, 1e-3)
}

// Coils that condense a fifth of what they take leave as much water to make up as
// their latent heat condenses, at water's latent heat at the boiling point: 2256.5 kJ/kg
// (IAPWS-95), of which the published code's 2266 kJ/kg misses 0.4 %.
func TestCondensateIsMadeUp(t *testing.T) {
	p := made("chilled-water", "sensible_heat_ratio = 0.8\nhumidifier_pump_J_per_kg = 10000")
	air, load := outdoor(20, 0.7), loop.Load{ITMW: 0.8 * airHall.DesignITMW, RoomHeatMW: airHall.DesignRoomHeatMW}
	for m := range 600 {
		p.Step(sim.Minute(m), air, load)
	}
	d := p.Duty()
	sensibleMW := load.ITMW + load.RoomHeatMW + d.AirFanMW
	latentMW := sensibleMW * (1/0.8 - 1)
	near(t, "kg/s of condensate", d.SprayPumpMW*1e6/10000, 1e3*latentMW/2256.5, 5e-3)
}

// Servers too warm give up, each minute, 0.03 of design heat per kelvin at once and a
// tenth of that for good, from the heat that they make: 0.033 per kelvin and minute.
// Where heat beyond the cooling warms air at once, by 15 K at design heat, the excess
// falls to 1 - 15·0.033 of it each minute. Where it warms a heavy hall by r = 0.03 K/min,
// x” = -0.033·r·x: the hall is back at the limit after half a period.
func TestThrottleBringsHallsBack(t *testing.T) {
	const most, perK = 0.8, 0.033
	g, u := defaultThrottle(), 1.0
	for m := range 6 {
		near(t, "excess without mass, K", 15*(u-most), 15*(1-most)*math.Pow(1-15*perK, float64(m)), 1e-9)
		u = g.limit(15*(u-most), u)
	}
	const r = 0.03
	g, u = defaultThrottle(), 1
	x, back := r*(1-most), 1.0
	for ; x > 0; back++ {
		u = g.limit(x, u)
		x += r * (u - most)
	}
	near(t, "minutes of excess in a heavy hall", back, math.Pi/math.Sqrt(perK*r), 0.01)
}

// Servers come back at full rate, a fifteenth of design a minute, half a kelvin below nil
// and more, in proportion nearer, and at a twentieth of it where the excess is nil. A rise
// is followed five minutes ahead. The law's integral adds 0.003 per kelvin.
func TestThrottleGivesBack(t *testing.T) {
	for _, c := range []struct{ lastK, excessK, rate float64 }{
		{-1, -1, 1}, {-0.25, -0.25, 0.5}, {0, 0, 0.05}, {-1, -0.9, 0.8}, {-1, -0.8, 0},
	} {
		g := defaultThrottle()
		g.settled, g.cool, g.lastK = 0.5, 100, c.lastK
		g.limit(c.excessK, 0.5)
		near(t, "settled share", g.settled, 0.5+c.rate/15-0.003*c.excessK, 1e-12)
	}
}

// Vapour takes its latent heat at 20 degC with it: 2453.5 kJ/kg in steam tables.
func TestVapourOfHeatSinks(t *testing.T) { near(t, "MJ/kg", vapourMJPerKg, 2.4535, 5e-4) }
