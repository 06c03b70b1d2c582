package loop

import (
	"math"
	"testing"

	"caloduc/cooling/component"
	"caloduc/sim/param"

	"pgregory.net/rapid"
)

func recoverySpec() *HeatRecoverySpec { return defaults(new(HeatRecoverySpec)) }

// The heating curve of PyPSA-Eur's defaults and the degree-day demand.
func TestHeatingCurve(t *testing.T) {
	for _, c := range []struct{ t, supply, demand float64 }{
		{-20, 75, 1}, {-7, 75, 1}, {0, 75, 0.1 + 0.9*15./22}, {5, 65.5, 0.1 + 0.9*10./22}, {10, 56, 0.1 + 0.9*5./22}, {15, 56, 0.1}, {30, 56, 0.1},
	} {
		near(t, "supply", HeatingCurveDegC(c.t, 0, 10, 75, 56), c.supply, 1e-12)
		near(t, "demand", DistrictDemand(c.t, -7, 15, 0.1), c.demand, 1e-12)
	}
}

// The Lorenz cycle between logarithmic mean temperatures, at the source that
// follows from the result.
func TestLorenzPower(t *testing.T) {
	const eff, in, out, source, cooling = 0.5, 40.0, 75.0, 44.0, 12.0
	e := LorenzPower(in, out, source, cooling, eff)
	mean := func(a, b float64) float64 { return (a - b) / math.Log((a+273.15)/(b+273.15)) }
	left := source - (1-e)*cooling
	sink, src := mean(out, in), mean(source, left)
	near(t, "1/COP", e, (sink-src)/(eff*sink), 1e-3)
	if cop := 1 / e; cop < 7 || cop > 11 {
		t.Errorf("COP %g", cop)
	}
	if cold := LorenzPower(in, out, 20, cooling, eff); cold < e {
		t.Errorf("a colder source takes %g, a warmer %g", cold, e)
	}
}

// Whatever the weather and the plant: energy closes, no more is taken than there
// is, the exchanger keeps its approach.
func TestHeatRecoveryBalances(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := recoverySpec()
		s.PeakMW = rapid.Float64Range(0.1, 100).Draw(t, "peak")
		s.HeatPump = rapid.Bool().Draw(t, "heat pump")
		if rapid.Bool().Draw(t, "limited") {
			s.HeatPumpMW = rapid.Float64Range(0.1, 50).Draw(t, "pump")
		}
		r := s.Build()
		for range 40 {
			warm := rapid.Float64Range(10, 80).Draw(t, "warm")
			heat := rapid.Float64Range(0, 50e6).Draw(t, "heat")
			cw := rapid.Float64Range(1e6, 1e7).Draw(t, "cw")
			taken := r.step(rapid.Float64Range(-30, 50).Draw(t, "outdoor"), warm, cw, heat)
			if !(taken >= 0 && taken <= heat*(1+1e-12)+1e-12) || !(r.powerMW >= 0) {
				t.Fatalf("takes %g of %g W with %g MW", taken, heat, r.powerMW)
			}
			if d := r.takenMW + r.powerMW - r.deliveredMW; math.Abs(d) > 1e-13*s.PeakMW {
				t.Fatalf("residual %g MW", d)
			}
			if r.deliveredMW > r.demandMW*(1+1e-12) || r.directMW > 1e-6*cw*max(warm-s.ApproachK-s.ReturnDegC, 0)+1e-12 {
				t.Fatalf("%+v", r)
			}
			if !s.HeatPump && r.powerMW != 0 {
				t.Fatal("power without a heat pump")
			}
			if !component.IsAuto(s.HeatPumpMW) && r.deliveredMW-r.directMW > s.HeatPumpMW*(1+1e-12) {
				t.Fatalf("heat pump gives %g MW of %g", r.deliveredMW-r.directMW, s.HeatPumpMW)
			}
		}
	})
}

// Demand follows a step outdoors with its time constant, exactly.
func TestHeatRecoveryLag(t *testing.T) {
	s := recoverySpec()
	s.PeakMW, s.LagH = 10, 24
	r := s.Build()
	r.step(20, 50, 1e6, 1e9)
	for range 24 * 60 {
		r.step(0, 50, 1e6, 1e9)
	}
	near(t, "outdoor temperature felt", r.outdoorDegC, 20*math.Exp(-1), 1e-9)
}

func TestHeatRecoveryParams(t *testing.T) {
	for _, complaint := range param.Lint(recoverySpec()) {
		t.Error(complaint)
	}
}
