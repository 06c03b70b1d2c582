package cooling

import (
	"math"
	"testing"

	"caloduc/sim"
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
		r := s.build()
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
			if !isAuto(s.HeatPumpMW) && r.deliveredMW-r.directMW > s.HeatPumpMW*(1+1e-12) {
				t.Fatalf("heat pump gives %g MW of %g", r.deliveredMW-r.directMW, s.HeatPumpMW)
			}
		}
	})
}

// Demand follows a step outdoors with its time constant, exactly.
func TestHeatRecoveryLag(t *testing.T) {
	s := recoverySpec()
	s.PeakMW, s.LagH = 10, 24
	r := s.build()
	r.step(20, 50, 1e6, 1e9)
	for range 24 * 60 {
		r.step(0, 50, 1e6, 1e9)
	}
	near(t, "outdoor temperature felt", r.outdoorDegC, 20*math.Exp(-1), 1e-9)
}

// A plant that recovers heat rejects less by what it takes; the heat pump is part
// of its electricity.
func TestHeatRecoveryInPlant(t *testing.T) {
	s := riverSpec()
	s.Recovery.PeakMW = 20
	with, without := buildRiver(t, s, liquidHall), buildRiver(t, riverSpec(), liquidHall)
	waterAt(with, 8)
	waterAt(without, 8)
	air := outdoor(-5, 0.8)
	a, b := settle(with, air, liquidHall, 1, 900), settle(without, air, liquidHall, 1, 900)
	near(t, "rejected", b.RejectedMW-a.RejectedMW, with.heat.takenMW, 0.01)
	near(t, "electricity", a.ElectricMW-a.HeatPumpMW, b.ElectricMW, 0.1) // river pumps have less to do
	near(t, "delivered", a.ReusedMW, 20*(0.1+0.9*20./22), 1e-6)
	near(t, "facility water", with.rec.supplyDegC, 40, 1e-3)
	if cop := (a.ReusedMW - with.heat.directMW) / a.HeatPumpMW; cop < 5 || cop > 15 {
		t.Errorf("COP %g", cop)
	}
}

func TestHeatRecoveryParams(t *testing.T) {
	for _, complaint := range param.Lint(recoverySpec()) {
		t.Error(complaint)
	}
}

// Direct liquid plants give the recovered heat to the network and the rest to
// their coolers or towers; their balances close.
func TestHeatRecoveryInDirectLiquid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dry, tower := liquidSpec(), towerPlantSpec(rapid.Bool().Draw(t, "trim"))
		for _, r := range []*HeatRecoverySpec{&dry.Recovery, &tower.liquid.Recovery} {
			r.Params(new(param.Set))
			r.PeakMW = rapid.SampledFrom([]float64{1, 20, 100}).Draw(t, "peak")
		}
		a, err := dry.Build(paris, liquidHall)
		if err != nil {
			t.Fatal(err)
		}
		b, err := tower.Build(paris, liquidHall)
		if err != nil {
			t.Fatal(err)
		}
		d, w := a.(*directLiquidDry), b.(*directLiquidTower)
		for m := range sim.Minute(60) {
			air, load := drawWeather(t), drawLoad(t, liquidHall)
			d.Step(m, air, load)
			w.Step(m, air, load)
			checkReuse(t, d.Duty(), 50)
			checkReuse(t, w.Duty(), 50)
			if r := d.heatResidualMW() - d.heat.takenMW; math.Abs(r) > 1e-11*50 {
				t.Fatalf("heat residual %g MW", r)
			}
			if r := w.heatResidualMW() - w.heat.takenMW; math.Abs(r) > 1e-10*50 {
				t.Fatalf("heat residual with towers %g MW", r)
			}
		}
	})
}

// In steady state a dry-cooled plant holds its set point with part of its heat
// given away, and its fans draw less.
func TestHeatRecoverySparesFans(t *testing.T) {
	s := liquidSpec()
	s.Recovery.Params(new(param.Set))
	s.Recovery.PeakMW = 30
	p, q := build(t, s, paris, liquidHall).(*directLiquidDry), buildLiquid(t)
	air := outdoor(12, 0.7)
	a, b := settle(p, air, liquidHall, 1, 900), settle(q, air, liquidHall, 1, 900)
	if off := math.Abs(p.meanT2 - 40); off > 0.15 {
		t.Errorf("facility supply %.3g K off its set point", off)
	}
	if a.RejectionFanMW >= b.RejectionFanMW || a.ReusedMW < 5 {
		t.Errorf("fans %g MW with, %g without; %g MW reused", a.RejectionFanMW, b.RejectionFanMW, a.ReusedMW)
	}
	near(t, "coolers", p.rec.coolerMW, q.rec.coolerMW-p.heat.takenMW, 1e-3)
}

// Chilled-water plants give heat of their return water away, with an air-side
// economiser too; their balances close, and chillers have less to do.
func TestHeatRecoveryInChilledWater(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, a := chilledSpec(rapid.Bool().Draw(t, "economiser")), chilledAirSpec()
		for _, r := range []*HeatRecoverySpec{&w.Recovery, &a.Recovery} {
			r.Params(new(param.Set))
			r.PeakMW = rapid.SampledFrom([]float64{1, 10, 100}).Draw(t, "peak")
		}
		b, err := w.Build(paris, airHall)
		if err != nil {
			t.Fatal(err)
		}
		c, err := a.Build(paris, airHall)
		if err != nil {
			t.Fatal(err)
		}
		p, q := b.(*chilledWater), c.(*chilledAir)
		for m := range sim.Minute(60) {
			air, load := drawWeather(t), drawLoad(t, airHall)
			p.Step(m, air, load)
			q.Step(m, air, load)
			checkReuse(t, p.Duty(), 20)
			checkReuse(t, q.Duty(), 20)
			if r := p.heatResidualMW() - p.heat.takenMW; math.Abs(r) > 1e-10*20 {
				t.Fatalf("heat residual %g MW", r)
			}
			if r := q.heatResidualMW() - q.heat.takenMW; math.Abs(r) > 1e-10*20 {
				t.Fatalf("heat residual with outdoor air %g MW", r)
			}
		}
	})
	s := chilledSpec(false)
	s.Recovery.Params(new(param.Set))
	s.Recovery.PeakMW = 10
	var m, n sim.Minute
	with := build(t, s, paris, airHall).(*chilledWater)
	a, b := steady(with, &m, outdoor(5, 0.8), airHall, 1, 900), steady(buildChilled(t, false), &n, outdoor(5, 0.8), airHall, 1, 900)
	near(t, "inlet air", a.ServerInletAirDegC, 27, 1e-6)
	if a.CompressorMW >= b.CompressorMW || a.RejectedMW >= b.RejectedMW-0.9*with.heat.takenMW || a.HeatPumpMW <= 0 {
		t.Errorf("%+v, without %+v", a, b)
	}
}
