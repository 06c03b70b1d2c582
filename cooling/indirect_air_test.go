package cooling

import (
	"math"
	"testing"

	"caloduc/sim"

	"pgregory.net/rapid"
)

func iaSpec() *IndirectAirSpec { return defaults(new(IndirectAirSpec)) }

func buildIA(t testing.TB) *indirectAir { return build(t, iaSpec(), paris, airHall).(*indirectAir) }

func (p *indirectAir) heatResidualMW() float64 {
	r := &p.rec
	return r.serversMW + r.roomMW + r.fanHeatMW + r.pumpHeatMW - r.platesMW - r.evaporatorMW - r.loopMW - r.storedMW
}

// Plates at design have their effectiveness, follow the equation off it, and
// their conductance rises with either flow.
func TestPlates(t *testing.T) {
	p := newPlates(0.65, 1.5e6, 2e6, 0.3, 1e5)
	near(t, "design", PlateConductanceWPerK(PlateUAWPerK(p.ua, plateFilmRatio, 1, 1), 1.5e6, 2e6), 0.65*1.5e6, 1e-9)
	// Half of both flows: both films fall to 0.5^0.78, NTU rises to 0.5^-0.22.
	near(t, "half flow", PlateUAWPerK(1, 1, 0.5, 0.5), math.Pow(0.5, 0.78), 1e-12)
	near(t, "series of unequal films", PlateUAWPerK(1, 2, 1, 0.5), 3/(1+2*math.Pow(2, 0.78)), 1e-12)
	rapid.Check(t, func(t *rapid.T) {
		y := rapid.Float64Range(0.3, 1).Draw(t, "y")
		v := rapid.Float64Range(0.3, 1).Draw(t, "v")
		th := rapid.Float64Range(25, 50).Draw(t, "hall")
		ts := rapid.Float64Range(-30, 45).Draw(t, "scavenger")
		m := p.minute(y, th, ts)
		ua := PlateUAWPerK(p.ua, plateFilmRatio, y*(th+zeroDegCInK)/plateHallK, v*(ts+zeroDegCInK)/plateScavengerK)
		want := PlateConductanceWPerK(ua, 1.5e6*y, 2e6*v)
		if got := p.conductance(&m, v); math.Abs(got-want) > 2e-5*want {
			t.Fatalf("conductance %g, equation %g", got, want)
		}
		if !(p.conductance(&m, v*1.01) > p.conductance(&m, v)) {
			t.Fatal("more scavenger air carries less")
		}
	})
	for _, eps := range []float64{0.3, 0.65, 0.8} {
		near(t, "NTU", CrossflowEffectiveness(CrossflowNTU(eps, 0.75), 0.75), eps, 1e-9)
	}
}

func TestIndirectAirBalances(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := iaSpec()
		s.Adiabatic = rapid.Bool().Draw(t, "adiabatic")
		s.Mechanical = rapid.Bool().Draw(t, "mechanical")
		s.LoopMass = rapid.SampledFrom([]float64{0.5, 20}).Draw(t, "mass")
		s.Effectiveness = rapid.Float64Range(0.4, 0.75).Draw(t, "effectiveness")
		s.Force = true
		built, err := s.Build(paris, airHall)
		if err != nil {
			t.Fatal(err)
		}
		p := built.(*indirectAir)
		for i := range sim.Minute(60) {
			p.Step(i, drawWeather(t), drawLoad(t, airHall))
			checkDuty(t, p.Duty(), airHall.DesignITMW)
			if r := p.heatResidualMW(); math.Abs(r) > 1e-11*airHall.DesignITMW {
				t.Fatalf("heat residual %g MW: %+v", r, p.rec)
			}
		}
		if p.plates.speed.failures != 0 {
			t.Fatalf("%d failures", p.plates.speed.failures)
		}
	})
}

// The set point holds from frost to the site's extreme, in the mode that serves.
func TestIndirectAirModes(t *testing.T) {
	var m sim.Minute
	p := buildIA(t)
	for _, c := range []struct {
		t, rh float64
		mode  float64
	}{{-20, 0.7, iaDry}, {10, 0.7, iaDry}, {30, 0.2, iaWet}, {33, 0.5, iaTrim}} {
		d := steady(p, &m, outdoor(c.t, c.rh), airHall, 1, 300)
		near(t, "inlet air", d.ServerInletAirDegC, 27, 1e-9)
		if p.rec.mode != c.mode || d.HeatLimit != 1 {
			t.Errorf("mode %g at %g degC, want %g", p.rec.mode, c.t, c.mode)
		}
		if (d.CompressorMW > 0) != (c.mode == iaTrim) || (d.WaterKgPerS > 0) != (c.mode >= iaWet) {
			t.Errorf("at %g degC: %+v", c.t, d)
		}
	}
	d := steady(p, &m, extremeAir(), airHall, 1, 600)
	near(t, "inlet air at the extreme", d.ServerInletAirDegC, 27, 1e-9)
	// The heat through the plates is what their equation says of the speed.
	p = buildIA(t)
	steady(p, &m, outdoor(12, 0.6), airHall, 0.8, 300)
	at := p.plates.minute(p.air.fanSpeed, p.air.meanReturnDegC, p.intakeDegC)
	near(t, "plates", 1e-6*p.plates.conductance(&at, p.rec.scavengerSpeed)*(p.air.meanReturnDegC-p.intakeDegC), p.rec.platesMW, 2e-4)
}

func BenchmarkIndirectAir(b *testing.B) { benchmarkYear(b, buildIA(b), airHall) }
