package cooling

import (
	"math"
	"strings"
	"testing"

	"caloduc/cooling/loop"
	"caloduc/sim"

	"pgregory.net/rapid"
)

// twoRivers builds two halls of 50 and 20 MW on one river.
func twoRivers(t testing.TB, water string) (a, b *joined) {
	site := riverSite
	site.Water = new(loop.SharedWater)
	text := "force = true\ntrim_share = 0\n" + water
	return riverBuild(t, riverSpec(t, text), site, riverLiquidHall), riverBuild(t, riverSpec(t, text), site, riverAirHall)
}

// Three halls of a campus keep the river's limits together, to the last watt and
// kilogram of every minute, whatever weather, loads and water; downstream is the
// river after all.
func TestRiverShared(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		site := riverSite
		site.Water = new(loop.SharedWater)
		var plants []*joined
		halls := []loop.Hall{riverLiquidHall, riverAirHall, riverAirHall}
		flow := rapid.SampledFrom([]float64{8, 20, 100}).Draw(t, "flow")
		for _, h := range halls {
			s := riverSpec(nil, "force = true\nwater = {max_mixed_rise_K = 1, max_downstream_degC = 28, max_withdrawal_share = 0.08}")
			s.Water.FlowM3PerS = flow
			p, err := s.Build(site, h)
			if err != nil {
				t.Fatal(err)
			}
			plants = append(plants, p.(*joined))
		}
		for m := range sim.Minute(40) {
			water := rapid.Float64Range(5, 30).Draw(t, "river")
			heat, kg := 0.0, 0.0
			for i, p := range plants {
				if rapid.IntRange(0, 19).Draw(t, "stop") == 0 {
					p.Stop()
					continue
				}
				p.Step(m, riverAt(water, 20, 0.5), riverLoad(t, halls[i]))
				if r := riverResidualMW(p); math.Abs(r) > 1e-10*halls[i].DesignITMW {
					t.Fatalf("heat residual %g MW", r)
				}
				heat, kg = heat+p.reach.HeatW, kg+p.reach.DrawnKgPerS
			}
			r := plants[0].reach.RiverReach
			if heat > r.AllowedW(water)*(1+1e-9) || kg > r.MostKgPerS*(1+1e-9) {
				t.Fatalf("%g W of %g, %g kg/s of %g", heat, r.AllowedW(water), kg, r.MostKgPerS)
			}
		}
	})
}

// Where the limit binds for both, each hall has its share by design heat; what one
// leaves is for the other; and with water enough each is as if alone.
func TestRiverSharedFairly(t *testing.T) {
	var m sim.Minute
	run := func(a, b *joined, water float64, minutes int) {
		for range minutes {
			for _, p := range []*joined{a, b} {
				n := m
				riverSteady(p, &n, riverAt(water, 20, 0.5), p.demand, 1, 1)
			}
			m++
		}
	}
	a, b := twoRivers(t, "water = {max_downstream_degC = 28, flow_m3_per_s = 20, max_withdrawal_share = 0.5}")
	run(a, b, 15, 300)
	run(a, b, 27.8, 6000)
	allowed := 0.2 * 998 * 4180 * 20
	riverNear(t, "both halls", a.reach.HeatW+b.reach.HeatW, allowed, 0.02)
	riverNear(t, "the first hall's share", a.reach.HeatW/allowed, a.reach.ShareOf, 0.05)
	if a.Duty().HeatLimit > 0.9 || b.Duty().HeatLimit > 0.9 || a.reach.LimitedMinutes == 0 || b.reach.LimitedMinutes == 0 {
		t.Errorf("limits %g and %g", a.Duty().HeatLimit, b.Duty().HeatLimit)
	}
	if a.reach.DownDegC > 28+1e-9 || math.Abs(a.reach.DownDegC-28) > 0.01 {
		t.Errorf("%g degC downstream", a.reach.DownDegC)
	}
	// The second hall idle: the first has all.
	b.Stop()
	riverSteady(a, &m, riverAt(27.8, 20, 0.5), riverLiquidHall, 1, 6000)
	riverNear(t, "the first hall alone", a.reach.HeatW, allowed, 0.02)
	// Water enough.
	c, d := twoRivers(t, "")
	alone := riverBuild(t, riverSpec(t, "force = true\ntrim_share = 0"), riverSite, riverAirHall)
	m = 0
	run(c, d, 15, 600)
	var n sim.Minute
	riverSteady(alone, &n, riverAt(15, 20, 0.5), riverAirHall, 1, 600)
	riverNear(t, "as if alone", d.Duty().ElectricMW, alone.Duty().ElectricMW, 1e-12)
	if got := c.reach.DischargedW; math.Abs(got-c.reach.HeatW-d.reach.HeatW) > 1e-6*got {
		t.Errorf("%g W discharged", got)
	}
}

// Halls that describe their campus' water differently are refused, as are plants
// that are together too much for it; river and sea are two waters.
func TestRiverSharedRefusals(t *testing.T) {
	site := riverSite
	site.Water = new(loop.SharedWater)
	riverBuild(t, riverSpec(t, ""), site, riverAirHall)
	if _, err := riverSpec(t, "water.flow_m3_per_s = 50").Build(site, riverAirHall); err == nil || !strings.Contains(err.Error(), "must say the same") {
		t.Error(err)
	}
	p := riverBuild(t, riverSpec(t, `water = {body = "sea", flow_m3_per_s = 1000}`), site, riverAirHall)
	out := riverAt(20, 20, 0.5)
	out.SeaDegC = 11
	p.Step(0, out, loop.Load{ITMW: 10})
	if p.reach.DegC != 11 || len(site.Water.Reaches) != 2 {
		t.Errorf("%g degC, %d waters", p.reach.DegC, len(site.Water.Reaches))
	}
	site.Water = new(loop.SharedWater)
	small := riverSpec(t, "coil_water_degC = 22\ntrim_share = 0\ndesign_water_degC = 18\nwater.flow_m3_per_s = 20")
	riverBuild(t, small, site, riverLiquidHall)
	if _, err := small.Build(site, riverLiquidHall); err == nil || !strings.Contains(err.Error(), "with the campus' other halls") {
		t.Error(err)
	}
}
