package cooling

import (
	"math"
	"strings"
	"testing"

	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/param"

	"pgregory.net/rapid"
)

func riverSpec() *RiverPlantSpec {
	s := defaults(new(RiverPlantSpec))
	s.Water.Params(new(param.Set))
	s.Liquid.Params(new(param.Set))
	s.Recovery.Params(new(param.Set))
	s.Storage.Tank.Params(new(param.Set))
	return s
}

func buildRiver(t testing.TB, s *RiverPlantSpec, h Hall) *river {
	return build(t, s, paris, h).(*river)
}

func (p *river) heatResidualMW() float64 {
	r := &p.rec
	in := r.serversMW + r.roomMW + r.fanHeatMW + r.cduHeatMW + r.cduMotorMW + r.pumpHeatMW + r.trimHeatMW
	return in + p.store.gainMW - (r.riverMW + r.evaporatorMW + r.loopMW + r.storedMW + p.heat.takenMW + p.store.storedMW)
}

// waterAt tells a plant the temperature of its water, whichever that is.
func waterAt(u WaterUser, t float64) { u.SetWaterDegC(t, t) }

// checkReuse holds a duty with heat recovery and river water to its sums.
func checkReuse(t *rapid.T, d *Duty, design float64) {
	sum := d.FacilityPumpMW + d.CDUPumpMW + d.RejectionFanMW + d.AirFanMW + d.CompressorMW + d.SprayPumpMW + d.HeatPumpMW
	for _, x := range []float64{d.FacilityPumpMW, d.CDUPumpMW, d.RejectionFanMW, d.AirFanMW, d.CompressorMW, d.SprayPumpMW, d.HeatPumpMW, d.ReusedMW,
		d.WithdrawnKgPerS, d.ReturnedKgPerS, d.EvaporatedKgPerS, d.DriftKgPerS, d.BlowdownKgPerS, d.WaterKgPerS} {
		if !(x >= 0 && x < 1e5*design) {
			t.Fatalf("use or water %g in %+v", x, *d)
		}
	}
	if math.Abs(sum-d.ElectricMW) > 1e-12*design {
		t.Fatalf("electric uses sum to %g, not %g", sum, d.ElectricMW)
	}
	if w := d.EvaporatedKgPerS + d.DriftKgPerS + d.BlowdownKgPerS; math.Abs(w-d.WaterKgPerS) > 1e-12*(1+w) {
		t.Fatalf("water %g, drawn %g", w, d.WaterKgPerS)
	}
	if d.WithdrawnKgPerS != d.ReturnedKgPerS {
		t.Fatalf("drawn %g, returned %g kg/s", d.WithdrawnKgPerS, d.ReturnedKgPerS)
	}
	if !(d.HeatLimit >= 0 && d.HeatLimit <= 1) || math.IsNaN(d.RejectedMW) || math.IsNaN(d.ServerInletAirDegC) {
		t.Fatalf("duty %+v", *d)
	}
}

// Random river, weather and load: balances close, limits of river and outfall
// hold, nothing is negative or NaN.
func TestRiverBalances(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := riverSpec()
		s.Force = true
		s.Water.FlowM3PerS = rapid.SampledFrom([]float64{3, 20, 100}).Draw(t, "flow")
		s.Water.MaxRiseK, s.Water.MaxDownstreamDegC = 1.25, 28
		s.TrimShare = rapid.SampledFrom([]float64{0, 0.5, 1}).Draw(t, "trim")
		s.LiquidTrimShare = rapid.SampledFrom([]float64{0, 0.3}).Draw(t, "liquid trim")
		s.Recovery.PeakMW = rapid.SampledFrom([]float64{0, 10, 100}).Draw(t, "district")
		if s.Storage.On = rapid.Bool().Draw(t, "storage"); s.Storage.On {
			s.Storage.Tank.ColdDegC, s.Storage.Tank.WarmDegC = 22.5, 28
		}
		h := rapid.SampledFrom([]Hall{liquidHall, airHall}).Draw(t, "hall")
		plant, err := s.Build(paris, h)
		if err != nil {
			t.Fatal(err)
		}
		p := plant.(*river)
		for m := range 60 {
			waterAt(p, rapid.Float64Range(0, 32).Draw(t, "river"))
			p.Step(sim.Minute(m), drawWeather(t), drawLoad(t, h))
			checkReuse(t, p.Duty(), h.DesignITMW)
			if r := p.heatResidualMW(); math.Abs(r) > 1e-11*h.DesignITMW {
				t.Fatalf("heat residual %g MW: %+v", r, p.rec)
			}
			if r := p.heat.takenMW + p.heat.powerMW - p.heat.deliveredMW; math.Abs(r) > 1e-12*h.DesignITMW {
				t.Fatalf("reused heat residual %g MW", r)
			}
			q := p.reach
			if q.outfallDegC > q.degC+q.outfallK+1e-6 || q.drawnKgPerS > q.mostKgPerS*(1+1e-12) {
				t.Fatalf("outfall %g degC of %g, %g kg/s of %g", q.outfallDegC, q.degC, q.drawnKgPerS, q.mostKgPerS)
			}
			if q.heatW > 0 && (q.mixedRiseK > 1.25+1e-9 || q.downDegC > 28+1e-9) {
				t.Fatalf("river rises by %g K to %g degC", q.mixedRiseK, q.downDegC)
			}
		}
		if n := p.cold.flow.failures + p.liquid.circuit.flow.failures + p.coil.valve.failures; n != 0 {
			t.Fatalf("%d failures of control", n)
		}
	})
}

// steadyRiver runs a plant under its own heat limit in water of one temperature.
func steadyRiver(p *river, m *sim.Minute, waterDegC, load float64, minutes int) *Duty {
	waterAt(p, waterDegC)
	h := p.hall
	for range minutes {
		x := min(load, p.Duty().HeatLimit)
		p.Step(*m, outdoor(20, 0.5), Load{ITMW: x * h.DesignITMW, RoomHeatMW: x * h.DesignRoomHeatMW})
		*m++
	}
	return p.Duty()
}

// In cold water exchangers hold both set points without compressors; in the water
// it is sized for the coils are trimmed; water is withdrawn, none consumed.
func TestRiverHoldsSetPoints(t *testing.T) {
	p := buildRiver(t, riverSpec(), liquidHall)
	var m sim.Minute
	d := steadyRiver(p, &m, 10, 1, 600)
	near(t, "inlet air", d.ServerInletAirDegC, 27, 1e-6)
	near(t, "facility water", p.rec.supplyDegC, 40, 1e-3)
	near(t, "coil water", p.cold.loop.meanDegC, p.cold.setDegC, 1e-3)
	if d.CompressorMW != 0 || d.WaterKgPerS != 0 || d.HeatLimit != 1 || d.WithdrawnKgPerS < 500 {
		t.Errorf("%+v", *d)
	}
	if pue := 1 + d.ElectricMW/50; pue > 1.05 {
		t.Errorf("partial PUE %g", pue)
	}
	d = steadyRiver(p, &m, 26, 1, 900)
	near(t, "inlet air", d.ServerInletAirDegC, 27, 1e-3)
	if d.CompressorMW == 0 || d.HeatLimit != 1 || p.rec.mode != riverTrimmed {
		t.Errorf("mode %g, %+v", p.rec.mode, *d)
	}
	// Outfall and river by their own arithmetic.
	near(t, "outfall", p.rec.outfallDegC-26, p.reach.heatW/(4180*d.WithdrawnKgPerS), 1e-9)
	near(t, "downstream", p.reach.downDegC, 26+p.reach.heatW/(998*4180*100), 1e-9)
}

// At the limit of the river's temperature downstream, without chillers, servers
// settle where their heat is what the river may take.
func TestRiverThrottlesAtDischargeLimit(t *testing.T) {
	s := riverSpec()
	s.Force, s.TrimShare = true, 0
	s.Water.MaxDownstreamDegC, s.Water.FlowM3PerS, s.Water.WithdrawalShare = 28, 20, 0.3
	p := buildRiver(t, s, liquidHall)
	var m sim.Minute
	steadyRiver(p, &m, 15, 1, 300)
	d := steadyRiver(p, &m, 27.7, 1, 6000)
	allowed := 0.3 * 998 * 4180 * 20
	if d.HeatLimit > 0.9 || d.HeatLimit == 0 || p.reach.heatW > allowed*(1+1e-9) || p.reach.limitedMinutes == 0 {
		t.Errorf("limit %g, %g of %g W to the river", d.HeatLimit, p.reach.heatW, allowed)
	}
	if p.reach.downDegC > 28+1e-9 {
		t.Errorf("%g degC downstream", p.reach.downDegC)
	}
	if d = steadyRiver(p, &m, 15, 1, 600); d.HeatLimit != 1 {
		t.Errorf("limit %g in cold water", d.HeatLimit)
	}
}

// The regimes of Bugey and Golfech, at the temperatures of their orders.
func TestRiverAllowedRise(t *testing.T) {
	bugey := RiverLimits{RiseK: 3, WarmDegC: 26, WarmRiseK: 1, MaxDownstreamDegC: 27}
	golfech := RiverLimits{RiseK: 1.25, WarmDegC: math.Inf(1), WarmRiseK: math.Inf(1), MaxDownstreamDegC: 30}
	for _, c := range []struct {
		l        *RiverLimits
		up, rise float64
	}{
		{&bugey, 20, 3}, {&bugey, 23, 3}, {&bugey, 24, 2}, {&bugey, 25.2, 1}, {&bugey, 26, 1}, {&bugey, 26.4, 0.6}, {&bugey, 27, 0}, {&bugey, 28, 0},
		{&golfech, 20, 1.25}, {&golfech, 28.75, 1.25}, {&golfech, 29.5, 0.5}, {&golfech, 30.5, 0},
	} {
		if got := c.l.AllowedRiseK(c.up); math.Abs(got-c.rise) > 1e-12 {
			t.Errorf("at %g degC: %g K, want %g", c.up, got, c.rise)
		}
	}
}

// What cannot be is refused with its reason.
func TestRiverRefusals(t *testing.T) {
	for want, change := range map[string]func(*RiverPlantSpec){
		"coils' circuit":       func(s *RiverPlantSpec) { s.TrimShare = 0.5 },
		"may draw":             func(s *RiverPlantSpec) { s.Water.FlowM3PerS = 2 },
		"may discharge":        func(s *RiverPlantSpec) { s.Water.MaxDownstreamDegC = 26 },
		"servers bear":         func(s *RiverPlantSpec) { s.Liquid.SupplyTempDegC = 50 },
		"cold plates' circuit": func(s *RiverPlantSpec) { s.Liquid.SupplyTempDegC = 20 },
	} {
		s := riverSpec()
		change(s)
		if _, err := s.Build(paris, liquidHall); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	for _, complaint := range param.Lint(riverSpec()) {
		t.Error(complaint)
	}
}

func BenchmarkRiver(b *testing.B) {
	p := buildRiver(b, riverSpec(), liquidHall)
	benchmarkWater(b, p, p, liquidHall)
}

// onWater tells a plant its river's temperature over the year of benchmarkYear.
type onWater struct {
	Plant
	u     WaterUser
	byDay [366]float64
}

func (p *onWater) Step(m sim.Minute, air *psychro.Air, load Load) {
	waterAt(p.u, p.byDay[m/1440%366])
	p.Plant.Step(m, air, load)
}

func benchmarkWater(b *testing.B, p Plant, u WaterUser, h Hall) {
	w := onWater{Plant: p, u: u}
	for d := range w.byDay {
		w.byDay[d] = 14 + 9*math.Sin(2*math.Pi*(float64(d)/365-0.35))
	}
	benchmarkYear(b, &w, h)
}
