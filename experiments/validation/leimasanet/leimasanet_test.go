package leimasanet

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"caloduc/cooling/component"
	"caloduc/cooling/psychro"

	"pgregory.net/rapid"
)

// shared returns the folder of reference data: CALODUC_SHARED, or the sibling
// "shared" of the repository's root.
func shared(t *testing.T) string {
	t.Helper()
	if dir := os.Getenv("CALODUC_SHARED"); dir != "" {
		return dir
	}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if filepath.Dir(dir) == dir {
			t.Skip("no repository above the test")
		}
		dir = filepath.Dir(dir)
	}
	dir = filepath.Join(filepath.Dir(dir), "shared")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no shared folder beside the repository: set CALODUC_SHARED")
	}
	return dir
}

func climates(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(shared(t), "data", "weather", "lei_zones")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no climates of the zones: %v", err)
	}
	return dir
}

// fifth is every fifth hour of a zone's year: all hours of the day in turn.
func fifth(t *testing.T, dir, zone string) []Hour {
	t.Helper()
	year, err := ReadClimate(ZoneFile(dir, zone))
	if err != nil {
		t.Fatal(err)
	}
	thin := make([]Hour, 0, len(year)/5+1)
	for i := 0; i < len(year); i += 5 {
		thin = append(thin, year[i])
	}
	return thin
}

// TestGate is the demand: 150 samples, both large-scale systems, every zone.
func TestGate(t *testing.T) {
	rows, err := compare(climates(t), []Case{LargeAirEconomiser, LargeWaterEconomiser}, 150, testing.Verbose())
	if err != nil {
		t.Fatal(err)
	}
	for i := range rows {
		r := &rows[i]
		if !r.passes() {
			t.Errorf("case %d, zone %s: PUE off by %+.4f, WUE by %+.1f %%", r.Case, r.Zone, r.worstPUE(), 100*r.worstWUE())
		}
	}
	if testing.Verbose() {
		if err := writeTable(os.Stdout, rows); err != nil {
			t.Fatal(err)
		}
	}
}

// TestConverged shows that the gate is not met by a lucky number of samples: many
// over every fifth hour.
func TestConverged(t *testing.T) {
	dir := climates(t)
	if testing.Short() {
		t.Skip("thousands of samples")
	}
	for _, zone := range Zones {
		year := fifth(t, dir, zone)
		for _, x := range []struct {
			c       Case
			samples int
		}{{LargeAirEconomiser, 4000}, {LargeWaterEconomiser, 500}} {
			r := comparison{Zone: zone, Case: x.c}
			r.Published, _ = Find(zone, x.c)
			var err error
			if r.Simulated, err = Evaluate(year, x.c, x.samples, Options{}); err != nil {
				t.Fatal(err)
			}
			t.Logf("case %d, zone %s: PUE %+.4f, WUE %+.1f %%", x.c, zone, r.worstPUE(), 100*r.worstWUE())
			if !r.passes() {
				t.Errorf("case %d, zone %s: PUE off by %+.4f, WUE by %+.1f %%", x.c, zone, r.worstPUE(), 100*r.worstWUE())
			}
		}
	}
}

// TestSideBySide evaluates the eight cases without a gate over every fifth hour
// and asks only what any reading must give.
func TestSideBySide(t *testing.T) {
	dir := climates(t)
	for _, zone := range Zones {
		year := fifth(t, dir, zone)
		for _, c := range Cases[2:] {
			s, err := Evaluate(year, c, 50, Options{})
			if err != nil {
				t.Fatal(err)
			}
			p, _ := Find(zone, c)
			t.Logf("case %d, zone %s: PUE %.3f to %.3f (published %.3f to %.3f), WUE %.3f to %.3f (%.3f to %.3f)", c, zone,
				s.PUE.P5, s.PUE.P95, p.PUE.P5, p.PUE.P95, s.WUE.P5, s.WUE.P95, p.WUE.P5, p.WUE.P95)
			if !(s.PUE.P5 > 1 && s.PUE.P95 > s.PUE.P5 && s.WUE.P5 >= 0 && s.WUE.P95 > s.WUE.P5) {
				t.Errorf("case %d, zone %s: %+v", c, zone, s)
			}
		}
	}
}

// TestEarlierRanges checks the diagnosis of what is left in case 1: with the
// ranges of 2020 it all but goes away.
func TestEarlierRanges(t *testing.T) {
	dir := climates(t)
	for _, zone := range Zones {
		r := comparison{Zone: zone, Case: LargeAirEconomiser}
		r.Published, _ = Find(zone, r.Case)
		var err error
		if r.Simulated, err = Evaluate(fifth(t, dir, zone), r.Case, 500, Options{Ranges2020: true}); err != nil {
			t.Fatal(err)
		}
		t.Logf("zone %s: PUE %+.4f", zone, r.worstPUE())
		if math.Abs(r.worstPUE()) > 0.02 {
			t.Errorf("zone %s: PUE off by %+.4f", zone, r.worstPUE())
		}
	}
}

// TestResults holds the embedded results against the file of published numbers.
func TestResults(t *testing.T) {
	path := filepath.Join(shared(t), "truth", "lei_masanet_2022.csv")
	f, err := os.Open(path)
	if err != nil {
		t.Skipf("no published numbers: %v", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, row := range rows[1:] {
		c, _ := strconv.Atoi(row[1])
		p, ok := Find(row[0], Case(c))
		if !ok {
			t.Fatalf("no result for case %s, zone %s", row[1], row[0])
		}
		pue, wue := p.PUE.P5, p.WUE.P5
		if row[4] == "95th" {
			pue, wue = p.PUE.P95, p.WUE.P95
		}
		if got := fmt.Sprintf("%.4f,%.4f", pue, wue); got != row[5]+","+row[6] {
			t.Errorf("case %s, zone %s, %s: embedded %s, published %s,%s", row[1], row[0], row[4], got, row[5], row[6])
		}
		seen++
	}
	if want := 2 * len(Results); seen != want || len(Results) != len(Zones)*len(Cases) {
		t.Errorf("%d published numbers for %d results", seen, want)
	}
}

// TestWorkedExample is the example of the authors' program (demo.ipynb of
// robVerce/datacenter_pue, PUE_WUE_WE_Chiller_Colo): PUE 1.339161 and 1.339352 in
// two runs, which differ by a humidity drawn at random, WUE 2.417390.
func TestWorkedExample(t *testing.T) {
	h := NewHour(psychro.FromRelHumidity(9, .10, 101325))
	pue, wue := Annual([]Hour{h}, MidWaterEconomiser, &worked, Options{})
	if pue < 1.339161-2e-4 || pue > 1.339352+2e-4 {
		t.Errorf("PUE %.6f, want 1.339161 to 1.339352", pue)
	}
	if math.Abs(wue/2.417390377-1) > 3e-5 {
		t.Errorf("WUE %.6f, want 2.417390", wue)
	}
}

// worked is the sample of that example.
var worked = Sample{
	UPSEfficiency: .894746094, DistributionLoss: .0284082031, Lighting: .0472167969,
	DryBulbLowDegC: 15.4423828, DryBulbHighDegC: 28.7041016, DewPointLowDegC: -11.1123047, DewPointHighDegC: 16.7460938,
	RelHumidityLow: .260351562, RelHumidityHigh: .718554688,
	SensibleHeatRatio: .951835937, CoilEffectiveness: .690283203,
	AirRangeK: 9.49707031, FacilityRangeK: 6.91894531, TowerRangeK: 5.09960938,
	FanPressurePa: 650.488281, FanEfficiency: .613867188, TowerFanPressurePa: 395.898438, TowerFanEfficiency: .611914063,
	HumidifierPressurePa: 6418945.31, HumidifierEfficiency: .650976563,
	ChilledPumpPressurePa: 171884.552, ChilledPumpEfficiency: .745117188,
	TowerPumpPressurePa: 246235.102, TowerPumpEfficiency: .708007812,
	EconomiserPumpPressurePa: 156284.191, EconomiserPumpEfficiency: .668945312,
	TowerApproachK: 3.35986328, ExchangerApproachK: 2.10712891, LiquidToAir: .272070313,
	Windage: .00293588867, Cycles: 11.1650391, PartLoad: .308984375, COPError: -.091796875,
}

// TestDrawnAsByTheAuthors: their example is the first sample drawn, to what its
// printed pressures and ours are rounded to.
func TestDrawnAsByTheAuthors(t *testing.T) {
	first := Draw(MidWaterEconomiser, 1, Options{})[0]
	for i := range Parameters {
		p := &Parameters[i]
		if got, want := *p.Of(&first), *p.Of(&worked); math.Abs(got/want-1) > 1e-4 {
			t.Errorf("%s: %v, the authors have %v", p.Name, got, want)
		}
	}
}

func TestSaturatedExit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		air := psychro.FromRelHumidity(rapid.Float64Range(-30, 45).Draw(t, "dry bulb"), rapid.Float64Range(.05, 1).Draw(t, "humidity"), rapid.Float64Range(80e3, 103e3).Draw(t, "pressure"))
		q := rapid.Float64Range(5e3, 80e3).Draw(t, "heat")
		h := component.SaturatedAirJPerKg(air.WetBulbDegC, air.PressurePa)
		want := component.EvaporatedKgPerS(func(h float64) float64 { return component.SaturatedAirTempDegC(h, air.PressurePa) }, 1, h, air.HumidityRatio, q)
		got := SaturatedExitKg(h, air.HumidityRatio, q, air.WetBulbDegC+4, air.PressurePa)
		if math.Abs(got-want) > 1e-5*(want+air.HumidityRatio) { // the table of saturation is within 2e-6
			t.Fatalf("%+v and %g J/kg: %g, the cooling package has %g", air, q, got, want)
		}
	})
}

// TestEveryHour draws hours and samples over their whole ranges.
func TestEveryHour(t *testing.T) {
	drawn := map[Case][]Sample{}
	for _, c := range Cases {
		drawn[c] = Draw(c, 50, Options{})
	}
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(Cases).Draw(t, "case")
		s := rapid.SampledFrom(drawn[c]).Draw(t, "sample")
		o := Options{Tower: rapid.SampledFrom([]TowerModel{Published, AllHeat, SaturatedExit}).Draw(t, "tower")}
		h := NewHour(psychro.FromRelHumidity(rapid.Float64Range(-30, 48).Draw(t, "dry bulb"), rapid.Float64Range(.05, 1).Draw(t, "humidity"), rapid.Float64Range(80e3, 103e3).Draw(t, "pressure")))
		r := newRoom(c, &s, o)
		p, w := r.hour(&h)
		for _, x := range []float64{p.UPS, p.Distribution, p.Lighting, p.HallFans, p.Humidifier, p.EconomiserPump, p.ChilledPump, p.Compressor, p.TowerPump, p.TowerFans, w.Humidified, w.Evaporated, w.Windage, w.Blowdown} {
			if !(x >= 0 && x < 5) {
				t.Fatalf("%+v %+v", p, w)
			}
		}
		if w.Evaporated == 0 {
			return
		}
		// Water leaves as vapour or is drained so that salts keep to their limit.
		if out := w.Windage + w.Blowdown; out < w.Evaporated/(s.Cycles-1)*(1-1e-12) {
			t.Fatalf("%g kg/J leave with the salts of %g", out, w.Evaporated)
		}
		if o.Tower == AllHeat {
			heat := (r.heat/s.SensibleHeatRatio + p.Compressor) / component.LatentHeatJPerKg(h.WetBulbDegC+s.TowerApproachK+s.TowerRangeK/2)
			if math.Abs(w.Evaporated/heat-1) > 1e-12 {
				t.Fatalf("evaporated %g, want %g", w.Evaporated, heat)
			}
		}
	})
}

func TestEconomiserShare(t *testing.T) {
	for _, x := range []struct{ cold, want float64 }{{10, 1}, {20, 1}, {22.5, .75}, {30, 0}, {35, 0}} {
		if got := EconomiserShare(20, 30, x.cold); math.Abs(got-x.want) > 1e-12 {
			t.Errorf("water of %g degC: share %g, want %g", x.cold, got, x.want)
		}
	}
}

func TestDrawsWithinTheRanges(t *testing.T) {
	const n = 1024
	for _, c := range Cases {
		samples := Draw(c, n, Options{})
		for i := range Parameters {
			p := &Parameters[i]
			r := p.For(c, Options{})
			var bins [8]int
			for j := range samples {
				u := (*p.Of(&samples[j]) - r.Min) / (r.Max - r.Min)
				if !(u >= 0 && u < 1) {
					t.Fatalf("case %d, %s: %v", c, p.Name, *p.Of(&samples[j]))
				}
				bins[int(u*8)]++
			}
			for k, m := range bins { // two stretches of a balanced sequence
				if m < n/8-2 || m > n/8+2 {
					t.Fatalf("case %d, %s: %d samples in eighth %d", c, p.Name, m, k)
				}
			}
		}
	}
}

func TestBand(t *testing.T) {
	v := make([]float64, 101)
	for i := range v {
		v[i] = float64(100 - i)
	}
	if got := band(v); got != (Band{5, 95}) {
		t.Errorf("band of 0 to 100: %v", got)
	}
}

func TestRefusals(t *testing.T) {
	if _, err := Run(filepath.Join(t.TempDir(), "none.csv"), 1, 10, Options{}); err == nil {
		t.Error("no file, no error")
	}
	path := filepath.Join(t.TempDir(), "zone.csv")
	for _, text := range []string{"hour,t\n0,1\n", "hour,drybulb_degC,rh_pct,pressure_Pa\n0,x,50,101325\n", "hour,drybulb_degC,rh_pct,pressure_Pa\n0,20,150,101325\n"} {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Run(path, 1, 10, Options{}); err == nil {
			t.Errorf("%q was read", text)
		}
	}
	hour := []Hour{NewHour(psychro.FromRelHumidity(20, .5, 101325))}
	if _, err := Evaluate(hour, 12, 10, Options{}); err == nil {
		t.Error("case 12 was evaluated")
	}
	if _, err := Evaluate(hour, 1, 1, Options{}); err == nil {
		t.Error("one sample gave percentiles")
	}
}

func BenchmarkHour(b *testing.B) {
	h := NewHour(psychro.FromRelHumidity(22, .5, 101325))
	for _, c := range []Case{LargeAirEconomiser, LargeWaterEconomiser} {
		s := Draw(c, 2, Options{})[0]
		r := newRoom(c, &s, Options{})
		b.Run(fmt.Sprintf("case %d", c), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r.hour(&h)
			}
		})
	}
}
