package cooling

import (
	"math"
	"testing"

	"caloduc/cooling/loop"
	"caloduc/cooling/psychro"
	"caloduc/sim"
)

// year is a year of hourly air with seasons, days and nights, at constant dew
// point spread, interpolated to minutes as the weather model does.
func year() []psychro.Air {
	air := make([]psychro.Air, 8761)
	for h := range air {
		t := 12 + 9*math.Sin(2*math.Pi*(float64(h)/8760-0.3)) + 5*math.Sin(2*math.Pi*(float64(h)/24-0.4)) + 4*math.Sin(float64(h)*0.013)
		air[h] = *airAt(t, 0.7-0.012*(t-12))
	}
	return air
}

// shares is the load of a run from minute to minute, over design.
func shares() []float64 {
	s := make([]float64, 4096)
	for i := range s {
		s[i] = 0.85 + 0.03*math.Sin(float64(i)/9) + 0.01*float64(i%5)/5
	}
	return s
}

// benchmarkYear steps a plant through a year; its load is worked out before, so
// that what is timed is the plant and the interpolation of its air.
func benchmarkYear(b *testing.B, p *joined) {
	hours, loads := year(), shares()
	b.ReportAllocs()
	b.ResetTimer()
	var air psychro.Air
	out := loop.Outdoor{Air: &air}
	for i := 0; i < b.N; i++ {
		k, f := i/60%8760, float64(i%60)/60
		x, y := &hours[k], &hours[k+1]
		air.DryBulbDegC = x.DryBulbDegC + f*(y.DryBulbDegC-x.DryBulbDegC)
		air.WetBulbDegC = x.WetBulbDegC + f*(y.WetBulbDegC-x.WetBulbDegC)
		air.HumidityRatio = x.HumidityRatio + f*(y.HumidityRatio-x.HumidityRatio)
		air.PressurePa = x.PressurePa
		s := loads[i%len(loads)]
		p.Step(sim.Minute(i), &out, loop.Load{ITMW: s * p.demand.DesignITMW, RoomHeatMW: s * p.demand.DesignRoomHeatMW})
	}
}

func benchmark(b *testing.B, word, keys string) { benchmarkYear(b, made(word, keys)) }

func BenchmarkFreeAir(b *testing.B)                { benchmark(b, "free-air", "") }
func BenchmarkAirCooledNone(b *testing.B)          { benchmark(b, "air-cooled-chiller", "") }
func BenchmarkAirCooledAir(b *testing.B)           { benchmark(b, "air-cooled-chiller", "economiser = \"air\"") }
func BenchmarkChilledWater(b *testing.B)           { benchmark(b, "chilled-water", "") }
func BenchmarkChilledWaterEconomiser(b *testing.B) { benchmark(b, "chilled-water-economiser", "") }
func BenchmarkChilledWaterStorage(b *testing.B)    { benchmark(b, "chilled-water-economiser", withTank) }
func BenchmarkChilledAir(b *testing.B)             { benchmark(b, "chilled-water-air-economiser", "") }
func BenchmarkRearDoors(b *testing.B)              { benchmark(b, "chilled-water-economiser", "rear_doors = true") }
func BenchmarkIndirectAir(b *testing.B)            { benchmark(b, "indirect-free-air", "") }
func BenchmarkDirectExpansion(b *testing.B)        { benchmark(b, "direct-expansion", "") }

// Steady load: what a long training job makes.
func BenchmarkAirCooledSteady(b *testing.B) {
	p, out := made("air-cooled-chiller", ""), outdoor(18, 0.6)
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		out.DryBulbDegC = 18 + 1e-3*float64(i&1023)
		p.Step(sim.Minute(i), out, loop.Load{ITMW: 18, RoomHeatMW: 0.7})
	}
}

// benchmarkLacking is a year with two units of each kind out, one more than stands by.
func benchmarkLacking(b *testing.B, a *airPlant) {
	p := a.of("")
	for _, bank := range p.Banks {
		p.Shift(bank, &bank.Broken, 2)
	}
	if p.Least == 1 {
		b.Fatal("nothing lacks")
	}
	benchmarkYear(b, p)
}

func BenchmarkFreeAirLacking(b *testing.B) { benchmarkLacking(b, &airPlants[0]) }

func BenchmarkLacking(b *testing.B) {
	for i := range airPlants {
		b.Run(airPlants[i].name, func(b *testing.B) { benchmarkLacking(b, &airPlants[i]) })
	}
}
