package cooling

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"caloduc/cooling/component"
	"caloduc/cooling/loop"
	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/param"

	"pgregory.net/rapid"
)

// airPlant is a plant of a hall of air, by its word and keys.
type airPlant struct{ name, word, keys string }

// recommended are keys that shut outdoor air out above a dew point of 15 degC.
const recommended, outdoorRecommended = `humidity_limits = "recommended"`, `outdoor_air.humidity_limits = "recommended"`

var airPlants = []airPlant{
	{"free-air", "free-air", recommended},
	{"air-cooled-chiller", "air-cooled-chiller", ""},
	{"air-cooled-chiller with outdoor air", "air-cooled-chiller", `economiser = "air"` + "\n" + recommended},
	{"indirect-free-air", "indirect-free-air", ""},
	{"direct-expansion", "direct-expansion", ""},
	{"chilled-water", "chilled-water", ""},
	{"chilled-water-economiser", "chilled-water-economiser", ""},
	{"chilled-water-air-economiser", "chilled-water-air-economiser", outdoorRecommended},
	{"chilled-water with rear doors", "chilled-water", "rear_doors = true"},
}

// of makes the plant, with more keys.
func (a *airPlant) of(more string) *joined { return made(a.word, a.keys+"\n"+more) }

// Every default has a source and lies within its bounds.
func TestPlantsDeclared(t *testing.T) {
	for _, complaint := range param.Lint(new(chosen)) {
		t.Error(complaint)
	}
}

// drawKey draws a line of an experiment: the key at one of the values.
func drawKey[V any](t *rapid.T, key string, values ...V) string {
	return fmt.Sprintf("%s = %#v\n", key, rapid.SampledFrom(values).Draw(t, key))
}

// drawPlants draw each plant's keys.
var drawPlants = []struct {
	word   string
	within float64 // residual over the design IT power
	keys   func(t *rapid.T) string
}{
	{"free-air", 1e-11, func(t *rapid.T) string {
		return drawKey(t, "mechanical_share", 0, 0.5, 1) + drawKey(t, "adiabatic", false, true) + drawKey(t, "chilled_water_thermal_mass_MJ_per_K_per_MW", 5., 27, 500)
	}},
	{"air-cooled-chiller", 1e-10, func(t *rapid.T) string {
		return drawKey(t, "economiser", "none", "air") + drawKey(t, "humidify", false, true) + drawKey(t, "chilled_water_reset_K", 0, 2.5, 5) + drawKey(t, "supply_air_cold_degC", 10, 20, 60) +
			drawCapacity(t, 5, 15) + drawExtras(t)
	}},
	{"indirect-free-air", 1e-11, func(t *rapid.T) string {
		return drawKey(t, "adiabatic", false, true) + drawKey(t, "mechanical", false, true) + drawKey(t, "supply_air_cold_degC", 10, 60) + drawMass(t) + drawKey(t, "plate_effectiveness", 0.4, 0.5, 0.65, 0.75)
	}},
	{"direct-expansion", 1e-11, func(t *rapid.T) string {
		return drawKey(t, "ventilation_share", 0, 0.002, 0.03) + drawKey(t, "humidify", false, true) + drawKey(t, "min_dew_point_degC", -9., 5) + drawKey(t, "supply_air_cold_degC", 18, 60) +
			rapid.SampledFrom([]string{"", "dx_capacity_MW = 6\n"}).Draw(t, "capacity")
	}},
	{"chilled-water", 1e-10, drawChilled},
	{"chilled-water-economiser", 1e-10, drawChilled},
	{"chilled-water-air-economiser", 1e-11, func(t *rapid.T) string {
		return drawKey(t, "chiller", component.WarmChiller, loop.LeiMasanetChiller, component.CentrifugalChillers[0].Name) + drawCapacity(t, 5) + drawKey(t, "outdoor_air.humidify", false, true) +
			drawKey(t, "sensible_heat_ratio", 1, 0.95) + drawExtras(t)
	}},
	{"chilled-water", 1e-10, drawDoors},
	{"chilled-water-economiser", 1e-10, drawDoors},
}

func drawMass(t *rapid.T) string {
	return drawKey(t, "chilled_water_thermal_mass_MJ_per_K_per_MW", 0.5, 20)
}

func drawCapacity(t *rapid.T, capacities ...int) string {
	if mw := rapid.SampledFrom(append(capacities, 0)).Draw(t, "capacity"); mw > 0 {
		return fmt.Sprintf("chiller_capacity_MW = %d\n", mw)
	}
	return ""
}

func drawExtras(t *rapid.T) string {
	return drawMass(t) + drawKey(t, "thermal_storage", false, true) + drawKey(t, "heat_recovery.district_peak_MW", 0, 1, 10, 100)
}

func drawChilled(t *rapid.T) string {
	return drawKey(t, "tower_control", loop.TowerFanSpeed, loop.TowerFanSpeed, loop.TowerApproachHeld) + drawKey(t, "tower.model", loop.TowerMerkel, loop.TowerMerkel, loop.TowerYork) +
		drawKey(t, "tower.evaporation", component.EvaporationSaturated, component.EvaporationAllHeat) + drawKey(t, "chiller", append(component.ChillerNames(), loop.LeiMasanetChiller)...) +
		drawKey(t, "sensible_heat_ratio", 1, 0.95) + drawKey(t, "chilled_water_reset_K", 0, 3) + drawKey(t, "chilled_water_cold_degC", 5, 12, 40) + drawCapacity(t, 5) +
		rapid.SampledFrom([]string{"", "chilled_water_temp_degC = 8\n"}).Draw(t, "water") + drawExtras(t)
}

func drawDoors(t *rapid.T) string {
	return "rear_doors = true\n" + drawKey(t, "doors.door_fan_pressure_Pa", 0, 60) + drawKey(t, "doors.door_design_share", 0.5, 0.9, 0.99) + drawCapacity(t, 5) + drawMass(t)
}

// Random weather and load, minute after minute, without regard to the heat limit:
// balances close, nothing is negative or NaN, searches find what they look for.
func TestBalancesOverWholeRange(t *testing.T) {
	for _, c := range drawPlants {
		t.Run(c.word, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				keys := c.keys(t)
				p := made(c.word, "force = true\n"+keys)
				out := drawWeather(t)
				for m := range sim.Minute(100) {
					if m < 60 || m%20 == 0 {
						out = drawWeather(t)
					}
					if m%20 == 10 && strings.Contains(keys, "rear_doors") {
						for _, b := range p.Banks {
							p.Shift(b, &b.Broken, rapid.SampledFrom([]int{0, 0, b.Installed}).Draw(t, "out")-b.Broken)
						}
					}
					p.Step(m, out, drawLoad(t, airHall))
					checkMinute(t, p, c.within*airHall.DesignITMW)
					checkSide(t, p)
				}
				if n := searchFailures(p); n != 0 {
					t.Fatalf("%d failures of control", n)
				}
			})
		})
	}
}

// checkSide checks what an air side has of its own.
func checkSide(t *rapid.T, p *joined) {
	switch s := p.air.(type) {
	case *loop.DxSide:
		if r := s.Vent() + s.Added - s.Taken - s.StoredKgPerS; math.Abs(r) > 1e-11 {
			t.Fatalf("vapour residual %g kg/s: %+v", r, s.Moisture)
		}
		if s.Taken < 0 || s.Added < 0 || !(s.W >= 0) {
			t.Fatalf("humidity %g: %+v", s.W, s.Moisture)
		}
	case *loop.DoorSide:
		if d := &s.Doors; d.Neutral && d.HeatW > d.All*(1+1e-9) {
			t.Fatalf("doors take %g of %g W", d.HeatW, d.All)
		}
	}
}

// searchFailures is how often a search of the plant's controls ran into its limit.
func searchFailures(p *joined) (n int64) {
	switch s := p.air.(type) {
	case *loop.DxSide:
		return s.Bank.DryOut.Failures
	case *loop.PlatesSide:
		n = s.Plates.Speed.Failures
	}
	if c := centralOf(p); c != nil {
		n += c.Towers.Bank.Failures
	}
	return n + coils(p).Coil.Valve.Failures
}

// At the site's extreme and full load supply air is at its set point, water too, and
// machines are within capacity.
func TestHoldsSetPointAtExtreme(t *testing.T) {
	for i := range airPlants {
		a := &airPlants[i]
		var m sim.Minute
		p := a.of("")
		d := steady(p, &m, extreme(), 1, 2000)
		hall, within := p.air.Hall(), 1e-9
		_, dx := p.air.(*loop.DxSide)
		if centralOf(p) != nil {
			within = 1e-6
		}
		if _, doors := p.air.(*loop.DoorSide); doors {
			within = 2e-3
		}
		near(t, a.name+": inlet air", d.ServerInletAirDegC, map[bool]float64{false: 27, true: 20}[dx], within)
		if d.HeatLimit != 1 || hall.SetDegC != map[bool]float64{false: 27, true: 20}[dx] {
			t.Errorf("%s: limit %g, set point %g degC", a.name, d.HeatLimit, hall.SetDegC)
		}
		if dx {
			copWithin(t, a.name, p, 2, 3.2)
			continue
		}
		s := coils(p)
		if want := map[bool]float64{false: float64(loop.AirCoils), true: float64(loop.PlatesTrimmed)}[a.word == "indirect-free-air"]; s.Mode != want {
			t.Errorf("%s: mode %g, want %g", a.name, s.Mode, want)
		}
		if c := centralOf(p); c != nil {
			near(t, a.name+": chilled water", s.Water.Node.TDegC, s.Water.SetDegC, 1e-3)
			if d.WaterKgPerS <= 0 || c.Now < loop.CentralPartial {
				t.Errorf("%s: mode %d, %+v", a.name, c.Now, d)
			}
			continue
		}
		near(t, a.name+": chilled water", s.Water.Node.TDegC, s.Water.SetAtDesignDegC, 1e-6)
		if a.word != "indirect-free-air" {
			near(t, a.name+": evaporators", p.heat[loop.EvaporatorHeat], 20.8+d.AirFanMW+p.heat[loop.ChilledPumpHeat], 1e-7)
			copWithin(t, a.name, p, 2.5, 4)
			if d.WaterKgPerS != 0 {
				t.Errorf("%s: %+v", a.name, d)
			}
		}
	}
}

// copWithin checks the evaporators' heat over the compressors' power.
func copWithin(t *testing.T, name string, p *joined, lo, hi float64) {
	t.Helper()
	if cop := p.heat[loop.EvaporatorHeat] / p.duty.CompressorMW; !(cop > lo && cop < hi) {
		t.Errorf("%s: COP %g", name, cop)
	}
}

// In steady state at equal dry bulb and load, while set points are held, a warmer wet
// bulb never lowers the cooling energy, water pumps apart (humidifying dry air costs
// what wetter air saves), with as many machines on air running and towers that cool
// freely in both or in neither: starting one more machine lowers the part load of all,
// and just before compressors start fans at full speed may draw more than those would.
// For direct expansion it must hold in outdoor air warmer than the hall's: colder
// ventilation air carries the more heat out the moister it is.
// Air drier than servers bear stays outdoors, so that it must hold for two airs that are
// both let in, or neither.
func TestWarmerWetBulbNeverSaves(t *testing.T) {
	for i := range airPlants {
		a := &airPlants[i]
		lo, hi, rel := -20., 40., 1e-4
		if a.word == "direct-expansion" {
			lo, hi = 31.5, 45
		}
		if centralOf(a.of("")) != nil {
			rel = 1e-3
		}
		t.Run(a.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				tdb, load := rapid.Float64Range(lo, hi).Draw(t, "T"), rapid.Float64Range(0.1, 1).Draw(t, "load")
				x, y := rapid.Float64Range(0.05, 1).Draw(t, "RH"), rapid.Float64Range(0.05, 1).Draw(t, "RH2")
				dry, wet := outdoor(tdb, min(x, y)), outdoor(tdb, max(x, y))
				if tooDry := psychro.DewPointDegC(dry.HumidityRatio, dry.PressurePa) < -9; tooDry && psychro.DewPointDegC(wet.HumidityRatio, wet.PressurePa) >= -9 {
					return // air too dry for servers stays outdoors
				}
				e1, n1, f1, l1 := a.drawing(dry, load)
				e2, n2, f2, l2 := a.drawing(wet, load)
				if l1 || l2 || f1 != f2 || n2 > n1 {
					return // not at equal load, supply and mode, or with more machines
				}
				if e2 < e1*(1-rel) {
					t.Fatalf("%g MW at %.2f degC wet bulb, %g MW at %.2f; %g and %g machines", e1, dry.WetBulbDegC, e2, wet.WetBulbDegC, n1, n2)
				}
			})
		})
	}
}

// drawing is what the plant draws in steady weather, water pumps apart, how many
// machines on air run then, whether towers cool freely, and whether set points are
// not held.
func (a *airPlant) drawing(out *loop.Outdoor, load float64) (electricMW, running float64, free, limited bool) {
	p := a.of("")
	var m sim.Minute
	steady(p, &m, out, load, 900)
	for range 120 {
		d := steady(p, &m, out, load, 1)
		electricMW += (d.ElectricMW - d.SprayPumpMW) / 120
		limited = limited || d.HeatLimit < 1 || d.ServerInletAirDegC > p.air.Hall().SetDegC+0.05
	}
	if s, dx := p.air.(*loop.DxSide); dx {
		running = s.Bank.Units.Running
	} else if b, on := coils(p).Water.Sink.(*loop.AirChillers); on {
		running = float64(b.Running)
	}
	if c := centralOf(p); c != nil {
		free = c.PlateG > 0
		running += float64(c.Chillers.Running)
	}
	return electricMW, running, free, limited
}

// Beyond what the plant was sized for the hall warms as the day does, servers
// settle at their limit, and all comes back.
func TestHeatWave(t *testing.T) {
	for _, a := range []airPlant{ // capacity is clamped above the curves' range
		{"indirect free air", "indirect-free-air", ""},
		{"air-cooled", "air-cooled-chiller", "reserve = 0"},
		{"air-cooled with outdoor air", "air-cooled-chiller", "reserve = 0\neconomiser = \"air\""},
		{"direct expansion", "direct-expansion", "dx_capacity_MW = 17\nforce = true"},
	} {
		p := a.of("")
		var m sim.Minute
		d := steady(p, &m, outdoor(20, 0.5), 1, 300)
		if d.HeatLimit != 1 {
			t.Errorf("%s: limit %g at 20 degC", a.name, d.HeatLimit)
		}
		for x := 20.0; x < 56; x += 0.1 {
			if d = steady(p, &m, outdoor(x, 0.35), 1, 1); d.HeatLimit == 0 {
				t.Fatalf("%s: shut down at %.1f degC", a.name, x)
			}
		}
		d = steady(p, &m, outdoor(56, 0.35), 1, 4000)
		if d.HeatLimit >= 1 || d.HeatLimit < 0.2 || d.ServerInletAirDegC < 31.9 || d.ServerInletAirDegC > 32.1 {
			t.Errorf("%s: limit %g at %g degC", a.name, d.HeatLimit, d.ServerInletAirDegC)
		}
		if d = steady(p, &m, outdoor(20, 0.5), 1, 600); d.HeatLimit != 1 {
			t.Errorf("%s: limit %g after the wave", a.name, d.HeatLimit)
		}
	}
}

// A step from idle to full load meets machines that must start first: the hall
// warms by some kelvins, without a shutdown.
func TestLoadStep(t *testing.T) {
	for i := range airPlants {
		a := &airPlants[i]
		p := a.of("")
		var m sim.Minute
		steady(p, &m, outdoor(36, 0.3), 0.4, 600)
		peak := 0.0
		for range 60 {
			d := steady(p, &m, outdoor(36, 0.3), 1, 1)
			peak = max(peak, d.ServerInletAirDegC)
			if d.HeatLimit == 0 {
				t.Fatalf("%s: shut down at %g degC", a.name, d.ServerInletAirDegC)
			}
		}
		t.Logf("%s: peak %.1f degC", a.name, peak)
		if d := steady(p, &m, outdoor(36, 0.3), 1, 600); d.HeatLimit != 1 {
			t.Errorf("%s: limit %g after the step", a.name, d.HeatLimit)
		}
	}
}

// climate is a synthetic year of hours: mean, seasonal and daily swing of the dry
// bulb, degC, some weather, and a relative humidity that falls with the day's
// warmth.
func climate(mean, season, day, humidity float64) []psychro.Air {
	air := make([]psychro.Air, 8760)
	for h := range air {
		daily := math.Sin(2 * math.Pi * (float64(h)/24 - 0.4))
		t := mean + season*math.Sin(2*math.Pi*(float64(h)/8760-0.3)) + day*daily + 4*math.Sin(float64(h)*0.013)
		air[h] = *airAt(t, min(max(humidity-0.15*daily+0.1*math.Sin(float64(h)*0.017), 0.1), 1))
	}
	return air
}

// A year of each plant with towers in two climates: shutdowns and throttling stay
// away, water and power are of the size that they must be.
func TestWaterCooledYear(t *testing.T) {
	for _, c := range []struct {
		name string
		year []psychro.Air
	}{{"Paris-like", climate(12, 8, 4, 0.75)}, {"Ashburn-like", climate(13.5, 12, 6, 0.68)}} {
		for _, word := range []string{"chilled-water", "chilled-water-economiser"} {
			p := made(word, "")
			var it, electric, water, compressor, free float64
			m := sim.Minute(0)
			for k := range c.year {
				for range 12 {
					d := steady(p, &m, &loop.Outdoor{Air: &c.year[k]}, 0.85, 1)
					it += 0.85 * airHall.DesignITMW
					electric += d.ElectricMW
					compressor += d.CompressorMW
					water += d.WaterKgPerS
					if centralOf(p).Now == loop.CentralFree {
						free++
					}
					if d.HeatLimit < 1 {
						t.Fatalf("%s, %s: hour %d throttles", c.name, word, k)
					}
				}
			}
			pue, wue := 1+electric/it, 3.6*water/it
			t.Logf("%s, %s: cooling PUE %.4f (compressors %.4f), WUE %.3f L/kWh, free cooling %.0f %%", c.name, word, pue, compressor/it, wue, 100*free/float64(m))
			if !(pue > 1.01 && pue < 1.4 && wue > 0.5 && wue < 3) {
				t.Errorf("%s, %s: PUE %g, WUE %g", c.name, word, pue, wue)
			}
		}
	}
}
