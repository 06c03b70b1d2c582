package cooling

import (
	"math"
	"strings"
	"testing"

	"caloduc/sim"

	"pgregory.net/rapid"
)

// twoRivers builds two halls of 50 and 20 MW on one river.
func twoRivers(t testing.TB, change func(*RiverPlantSpec)) (site Site, a, b *river) {
	site = paris
	site.Water = new(SharedWater)
	for i, h := range []Hall{liquidHall, airHall} {
		s := riverSpec()
		s.Force, s.TrimShare = true, 0
		change(s)
		p := build(t, s, site, h).(*river)
		if i == 0 {
			a = p
		} else {
			b = p
		}
	}
	return site, a, b
}

// Two halls of a campus keep the river's limits together, to the last watt and
// kilogram of every minute, whatever weather, loads and water; downstream is the
// river after both.
func TestRiverShared(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		site := paris
		site.Water = new(SharedWater)
		var halls []*river
		flow := rapid.SampledFrom([]float64{8, 20, 100}).Draw(t, "flow")
		for _, h := range []Hall{liquidHall, airHall, airHall} {
			s := riverSpec()
			s.Force = true
			s.Water.FlowM3PerS, s.Water.MaxRiseK, s.Water.MaxDownstreamDegC, s.Water.WithdrawalShare = flow, 1, 28, 0.08
			p, err := s.Build(site, h)
			if err != nil {
				t.Fatal(err)
			}
			halls = append(halls, p.(*river))
		}
		for m := range sim.Minute(40) {
			water := rapid.Float64Range(5, 30).Draw(t, "river")
			heat, kg := 0.0, 0.0
			for i, p := range halls {
				if rapid.IntRange(0, 19).Draw(t, "stop") == 0 {
					p.Stop()
					continue
				}
				waterAt(p, water)
				h := []Hall{liquidHall, airHall, airHall}[i]
				p.Step(m, outdoor(20, 0.5), drawLoad(t, h))
				if r := p.heatResidualMW(); math.Abs(r) > 1e-10*h.DesignITMW {
					t.Fatalf("heat residual %g MW", r)
				}
				heat, kg = heat+p.reach.heatW, kg+p.reach.drawnKgPerS
			}
			r := halls[0].reach.riverReach
			if heat > r.allowedW(water)*(1+1e-9) || kg > r.mostKgPerS*(1+1e-9) {
				t.Fatalf("%g W of %g, %g kg/s of %g", heat, r.allowedW(water), kg, r.mostKgPerS)
			}
		}
	})
}

// Where the limit binds for both, each hall has its share by design heat; what one
// leaves is for the other; and with water enough each is as if alone.
func TestRiverSharedFairly(t *testing.T) {
	tight := func(s *RiverPlantSpec) {
		s.Water.MaxDownstreamDegC, s.Water.FlowM3PerS, s.Water.WithdrawalShare = 28, 20, 0.5
	}
	var m sim.Minute
	run := func(a, b *river, water, loadA, loadB float64, minutes int) {
		waterAt(a, water)
		waterAt(b, water)
		for range minutes {
			for i, p := range []*river{a, b} {
				x := min([]float64{loadA, loadB}[i], p.Duty().HeatLimit)
				p.Step(m, outdoor(20, 0.5), Load{ITMW: x * p.hall.DesignITMW, RoomHeatMW: x * p.hall.DesignRoomHeatMW})
			}
			m++
		}
	}
	_, a, b := twoRivers(t, tight)
	run(a, b, 15, 1, 1, 300)
	run(a, b, 27.8, 1, 1, 6000)
	allowed := 0.2 * 998 * 4180 * 20
	near(t, "both halls", a.reach.heatW+b.reach.heatW, allowed, 0.02)
	near(t, "the first hall's share", a.reach.heatW/allowed, a.reach.shareOf, 0.05)
	if a.Duty().HeatLimit > 0.9 || b.Duty().HeatLimit > 0.9 || a.reach.limitedMinutes == 0 || b.reach.limitedMinutes == 0 {
		t.Errorf("limits %g and %g", a.Duty().HeatLimit, b.Duty().HeatLimit)
	}
	if a.reach.downDegC > 28+1e-9 || math.Abs(a.reach.downDegC-28) > 0.01 {
		t.Errorf("%g degC downstream", a.reach.downDegC)
	}
	// The second hall idle: the first has all.
	b.Stop()
	for range 6000 {
		x := a.Duty().HeatLimit
		a.Step(m, outdoor(20, 0.5), Load{ITMW: x * 50, RoomHeatMW: x * 1.5})
		m++
	}
	near(t, "the first hall alone", a.reach.heatW, allowed, 0.02)
	// Water enough.
	_, c, d := twoRivers(t, func(*RiverPlantSpec) {})
	alone := buildRiver(t, func() *RiverPlantSpec { s := riverSpec(); s.Force, s.TrimShare = true, 0; return s }(), airHall)
	m = 0
	run(c, d, 15, 1, 1, 600)
	var n sim.Minute
	steadyRiver(alone, &n, 15, 1, 600)
	near(t, "as if alone", d.Duty().ElectricMW, alone.Duty().ElectricMW, 1e-12)
	if got := c.reach.dischargedW; math.Abs(got-c.reach.heatW-d.reach.heatW) > 1e-6*got {
		t.Errorf("%g W discharged", got)
	}
}

// Halls that describe their campus' water differently are refused, as are plants
// that are together too much for it; river and sea are two waters.
func TestRiverSharedRefusals(t *testing.T) {
	site := paris
	site.Water = new(SharedWater)
	first, other, sea := riverSpec(), riverSpec(), riverSpec()
	build(t, first, site, airHall)
	other.Water.FlowM3PerS = 50
	if _, err := other.Build(site, airHall); err == nil || !strings.Contains(err.Error(), "must say the same") {
		t.Error(err)
	}
	sea.Water.Body, sea.Water.FlowM3PerS = "sea", 1000
	p := build(t, sea, site, airHall).(*river)
	p.SetWaterDegC(20, 11)
	if p.reach.degC != 11 || len(site.Water.reaches) != 2 {
		t.Errorf("%g degC, %d waters", p.reach.degC, len(site.Water.reaches))
	}
	site.Water = new(SharedWater)
	small := func() *RiverPlantSpec {
		s := riverSpec()
		s.Water.FlowM3PerS = 20
		s.ColdDegC, s.TrimShare, s.DesignDegC = 22, 0, 18
		return s
	}
	build(t, small(), site, liquidHall)
	if _, err := small().Build(site, liquidHall); err == nil || !strings.Contains(err.Error(), "with the campus' other halls") {
		t.Error(err)
	}
}
