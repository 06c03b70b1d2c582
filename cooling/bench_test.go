package cooling

import (
	"math"
	"testing"

	"caloduc/cooling/psychro"
	"caloduc/sim"
)

// year is a year of hourly air with seasons, days and nights, at constant dew
// point spread, interpolated to minutes as the weather model does.
func year() []psychro.Air {
	air := make([]psychro.Air, 8761)
	for h := range air {
		t := 12 + 9*math.Sin(2*math.Pi*(float64(h)/8760-0.3)) + 5*math.Sin(2*math.Pi*(float64(h)/24-0.4)) + 4*math.Sin(float64(h)*0.013)
		air[h] = *outdoor(t, 0.7-0.012*(t-12))
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
func benchmarkYear(b *testing.B, p Plant, h Hall) {
	hours, loads := year(), shares()
	b.ReportAllocs()
	b.ResetTimer()
	var air psychro.Air
	for i := 0; i < b.N; i++ {
		k, f := i/60%8760, float64(i%60)/60
		x, y := &hours[k], &hours[k+1]
		air.DryBulbDegC = x.DryBulbDegC + f*(y.DryBulbDegC-x.DryBulbDegC)
		air.WetBulbDegC = x.WetBulbDegC + f*(y.WetBulbDegC-x.WetBulbDegC)
		air.HumidityRatio = x.HumidityRatio + f*(y.HumidityRatio-x.HumidityRatio)
		air.PressurePa = x.PressurePa
		s := loads[i%len(loads)]
		p.Step(sim.Minute(i), &air, Load{ITMW: s * h.DesignITMW, RoomHeatMW: s * h.DesignRoomHeatMW})
	}
}

func BenchmarkDirectLiquidDry(b *testing.B) { benchmarkYear(b, buildLiquid(b), liquidHall) }
func BenchmarkFreeAir(b *testing.B)         { benchmarkYear(b, buildAir(b), airHall) }

// Steady load: what a long training job makes.
func BenchmarkDirectLiquidDrySteady(b *testing.B) {
	p, air := buildLiquid(b), outdoor(18, 0.6)
	load := Load{ITMW: 45, RoomHeatMW: 1.4}
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		air.DryBulbDegC = 18 + 1e-3*float64(i&1023)
		p.Step(0, air, load)
	}
}
