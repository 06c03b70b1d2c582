package cooling

import (
	"math"
	"strings"
	"testing"

	"caloduc/cooling/loop"
	"caloduc/sim"
	"caloduc/sim/param"

	"pgregory.net/rapid"
)

// Random river, weather and load: balances close, limits of river and outfall
// hold, nothing is negative or NaN.
func TestRiverBalances(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := riverSpec(nil, "force = true\nwater = {max_mixed_rise_K = 1.25, max_downstream_degC = 28}")
		s.Water.FlowM3PerS = rapid.SampledFrom([]float64{3, 20, 100}).Draw(t, "flow")
		s.TrimShare = rapid.SampledFrom([]float64{0, 0.5, 1}).Draw(t, "trim")
		s.LiquidTrimShare = rapid.SampledFrom([]float64{0, 0.3}).Draw(t, "liquid trim")
		s.Recovery.PeakMW = rapid.SampledFrom([]float64{0, 10, 100}).Draw(t, "district")
		if s.Storage.On = rapid.Bool().Draw(t, "storage"); s.Storage.On {
			s.Storage.Tank.ColdDegC, s.Storage.Tank.WarmDegC = 22.5, 28
		}
		h := rapid.SampledFrom([]loop.Hall{riverLiquidHall, riverAirHall}).Draw(t, "hall")
		plant, err := s.Build(riverSite, h)
		if err != nil {
			t.Fatal(err)
		}
		p := plant.(*joined)
		for m := range 60 {
			p.Step(sim.Minute(m), riverWeather(t), riverLoad(t, h))
			riverCheck(t, p.Duty(), h.DesignITMW)
			if r := riverResidualMW(p); math.Abs(r) > 1e-11*h.DesignITMW {
				t.Fatalf("heat residual %g MW: %+v", r, p.heat)
			}
			if d := p.Duty(); math.Abs(p.heat[loop.RecoveredHeat]+d.HeatPumpMW-d.ReusedMW) > 1e-12*h.DesignITMW {
				t.Fatalf("%g MW recovered, %+v", p.heat[loop.RecoveredHeat], d)
			}
			q := p.reach
			if q.OutfallDegC > q.DegC+q.OutfallK+1e-6 || q.DrawnKgPerS > q.MostKgPerS*(1+1e-12) {
				t.Fatalf("outfall %g degC of %g, %g kg/s of %g", q.OutfallDegC, q.DegC, q.DrawnKgPerS, q.MostKgPerS)
			}
			if q.HeatW > 0 && (q.MixedRiseK > 1.25+1e-9 || q.DownDegC > 28+1e-9) {
				t.Fatalf("river rises by %g K to %g degC", q.MixedRiseK, q.DownDegC)
			}
		}
		n := riverCoils(p).Coil.Valve.Failures
		for _, k := range riverSinks(p) {
			n += k.Flow.Failures
		}
		if n != 0 {
			t.Fatalf("%d failures of control", n)
		}
	})
}

// In cold water exchangers hold both set points without compressors; in the water
// it is sized for the coils are trimmed; water is withdrawn, none consumed.
func TestRiverHoldsSetPoints(t *testing.T) {
	p := riverBuild(t, riverSpec(t, ""), riverSite, riverLiquidHall)
	var m sim.Minute
	d := riverSteady(p, &m, riverAt(10, 20, 0.5), riverLiquidHall, 1, 600)
	coils := riverCoils(p).Water
	riverNear(t, "inlet air", d.ServerInletAirDegC, 27, 1e-6)
	riverNear(t, "facility water", p.liquid.Water.Node.MeanDegC, 40, 1e-3)
	riverNear(t, "coil water", coils.Node.MeanDegC, coils.SetDegC, 1e-3)
	if d.CompressorMW != 0 || d.WaterKgPerS != 0 || d.HeatLimit != 1 || d.WithdrawnKgPerS < 500 {
		t.Errorf("%+v", *d)
	}
	if pue := 1 + d.ElectricMW/50; pue > 1.05 {
		t.Errorf("partial PUE %g", pue)
	}
	d = riverSteady(p, &m, riverAt(26, 20, 0.5), riverLiquidHall, 1, 900)
	riverNear(t, "inlet air", d.ServerInletAirDegC, 27, 1e-3)
	if mode := riverSinks(p)[1].Mode; d.CompressorMW == 0 || d.HeatLimit != 1 || mode != loop.RiverTrimmed {
		t.Errorf("mode %g, %+v", mode, *d)
	}
	// Outfall and river by their own arithmetic.
	riverNear(t, "outfall", p.reach.OutfallDegC-26, p.reach.HeatW/(4180*d.WithdrawnKgPerS), 1e-9)
	riverNear(t, "downstream", p.reach.DownDegC, 26+p.reach.HeatW/(998*4180*100), 1e-9)
}

// At the limit of the river's temperature downstream, without chillers, servers
// settle where their heat is what the river may take.
func TestRiverThrottlesAtDischargeLimit(t *testing.T) {
	s := riverSpec(t, "force = true\ntrim_share = 0\nwater = {max_downstream_degC = 28, flow_m3_per_s = 20, max_withdrawal_share = 0.3}")
	p := riverBuild(t, s, riverSite, riverLiquidHall)
	var m sim.Minute
	riverSteady(p, &m, riverAt(15, 20, 0.5), riverLiquidHall, 1, 300)
	d := riverSteady(p, &m, riverAt(27.7, 20, 0.5), riverLiquidHall, 1, 6000)
	allowed := 0.3 * 998 * 4180 * 20
	if d.HeatLimit > 0.9 || d.HeatLimit == 0 || p.reach.HeatW > allowed*(1+1e-9) || p.reach.LimitedMinutes == 0 {
		t.Errorf("limit %g, %g of %g W to the river", d.HeatLimit, p.reach.HeatW, allowed)
	}
	if p.reach.DownDegC > 28+1e-9 {
		t.Errorf("%g degC downstream", p.reach.DownDegC)
	}
	if d = riverSteady(p, &m, riverAt(15, 20, 0.5), riverLiquidHall, 1, 600); d.HeatLimit != 1 {
		t.Errorf("limit %g in cold water", d.HeatLimit)
	}
}

// The regimes of Bugey and Golfech, at the temperatures of their orders.
func TestRiverAllowedRise(t *testing.T) {
	bugey := loop.RiverLimits{RiseK: 3, WarmDegC: 26, WarmRiseK: 1, MaxDownstreamDegC: 27}
	golfech := loop.RiverLimits{RiseK: 1.25, WarmDegC: math.Inf(1), WarmRiseK: math.Inf(1), MaxDownstreamDegC: 30}
	for _, c := range []struct {
		l        *loop.RiverLimits
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
	for want, text := range map[string]string{
		"coils' circuit":       "trim_share = 0.5",
		"may draw":             "water.flow_m3_per_s = 2",
		"may discharge":        "water.max_downstream_degC = 26",
		"servers bear":         "liquid.supply_temp_degC = 50",
		"cold plates' circuit": "liquid.supply_temp_degC = 20",
	} {
		if _, err := riverSpec(t, text).Build(riverSite, riverLiquidHall); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	for _, complaint := range param.Lint(new(RiverPlantSpec)) {
		t.Error(complaint)
	}
}

// Where the experiment gives no temperature of the water, the table's holds.
func TestRiverOwnTemperature(t *testing.T) {
	p := riverBuild(t, riverSpec(t, "water.water_degC = 11"), riverSite, riverAirHall)
	p.Step(0, riverAt(math.NaN(), 20, 0.5), loop.Load{ITMW: 10})
	if p.reach.DegC != 11 {
		t.Errorf("%g degC", p.reach.DegC)
	}
	p.Step(1, riverAt(12, 20, 0.5), loop.Load{ITMW: 10})
	if p.reach.DegC != 12 {
		t.Errorf("%g degC", p.reach.DegC)
	}
}

func BenchmarkRiver(b *testing.B) {
	riverBenchmark(b, riverBuild(b, riverSpec(b, ""), riverSite, riverLiquidHall), riverLiquidHall)
}
