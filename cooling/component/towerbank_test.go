package component

import (
	"math"
	"testing"

	"caloduc/cooling/psychro"

	"pgregory.net/rapid"
)

// bankTower is a tower of 10 MW at sea level.
func bankTower(t testing.TB) MerkelTower {
	const wb, db, flow = 24.0, 32.0, 478.5
	tower, err := TowerDesign{WaterKgPerS: flow, AirM3PerS: TowerAirM3PerS(flow, 1.2, db, wb, 101325), DryBulbDegC: db, WetBulbDegC: wb,
		RangeK: 5, ApproachK: 4, PressurePa: 101325}.Size()
	if err != nil {
		t.Fatal(err)
	}
	return tower
}

func newTestBank(t testing.TB) TowerBank {
	return NewTowerBank(bankTower(t), FanCurve{}, 60e3, 0.2, 0.1, 101325)
}

func TestSaturatedAirTable(t *testing.T) {
	for _, p := range []float64{101325, 83000, 65000} {
		s := newSaturatedAir(p)
		worst := 0.0
		for x := -45.0; x <= 75; x += 0.0137 {
			worst = max(worst, math.Abs(s.tempDegC(SaturatedAirJPerKg(x, p))-x))
		}
		if worst > 5e-5 {
			t.Errorf("%g Pa: worst error %.2g K", p, worst)
		}
		t.Logf("%g Pa: worst error %.2g K", p, worst)
	}
	if h := SaturatedAirJPerKg(20, 101325); math.Abs(SaturatedAirTempDegC(h, 101325)-20) > 1e-9 {
		t.Error("inverse of saturated enthalpy")
	}
}

// The bank holds what MerkelTower says, within 1e-4.
func TestTowerBankAgainstEquations(t *testing.T) {
	b := newTestBank(t)
	rapid.Check(t, func(t *rapid.T) {
		air := drawTowerAir(t)
		in := air.WetBulbDegC + rapid.Float64Range(0.5, 25).Draw(t, "lift")
		flow := b.Tower.WaterKgPerS * rapid.Float64Range(0.3, 1.2).Draw(t, "flow")
		b.Enter(&air, flow, 1)
		b.Air = rapid.Float64Range(0.1, 1).Draw(t, "warm start")
		b.HeatW = rapid.Float64Range(0, 1e7).Draw(t, "last heat")
		b.perW = rapid.Float64Range(0, 1e-7).Draw(t, "slope")
		b.Mode = rapid.IntRange(0, 4).Draw(t, "last mode")
		b.GWPerK = rapid.Float64Range(0, 1e7).Draw(t, "last conductance")
		want := rapid.OneOf(rapid.Just(0.0), rapid.Float64Range(1, 3e7)).Draw(t, "heat")
		b.Carry(in, want)
		full := b.Tower.HeatW(&air, in, flow, 1)
		still := b.Tower.HeatW(&air, in, flow, b.Free)
		at := b.Tower.HeatW(&air, in, flow, b.Air)
		switch {
		case want > full*1.0002:
			if b.Mode != TowerSaturated || math.Abs(b.HeatW-full) > 1e-4*full {
				t.Fatalf("full speed carries %g W in mode %d, equation %g", b.HeatW, b.Mode, full)
			}
		case want < still*0.9998:
			if b.HeatW != want || b.FanPowerW != 0 || (want > 0 && (b.Air != b.Free || b.Mode != TowerBypass)) {
				t.Fatalf("bypass: %+v", b)
			}
		case want > still*1.0002 && want < full*0.9998:
			if b.HeatW != want || math.Abs(at-want) > 2e-4*want {
				t.Fatalf("air flow %g carries %g W by the equation, want %g", b.Air, at, want)
			}
		}
		if math.IsNaN(b.HeatW+b.GWPerK+b.FanPowerW+b.Speed+b.Air) || b.FanPowerW < 0 || b.FanPowerW > b.FanW*(1+1e-12) {
			t.Fatalf("%+v", b)
		}
		// Water's loss is the air's gain, by the state of the air that leaves.
		if b.Mode != TowerOff && b.Mode != TowerBypass {
			out := b.saturated.tempDegC(b.at.EnthalpyJPerKg + b.HeatW/b.airKgPerS())
			w := b.humidity + EvaporatedKgPerS(b.saturated.tempDegC, b.airKgPerS(), b.at.EnthalpyJPerKg, b.humidity, b.HeatW)/b.airKgPerS()
			gain := b.airKgPerS() * (psychro.EnthalpyJPerKg(out, w) - b.at.EnthalpyJPerKg)
			if math.Abs(gain-b.HeatW) > 1e-12*(b.HeatW+b.airKgPerS()*math.Abs(b.at.EnthalpyJPerKg)) {
				t.Fatalf("water gives %g W, air gains %g W", b.HeatW, gain)
			}
			if ws := psychro.SaturationHumidityRatio(out, 101325); math.Abs(w/ws-1) > 1e-4 {
				t.Fatalf("leaving air at %g degC holds %g, saturated %g", out, w, ws)
			}
		}
	})
	if b.Failures != 0 {
		t.Errorf("%d searches ran into the limit", b.Failures)
	}
}

// More heat takes more fan power; a warmer wet bulb takes more for equal heat.
func TestTowerBankFans(t *testing.T) {
	fresh := newTestBank(t)
	rapid.Check(t, func(t *rapid.T) {
		b := fresh
		air := drawTowerAir(t)
		in := air.WetBulbDegC + rapid.Float64Range(3, 25).Draw(t, "lift")
		heat := rapid.Float64Range(1e5, 1.2e7).Draw(t, "heat")
		b.Enter(&air, 478.5, 1)
		b.Carry(in, heat)
		fans := b.FanPowerW
		b.Carry(in, heat*1.02)
		if b.FanPowerW < fans*(1-1e-3) {
			t.Fatalf("fans %g W, with more heat %g W", fans, b.FanPowerW)
		}
		air.WetBulbDegC += 0.5
		b.Enter(&air, 478.5, 1)
		b.Carry(in, heat)
		if b.FanPowerW < fans*(1-1e-3) && b.Mode != TowerOff {
			t.Fatalf("fans %g W, with a warmer wet bulb %g W", fans, b.FanPowerW)
		}
	})
}

// Half of the cells carry less than all, and their fans draw at most half.
func TestTowerBankCells(t *testing.T) {
	b := newTestBank(t)
	air := airAt(25, 0.6)
	b.Enter(air, 478.5, 1)
	b.Carry(33, 1e9)
	all := b.HeatW
	b.Enter(air, 478.5, 0.5)
	b.Carry(33, 1e9)
	if !(b.HeatW < all && b.HeatW > 0.4*all) || b.FanPowerW != 30e3 {
		t.Errorf("half of the cells carry %g W of %g W with %g W of fans", b.HeatW, all, b.FanPowerW)
	}
}

// Cycling fans are taken at their mean air flow: heat differs from that of a
// true alternation between still air and least speed by less than 5 %.
func TestTowerCyclingByMeanAirFlow(t *testing.T) {
	tower := bankTower(t)
	for _, wb := range []float64{-20, -5, 5, 15, 25} {
		air := psychro.Air{DryBulbDegC: wb + 1, WetBulbDegC: wb, HumidityRatio: psychro.HumidityRatioFromWetBulb(wb+1, wb, 101325), PressurePa: 101325}
		still := tower.HeatW(&air, wb+10, 478.5, 0.1)
		least := tower.HeatW(&air, wb+10, 478.5, 0.2)
		mean := tower.HeatW(&air, wb+10, 478.5, 0.15)
		near(t, "mean air flow", mean, 0.5*(still+least), 0.05)
	}
}

// swing goes up and down between -1 and 1 by 0.001 a minute.
func swing(i int) float64 { return math.Abs(float64(i&4095)-2048)/1024 - 1 }

func benchmarkTower(b *testing.B, heat float64, wb func(i int) float64) {
	bank := newTestBank(b)
	air := *airAt(18, 0.6)
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		air.WetBulbDegC = wb(i)
		bank.Enter(&air, 478.5, 1)
		bank.Carry(28, heat)
		sinkW = bank.HeatW
	}
}

var sinkW float64

func BenchmarkTowerBuild(b *testing.B) {
	for i := 0; i < b.N; i++ {
		newTestBank(b)
	}
}

func BenchmarkTowerSteady(b *testing.B) {
	benchmarkTower(b, 8e6, func(i int) float64 { return 14 })
}

func BenchmarkTowerDrifting(b *testing.B) {
	benchmarkTower(b, 8e6, func(i int) float64 { return 14 + 4*swing(6*i) })
}

func BenchmarkTowerCycling(b *testing.B) {
	benchmarkTower(b, 3e6, func(i int) float64 { return 4 + 4*swing(6*i) })
}

func BenchmarkTowerSaturated(b *testing.B) {
	benchmarkTower(b, 2e7, func(i int) float64 { return 14 + 4*swing(6*i) })
}

func BenchmarkTowerWater(b *testing.B) {
	bank := newTestBank(b)
	l := TowerWater{Drift: 8e-5, Cycles: 4}
	bank.Enter(airAt(18, 0.6), 478.5, 1)
	bank.Carry(28, 8e6)
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		u := l.Of(&bank, 8e6-float64(i&7), 26)
		sinkW = u.Drawn
	}
}

// From any warm start the searches end on the equations' own solution, in a cell
// that has just changed its size as well: a slope taken elsewhere is not trusted.
func TestTowerBankFromAnyStart(t *testing.T) {
	whole := newTestBank(t)
	rapid.Check(t, func(t *rapid.T) {
		b := whole
		air := drawTowerAir(t)
		flow := b.Tower.WaterKgPerS * rapid.Float64Range(0.3, 1.2).Draw(t, "flow")
		b.Enter(&air, flow, 1)
		in := air.WetBulbDegC + rapid.Float64Range(0.5, 25).Draw(t, "lift")
		full := b.Tower.HeatW(&air, in, flow, 1)
		// A minute of other weather and load.
		b.Carry(in, full*rapid.Float64Range(0.05, 1.2).Draw(t, "first"))
		b.drift = rapid.Float64Range(-0.01, 0.01).Draw(t, "drift")
		other := drawTowerAir(t)
		in = other.WetBulbDegC + rapid.Float64Range(0.5, 25).Draw(t, "lift then")
		b.Enter(&other, flow, 1)
		full = b.Tower.HeatW(&other, in, flow, 1)
		still := b.Tower.HeatW(&other, in, flow, b.Free)
		want := full * rapid.Float64Range(0.05, 1.2).Draw(t, "then")
		b.Carry(in, want)
		at := b.Tower.HeatW(&other, in, flow, b.Air)
		switch {
		case want > full*1.0002:
			if math.Abs(b.HeatW-full) > 1e-4*full {
				t.Fatalf("full speed carries %g W, equation %g", b.HeatW, full)
			}
		case want > still*1.0002 && want < full*0.9998:
			if math.Abs(at-want) > 2e-4*want {
				t.Fatalf("air flow %g carries %g W by the equation, want %g", b.Air, at, want)
			}
		}
	})
}
