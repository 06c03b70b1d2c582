package cooling

import (
	"testing"

	"caloduc/cooling/psychro"
	"caloduc/sim"
)

// airRun is an air side by itself, at the fraction of full load of a hall of 20 MW of
// servers and 0.8 MW besides.
type airRun struct {
	*coilSide
	m    sim.Minute
	duty Duty
	heat ledger
}

// newAirRun builds outdoor air, pads, coils and chillers from keys.
func newAirRun(t *testing.T, keys string) *airRun {
	t.Helper()
	s, err := keyed(new(AirSpec), keys).build(paris.complete(), airDemand{heatW: 20.8e6, rackkW: 15, maxInletAirDegC: 32}, new(unitsTable), false)
	if err != nil {
		t.Fatal(err)
	}
	return &airRun{coilSide: s}
}

// steady steps the side for some minutes.
func (r *airRun) steady(out *Outdoor, load float64, minutes int) *Duty {
	for range minutes {
		r.step(r.m, out, 20e6*load, 0.8e6*load)
		r.duty, r.heat = Duty{}, ledger{}
		r.book(&r.duty, &r.heat)
		r.m++
	}
	return &r.duty
}

// On a mild day outdoor air alone holds the set point, mixed with return air.
func TestOutdoorAirMixes(t *testing.T) {
	r := newAirRun(t, "")
	d := r.steady(outdoor(15, 0.7), 0.9, 300)
	near(t, "inlet air", d.ServerInletAirDegC, 27, 1e-9)
	near(t, "outdoor share", r.outdoor.fraction*(r.meanReturnDegC-15), r.meanReturnDegC-r.preDegC, 1e-9)
	if r.mode != float64(airMixed) || d.CompressorMW != 0 || d.WaterKgPerS != 0 || r.water.sink.(*airChillers).running != 0 {
		t.Errorf("mode %g, %+v", r.mode, *d)
	}
}

// Too humid outside: dampers shut and chillers carry all.
func TestHumidAirIsShutOut(t *testing.T) {
	r := newAirRun(t, "")
	d := r.steady(outdoor(24, 0.9), 1, 300)
	if r.mode != float64(airCoils) || d.WaterKgPerS != 0 {
		t.Errorf("mode %g", r.mode)
	}
	near(t, "evaporators", r.heat[evaporatorHeat], 20.8+d.AirFanMW+r.heat[chilledPumpHeat], 1e-6)
	if cop := r.heat[evaporatorHeat] / d.CompressorMW; cop < 3 || cop > 7 {
		t.Errorf("COP %g", cop)
	}
}

// Air grown too humid is shut out as soon as chillers, which must start first,
// can carry the hall: supply air stays near its set point.
func TestHumidAirIsShutOutOnceChillersRun(t *testing.T) {
	r := newAirRun(t, "adiabatic = false")
	d := r.steady(outdoor(12, 0.7), 1, 600)
	if r.mode != float64(airMixed) || d.CompressorMW != 0 || r.water.sink.(*airChillers).running != 0 {
		t.Fatalf("mode %g, %+v", r.mode, *d)
	}
	peak, minutes := 0.0, 0
	for r.mode != float64(airCoils) && minutes < 60 {
		peak = max(peak, r.steady(outdoor(24, 0.9), 1, 1).ServerInletAirDegC)
		minutes++
	}
	if minutes > 15 || peak > 27+1e-9 || r.outdoor.unfitMinutes != int64(minutes-1) {
		t.Errorf("shut out after %d minutes, %d counted, inlet up to %g degC", minutes, r.outdoor.unfitMinutes, peak)
	}
	d = r.steady(outdoor(24, 0.9), 1, 300)
	near(t, "evaporators", r.heat[evaporatorHeat], 20.8+d.AirFanMW+r.heat[chilledPumpHeat], 1e-6)
}

// Hot dry air is cooled by pads to the set point; the water is what the wet-bulb
// line says.
func TestAdiabaticWater(t *testing.T) {
	r := newAirRun(t, "")
	out := outdoor(34, 0.15)
	d := r.steady(out, 1, 300)
	if r.mode != float64(airAdiabatic) || d.CompressorMW != 0 {
		t.Fatalf("mode %g", r.mode)
	}
	near(t, "inlet air", d.ServerInletAirDegC, 27, 1e-9)
	tPad := 27 - 1e6*d.AirFanMW/(r.massFlow*(dryAirJPerKgK+vapourJPerKgK*r.w))
	w := psychro.HumidityRatioFromWetBulb(tPad, out.WetBulbDegC, out.PressurePa)
	near(t, "evaporation", d.EvaporatedKgPerS, r.massFlow*r.outdoor.fraction*(w-out.HumidityRatio), 0.003)
}

// Pads that suffice leave pumps and chillers at rest, however hot and dry the air.
func TestPadsSuffice(t *testing.T) {
	for tDegC := 28.0; tDegC < 36; tDegC++ {
		for _, rh := range []float64{0.1, 0.12, 0.15, 0.18} {
			r := newAirRun(t, "")
			if d := r.steady(outdoor(tDegC, rh), 1, 100); r.mode != float64(airAdiabatic) || d.FacilityPumpMW != 0 || d.CompressorMW != 0 {
				t.Errorf("%g degC, %g: mode %g, %+v", tDegC, rh, r.mode, *d)
			}
		}
	}
}

// Very dry cold air is humidified to the lower limit, by pads or a humidifier, or shut
// out.
func TestDryColdAir(t *testing.T) {
	for _, keys := range []string{"", "adiabatic = false"} {
		r, out := newAirRun(t, keys), outdoor(-25, 0.5)
		d := r.steady(out, 1, 300)
		near(t, "inlet air", d.ServerInletAirDegC, 27, 1e-9)
		near(t, "humidity", r.w, r.outdoor.minW, 1e-12)
		if rh := psychro.RelHumidity(27, r.w, paris.complete().PressurePa); rh < 0.0799 {
			t.Errorf("relative humidity %g", rh)
		}
		near(t, "water", d.EvaporatedKgPerS, r.flow*r.outdoor.fraction*(r.outdoor.minW-out.HumidityRatio), 1e-12)
		if d.EvaporatedKgPerS == 0 {
			t.Error("no water")
		}
	}
	r := newAirRun(t, "adiabatic = false\nhumidify = false")
	if d := r.steady(outdoor(-15, 0.4), 1, 300); r.mode != float64(airCoils) || r.outdoor.fraction != 0 || d.WaterKgPerS != 0 {
		t.Errorf("mode %g: %+v", r.mode, *d)
	}
}

// The chilled-water set point rises as the load falls, and chillers hold it.
func TestChilledWaterReset(t *testing.T) {
	r := newAirRun(t, "max_dew_point_degC = 9\nchilled_water_temp_degC = 10\nchilled_water_reset_K = 4")
	r.steady(outdoor(20, 0.9), 0.5, 600)
	near(t, "chilled water", r.water.node.tDegC, 12, 1e-6)
}
