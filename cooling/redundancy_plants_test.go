package cooling

import (
	"context"
	"fmt"
	"math"
	"testing"

	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/record"

	"pgregory.net/rapid"
)

// failingPlant is a plant whose units fail, by its spec's text.
type failingPlant struct {
	name string
	spec func() PlantSpec
	hall Hall
	text string
	heat func(p Plant) (residualMW float64)
	of   func(p Plant) *failures
}

// failingPlants are the plants beside direct-liquid-dry and free-air.
var failingPlants = []failingPlant{
	{"air-cooled-chiller", func() PlantSpec { return new(AirCooledSpec) }, airHall, "",
		func(p Plant) float64 { return p.(*airCooled).heatResidualMW() }, func(p Plant) *failures { return &p.(*airCooled).failures }},
	{"air-cooled-chiller with economiser", func() PlantSpec { return new(AirCooledSpec) }, airHall, `economiser = "air"`,
		func(p Plant) float64 { return p.(*airCooled).heatResidualMW() }, func(p Plant) *failures { return &p.(*airCooled).failures }},
	{"indirect-free-air", func() PlantSpec { return new(IndirectAirSpec) }, airHall, "",
		func(p Plant) float64 { return p.(*indirectAir).heatResidualMW() }, func(p Plant) *failures { return &p.(*indirectAir).failures }},
	{"direct-expansion", func() PlantSpec { return new(DirectExpansionSpec) }, airHall, "",
		func(p Plant) float64 { r, _ := p.(*directExpansion).residuals(); return r }, func(p Plant) *failures { return &p.(*directExpansion).failures }},
	{"chilled-water", func() PlantSpec { return new(ChilledWaterSpec) }, airHall, "",
		func(p Plant) float64 { return p.(*chilledWater).heatResidualMW() }, func(p Plant) *failures { return &p.(*chilledWater).failures }},
	{"chilled-water-economiser", func() PlantSpec { return &ChilledWaterSpec{economiser: true} }, airHall, "",
		func(p Plant) float64 { return p.(*chilledWater).heatResidualMW() }, func(p Plant) *failures { return &p.(*chilledWater).failures }},
	{"chilled-water-air-economiser", func() PlantSpec { return new(ChilledAirSpec) }, airHall, "",
		func(p Plant) float64 { return p.(*chilledAir).heatResidualMW() }, func(p Plant) *failures { return &p.(*chilledAir).failures }},
	{"river", func() PlantSpec { return new(RiverPlantSpec) }, liquidHall, "liquid_trim_share = 0.3",
		func(p Plant) float64 { return p.(*river).heatResidualMW() }, func(p Plant) *failures { return &p.(*river).failures }},
	{"river without cold plates", func() PlantSpec { return new(RiverPlantSpec) }, airHall, "",
		func(p Plant) float64 { return p.(*river).heatResidualMW() }, func(p Plant) *failures { return &p.(*river).failures }},
}

// build builds the plant with more keys.
func (f *failingPlant) build(t testing.TB, more string) Failing {
	t.Helper()
	return build(t, decodeSpec(t, f.spec(), f.text+"\n"+more), paris, f.hall).(Failing)
}

// hottest is how far the warmer of inlet air and coolant is above what it should
// be, K.
func hottest(d, before *Duty) float64 {
	x := d.ServerInletAirDegC - before.ServerInletAirDegC
	if !math.IsNaN(d.LiquidSupplyDegC) {
		x = max(x, d.LiquidSupplyDegC-before.LiquidSupplyDegC)
	}
	return x
}

// Every kind of unit of every plant, all of them lost on a day on which they are
// needed: temperatures rise over minutes, servers are throttled no sooner than
// their limit is passed, and after the repair all comes back.
func TestUnitsLost(t *testing.T) {
	hot, cold := outdoor(36, 0.3), outdoor(10, 0.6)
	for i := range failingPlants {
		f := &failingPlants[i]
		for _, b := range f.of(f.build(t, "")).banks {
			air := hot
			if b.kind == &exchangerUnits && f.name == "chilled-water-economiser" {
				air = cold // chillers, which start for it, are not needed before
			}
			t.Run(f.name+" "+b.kind.word, func(t *testing.T) { f.lose(t, b.kind.word, air) })
		}
	}
}

func (f *failingPlant) lose(t *testing.T, word string, air *psychro.Air) {
	p := f.build(t, fmt.Sprintf("random_failures = false\nevent = [{what = %q, at = \"2027-07-15T16:00\", for_min = 15, units = 999}]", word))
	if u, ok := p.(WaterUser); ok {
		waterAt(u, 22)
		if word == "chiller" || word == "liquid-chiller" {
			waterAt(u, 26)
		}
	}
	h := f.hall
	limits := func(d *Duty) bool { // passed
		return d.ServerInletAirDegC > h.MaxInletAirDegC || d.LiquidSupplyDegC > h.MaxLiquidSupplyDegC
	}
	var before Duty
	var rises []float64
	passed := false
	staged(t, p, h, air, func(m int, d *Duty) {
		if m == -1 {
			before = *d
		}
		if m < 0 {
			return
		}
		rises = append(rises, hottest(d, &before))
		if passed = passed || limits(d); d.HeatLimit < 1 && !passed {
			t.Errorf("minute %d: limit %g at %g and %g degC", m, d.HeatLimit, d.ServerInletAirDegC, d.LiquidSupplyDegC)
		}
		if r := f.heat(p); math.Abs(r) > 1e-10*h.DesignITMW {
			t.Fatalf("minute %d: heat residual %g MW", m, r)
		}
	})
	if before.HeatLimit != 1 || limits(&before) {
		t.Fatalf("before: %+v", before)
	}
	peak, at := 0.0, 0
	for m, x := range rises {
		if x > peak {
			peak, at = x, m
		}
	}
	after := hottest(p.Duty(), &before)
	t.Logf("%s: %.1f K in the first minute, peak %.1f K in minute %d, %.3f K at the end", word, rises[0], peak, at, after)
	if b := f.of(p).bank(word); b.short != 15 || b.share != 1 {
		t.Errorf("%d minutes short", b.short)
	}
	if word == "liquid-chiller" || word == "heat-exchanger" && f.name == "chilled-water-economiser" {
		return // river water and chillers carry what these leave
	}
	// Without chilled water, outdoor air and plates supply air that is not cooled at
	// once; what it passes keeps the hall from warming much further.
	sudden := word == "chilled-water-pump" && (f.name == "air-cooled-chiller with economiser" || f.name == "indirect-free-air")
	if peak < 1 || !sudden && (at < 1 || rises[0] > 0.8*peak) {
		t.Errorf("no rise over minutes: %.3g", rises[:min(10, len(rises))])
	}
	if math.Abs(after) > 0.2 || p.Duty().HeatLimit != 1 {
		t.Errorf("%g K and a limit of %g after the repair", after, p.Duty().HeatLimit)
	}
}

// One unit of N+1 lost changes nothing, byte for byte; one of N does, where units
// are needed.
func TestStandbyOfEveryPlant(t *testing.T) {
	for i := range failingPlants {
		f := &failingPlants[i]
		kinds := f.of(f.build(t, "")).banks
		run := func(text string) (sum float64) {
			p := f.build(t, "random_failures = false\n"+text)
			if u, ok := p.(WaterUser); ok {
				waterAt(u, 26)
			}
			staged(t, p, f.hall, extremeAir(), func(_ int, d *Duty) { sum += d.ElectricMW + d.ServerInletAirDegC + d.HeatLimit })
			return sum
		}
		whole := run("")
		for _, b := range kinds {
			event := fmt.Sprintf("event = [{what = %q, at = \"2027-07-15T16:00\", for_min = 30}]\n", b.kind.word)
			if got := run(event); got != whole {
				t.Errorf("%s: one %s of N+1 lost gives %v, not %v", f.name, b.kind.word, got, whole)
			}
			if got := run(event + "units." + b.kind.key + ".redundancy = \"N\""); got == whole && b.kind != &exchangerUnits && b.kind != &liquidChillerUnits {
				t.Errorf("%s: one %s of N lost changes nothing", f.name, b.kind.word)
			}
		}
	}
}

// Whatever units lack, whatever the weather and load: balances close, nothing is
// negative or NaN.
func TestBalancesOfEveryPlantWithFailures(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		i := rapid.IntRange(0, len(failingPlants)-1).Draw(t, "plant")
		f := &failingPlants[i]
		built, err := decodeSpec(quiet{}, f.spec(), f.text).Build(paris, f.hall)
		if err != nil {
			t.Fatal(err)
		}
		u, onWater := built.(WaterUser)
		fails := f.of(built)
		m := sim.Minute(0)
		for range 10 {
			for _, b := range fails.banks {
				out := rapid.SampledFrom([]int{0, 0, 0, 1, b.installed / 2, b.installed - 1, b.installed}).Draw(t, "out")
				fails.shift(b, &b.broken, out-b.broken)
			}
			if onWater {
				waterAt(u, rapid.Float64Range(0, 32).Draw(t, "river"))
			}
			for range 8 {
				built.Step(m, drawWeather(t), drawLoad(t, f.hall))
				m++
				d := built.Duty()
				checkReuse(t, d, f.hall.DesignITMW)
				// Loops that boil in this test store far more than they carry.
				if r := f.heat(built); !(math.Abs(r) < 1e-10*f.hall.DesignITMW*(1+math.Abs(d.ServerInletAirDegC)/100)) {
					t.Fatalf("%s: heat residual %g MW", f.name, r)
				}
			}
		}
	})
}

// quiet is a testing.TB for decodeSpec within a property.
type quiet struct{ testing.TB }

func (quiet) Helper()           {}
func (quiet) Fatal(args ...any) { panic(fmt.Sprint(args...)) }

// With the defaults five years see failures, hardly a loss of capacity, and no
// throttling.
func TestDefaultsOfEveryPlantBearFailures(t *testing.T) {
	for i := range failingPlants {
		f := &failingPlants[i]
		p := f.build(t, "")
		e := engineFor(t, 5)
		p.Start(e, "H1", sim.Streams{Seed: 5})
		fails := f.of(p)
		air, throttled, failed := outdoor(30, 0.4), 0, int64(0)
		err := e.Run(context.Background(), e.Calendar().End(), func() string { return "test" }, func(m sim.Minute) error {
			if m%61 == 0 || fails.lacking {
				p.Step(m, air, Load{ITMW: f.hall.DesignITMW, RoomHeatMW: f.hall.DesignRoomHeatMW})
				if p.Duty().HeatLimit < 1 {
					throttled++
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range fails.banks {
			failed += b.failed
			t.Logf("%s: %d %s, %d failures, %d minutes short", f.name, b.installed, b.kind.word, b.failed, b.short)
			if float64(b.short) > 0.002*float64(e.Calendar().End()) && b.kind != &compressorUnits {
				t.Errorf("%s: %s short for %d minutes", f.name, b.kind.word, b.short)
			}
		}
		if throttled != 0 || failed < 20 {
			t.Errorf("%s: %d minutes throttled, %d failures", f.name, throttled, failed)
		}
	}
}

// Every plant declares its units' counters, each under a name of its own.
func TestEveryPlantDeclaresItsUnits(t *testing.T) {
	for i := range failingPlants {
		f := &failingPlants[i]
		reg := record.NewRegistry()
		f.build(t, "").Declare(reg.Root())
		if _, ok := reg.ByName("capacity_in_service"); !ok {
			t.Errorf("%s: no capacity_in_service", f.name)
		}
	}
}

func BenchmarkLacking(b *testing.B) {
	for i := range failingPlants {
		f := &failingPlants[i]
		b.Run(f.name, func(b *testing.B) {
			p := f.build(b, "")
			fails := f.of(p)
			for _, bank := range fails.banks {
				fails.shift(bank, &bank.broken, 2)
			}
			benchmarkYear(b, p, f.hall)
		})
	}
}
