package component

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

// energyPlusTower is the tower of the truth, sized by EnergyPlus's rules from its
// nominal capacity: 1.25 times it is 25.39 kW. The range is then 5.56 K, where the
// printed design says 5.5 K.
func energyPlusTower(t testing.TB) MerkelTower {
	return towerOf(t, NominalTower(25390/1.25, chicagoPa))
}

func sizedTower(t testing.TB, rangeK float64) MerkelTower {
	return towerOf(t, TowerDesign{WaterKgPerS: 1.089, AirM3PerS: 0.56124, DryBulbDegC: 35, WetBulbDegC: 25.6,
		RangeK: rangeK, ApproachK: 9.4 - rangeK, PressurePa: chicagoPa})
}

func towerOf(t testing.TB, d TowerDesign) MerkelTower {
	tower, err := d.Size()
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
// MerkelEnergyPlus). The gate is a mean error of 0.05 K, a worst of 0.15 K and 1 %
// of heat, but for the tower that is sized as EnergyPlus sizes it.
func TestMerkelAgainstEnergyPlus(t *testing.T) {
	rows := merkelTruth(t)
	for _, c := range []struct {
		what               string
		tower              MerkelTower
		mean, worst, share float64
	}{
		{"sized by capacity", energyPlusTower(t), 0.001, 0.011, 0.001},
		{"sized by the printed range", sizedTower(t, 5.5), 0.05, 0.15, 0.01},
	} {
		var n, sum, worst, heat, wantHeat, fan, wantFan float64
		for _, r := range rows {
			air := psychro.Air{DryBulbDegC: r[1], WetBulbDegC: r[2], PressurePa: chicagoPa,
				HumidityRatio: psychro.HumidityRatioFromWetBulb(r[1], r[2], chicagoPa)}
			out := c.tower.OutletDegC(&air, r[3], r[5], r[9])
			n, sum, worst = n+1, sum+out-r[4], max(worst, math.Abs(out-r[4]))
			heat, wantHeat = heat+(r[3]-out)*r[5]*WaterJPerKgK, wantHeat+r[6]
			fan, wantFan = fan+213.27*FanCurve{0.02}.power(r[9]), wantFan+r[7]
		}
		t.Logf("%s: %g minutes, outlet error mean %+.4f K, worst %.3f K; heat %+.3f %%; fan %+.3f %%", c.what, n, sum/n,
			worst, 100*(heat/wantHeat-1), 100*(fan/wantFan-1))
		if n < 500 || !(math.Abs(sum/n) < c.mean) || !(worst < c.worst) || !(math.Abs(heat/wantHeat-1) < c.share) || !(math.Abs(fan/wantFan-1) < 0.001) {
			t.Errorf("%s misses mean %g K, worst %g K, heat %g, fan 0.001", c.what, c.mean, c.worst, c.share)
		}
	}
}

// merkelTruth reads the operating minutes of the truth.
func merkelTruth(t *testing.T) (rows [][10]float64) {
	f, err := os.Open(shared(t, "truth/energyplus_merkel_day1.csv.gz"))
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(z)
	lines.Scan()
	for lines.Scan() {
		var r [10]float64
		for i, s := range strings.Split(lines.Text(), ",") {
			if r[i], err = strconv.ParseFloat(s, 64); err != nil {
				t.Fatal(err)
			}
		}
		if r[5] > 0 && r[9] > 0.19 { // water flows and fans run
			rows = append(rows, r)
		}
	}
	return rows
}

// Four minutes of the same output, as printed; dry bulbs are not printed with
// them, 5 K above the wet bulb is near enough.
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
		out := tower.OutletDegC(&air, c.in, c.flow, c.y)
		q := tower.HeatW(&air, c.in, c.flow, c.y)
		const withinK = 0.03
		if math.Abs(out-c.out) > withinK {
			t.Errorf("outlet %.3f, want %.2f", out, c.out)
		}
		near(t, "heat", q, c.heat, withinK/(c.in-c.out))
		near(t, "fan", 213.27*FanCurve{0.02}.power(c.y), c.fan, 0.005)
	}
}

// At design, the tower gives design heat but for the water flow's correction,
// 1.0039 at design flow.
func TestTowerSizing(t *testing.T) {
	tower := energyPlusTower(t)
	air := psychro.Air{DryBulbDegC: 35, WetBulbDegC: 25.6, PressurePa: chicagoPa, HumidityRatio: psychro.HumidityRatioFromWetBulb(35, 25.6, chicagoPa)}
	tower.UAWPerK /= TowerUAOfWater(1)
	if q := tower.HeatW(&air, 35, tower.WaterKgPerS, 1); math.Abs(q/25390-1) > 1e-9 {
		t.Errorf("design heat %.6f W, want 25390", q)
	}
	if _, err := (TowerDesign{WaterKgPerS: 10, AirM3PerS: 1, DryBulbDegC: 35, WetBulbDegC: 25, RangeK: 8, ApproachK: 2, PressurePa: 101325}).Size(); err == nil {
		t.Error("a tower whose air cannot take the heat was sized")
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

// TestMerkelIsMonotone draws air, water and fans far beyond design. Warmer water
// always gives more heat. It also comes out warmer, up to chordMaxDegC: the
// published model takes the air's specific heat as the chord of saturated
// enthalpy from its wet bulb to where it leaves, which steepens so fast for hot
// water that the effectiveness rises more than the lift falls. Half a kelvin of
// warmer water then comes out up to a few mK colder: from 54 degC of water and a
// lift of 22 K on, with all corrections inside their bounds as well as outside
// (the corrections do not depend on the water's temperature). Towers are no place
// for such water.
func TestMerkelIsMonotone(t *testing.T) {
	const chordMaxDegC = 50
	tower := energyPlusTower(t)
	rapid.Check(t, func(t *rapid.T) {
		air := drawTowerAir(t)
		in := air.WetBulbDegC + rapid.Float64Range(1, 25).Draw(t, "lift")
		flow := 1.089 * rapid.Float64Range(0.3, 1.2).Draw(t, "flow")
		y := rapid.Float64Range(0.1, 0.95).Draw(t, "fan")
		out := tower.OutletDegC(&air, in, flow, y)
		if !(out > air.WetBulbDegC && out < in) {
			t.Fatalf("outlet %g between wet bulb %g and inlet %g", out, air.WetBulbDegC, in)
		}
		if more := tower.OutletDegC(&air, in, flow, y+0.05); !(more < out) {
			t.Fatalf("more air: %g, less %g", more, out)
		}
		hot := tower.OutletDegC(&air, in+0.5, flow, y)
		if !(in+0.5-hot > in-out) {
			t.Fatalf("warmer water gives less heat: it is cooled by %g K, else %g K", in+0.5-hot, in-out)
		}
		if in+0.5 <= chordMaxDegC && !(hot > out) {
			t.Fatalf("warmer water in: %g, else %g", hot, out)
		}
		// Warmer wet bulb at equal density and flow: the wick's step at 0 degC and the
		// corrections' clamp lie between points that are apart.
		warm := air
		warm.WetBulbDegC += 0.5
		if air.WetBulbDegC < in-1.5 {
			if w := tower.OutletDegC(&warm, in, flow, y); !(w > out) {
				t.Fatalf("warmer wet bulb: %g, else %g", w, out)
			}
		}
	})
}

// TestMerkelChord holds the cause: within the bounds of all corrections, hot
// water comes out colder than less hot water, by millikelvins, with more heat.
func TestMerkelChord(t *testing.T) {
	tower := energyPlusTower(t)
	const wb, db, flow = 29, 49, 0.8 * 1.089
	air := psychro.Air{DryBulbDegC: db, WetBulbDegC: wb, PressurePa: 101325, HumidityRatio: psychro.HumidityRatioFromWetBulb(db, wb, 101325)}
	if !towerWetBulb.Contains(tower.WetBulbDegC-wb) || !towerWaterFlow.Contains(flow/tower.WaterKgPerS) || !towerAirFlow.Contains(1) {
		t.Fatal("out of the corrections' bounds")
	}
	less := tower.OutletDegC(&air, 54, flow, 1)
	more := tower.OutletDegC(&air, 54.5, flow, 1)
	if d := more - less; !(d < 0 && d > -0.005) {
		t.Errorf("water of 54 and 54.5 degC comes out %g K apart", d)
	}
}
