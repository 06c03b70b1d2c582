package cooling

import (
	"math"
	"testing"

	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/param"

	"pgregory.net/rapid"
)

func acSpec(economiser string) *AirCooledSpec {
	s := defaults(new(AirCooledSpec))
	s.Economiser = economiser
	s.Storage.Tank.Params(new(param.Set))
	s.Recovery.Params(new(param.Set))
	return s
}

func buildAC(t testing.TB, economiser string) *airCooled {
	return build(t, acSpec(economiser), paris, airHall).(*airCooled)
}

func (p *airCooled) heatResidualMW() float64 {
	r := &p.rec
	return r.serversMW + r.roomMW + r.fanHeatMW + r.pumpHeatMW + p.store.gainMW -
		(r.ventedMW + r.evaporatorMW + r.loopMW + r.storedMW + p.store.storedMW + p.district.takenMW)
}

func TestAirCooledBalances(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := acSpec(rapid.SampledFrom([]string{"none", "air"}).Draw(t, "economiser"))
		s.Humidify = rapid.Bool().Draw(t, "humidify")
		s.ResetK = rapid.Float64Range(0, 5).Draw(t, "reset")
		s.ChillerMW = rapid.SampledFrom([]float64{math.NaN(), 5, 15}).Draw(t, "chillers")
		s.LoopMass = rapid.SampledFrom([]float64{0.5, 20}).Draw(t, "mass")
		s.Storage.On = rapid.Bool().Draw(t, "storage")
		s.Recovery.PeakMW = rapid.SampledFrom([]float64{0, 10}).Draw(t, "district")
		s.Force = true
		built, err := s.Build(paris, airHall)
		if err != nil {
			t.Fatal(err)
		}
		p := built.(*airCooled)
		for i := range sim.Minute(60) {
			p.Step(i, drawWeather(t), drawLoad(t, airHall))
			checkReuse(t, p.Duty(), airHall.DesignITMW)
			if r := p.heatResidualMW(); math.Abs(r) > 1e-10*airHall.DesignITMW {
				t.Fatalf("heat residual %g MW: %+v", r, p.rec)
			}
		}
		if p.coil.valve.failures != 0 {
			t.Fatalf("%d failures of the valve's control", p.coil.valve.failures)
		}
	})
}

// At the site's extreme and full load supply air is at its set point, chilled
// water too, and the chillers are within capacity.
func TestAirCooledAtExtreme(t *testing.T) {
	var m sim.Minute
	for _, economiser := range []string{"none", "air"} {
		p := buildAC(t, economiser)
		d := steady(p, &m, extremeAir(), airHall, 1, 600)
		near(t, "inlet air", d.ServerInletAirDegC, 27, 1e-9)
		near(t, "chilled water", p.loop.tDegC, p.designDegC, 1e-6)
		near(t, "evaporators", p.rec.evaporatorMW, 20.8+d.AirFanMW+p.rec.pumpHeatMW, 1e-7)
		if d.HeatLimit != 1 || p.rec.mode != acCoils || d.WaterKgPerS != 0 {
			t.Errorf("limit %g in mode %g", d.HeatLimit, p.rec.mode)
		}
		if cop := p.rec.evaporatorMW / d.CompressorMW; cop < 2.5 || cop > 4 {
			t.Errorf("COP %g", cop)
		}
	}
}

// Air grown too humid is shut out as soon as chillers, which must start first,
// can carry the hall: supply air stays near its set point.
func TestEconomiserShutsOutHumidAir(t *testing.T) {
	p := buildAC(t, "air")
	var m sim.Minute
	d := steady(p, &m, outdoor(12, 0.7), airHall, 1, 600)
	if p.rec.mode != acMixing || d.CompressorMW != 0 || p.chillers.running != 0 {
		t.Fatalf("mode %g, %d chillers", p.rec.mode, p.chillers.running)
	}
	near(t, "outdoor share", p.rec.outdoorShare*(p.air.meanReturnDegC-12), p.air.meanReturnDegC-p.air.preDegC, 1e-9)
	peak, minutes := 0.0, 0
	for p.rec.mode != acCoils && minutes < 60 {
		d = steady(p, &m, outdoor(24, 0.9), airHall, 1, 1)
		peak = max(peak, d.ServerInletAirDegC)
		minutes++
	}
	if minutes > 15 || peak > 27+1e-9 || p.eco.unfitMinutes != int64(minutes-1) {
		t.Errorf("shut out after %d minutes, %d counted, inlet up to %g degC", minutes, p.eco.unfitMinutes, peak)
	}
	d = steady(p, &m, outdoor(24, 0.9), airHall, 1, 300)
	near(t, "evaporators", p.rec.evaporatorMW, 20.8+d.AirFanMW+p.rec.pumpHeatMW, 1e-6)
}

// Air that is too dry is humidified to the lower limit, or shut out.
func TestEconomiserDryAir(t *testing.T) {
	var m sim.Minute
	air := outdoor(-15, 0.4)
	p := buildAC(t, "air")
	d := steady(p, &m, air, airHall, 1, 300)
	near(t, "inlet air", d.ServerInletAirDegC, 27, 1e-9)
	near(t, "humidity", p.air.w, p.eco.minW, 1e-12)
	near(t, "water", d.EvaporatedKgPerS, p.air.flow*p.rec.outdoorShare*(p.eco.minW-air.HumidityRatio), 1e-12)
	s := acSpec("air")
	s.Humidify = false
	p = build(t, s, paris, airHall).(*airCooled)
	d = steady(p, &m, air, airHall, 1, 300)
	if p.rec.mode != acCoils || p.rec.outdoorShare != 0 || d.WaterKgPerS != 0 {
		t.Errorf("mode %g: %+v", p.rec.mode, d)
	}
}

// The chilled-water set point rises as the load falls.
func TestChilledWaterReset(t *testing.T) {
	s := acSpec("none")
	s.ResetK, s.ChilledDegC = 4, 10
	p := build(t, s, paris, airHall).(*airCooled)
	var m sim.Minute
	steady(p, &m, outdoor(20, 0.5), airHall, 0.5, 600)
	near(t, "chilled water", p.loop.tDegC, 12, 1e-6)
}

func extremeAir() *psychro.Air {
	p := paris.complete().PressurePa
	a := psychro.FromHumidityRatio(paris.DesignDryBulbDegC, psychro.HumidityRatioFromWetBulb(paris.DesignDryBulbDegC, paris.DesignWetBulbDegC, p), p)
	return &a
}

func BenchmarkAirCooledNone(b *testing.B) { benchmarkYear(b, buildAC(b, "none"), airHall) }
func BenchmarkAirCooledAir(b *testing.B)  { benchmarkYear(b, buildAC(b, "air"), airHall) }

// Steady load: what a long training job makes.
func BenchmarkAirCooledSteady(b *testing.B) {
	p, air := buildAC(b, "none"), outdoor(18, 0.6)
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		air.DryBulbDegC = 18 + 1e-3*float64(i&1023)
		p.Step(sim.Minute(i), air, Load{ITMW: 18, RoomHeatMW: 0.7})
	}
}
