package cooling

import (
	"math"
	"testing"
	"time"

	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"

	"pgregory.net/rapid"
)

// waterCooled builds the four plants with cooling towers.
func waterCooled(t testing.TB) []Plant {
	return []Plant{buildTower(t, false), buildTower(t, true), buildChilled(t, false), buildChilled(t, true)}
}

var waterCooledNames = []string{"direct-liquid-tower", "direct-liquid-trim", "chilled-water", "chilled-water-economiser"}

func hallOf(i int) Hall {
	if i < 2 {
		return liquidHall
	}
	return airHall
}

// The plants stand under their words, with every default declared in its bounds.
func TestWaterCooledDeclared(t *testing.T) {
	for _, s := range []param.Spec{towerPlantSpec(false), towerPlantSpec(true), chilledSpec(false), chilledSpec(true)} {
		for _, complaint := range param.Lint(s) {
			t.Errorf("%T: %s", s, complaint)
		}
	}
}

// The exchanger's tables follow CDUConductanceWPerK.
func TestPlateExchanger(t *testing.T) {
	p, err := newPlateExchanger(20e6, 3e6, 4e6, 2)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		f1, f2 := rapid.Float64Range(0.1, 1.2).Draw(t, "f1"), rapid.Float64Range(0.1, 1.2).Draw(t, "f2")
		if got, want := p.conductance(f1, f2), CDUConductanceWPerK(p.ua, p.c1, p.c2, f1, f2); math.Abs(got-want) > 1e-6*want {
			t.Fatalf("%g, equation %g", got, want)
		}
	})
	near(t, "design heat", p.conductance(1, 1)*(20e6/3e6+2), 20e6, 1e-9)
	if _, err := newPlateExchanger(20e6, 4e6, 1.5e6, 2); err == nil {
		t.Error("a cold side that warms past the warm side was built")
	}
}

// Modes change with their dead bands and not before their least time.
func TestEconomiserMode(t *testing.T) {
	e := newEconomiserMode(ModeSpec{OnK: 1.1, OffK: 0.5, Minutes: 20})
	for _, c := range []struct {
		m                        sim.Minute
		alone, off, saved, lifts float64
		want                     int
	}{
		{0, 1.0, 0, 9, 9, centralFree},
		{1, 1.2, 0, 9, 9, centralPartial},
		{2, 0.2, 0, 9, 9, centralPartial}, // too early
		{21, 0.6, 0, 9, 9, centralPartial},
		{22, 0.5, 0, 9, 9, centralFree},
		{23, 2, 2.9, 9, 9, centralFree},    // too early
		{24, 2, 3.1, 9, 9, centralPartial}, // in a hurry
		{44, 2, 0, 0.4, 0.4, centralMechanical},
		{64, 2, 0, 0, 1.0, centralMechanical},
		{65, 2, 0, 0, 1.2, centralPartial},
	} {
		if got := e.step(c.m, c.alone, c.off, c.saved, c.lifts); got != c.want {
			t.Fatalf("minute %d: mode %d, want %d", c.m, got, c.want)
		}
	}
}

// Through a day whose wet bulb rises and falls the plant passes through its modes
// and changes no oftener than the dead bands allow.
func TestModesOverADay(t *testing.T) {
	cold, chilled := towerPlantSpec(true), chilledSpec(true)
	cold.liquid.SupplyTempDegC, chilled.ChilledDegC = 16, 14
	l, w := build(t, cold, paris, liquidHall).(*directLiquidTower), build(t, chilled, paris, airHall).(*chilledWater)
	for i, p := range []Plant{l, w} {
		h, out := []Hall{liquidHall, airHall}[i], []*towerRecord{&l.out, &w.out}[i]
		seen, changes, last := map[float64]bool{}, 0, -1.0
		for m := range sim.Day {
			air := outdoor(10-18*math.Cos(2*math.Pi*float64(m)/float64(sim.Day)), 0.7)
			runOn(p, m, air, h, 0.9, 1)
			seen[out.mode] = true
			if out.mode != last {
				changes, last = changes+1, out.mode
			}
			if d := p.Duty(); d.HeatLimit < 1 {
				t.Fatalf("minute %d: servers throttled in mode %g", m, out.mode)
			}
		}
		if !seen[centralFree] || !seen[centralPartial] || !seen[centralMechanical] || changes > 9 {
			t.Errorf("plant %d: modes %v, %d changes", i, seen, changes)
		}
		t.Logf("plant %d: %d changes of mode", i, changes)
	}
}

// In steady state at equal dry bulb and load a warmer wet bulb never lowers the
// energy of cooling, while set points are held.
func TestWarmerWetBulbNeverSavesTowers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tdb := rapid.Float64Range(-20, 40).Draw(t, "T")
		a := rapid.Float64Range(0.05, 1).Draw(t, "RH")
		b := rapid.Float64Range(0.05, 1).Draw(t, "RH2")
		dry, wet := outdoor(tdb, min(a, b)), outdoor(tdb, max(a, b))
		load := rapid.Float64Range(0.1, 1).Draw(t, "load")
		i := rapid.IntRange(0, 3).Draw(t, "plant")
		h := hallOf(i)
		var use [2]float64
		for k, air := range []*psychro.Air{dry, wet} {
			p := []func() Plant{
				func() Plant { q, _ := towerPlantSpec(false).Build(paris, h); return q },
				func() Plant { q, _ := towerPlantSpec(true).Build(paris, h); return q },
				func() Plant { q, _ := chilledSpec(false).Build(paris, h); return q },
				func() Plant { q, _ := chilledSpec(true).Build(paris, h); return q }}[i]()
			m := runOn(p, 0, air, h, load, 600)
			for n := range 120 {
				runOn(p, m+sim.Minute(n), air, h, load, 1)
				d := p.Duty()
				use[k] += (d.ElectricMW - d.SprayPumpMW) / 120
			}
			if l, ok := p.(*directLiquidTower); p.Duty().HeatLimit < 1 || ok && l.t2 > l.setDegC+0.05 {
				return
			}
		}
		if use[1] < use[0]*(1-1e-3) {
			t.Fatalf("%s: %g MW at %.2f degC wet bulb, %g MW at %.2f", waterCooledNames[i], use[0], dry.WetBulbDegC, use[1], wet.WetBulbDegC)
		}
	})
}

// climate is a synthetic year of hours: mean, seasonal and daily swing of the dry
// bulb, degC, some weather, and a relative humidity that falls with the day's
// warmth.
func climate(mean, season, day, humidity float64) []psychro.Air {
	air := make([]psychro.Air, 8760)
	for h := range air {
		daily := math.Sin(2 * math.Pi * (float64(h)/24 - 0.4))
		t := mean + season*math.Sin(2*math.Pi*(float64(h)/8760-0.3)) + day*daily + 4*math.Sin(float64(h)*0.013)
		air[h] = *outdoor(t, min(max(humidity-0.15*daily+0.1*math.Sin(float64(h)*0.017), 0.1), 1))
	}
	return air
}

// A year of each plant in two climates: shutdowns and throttling stay away,
// water and power are of the size that they must be.
func TestWaterCooledYear(t *testing.T) {
	for _, c := range []struct {
		name string
		year []psychro.Air
	}{{"Paris-like", climate(12, 8, 4, 0.75)}, {"Ashburn-like", climate(13.5, 12, 6, 0.68)}} {
		for i, p := range waterCooled(t) {
			h := hallOf(i)
			var it, electric, water, compressor, free float64
			m := sim.Minute(0)
			for k := range c.year {
				for range 12 {
					runOn(p, m, &c.year[k], h, 0.85, 1)
					d := p.Duty()
					it += 0.85 * h.DesignITMW
					electric += d.ElectricMW
					compressor += d.CompressorMW
					water += d.WaterKgPerS
					m++
					var o *towerRecord
					if l, ok := p.(*directLiquidTower); ok {
						o = &l.out
					} else {
						o = &p.(*chilledWater).out
					}
					if o.mode == centralFree {
						free++
					}
					if d.HeatLimit < 1 {
						t.Fatalf("%s, %s: hour %d throttles", c.name, waterCooledNames[i], k)
					}
				}
			}
			pue, wue := 1+electric/it, 3.6*water/it
			t.Logf("%s, %s: cooling PUE %.4f (compressors %.4f), WUE %.3f L/kWh, free cooling %.0f %%", c.name, waterCooledNames[i], pue, compressor/it, wue, 100*free/float64(m))
			if !(pue > 1.01 && pue < 1.4 && wue > 0.5 && wue < 3) {
				t.Errorf("%s, %s: PUE %g, WUE %g", c.name, waterCooledNames[i], pue, wue)
			}
		}
	}
}

// The recorder finds every balance of the four plants closed.
func TestWaterCooledRecordedBalances(t *testing.T) {
	reg := record.NewRegistry()
	plants := waterCooled(t)
	s := chilledSpec(true)
	s.Storage.On, s.ChilledDegC, s.Storage.Tank.ColdDegC, s.Storage.Tank.WarmDegC = true, 16, 16, 22
	s.SensibleRatio = 0.97
	plants = append(plants, build(t, s, paris, airHall))
	for i, p := range plants {
		p.Declare(reg.Root().Group(string(rune('A'+i)), "a hall"))
	}
	cal, err := sim.NewCalendar(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), 1, "UTC")
	if err != nil {
		t.Fatal(err)
	}
	rec, err := record.NewRecorder(reg, cal, record.Options{})
	if err != nil {
		t.Fatal(err)
	}
	hours := year()
	for m := range 30 * sim.Day {
		air := &hours[int(m/60*12)%8760]
		share := 0.9
		if m/sim.Day%7 == 3 {
			share = 0
		}
		for i, p := range plants {
			if h := hallOf(i); m/sim.Day == 20 {
				p.Stop()
			} else {
				p.Step(m, air, Load{ITMW: share * h.DesignITMW, RoomHeatMW: share * h.DesignRoomHeatMW})
			}
		}
		if err := rec.Minute(m); err != nil {
			t.Fatal(err)
		}
	}
	results, err := rec.CheckBalances()
	if err != nil {
		t.Fatal(err)
	}
	if len(results) != 2*len(plants) {
		t.Errorf("%d balances, want %d", len(results), 2*len(plants))
	}
	for _, r := range results {
		t.Logf("%s %s: residual %.2g of %.6g", r.Scope, r.Name, r.Residual, r.Throughput)
	}
}

// An exchanger of which some units are out has the conductance of those that work,
// which share its flow, from the next minute on.
func TestPlateServes(t *testing.T) {
	p, err := newPlateExchanger(20e6, 3e6, 2.8e6, 2)
	if err != nil {
		t.Fatal(err)
	}
	for _, share := range []float64{1, 0.75, 0.5, 1} {
		p.serve(share)
		// Films of exchangers in service at more flow each; beyond, capacity flows are all.
		u := 2 * share * p.ua / (math.Pow(0.5/share, -0.65) + math.Pow(0.6/share, -0.65))
		lo, hi := min(p.c1*0.5, p.c2*0.6), max(p.c1*0.5, p.c2*0.6)
		near(t, "conductance", p.conductance(0.5, 0.6), CounterflowEffectiveness(u/lo, lo/hi)*lo, 1e-6)
	}
}
