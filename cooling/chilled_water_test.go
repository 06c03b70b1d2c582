package cooling

import (
	"math"
	"testing"

	"caloduc/sim"

	"pgregory.net/rapid"
)

func chilledSpec(economiser bool) *ChilledWaterSpec {
	s := &ChilledWaterSpec{economiser: economiser}
	nested(s, &s.Condenser.Tower, &s.Storage.Tank)
	return s
}

func buildChilled(t testing.TB, economiser bool) *chilledWater {
	return build(t, chilledSpec(economiser), paris, airHall).(*chilledWater)
}

func (p *chilledWater) heatResidualMW() float64 {
	r, o, s := &p.rec, &p.out, &p.store
	return r.serversMW + r.roomMW + r.fanHeatMW + r.pumpHeatMW + r.latentMW + o.towerPumpHeatMW + o.compressorHeatMW + s.gainMW -
		o.towerMW - r.loopMW - r.storedMW - s.storedMW
}

func TestChilledWaterBalances(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := chilledSpec(rapid.Bool().Draw(t, "economiser"))
		drawTowers(t, &s.Condenser)
		s.Chillers.Name = rapid.SampledFrom(append(ChillerNames(), leiMasanetChiller)).Draw(t, "chiller")
		s.SensibleRatio = rapid.SampledFrom([]float64{1, 0.95}).Draw(t, "SHR")
		s.ResetK = rapid.SampledFrom([]float64{0, 3}).Draw(t, "reset")
		s.Chillers.CapacityMW = rapid.SampledFrom([]float64{math.NaN(), 5}).Draw(t, "capacity")
		s.ChilledDegC = rapid.SampledFrom([]float64{math.NaN(), 8}).Draw(t, "chilled water")
		s.Storage.On = rapid.Bool().Draw(t, "storage")
		s.Force = true
		built, err := s.Build(paris, airHall)
		if err != nil {
			t.Fatal(err)
		}
		p := built.(*chilledWater)
		air := drawWeather(t)
		for m := range sim.Minute(80) {
			if m < 40 || m%20 == 0 {
				air = drawWeather(t)
			}
			p.Step(m, air, drawLoad(t, airHall))
			checkDuty(t, p.Duty(), airHall.DesignITMW)
			if r := p.heatResidualMW(); !(math.Abs(r) < 1e-10*airHall.DesignITMW) {
				t.Fatalf("heat residual %g MW: %+v %+v", r, p.rec, p.out)
			}
		}
		if n := p.central.towers.bank.failures + p.coil.valve.failures; n != 0 {
			t.Fatalf("%d failures of control", n)
		}
	})
}

// At the site's extreme and full load supply air and chilled water are at their
// set points.
func TestChilledWaterAtExtreme(t *testing.T) {
	for _, economiser := range []bool{false, true} {
		p := buildChilled(t, economiser)
		runOn(p, 0, extremeAir(), airHall, 1, 2000)
		d := p.Duty()
		near(t, "inlet air", d.ServerInletAirDegC, 27, 1e-6)
		near(t, "chilled water", p.loop.tDegC, p.setDegC, 1e-3)
		if d.HeatLimit != 1 || d.WaterKgPerS <= 0 || p.out.mode < centralPartial {
			t.Errorf("economiser %v: %+v %+v", economiser, *d, p.out)
		}
		t.Logf("economiser %v: chilled water %.4g degC, fans %.3g, mode %g, chillers %.4g MW of heat, %+v", economiser, p.setDegC, p.out.fanSpeed, p.out.mode, p.out.chillerMW, *d)
	}
}

func BenchmarkChilledWater(b *testing.B)           { benchmarkYear(b, buildChilled(b, false), airHall) }
func BenchmarkChilledWaterEconomiser(b *testing.B) { benchmarkYear(b, buildChilled(b, true), airHall) }
func BenchmarkChilledWaterStorage(b *testing.B) {
	s := chilledSpec(true)
	s.Storage.On, s.ChilledDegC, s.Storage.Tank.ColdDegC, s.Storage.Tank.WarmDegC = true, 16, 16, 22
	benchmarkYear(b, build(b, s, paris, airHall), airHall)
}
