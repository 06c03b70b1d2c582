package cooling

import (
	"testing"

	"caloduc/cooling/component"
	"caloduc/cooling/failure"
	"caloduc/cooling/loop"
	"caloduc/cooling/psychro"
	"caloduc/sim"
)

// airRun is an air side by itself, at the fraction of full load of a hall of 20 MW of
// servers and 0.8 MW besides.
type airRun struct {
	*loop.CoilSide
	m    sim.Minute
	duty loop.Duty
	heat loop.Ledger
}

// newAirRun builds outdoor air, pads, coils and chillers from keys.
func newAirRun(t *testing.T, keys string) *airRun {
	t.Helper()
	s, err := keyed(new(loop.AirSpec), keys).Build(paris.Complete(), loop.AirDemand{HeatW: 20.8e6, RackkW: 15, MaxInletAirDegC: 32, AirClass: classA2}, new(failure.UnitsTable), false)
	if err != nil {
		t.Fatal(err)
	}
	return &airRun{CoilSide: s}
}

// steady steps the side for some minutes.
func (r *airRun) steady(out *loop.Outdoor, load float64, minutes int) *loop.Duty {
	for range minutes {
		r.Step(r.m, out, 20e6*load, 0.8e6*load)
		r.duty, r.heat = loop.Duty{}, loop.Ledger{}
		r.Book(&r.duty, &r.heat)
		r.m++
	}
	return &r.duty
}

// On a mild day outdoor air alone holds the set point, which it has reset, mixed with
// return air.
func TestOutdoorAirMixes(t *testing.T) {
	r := newAirRun(t, "")
	d := r.steady(outdoor(15, 0.7), 0.9, 300)
	near(t, "inlet air", d.ServerInletAirDegC, 20, 1e-9)
	near(t, "outdoor share", r.Outdoor.Fraction*(r.MeanReturnDegC-15), r.MeanReturnDegC-r.PreDegC, 1e-9)
	if r.Mode != float64(loop.AirMixed) || d.CompressorMW != 0 || d.WaterKgPerS != 0 || r.Water.Sink.(*loop.AirChillers).Running != 0 {
		t.Errorf("mode %g, %+v", r.Mode, *d)
	}
}

// Too humid outside: dampers shut and chillers carry all.
func TestHumidAirIsShutOut(t *testing.T) {
	r := newAirRun(t, recommended)
	d := r.steady(outdoor(24, 0.9), 1, 300)
	if r.Mode != float64(loop.AirCoils) || d.WaterKgPerS != 0 {
		t.Errorf("mode %g", r.Mode)
	}
	near(t, "evaporators", r.heat[loop.EvaporatorHeat], 20.8+d.AirFanMW+r.heat[loop.ChilledPumpHeat], 1e-6)
	if cop := r.heat[loop.EvaporatorHeat] / d.CompressorMW; cop < 3 || cop > 7 {
		t.Errorf("COP %g", cop)
	}
}

// Air grown too humid is shut out as soon as chillers, which must start first,
// can carry the hall: supply air stays near its set point.
func TestHumidAirIsShutOutOnceChillersRun(t *testing.T) {
	r := newAirRun(t, "adiabatic = false\n"+recommended)
	d := r.steady(outdoor(12, 0.7), 1, 600)
	if r.Mode != float64(loop.AirMixed) || d.CompressorMW != 0 || r.Water.Sink.(*loop.AirChillers).Running != 0 {
		t.Fatalf("mode %g, %+v", r.Mode, *d)
	}
	peak, minutes := 0.0, 0
	for r.Mode != float64(loop.AirCoils) && minutes < 60 {
		peak = max(peak, r.steady(outdoor(24, 0.9), 1, 1).ServerInletAirDegC)
		minutes++
	}
	if minutes > 15 || peak > 27+1e-9 || r.Outdoor.UnfitMinutes != int64(minutes-1) {
		t.Errorf("shut out after %d minutes, %d counted, inlet up to %g degC", minutes, r.Outdoor.UnfitMinutes, peak)
	}
	d = r.steady(outdoor(24, 0.9), 1, 300)
	near(t, "evaporators", r.heat[loop.EvaporatorHeat], 20.8+d.AirFanMW+r.heat[loop.ChilledPumpHeat], 1e-6)
}

// Hot dry air is cooled by pads to the set point; the water is what the wet-bulb
// line says.
func TestAdiabaticWater(t *testing.T) {
	r := newAirRun(t, "")
	out := outdoor(34, 0.15)
	d := r.steady(out, 1, 300)
	if r.Mode != float64(loop.AirAdiabatic) || d.CompressorMW != 0 {
		t.Fatalf("mode %g", r.Mode)
	}
	near(t, "inlet air", d.ServerInletAirDegC, 27, 1e-9)
	tPad := 27 - 1e6*d.AirFanMW/(r.MassFlow*(component.DryAirJPerKgK+component.VapourJPerKgK*r.W))
	w := psychro.HumidityRatioFromWetBulb(tPad, out.WetBulbDegC, out.PressurePa)
	near(t, "evaporation", d.EvaporatedKgPerS, r.MassFlow*r.Outdoor.Fraction*(w-out.HumidityRatio), 0.003)
}

// Pads that suffice leave pumps and chillers at rest, however hot and dry the air.
func TestPadsSuffice(t *testing.T) {
	for tDegC := 28.0; tDegC < 36; tDegC++ {
		for _, rh := range []float64{0.1, 0.12, 0.15, 0.18} {
			r := newAirRun(t, "")
			if d := r.steady(outdoor(tDegC, rh), 1, 100); r.Mode != float64(loop.AirAdiabatic) || d.FacilityPumpMW != 0 || d.CompressorMW != 0 {
				t.Errorf("%g degC, %g: mode %g, %+v", tDegC, rh, r.Mode, *d)
			}
		}
	}
}

// Damp cool air is mixed with return air to the supply at which it is dry enough; dry air
// is not.
func TestDampCoolAir(t *testing.T) {
	for _, c := range []struct{ rh, warmer float64 }{{0.95, 1}, {0.6, 0}} {
		r := newAirRun(t, `humidity_limits = "recommended"`)
		d := r.steady(outdoor(14, c.rh), 1, 300)
		rh := psychro.RelHumidity(d.ServerInletAirDegC, r.W, paris.Complete().PressurePa)
		if r.Mode != float64(loop.AirMixed) || rh > 0.6+1e-5 || d.ServerInletAirDegC < 20+c.warmer || c.warmer == 0 && d.ServerInletAirDegC > 20+1e-6 {
			t.Errorf("outdoor air of 14 degC, %g: mode %g, supply %.3f degC, relative humidity %.4f", c.rh, r.Mode, d.ServerInletAirDegC, rh)
		}
	}
}

// Very dry cold air is humidified to the lower limit, by pads or a humidifier, or shut
// out.
func TestDryColdAir(t *testing.T) {
	for _, keys := range []string{"", "adiabatic = false"} {
		r, out := newAirRun(t, keys), outdoor(-25, 0.5)
		d := r.steady(out, 1, 300)
		near(t, "inlet air", d.ServerInletAirDegC, 20, 1e-9)
		near(t, "humidity", r.W, r.Outdoor.MinW, 1e-12)
		if rh := psychro.RelHumidity(d.ServerInletAirDegC, r.W, paris.Complete().PressurePa); rh < 0.0799 {
			t.Errorf("relative humidity %g", rh)
		}
		near(t, "water", d.EvaporatedKgPerS, r.Flow*r.Outdoor.Fraction*(r.Outdoor.MinW-out.HumidityRatio), 1e-12)
		if d.EvaporatedKgPerS == 0 {
			t.Error("no water")
		}
	}
	r := newAirRun(t, "adiabatic = false\nhumidify = false")
	if d := r.steady(outdoor(-15, 0.4), 1, 300); r.Mode != float64(loop.AirCoils) || r.Outdoor.Fraction != 0 || d.WaterKgPerS != 0 {
		t.Errorf("mode %g: %+v", r.Mode, *d)
	}
}

// The chilled-water set point rises as the load falls, and chillers hold it.
func TestChilledWaterReset(t *testing.T) {
	r := newAirRun(t, "max_dew_point_degC = 9\nchilled_water_temp_degC = 10\nchilled_water_reset_K = 4")
	r.steady(outdoor(20, 0.9), 0.5, 600)
	near(t, "chilled water", r.Water.Node.TDegC, 12, 1e-6)
}
