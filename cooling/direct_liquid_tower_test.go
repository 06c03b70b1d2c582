package cooling

import (
	"math"
	"testing"

	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/param"

	"pgregory.net/rapid"
)

// nested fills the defaults of a spec and of its tables.
func nested(s param.Spec, tables ...param.Spec) {
	s.Params(new(param.Set))
	for _, t := range tables {
		t.Params(new(param.Set))
	}
}

func towerPlantSpec(trim bool) *DirectLiquidTowerSpec {
	s := &DirectLiquidTowerSpec{trim: trim}
	nested(s, &s.Condenser.Tower, &s.liquid.Air)
	if trim {
		s.liquid.SupplyTempDegC = 21
	}
	return s
}

func buildTower(t testing.TB, trim bool) *directLiquidTower {
	return build(t, towerPlantSpec(trim), paris, liquidHall).(*directLiquidTower)
}

func (p *directLiquidTower) heatResidualMW() float64 {
	r, o, a := &p.rec, &p.out, &p.air
	in := r.serversMW + r.roomMW + r.cduHeatMW + r.cduMotorMW + r.facHeatMW + p.duty.AirFanMW + a.pumpHeatMW +
		o.towerPumpHeatMW + o.compressorHeatMW + o.chilledPumpHeatMW
	return in - o.towerMW - r.loopStoredMW - a.ventedMW - a.evaporatorMW - a.storedMW
}

// runOn runs a plant under its own heat limit from minute m on and returns the
// next minute.
func runOn(p Plant, m sim.Minute, air *psychro.Air, h Hall, load float64, minutes int) sim.Minute {
	for range minutes {
		x := min(load, p.Duty().HeatLimit)
		p.Step(m, air, Load{ITMW: x * h.DesignITMW, RoomHeatMW: x * h.DesignRoomHeatMW})
		m++
	}
	return m
}

func drawTowers(t *rapid.T, s *CondenserSpec) {
	s.Control = rapid.SampledFrom([]string{towerFanSpeed, towerFanSpeed, towerApproachHeld}).Draw(t, "control")
	s.Tower.Model = rapid.SampledFrom([]string{towerMerkel, towerMerkel, towerYork}).Draw(t, "tower")
	s.Tower.Evaporation = rapid.SampledFrom([]string{evaporationSaturated, evaporationAllHeat}).Draw(t, "evaporation")
}

func TestLiquidTowerBalances(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := towerPlantSpec(rapid.Bool().Draw(t, "trim"))
		drawTowers(t, &s.Condenser)
		s.liquid.SupplyTempDegC = rapid.SampledFrom([]float64{16, 21, 32}).Draw(t, "supply")
		if s.trim {
			s.Trim.Name = rapid.SampledFrom(append(ChillerNames(), leiMasanetChiller)).Draw(t, "chiller")
		}
		s.liquid.Force = true
		built, err := s.Build(paris, liquidHall)
		if err != nil {
			t.Fatal(err)
		}
		p := built.(*directLiquidTower)
		air := drawWeather(t)
		for m := range sim.Minute(80) {
			if m < 40 || m%20 == 0 {
				air = drawWeather(t)
			}
			p.Step(m, air, drawLoad(t, liquidHall))
			checkDuty(t, p.Duty(), liquidHall.DesignITMW)
			if r := p.heatResidualMW(); !(math.Abs(r) < 1e-10*liquidHall.DesignITMW) {
				t.Fatalf("heat residual %g MW: %+v %+v", r, p.rec, p.out)
			}
		}
		if n := p.central.towers.bank.failures; n != 0 {
			t.Fatalf("%d failures of the towers' control", n)
		}
	})
}

// At the site's extreme and full load the supply is at its set point, with
// margin left in the fans.
func TestLiquidTowerAtExtreme(t *testing.T) {
	for _, trim := range []bool{false, true} {
		p := buildTower(t, trim)
		runOn(p, 0, extremeAir(), liquidHall, 1, 2000)
		d := p.Duty()
		near(t, "facility supply", p.meanT2, p.setDegC, 2e-3)
		if d.HeatLimit != 1 || d.WaterKgPerS <= 0 || (d.CompressorMW-p.air.compressorMW > 0) != trim {
			t.Errorf("trim %v: %+v %+v", trim, *d, p.out)
		}
		t.Logf("trim %v: fans %.3g, mode %g, chillers %.4g MW of heat, %+v", trim, p.out.fanSpeed, p.out.mode, p.out.chillerMW, *d)
	}
}

// Towers alone are refused where they cannot hold the set point; trim chillers
// serve there.
func TestLiquidTowerRefusals(t *testing.T) {
	s := towerPlantSpec(false)
	s.liquid.SupplyTempDegC = 21
	if _, err := s.Build(paris, liquidHall); err == nil {
		t.Error("towers for 21 degC at 25 degC wet bulb were built")
	} else {
		t.Log(err)
	}
	if _, err := towerPlantSpec(true).Build(paris, airHall); err == nil {
		t.Error("built without cold plates")
	}
	s = towerPlantSpec(true)
	s.Trim.ChilledDegC = 25
	if _, err := s.Build(paris, liquidHall); err == nil {
		t.Error("chilled water warmer than the supply")
	}
	s = towerPlantSpec(true)
	s.Trim.CapacityMW = 3
	if _, err := s.Build(paris, liquidHall); err == nil {
		t.Error("small chillers were built")
	}
}

func BenchmarkDirectLiquidTower(b *testing.B) { benchmarkYear(b, buildTower(b, false), liquidHall) }
func BenchmarkDirectLiquidTrim(b *testing.B)  { benchmarkYear(b, buildTower(b, true), liquidHall) }
