package cooling

import (
	"math"
	"testing"

	"caloduc/cooling/psychro"
	"caloduc/sim/param"

	"pgregory.net/rapid"
)

// Paris: 20-year extremes after a hot summer.
var paris = Site{AltitudeM: 90, DesignDryBulbDegC: 41, DesignWetBulbDegC: 25}

var (
	liquidHall = Hall{Name: "H1", DesignITMW: 50, RackPowerkW: 120, LiquidFraction: 0.85,
		MaxInletAirDegC: 35, MaxLiquidSupplyDegC: 45, DesignRoomHeatMW: 1.5}
	airHall = Hall{Name: "H2", DesignITMW: 20, RackPowerkW: 15, MaxInletAirDegC: 32, DesignRoomHeatMW: 0.8}
)

func defaults[S param.Spec](s S) S { s.Params(new(param.Set)); return s }

func liquidSpec() *DirectLiquidDrySpec {
	s := new(DirectLiquidDrySpec)
	s.Params(new(param.Set))
	s.Air.Params(new(param.Set))
	return s
}

func airSpec() *FreeAirSpec { return defaults(new(FreeAirSpec)) }

func build(t testing.TB, s PlantSpec, site Site, h Hall) Plant {
	t.Helper()
	p, err := s.Build(site, h)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func buildLiquid(t testing.TB) *directLiquidDry {
	return build(t, liquidSpec(), paris, liquidHall).(*directLiquidDry)
}
func buildAir(t testing.TB) *freeAir { return build(t, airSpec(), paris, airHall).(*freeAir) }

func outdoor(tDegC, rh float64) *psychro.Air {
	a := psychro.FromRelHumidity(tDegC, rh, paris.complete().PressurePa)
	return &a
}

// drawWeather draws weather over the whole range.
func drawWeather(t *rapid.T) *psychro.Air {
	return outdoor(rapid.Float64Range(-30, 50).Draw(t, "T"), rapid.Float64Range(0.05, 1).Draw(t, "RH"))
}

func drawLoad(t *rapid.T, h Hall) Load {
	x := rapid.Float64Range(0, 1.1).Draw(t, "load")
	if rapid.IntRange(0, 9).Draw(t, "off") == 0 {
		return Load{}
	}
	return Load{ITMW: x * h.DesignITMW, RoomHeatMW: x * h.DesignRoomHeatMW}
}

func checkDuty(t *rapid.T, d *Duty, design float64) {
	sum := d.FacilityPumpMW + d.CDUPumpMW + d.RejectionFanMW + d.AirFanMW + d.CompressorMW + d.SprayPumpMW
	for _, x := range []float64{d.FacilityPumpMW, d.CDUPumpMW, d.RejectionFanMW, d.AirFanMW, d.CompressorMW, d.SprayPumpMW,
		d.EvaporatedKgPerS, d.DriftKgPerS, d.BlowdownKgPerS, d.WaterKgPerS} {
		if !(x >= 0 && x < 10*design*1e3) {
			t.Fatalf("use or water %g in %+v", x, *d)
		}
	}
	if math.Abs(sum-d.ElectricMW) > 1e-12*design {
		t.Fatalf("electric uses sum to %g, not %g", sum, d.ElectricMW)
	}
	if w := d.EvaporatedKgPerS + d.DriftKgPerS + d.BlowdownKgPerS; math.Abs(w-d.WaterKgPerS) > 1e-12*(1+w) {
		t.Fatalf("water %g, drawn %g", w, d.WaterKgPerS)
	}
	if !(d.HeatLimit >= 0 && d.HeatLimit <= 1) || math.IsNaN(d.RejectedMW) || math.IsNaN(d.ServerInletAirDegC) {
		t.Fatalf("duty %+v", *d)
	}
}

func (d *directLiquidDry) heatResidualMW() float64 {
	r, a := &d.rec, &d.air
	in := r.serversMW + r.roomMW + r.cduHeatMW + r.cduMotorMW + r.facHeatMW + d.duty.AirFanMW + a.pumpHeatMW
	out := r.coolerMW + r.loopStoredMW + a.ventedMW + a.evaporatorMW + a.storedMW
	return in - out
}

func (f *freeAir) heatResidualMW() float64 {
	r, a := &f.rec, &f.air
	return r.serversMW + r.roomMW + f.duty.AirFanMW + a.pumpHeatMW - a.ventedMW - a.evaporatorMW - a.storedMW
}

// Random weather and load, minute after minute, without regard to the heat
// limit: balances close, nothing is negative or NaN.
func TestBalancesOverWholeRange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, err := liquidSpec().Build(paris, liquidHall)
		if err != nil {
			t.Fatal(err)
		}
		fs := airSpec()
		fs.MechanicalShare = rapid.SampledFrom([]float64{0, 0.5, 1}).Draw(t, "mechanical")
		fs.Adiabatic = rapid.Bool().Draw(t, "adiabatic")
		fs.Force = true
		f, err := fs.Build(paris, airHall)
		if err != nil {
			t.Fatal(err)
		}
		for range 60 {
			air := drawWeather(t)
			l.Step(0, air, drawLoad(t, liquidHall))
			f.Step(0, air, drawLoad(t, airHall))
			checkDuty(t, l.Duty(), liquidHall.DesignITMW)
			checkDuty(t, f.Duty(), airHall.DesignITMW)
			if r := l.(*directLiquidDry).heatResidualMW(); math.Abs(r) > 1e-11*liquidHall.DesignITMW {
				t.Fatalf("liquid: heat residual %g MW: %+v", r, l.(*directLiquidDry).rec)
			}
			if r := f.(*freeAir).heatResidualMW(); math.Abs(r) > 1e-11*airHall.DesignITMW {
				t.Fatalf("air: heat residual %g MW: mode %g", r, f.(*freeAir).air.mode)
			}
		}
		if n := l.(*directLiquidDry).cooler.failures; n != 0 {
			t.Fatalf("%d failures of fan control", n)
		}
	})
}

// settle runs a plant to steady state under its own heat limit and returns its duty.
func settle(p Plant, air *psychro.Air, h Hall, load float64, minutes int) Duty {
	for range minutes {
		x := min(load, p.Duty().HeatLimit)
		p.Step(0, air, Load{ITMW: x * h.DesignITMW, RoomHeatMW: x * h.DesignRoomHeatMW})
	}
	return *p.Duty()
}

// At the site's extreme and full load nothing exceeds its set point.
func TestHoldsSetPointAtExtreme(t *testing.T) {
	air := psychro.FromHumidityRatio(41, psychro.HumidityRatioFromWetBulb(41, 25, paris.complete().PressurePa), paris.complete().PressurePa)
	l := buildLiquid(t)
	d := settle(l, &air, liquidHall, 1, 600)
	near(t, "facility supply", l.meanT2, 40, 1e-4)
	near(t, "coolant", d.LiquidSupplyDegC, 44, 2e-3)
	if d.HeatLimit != 1 || l.rec.fanSpeed < 0.97 || d.WaterKgPerS == 0 {
		t.Errorf("limit %g, fans %g, water %g", d.HeatLimit, l.rec.fanSpeed, d.WaterKgPerS)
	}
	f := buildAir(t)
	d = settle(f, &air, airHall, 1, 600)
	near(t, "inlet air", d.ServerInletAirDegC, 27, 1e-9)
	if d.HeatLimit != 1 || f.air.mode != airRecirculate {
		t.Errorf("limit %g in mode %g", d.HeatLimit, f.air.mode)
	}
}

// On a mild day fans hold the set point below full speed, without water.
func TestMildDay(t *testing.T) {
	l := buildLiquid(t)
	d := settle(l, outdoor(15, 0.7), liquidHall, 0.9, 300)
	if off := math.Abs(l.meanT2 - 40); off > 0.15 { // the fans' dead band
		t.Errorf("facility supply %.3g K off its set point", off)
	}
	if d.WaterKgPerS != 0 || d.CompressorMW != 0 || l.rec.fanSpeed > 0.6 {
		t.Errorf("%+v fans %g", d, l.rec.fanSpeed)
	}
	f := buildAir(t)
	d = settle(f, outdoor(15, 0.7), airHall, 0.9, 300)
	near(t, "inlet air", d.ServerInletAirDegC, 27, 1e-9)
	if f.air.mode != airMixing || d.CompressorMW != 0 || d.WaterKgPerS != 0 {
		t.Errorf("mode %g, %+v", f.air.mode, d)
	}
}

// Beyond what it was sized for the loop warms over minutes, servers settle at
// their limit, and all comes back.
func TestHeatWaveThrottles(t *testing.T) {
	l := buildLiquid(t)
	hot := psychro.FromHumidityRatio(50, psychro.HumidityRatioFromWetBulb(50, 36, 101325), 101325)
	settle(l, outdoor(30, 0.4), liquidHall, 1, 60)
	peak := 0.0
	for range 20 {
		peak = max(peak, settle(l, &hot, liquidHall, 1, 1).LiquidSupplyDegC)
	}
	d := settle(l, &hot, liquidHall, 1, 3000)
	if !(peak > 46 && peak < 53 && d.HeatLimit < 0.95 && d.HeatLimit > 0.1) {
		t.Errorf("limit %g, peak of coolant %g degC", d.HeatLimit, peak)
	}
	if excess := max(d.LiquidSupplyDegC-45, d.ServerInletAirDegC-35); math.Abs(excess) > 0.02 {
		t.Errorf("servers settle %g K off their limit", excess)
	}
	d = settle(l, outdoor(20, 0.5), liquidHall, 1, 300)
	if d.HeatLimit != 1 || l.throttle.throttled == 0 || l.overheated == 0 {
		t.Errorf("after the wave: limit %g", d.HeatLimit)
	}
}

// With the dry coolers stopped servers shut down within minutes and restart.
func TestShutdownAndRestart(t *testing.T) {
	l := buildLiquid(t)
	settle(l, outdoor(20, 0.5), liquidHall, 1, 60)
	whole := l.cooler
	l.cooler = newDryCooler(whole.unit, 1e-3*whole.number, whole.sigma, whole.minSpeed, whole.band)
	l.throttle.perK = 0
	minutes := 0
	for l.throttle.shutdowns == 0 && minutes < 200 {
		settle(l, outdoor(20, 0.5), liquidHall, 1, 1)
		minutes++
	}
	if minutes < 1 || minutes > 20 {
		t.Errorf("shut down after %d minutes", minutes)
	}
	l.cooler = whole
	l.throttle.perK = 0.03
	if d := settle(l, outdoor(20, 0.5), liquidHall, 1, 600); d.HeatLimit != 1 {
		t.Errorf("limit %g after repair", d.HeatLimit)
	}
}

// Too humid outside: dampers shut and chillers carry all.
func TestHumidAirIsShutOut(t *testing.T) {
	f := buildAir(t)
	d := settle(f, outdoor(24, 0.9), airHall, 1, 300)
	if f.air.mode != airRecirculate || d.WaterKgPerS != 0 {
		t.Errorf("mode %g", f.air.mode)
	}
	near(t, "evaporators", f.air.evaporatorMW, 20.8+d.AirFanMW+f.air.pumpHeatMW, 1e-6)
	if cop := f.air.evaporatorMW / d.CompressorMW; cop < 3 || cop > 7 {
		t.Errorf("COP %g", cop)
	}
}

// Hot dry air is cooled by pads to the set point; the water is what the wet-bulb
// line says.
func TestAdiabaticWater(t *testing.T) {
	f := buildAir(t)
	air := outdoor(34, 0.15)
	d := settle(f, air, airHall, 1, 300)
	if f.air.mode != airAdiabatic || d.CompressorMW != 0 {
		t.Fatalf("mode %g", f.air.mode)
	}
	near(t, "inlet air", d.ServerInletAirDegC, 27, 1e-9)
	tPad := 27 - 1e6*d.AirFanMW/(f.air.massFlow*(dryAirJPerKgK+vapourJPerKgK*f.air.w))
	w := psychro.HumidityRatioFromWetBulb(tPad, air.WetBulbDegC, air.PressurePa)
	near(t, "evaporation", d.EvaporatedKgPerS, f.air.massFlow*f.air.outdoorShare*(w-air.HumidityRatio), 0.003)
}

// Very dry cold air is humidified to the lower limit.
func TestHumidifiesDryCold(t *testing.T) {
	f := buildAir(t)
	d := settle(f, outdoor(-25, 0.5), airHall, 1, 300)
	near(t, "inlet air", d.ServerInletAirDegC, 27, 1e-9)
	if rh := psychro.RelHumidity(27, f.air.w, paris.complete().PressurePa); rh < 0.0799 {
		t.Errorf("relative humidity %g", rh)
	}
	if d.EvaporatedKgPerS == 0 {
		t.Error("no water")
	}
}

// In steady state at equal dry bulb and load a warmer wet bulb never lowers the
// cooling energy.
func TestWarmerWetBulbNeverSaves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tdb := rapid.Float64Range(-20, 40).Draw(t, "T")
		a := rapid.Float64Range(0.05, 1).Draw(t, "RH")
		b := rapid.Float64Range(0.05, 1).Draw(t, "RH2")
		dry, wet := outdoor(tdb, min(a, b)), outdoor(tdb, max(a, b))
		load := rapid.Float64Range(0.1, 1).Draw(t, "load")
		for _, mk := range []func() (Plant, Hall){
			func() (Plant, Hall) { p, _ := liquidSpec().Build(paris, liquidHall); return p, liquidHall },
			func() (Plant, Hall) { p, _ := airSpec().Build(paris, airHall); return p, airHall },
		} {
			p1, h := mk()
			p2, _ := mk()
			d1, d2 := settle(p1, dry, h, load, 250), settle(p2, wet, h, load, 250)
			if d1.HeatLimit < 1 || d2.HeatLimit < 1 {
				continue // not at equal load
			}
			// Humidification of dry air costs pad pumps, which wetter air saves.
			if e1, e2 := d1.ElectricMW-d1.SprayPumpMW, d2.ElectricMW-d2.SprayPumpMW; e2 < e1*(1-1e-4) {
				t.Fatalf("%g MW at %.2f degC wet bulb, %g MW at %.2f: %+v %+v", e1, dry.WetBulbDegC, e2, wet.WetBulbDegC, d1, d2)
			}
		}
	})
}
