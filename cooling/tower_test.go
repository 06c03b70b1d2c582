package cooling

import (
	"bufio"
	"compress/gzip"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"caloduc/cooling/psychro"

	"pgregory.net/rapid"
)

// chicagoPa is the standard pressure at Chicago O'Hare (205 m), where the truth
// comes from.
const chicagoPa = 98886

// energyPlusTower is the tower of the truth, sized by EnergyPlus's rules from a
// nominal capacity of 20,312 W: 1.25 times that is rejected at design.
func energyPlusTower(t testing.TB) MerkelTower {
	tower, err := TowerDesign{WaterKgPerS: 1.089, AirM3PerS: 0.56124, DryBulbDegC: 35, WetBulbDegC: 25.6,
		RangeK: 5.5, ApproachK: 3.9, PressurePa: chicagoPa}.Size()
	if err != nil {
		t.Fatal(err)
	}
	return tower
}

// shared finds a file that may not be shipped.
func shared(t testing.TB, name string) string {
	if dir := os.Getenv("CALODUC_SHARED"); dir != "" {
		return filepath.Join(dir, name)
	}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		path := filepath.Join(dir, "..", "shared", name)
		if _, err := os.Stat(path); err == nil {
			return path
		}
		if dir == filepath.Dir(dir) {
			t.Skipf("needs %s: set CALODUC_SHARED", name)
		}
	}
}

// TestMerkelAgainstEnergyPlus compares with a day of EnergyPlus 9.2's
// CoolingTower:VariableSpeed:Merkel, minute by minute (Modelica Buildings
// Library, Resources/Data/Fluid/HeatExchangers/CoolingTowers/Validation/
// MerkelEnergyPlus).
func TestMerkelAgainstEnergyPlus(t *testing.T) {
	f, err := os.Open(shared(t, "truth/energyplus_merkel_day1.csv.gz"))
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	tower := energyPlusTower(t)
	var n, sum, square, worst, heat, wantHeat, fan, wantFan float64
	lines := bufio.NewScanner(z)
	lines.Scan()
	for lines.Scan() {
		var v [10]float64
		for i, s := range strings.Split(lines.Text(), ",") {
			v[i], _ = strconv.ParseFloat(s, 64)
		}
		if v[5] <= 0 || v[9] < 0.19 {
			continue
		}
		air := psychro.Air{DryBulbDegC: v[1], WetBulbDegC: v[2], PressurePa: chicagoPa,
			HumidityRatio: psychro.HumidityRatioFromWetBulb(v[1], v[2], chicagoPa)}
		out, ok := tower.OutletDegC(&air, v[3], v[5], v[9])
		if !ok {
			t.Fatalf("%g s: search failed", v[0])
		}
		e := out - v[4]
		n, sum, square, worst = n+1, sum+e, square+e*e, max(worst, math.Abs(e))
		heat, wantHeat = heat+(v[3]-out)*v[5]*waterJPerKgK, wantHeat+v[6]
		fan, wantFan = fan+213.27*fanCurve{0.02}.power(v[9]), wantFan+v[7]
	}
	mean := sum / n
	t.Logf("%g minutes: outlet error mean %+.4f K, sd %.4f, worst %.3f; heat %+.3f %%; fan %+.3f %%", n, mean,
		math.Sqrt(square/n-mean*mean), worst, 100*(heat/wantHeat-1), 100*(fan/wantFan-1))
	if n < 500 || !(math.Abs(mean) < 0.05) || !(worst < 0.15) || !(math.Abs(heat/wantHeat-1) < 0.01) || !(math.Abs(fan/wantFan-1) < 0.01) {
		t.Errorf("misses the gate: mean 0.05 K, worst 0.15 K, heat 1 %%, fan 1 %%")
	}
}

// Four minutes of the same output, as printed; dry bulbs are not printed with
// them: air of 60 % relative humidity is as good as any within 0.02 K.
func TestMerkelSampleMinutes(t *testing.T) {
	tower := energyPlusTower(t)
	for _, c := range []struct{ wb, in, flow, y, out, heat, fan float64 }{
		{23.09, 33.25, 1.089, .503, 30.00, 14780, 30.9},
		{23.67, 35.60, 1.089, .734, 30.02, 25390, 87.0},
		{24.05, 36.80, 1.089, .654, 31.22, 25390, 62.9},
		{24.69, 37.18, 1.089, .657, 31.61, 25390, 63.6},
	} {
		db := c.wb + 5
		air := psychro.Air{DryBulbDegC: db, WetBulbDegC: c.wb, PressurePa: chicagoPa,
			HumidityRatio: psychro.HumidityRatioFromWetBulb(db, c.wb, chicagoPa)}
		out, _ := tower.OutletDegC(&air, c.in, c.flow, c.y)
		q, _ := tower.HeatW(&air, c.in, c.flow, c.y)
		t.Logf("outlet %.3f want %.2f, heat %.0f want %.0f", out, c.out, q, c.heat)
		if math.Abs(out-c.out) > 0.15 {
			t.Errorf("outlet %.3f, want %.2f", out, c.out)
		}
		near(t, "heat", q, c.heat, 0.02)
		near(t, "fan", 213.27*fanCurve{0.02}.power(c.y), c.fan, 0.005)
	}
}

// Design values of the same tower (NTU and Z printed with it).
func TestTowerSizing(t *testing.T) {
	tower := energyPlusTower(t)
	t.Logf("UA %.1f W/K", tower.UAWPerK)
	air := psychro.Air{DryBulbDegC: 35, WetBulbDegC: 25.6, PressurePa: chicagoPa, HumidityRatio: psychro.HumidityRatioFromWetBulb(35, 25.6, chicagoPa)}
	// Design conditions give the design heat but for the water correction, 1.0039.
	tower.UAWPerK /= TowerUAOfWater(1)
	out, ok := tower.OutletDegC(&air, 35, 1.089, 1)
	if !ok || math.Abs(out-29.5) > 1e-9 {
		t.Errorf("design outlet %.9f, want 29.5", out)
	}
	if _, err := (TowerDesign{WaterKgPerS: 10, AirM3PerS: 1, DryBulbDegC: 35, WetBulbDegC: 25, RangeK: 8, ApproachK: 2, PressurePa: 101325}).Size(); err == nil {
		t.Error("a tower whose air cannot take the heat was sized")
	}
	if y, reached, ok := tower.FanShare(&air, 35, 1.089, 30.5); !reached || !ok {
		t.Error("no fan speed for an easy set point")
	} else if out, _ := tower.OutletDegC(&air, 35, 1.089, y); math.Abs(out-30.5) > 1e-9 {
		t.Errorf("fan share %g gives %g, want 30.5", y, out)
	}
}

func TestTowerCorrectionsAreSmooth(t *testing.T) {
	for _, c := range []struct {
		f func(float64) float64
		x float64
	}{{TowerUAOfAir, 0.2}, {TowerUAOfAir, 1}, {TowerUAOfWater, 0.3}, {TowerUAOfWater, 1}} {
		const h = 1e-6
		if math.Abs(c.f(c.x+h)-c.f(c.x-h)) > 1e-5 {
			t.Errorf("jump at %g", c.x)
		}
		left, right := (c.f(c.x)-c.f(c.x-h))/h, (c.f(c.x+h)-c.f(c.x))/h
		if math.Abs(left-right) > 1e-3 {
			t.Errorf("slope jumps from %g to %g at %g", left, right, c.x)
		}
	}
	near(t, "tangent at no air", TowerUAOfAir(0), 0.012, 1e-12)
}

// drawTowerAir draws outdoor air with the given span of wet bulb.
func drawTowerAir(t *rapid.T) psychro.Air {
	wb := rapid.Float64Range(-30, 35).Draw(t, "wet bulb")
	db := wb + rapid.Float64Range(0, 1).Draw(t, "spread")*max(0, min(20, 0.6*(wb+32)))
	w := psychro.HumidityRatioFromWetBulb(db, wb, 101325)
	if math.IsNaN(w) {
		db, w = wb, psychro.SaturationHumidityRatio(wb, 101325)
	}
	return psychro.Air{DryBulbDegC: db, WetBulbDegC: wb, HumidityRatio: w, PressurePa: 101325}
}

func TestMerkelIsMonotone(t *testing.T) {
	tower := energyPlusTower(t)
	rapid.Check(t, func(t *rapid.T) {
		air := drawTowerAir(t)
		in := air.WetBulbDegC + rapid.Float64Range(1, 25).Draw(t, "lift")
		flow := 1.089 * rapid.Float64Range(0.3, 1.2).Draw(t, "flow")
		y := rapid.Float64Range(0.1, 0.95).Draw(t, "fan")
		out, ok := tower.OutletDegC(&air, in, flow, y)
		if !ok || !(out > air.WetBulbDegC && out < in) {
			t.Fatalf("outlet %g between wet bulb %g and inlet %g", out, air.WetBulbDegC, in)
		}
		if more, _ := tower.OutletDegC(&air, in, flow, y+0.05); !(more < out) {
			t.Fatalf("more air: %g, less %g", more, out)
		}
		if hot, _ := tower.OutletDegC(&air, in+0.5, flow, y); !(hot > out) {
			t.Fatalf("warmer water in: %g, else %g", hot, out)
		}
		// Warmer wet bulb at equal density and flow: the wick's step at 0 degC and the
		// corrections' clamp lie between points that are apart.
		warm := air
		warm.WetBulbDegC += 0.5
		if air.WetBulbDegC < in-1.5 {
			if w, _ := tower.OutletDegC(&warm, in, flow, y); !(w > out) {
				t.Fatalf("warmer wet bulb: %g, else %g", w, out)
			}
		}
	})
}
