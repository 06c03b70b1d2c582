package validation

import (
	"math"
	"testing"

	"caloduc/cooling"
	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/param"
)

// liquid is a hall with cold plates and dry coolers that are too small for heat
// waves.
var liquid = site{name: "liquid", hall: `
design_MW = 20
load = 0.95
load_swing = 0.05
rack_power_kW = 120
liquid_fraction = 0.85
[cooling]
plant = "direct-liquid-dry"
force = true
dry_cooler_units = 1.8
adiabatic = false
`}

// seasons is a synthetic year.
func seasons() *climate {
	c := &climate{site: cooling.Site{PressurePa: seaLevelPa, DesignDryBulbDegC: 40, DesignWetBulbDegC: 24}}
	for h := range 8760 {
		t := 12 + 9*math.Sin(2*math.Pi*(float64(h)/8760-0.3)) + 7*math.Sin(2*math.Pi*(float64(h)/24-0.4)) + 4*math.Sin(float64(h)*0.013)
		c.hours = append(c.hours, psychro.FromRelHumidity(t, 0.7-0.012*(t-12), seaLevelPa))
	}
	return c
}

// The kinds of a plant's electricity add up to what it draws, the places run a
// whole year, and a plant that cannot cool throttles.
func TestAnnual(t *testing.T) {
	for _, s := range []site{dc5, prineville, liquid} {
		y, err := s.in(seasons(), nil)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %s", s.name, y.String())
		kinds := y.Pumps + y.CDUPumps + y.RejectionFans + y.AirFans + y.Compressors + y.SprayPumps
		if math.Abs(kinds-y.Cooling) > 1e-9*y.Cooling {
			t.Errorf("%s: kinds of electricity add up to %g of %g MWh", s.name, kinds, y.Cooling)
		}
		if y.Minutes != 525600 || !(y.PUE() > 1.01 && y.PUE() < 1.5) || !(y.WUE() >= 0 && y.WUE() < 2) || y.Evaporated > y.Drawn {
			t.Errorf("%s: %s", s.name, y.String())
		}
		if throttled := y.ThrottledMinutes > 0; throttled != (s.name == "liquid") {
			t.Errorf("%s: %d minutes throttled", s.name, y.ThrottledMinutes)
		}
		again, err := s.in(seasons(), nil)
		if err != nil || again != y {
			t.Errorf("%s: another year: %v, %v", s.name, again, err)
		}
	}
}

// Under constant air and load a year is its minute, repeated.
func TestAnnualOfConstantAir(t *testing.T) {
	c := seasons()
	for i := range c.hours {
		c.hours[i] = psychro.FromRelHumidity(15, 0.6, seaLevelPa)
	}
	y, err := dc5.in(c, nil)
	if err != nil {
		t.Fatal(err)
	}
	spec := new(siteSpec)
	if _, err := param.Decode("dc5", []byte(dc5.hall), spec, nil); err != nil {
		t.Fatal(err)
	}
	f, err := spec.build(c)
	if err != nil {
		t.Fatal(err)
	}
	d := f.plant.Duty()
	for range 3 * 24 * 60 {
		f.chain.Step(0.7*1.15, d.ElectricMW)
		f.plant.Step(0, &c.hours[0], cooling.Load{ITMW: f.chain.ITMW, RoomHeatMW: f.chain.DistributionLossMW + f.chain.UPSLossMW + f.chain.HouseMW})
	}
	f.bank.Step(f.chain.InputMW + f.chain.HouseMW + d.ElectricMW)
	if want := f.bank.InputMW / f.chain.ITMW; math.Abs(y.PUE()-want) > 1e-6 {
		t.Errorf("PUE %.8f, of the minute %.8f", y.PUE(), want)
	}
	if want := 8760 * f.chain.ITMW; math.Abs(y.IT-want) > 1e-9*want {
		t.Errorf("IT %g MWh, want %g", y.IT, want)
	}
}

func TestLoadProfile(t *testing.T) {
	load := (&siteSpec{Load: 0.8, Swing: 0.3}).profile()
	most, least, sum := 0.0, 1.0, 0.0
	for m := -sim.Day; m < 0; m++ {
		x := load(m)
		most, least, sum = max(most, x), min(least, x), sum+x/1440
		if x != load(m+5*sim.Day) {
			t.Fatalf("minute %d differs from the same of another day", m)
		}
	}
	if most != 1 || math.Abs(least-0.5) > 1e-12 || load(15*sim.Hour) != 1 || sum > 0.8 {
		t.Errorf("load from %g to %g, mean %g", least, most, sum)
	}
}

// A site's comparisons carry what they need. What a misfit's diagnosis names
// suffices for it: with it the site reaches the published figure, or passes it.
func TestMisfitsOfSites(t *testing.T) {
	for i := range publishedSites {
		s := &publishedSites[i]
		list := siteComparisons(publishedSites[i : i+1])
		if list[0].Needs != s.file || list[0].Published != s.pue || (len(list) == 2) != (s.wue != Published{}) {
			t.Fatalf("%+v", list)
		}
		if (s.pueOff != nil) != (s.pueCause != nil) || (s.wueOff != nil) != (s.wueCause != nil) {
			t.Errorf("%s: a misfit without a cause, or a cause without a misfit", s.name)
		}
		e := &Env{root: dataRoot("")}
		if _, ok := e.File(s.file); !ok {
			t.Skipf("needs %s", s.file)
		}
		y, err := s.run(e)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %.4f in its boundary; %s", s.name, s.usage(&y), y.String())
		c, err := s.climate(e)
		if err != nil {
			t.Fatal(err)
		}
		if s.pueCause != nil {
			z, err := s.in(c, s.pueCause)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%s with %v: PUE %.4f; %s", s.name, s.pueCause, s.usage(&z), z.String())
			if s.pue.Difference(s.usage(&y))*s.pue.Difference(s.usage(&z)) > 0 {
				t.Errorf("%s: PUE %.4f, with %v %.4f, published %v", s.name, s.usage(&y), s.pueCause, s.usage(&z), s.pue)
			}
		}
		if s.wueCause != nil {
			z, err := s.in(c, s.wueCause)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%s with %v: WUE %.4f", s.name, s.wueCause, z.WUE())
			if s.wue.Difference(y.WUE())*s.wue.Difference(z.WUE()) > 0 {
				t.Errorf("%s: WUE %.3f, with %v %.3f, published %v", s.name, y.WUE(), s.wueCause, z.WUE(), s.wue)
			}
		}
	}
}

func TestClimatesAreRefused(t *testing.T) {
	if _, err := readZone("no-such-file.csv.gz"); err == nil {
		t.Error("a missing file is read")
	}
	if _, err := readClimate("no-such-file.csv.gz", "", 1); err == nil {
		t.Error("a missing record is read")
	}
}

// BenchmarkAnnual is a year of a hall with dry coolers, minute by minute.
func BenchmarkAnnual(b *testing.B) {
	c := seasons()
	for b.Loop() {
		if _, err := liquid.in(c, nil); err != nil {
			b.Fatal(err)
		}
	}
}
