package cooling

import (
	"math"
	"testing"

	"caloduc/cooling/loop"
	"caloduc/cooling/psychro"
	"caloduc/sim"
)

// liquidYear is a year of hourly air with seasons, days and nights.
func liquidYear() []psychro.Air {
	air := make([]psychro.Air, 8761)
	for h := range air {
		t := 12 + 9*math.Sin(2*math.Pi*(float64(h)/8760-0.3)) + 5*math.Sin(2*math.Pi*(float64(h)/24-0.4)) + 4*math.Sin(float64(h)*0.013)
		air[h] = *outdoor(t, 0.7-0.012*(t-12)).Air
	}
	return air
}

// benchmarkLiquid steps a plant through a year; its load is worked out before, so that
// what is timed is the plant and the interpolation of its air.
func benchmarkLiquid(b *testing.B, p *joined) {
	hours, loads := liquidYear(), make([]float64, 4096)
	for i := range loads {
		loads[i] = 0.85 + 0.03*math.Sin(float64(i)/9) + 0.01*float64(i%5)/5
	}
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

func BenchmarkDirectLiquidDry(b *testing.B) { benchmarkLiquid(b, liquidDry(b, "")) }
func BenchmarkDirectLiquidTower(b *testing.B) {
	benchmarkLiquid(b, build(b, liquidTowerSpec(false), paris, liquidHall))
}
func BenchmarkDirectLiquidTrim(b *testing.B) {
	benchmarkLiquid(b, build(b, liquidTowerSpec(true), paris, liquidHall))
}

// Steady load: what a long training job makes.
func BenchmarkDirectLiquidDrySteady(b *testing.B) {
	p, out := liquidDry(b, ""), outdoor(18, 0.6)
	load := loop.Load{ITMW: 45, RoomHeatMW: 1.4}
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		out.Air.DryBulbDegC = 18 + 1e-3*float64(i&1023)
		p.Step(0, out, load)
	}
}

// Minutes with units lacking: a CDU, a pump, a dry cooler, a fan, a chiller.
func BenchmarkDirectLiquidDryLacking(b *testing.B) {
	p := liquidDry(b, "")
	for _, bank := range p.Banks {
		p.Shift(bank, &bank.Broken, bank.Installed-int(0.8*bank.Needed))
	}
	if p.Least == 1 {
		b.Fatal("nothing lacks")
	}
	benchmarkLiquid(b, p)
}
