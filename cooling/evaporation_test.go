package cooling

import (
	"fmt"
	"slices"
	"testing"

	"caloduc/cooling/component"
	"caloduc/cooling/failure"
	"caloduc/cooling/loop"
	"caloduc/cooling/psychro"
	"caloduc/sim"
)

// evaporationSite has extremes that every climate below stays within.
var evaporationSite = loop.Site{AltitudeM: 90, DesignDryBulbDegC: 47, DesignWetBulbDegC: 29}

// evaporationClimates are years of hours from where air is hardly ever too warm to where
// it always is, and mostly too humid besides.
var evaporationClimates = []struct {
	name string
	year []psychro.Air
}{
	{"temperate", climate(12, 8, 4, 0.75)},
	{"hot and dry", climate(23, 9, 7, 0.28)},
	{"warm and humid", climate(20, 8, 5, 0.7)},
	{"tropical", climate(27.5, 1, 3, 0.8)},
}

// wetYear is a plant's year: hours in which evaporation cooled outdoor air, litres and
// kWh over the servers' kWh.
type wetYear struct{ hours, wue, ppue float64 }

func (y wetYear) String() string {
	return fmt.Sprintf("%.0f h, WUE %.4f L/kWh, partial PUE %.4f", y.hours, y.wue, y.ppue)
}

// evaporates runs a plant through a year, a few minutes of each hour of every third day.
func evaporates(t *testing.T, word, keys string, h loop.Hall, year []psychro.Air) wetYear {
	t.Helper()
	s, err := decode(word, keys)
	if err != nil {
		t.Fatal(err)
	}
	p := build(t, s, evaporationSite, h)
	var m sim.Minute
	const minutes, every = 5, 3 // of an hour; days
	var it, electric, water float64
	for k := range year {
		for range minutes * (1 - min(k/24%every, 1)) {
			d := steady(p, &m, &loop.Outdoor{Air: &year[k]}, 0.8, 1)
			it, electric, water = it+0.8*h.DesignITMW, electric+d.ElectricMW, water+d.WaterKgPerS
			if d.HeatLimit < 1 {
				t.Fatalf("%s, %s: hour %d throttles", word, keys, k)
			}
		}
	}
	var wet int64
	if s, plates := p.air.(*loop.PlatesSide); plates {
		wet = s.Pads.WetMinutes
	} else {
		wet = coils(p).Outdoor.CooledMinutes
	}
	return wetYear{float64(wet) * every / minutes, 3.6 * water / it, electric / it}
}

// Sequences and limits in order of how many hours they let evaporation help: water rises
// with those hours, over plants and climates.
func TestWaterRisesWithHoursOfEvaporation(t *testing.T) {
	limits := []string{"max_dew_point_degC = 9", "max_dew_point_degC = 12", "max_dew_point_degC = 15", "max_dew_point_degC = 18", "max_dew_point_degC = 21"}
	nested := make([]string, len(limits))
	for i, l := range limits {
		nested[i] = "air = {" + l + "}"
	}
	for _, ladder := range []struct {
		word  string
		hall  loop.Hall
		keys  []string
		saves bool // electricity, step by step
	}{
		{"free-air", airHall, limits, true},
		{"free-air", airHall, []string{`sequence = "water-first"`, `sequence = "direct"`}, true},
		{"free-air", airHall, []string{"adiabatic = false", `sequence = "indirect-direct"`}, false},
		{"indirect-free-air", airHall, []string{"adiabatic = false", `sequence = "water-first"`, `sequence = "energy-first"`}, true},
		{"direct-liquid-tower", liquidHall, nested, true},
	} {
		for _, c := range evaporationClimates {
			last := wetYear{ppue: 10}
			for i, keys := range ladder.keys {
				y := evaporates(t, ladder.word, keys, ladder.hall, c.year)
				t.Logf("%s, %s, %s: %v", ladder.word, c.name, keys, y)
				if y.hours < last.hours || y.wue < last.wue-1e-12 || i > 0 && (y.hours > last.hours) != (y.wue > last.wue+1e-12) {
					t.Errorf("%s, %s, %s: %v, before %v", ladder.word, c.name, keys, y, last)
				}
				if ladder.saves && y.ppue > last.ppue {
					t.Errorf("%s, %s, %s: electricity rises from %.5f to %.5f", ladder.word, c.name, keys, last.ppue, y.ppue)
				}
				last = y
			}
		}
	}
}

// Over climates too water rises with the hours in which evaporation helps.
func TestWaterRisesOverClimates(t *testing.T) {
	var years []wetYear
	for _, c := range evaporationClimates {
		years = append(years, evaporates(t, "free-air", "", airHall, c.year))
	}
	slices.SortFunc(years, func(a, b wetYear) int { return int(a.hours - b.hours) })
	for i := 1; i < len(years); i++ {
		if years[i].wue <= years[i-1].wue {
			t.Errorf("%v before %v", years[i-1], years[i])
		}
	}
}

// The limits of humidity are ASHRAE's recommended ones, the class's, or given; water is as
// warm as a given one.
func TestHumidityLimits(t *testing.T) {
	pa := paris.Complete().PressurePa
	a3 := loop.AirClass{MaxDewPointDegC: 24, MaxRelHumidity: 0.85}
	for _, c := range []struct {
		keys       string
		class      loop.AirClass
		dew, water float64
	}{
		{recommended, classA2, 15, 15.6},
		{"", classA2, 21, 15.6},
		{"max_dew_point_degC = 18", classA2, 18, 18},
		{"max_dew_point_degC = 24\ncoil_effectiveness = 0.95", a3, 24, 24},
		{"chilled_water_temp_degC = 18", a3, 24, 18},
		{"mechanical_share = 0", a3, 24, 0},
	} {
		s, err := keyed(new(loop.AirSpec), c.keys).Build(paris.Complete(), loop.AirDemand{HeatW: 20.8e6, RackkW: 15, MaxInletAirDegC: 32, AirClass: c.class}, new(failure.UnitsTable), false)
		if err != nil {
			t.Fatal(err)
		}
		in, out := psychro.SaturationHumidityRatio(c.dew-0.6, pa), psychro.SaturationHumidityRatio(c.dew+0.1, pa)
		for w, admits := range map[float64]bool{in: true, out: c.water == 0} {
			if s.Outdoor.Admits(w) != admits {
				t.Errorf("%q: air of %g kg/kg admitted: %t", c.keys, w, !admits)
			}
		}
		if c.water > 0 {
			near(t, c.keys+": water", s.Water.SetAtDesignDegC, c.water, 1e-9)
		}
	}
	if _, err := keyed(new(loop.AirSpec), "supply_air_temp_degC = 31\nmin_rel_humidity = 0.5\nmax_dew_point_degC = 15").Build(paris.Complete(),
		loop.AirDemand{HeatW: 20.8e6, RackkW: 15, MaxInletAirDegC: 32, AirClass: classA2}, new(failure.UnitsTable), false); !says(err, "limits of humidity leave none") {
		t.Error(err)
	}
}

// Outdoor air that is moister than coils on colder water bear is mixed and cooled by
// evaporation, but not trimmed; pads leave what coils trim dry enough for them.
func TestCoilsTrimNoMoistAir(t *testing.T) {
	pa := paris.Complete().PressurePa
	coil := psychro.SaturationHumidityRatio(15.6, pa)
	for _, c := range []struct {
		tDegC, rh float64
		mode      loop.AirMode
	}{
		{24, 0.75, loop.AirMixed},    // dew point 19 degC
		{28, 0.6, loop.AirAdiabatic}, // 19.4: pads reach the set point
		{33, 0.45, loop.AirCoils},    // 19.4: they do not
		{42, 0.18, loop.AirTrimmed},  // 13.0, to 15.6 on pads
	} {
		r := newAirRun(t, "")
		d := r.steady(outdoor(c.tDegC, c.rh), 1, 600)
		near(t, "inlet air", d.ServerInletAirDegC, 27, 1e-9)
		if r.Mode != float64(c.mode) || r.Mode >= float64(loop.AirTrimmed) && r.W > coil*(1+1e-9) {
			t.Errorf("%g degC, %g: mode %g, humidity %g", c.tDegC, c.rh, r.Mode, r.W)
		}
	}
}

// Supply air floats up to the limit before coils trim it: they take less.
func TestSupplyFloatsOnEvaporation(t *testing.T) {
	out := outdoor(36, 0.2)
	held, floats, far := newAirRun(t, "pad_effectiveness = 0.5"), newAirRun(t, "pad_effectiveness = 0.5\nevaporative_supply_degC = 28"), newAirRun(t, "pad_effectiveness = 0.5\nevaporative_supply_degC = 31.5")
	a, b, c := held.steady(out, 1, 300), floats.steady(out, 1, 300), far.steady(out, 1, 300)
	near(t, "held", a.ServerInletAirDegC, 27, 1e-9)
	near(t, "floating", b.ServerInletAirDegC, 28, 1e-9)
	if c.ServerInletAirDegC <= 28 || c.ServerInletAirDegC >= 31.5 || c.CompressorMW != 0 || c.WaterKgPerS <= 0 || far.Mode != float64(loop.AirAdiabatic) {
		t.Errorf("far: %+v", *c)
	}
	if !(b.CompressorMW > 0 && b.CompressorMW < a.CompressorMW) {
		t.Errorf("compressors %g MW held, %g MW floating", a.CompressorMW, b.CompressorMW)
	}
}

// The indirect stage cools along a line of constant humidity, what it takes evaporates
// water at the wet bulb, and pads do the rest.
func TestIndirectStage(t *testing.T) {
	r := newAirRun(t, `sequence = "indirect-direct"`)
	out := outdoor(30, 0.35)
	d := r.steady(out, 1, 300)
	near(t, "inlet air", d.ServerInletAirDegC, 27, 1e-9)
	near(t, "humidity stays", r.W, out.HumidityRatio, 1e-12)
	cp := component.DryAirJPerKgK + component.VapourJPerKgK*r.W
	cooled := cp * (30 - (27 - 1e6*d.AirFanMW/(r.MassFlow*component.DryAirJPerKgK)))
	near(t, "evaporation", d.EvaporatedKgPerS, r.MassFlow*r.Outdoor.Fraction*cooled/(2.501e6-2326*out.WetBulbDegC), 1e-3)
	if r.Mode != float64(loop.AirAdiabatic) || d.RejectionFanMW != 0.008*20.8 {
		t.Errorf("mode %g, %+v", r.Mode, *d)
	}
	out = outdoor(40, 0.15)
	d = r.steady(out, 1, 300)
	near(t, "inlet air on both", d.ServerInletAirDegC, 27, 1e-9)
	if first := component.AirAfterPads(40, out.WetBulbDegC, 0.65); r.W <= out.HumidityRatio || first < 26 {
		t.Errorf("after the stage %g degC, humidity %g of %g", first, r.W, out.HumidityRatio)
	}
}
