package loop

import (
	"math"
	"testing"

	"caloduc/cooling/component"
	"caloduc/cooling/psychro"
	"caloduc/sim/param"

	"pgregory.net/rapid"
)

var towerSite = Site{PressurePa: 101325, DesignDryBulbDegC: 38, DesignWetBulbDegC: 24}

func defaultTowers() TowerSpec {
	var s TowerSpec
	s.Params(new(param.Set))
	return s
}

func TestTowerSpecBuilds(t *testing.T) {
	s := defaultTowers()
	for _, model := range []string{TowerMerkel, TowerYork} {
		s.Model = model
		b, w, flow, err := s.build(towerSite, 50e6, false)
		if err != nil {
			t.Fatal(err)
		}
		air := psychro.Air{DryBulbDegC: 38, WetBulbDegC: 24, HumidityRatio: psychro.HumidityRatioFromWetBulb(38, 24, 101325), PressurePa: 101325}
		b.Enter(&air, flow, 1)
		b.Carry(33, 60e6)
		near(t, model+": heat at design", b.HeatW, 50e6, 0.002)
		near(t, "fans", b.FanPowerW, flow/1.2*psychro.VolumeM3PerKg(38, air.HumidityRatio, 101325)*200/0.75, 1e-9)
		u := w.Of(&b, b.HeatW, 30.5)
		near(t, "drift", u.Drift, 8e-5*flow, 1e-12)
		near(t, "drawn", u.Drawn, 1.5*u.Evaporated, 1e-12) // three cycles
		near(t, "evaporated in dry air, L/kWh", u.Evaporated/b.HeatW*3.6e6, 1.93, 0.01)
	}
	s.ApproachK, s.LiquidToGas = 1, 4
	if _, _, _, err := s.build(towerSite, 50e6, false); err == nil {
		t.Error("a tower with too little air was sized")
	}
}

// Range and approach by YorkApproachK add up to the lift where the bank ends.
func TestYorkBank(t *testing.T) {
	s := defaultTowers()
	s.Model = TowerYork
	b, _, flow, err := s.build(towerSite, 50e6, false)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		air := drawTowerAir(t)
		in := air.WetBulbDegC + rapid.Float64Range(1, 30).Draw(t, "lift")
		b.Enter(&air, flow, 1)
		want := rapid.Float64Range(0, 8e7).Draw(t, "heat")
		b.Carry(in, want)
		if math.IsNaN(b.HeatW+b.GWPerK+b.FanPowerW+b.Air) || b.HeatW > want || b.Air > 1 || (want > 0 && b.Air < b.Free) {
			t.Fatalf("%+v", b)
		}
		if b.Mode == component.TowerModulating && b.HeatW != want {
			t.Fatalf("%g W of %g", b.HeatW, want)
		}
		rangeK, fraction := b.HeatW*b.PerCw, flow/b.YorkKgPerS
		if rangeK <= 0 || rangeK >= component.YorkRange.Max || b.Air < b.Least || fraction/b.Air > component.YorkLiquidToGas.Max || b.Mode < component.TowerModulating {
			return
		}
		approach := component.YorkApproachK(component.YorkWetBulb.Clamp(air.WetBulbDegC), rangeK, fraction/b.Air)
		if component.YorkApproach.Contains(approach) && math.Abs(rangeK+approach-(in-air.WetBulbDegC)) > 1e-6 {
			t.Fatalf("range %g and approach %g miss the lift %g", rangeK, approach, in-air.WetBulbDegC)
		}
	})
}

// Followed minute by minute, the bank stays within 1e-4 of the equation.
func TestTowerBankTracks(t *testing.T) {
	b := newTestBank(t)
	worst, n := 0.0, 0
	for m := range 20000 {
		x := float64(m)
		db := 12 + 10*math.Sin(x*2*math.Pi/1440)
		air := psychro.FromRelHumidity(db, 0.6+0.2*math.Sin(x*0.003), 101325)
		b.Enter(&air, 478.5, 1)
		in := 27 + 2*math.Sin(x*0.01)
		want := 7e6 + 3e6*math.Sin(x*0.0007) + 2e4*math.Sin(x)
		b.Carry(in, want)
		q := b.Tower.HeatW(&air, in, 478.5, b.Air)
		if b.Mode != component.TowerBypass {
			worst = max(worst, math.Abs(q/b.HeatW-1))
			n++
		}
	}
	t.Logf("worst %.2g in %d minutes", worst, n)
	if worst > 1e-4 || n < 15000 || b.Failures > 0 {
		t.Errorf("worst error %.2g in %d minutes, %d failures", worst, n, b.Failures)
	}
}

func BenchmarkTowerYork(b *testing.B) {
	s := defaultTowers()
	s.Model = TowerYork
	bank, _, flow, err := s.build(towerSite, 50e6, false)
	if err != nil {
		b.Fatal(err)
	}
	air := *airAt(18, 0.6)
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		air.WetBulbDegC = 14 + 1e-3*float64(i&1023)
		bank.Enter(&air, flow, 1)
		bank.Carry(26, 3e7)
		sinkW = bank.HeatW
	}
}
