package weather_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"caloduc/cooling/psychro"
	"caloduc/models/weather"
	"caloduc/models/weather/normals"
)

var generatorStart = time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)

func newGenerator(t testing.TB, sites []string, start time.Time, seed uint64) *weather.Generator {
	t.Helper()
	g, err := weather.NewGenerator(sites, start, rand.New(rand.NewPCG(seed, 7)))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// collect gathers the normals of generated years, in days of each site's own
// time, with a wet bulb every seventh hour, which meets all hours of the day.
func collect(t testing.TB, sites []string, years int, seed uint64) []*normals.Collector {
	g := newGenerator(t, sites, generatorStart, seed)
	out := make([]*normals.Collector, len(sites))
	offset := make([]int64, len(sites))
	for i, name := range sites {
		c, _ := weather.ClimateOf(name)
		out[i], offset[i] = normals.NewCollector(psychro.PressureAtAltitudePa(c.ElevationM), 7), int64(c.OffsetHours)
	}
	hours := make([]weather.Hour, len(sites))
	days := make([]struct{ temp, rh [24]float64 }, len(sites))
	first := generatorStart.Unix() / 3600
	for h := first; h < generatorStart.AddDate(years, 0, 0).Unix()/3600; h++ {
		g.Next(hours)
		for i := range hours {
			d, local := &days[i], h+offset[i]
			d.temp[local%24], d.rh[local%24] = hours[i].DryBulbDegC, hours[i].RelHumidity
			if local%24 == 23 && h >= first+24 {
				out[i].Add(local/24, &d.temp, &d.rh)
			}
		}
	}
	return out
}

// TestGeneratorMeetsRecords holds 300 generated years of the sites fitted
// jointly against the statistics of the records they were fitted to.
func TestGeneratorMeetsRecords(t *testing.T) {
	t.Parallel()
	var sites []string
	for _, name := range weather.SiteNames() {
		if c, _ := weather.ClimateOf(name); c.Joint {
			sites = append(sites, name)
		}
	}
	made := collect(t, sites, 300, 1)
	for i, name := range sites {
		t.Run(name, func(t *testing.T) {
			have := made[i].Normals()
			checkNormals(t, recordOf(t, name), have)
			if most := recordOf(t, name).MaxDegC + 6.5; have.MaxDegC > most {
				t.Errorf("the greatest of 300 years is %.1f degC, above %.1f", have.MaxDegC, most)
			}
		})
	}
	for _, p := range normals.Correlations {
		a, b := slices.Index(sites, p.A), slices.Index(sites, p.B)
		r, _ := normals.Correlation(made[a].Anomalies(), made[b].Anomalies())
		t.Logf("daily anomalies of %s and %s: %.3f, record %.3f", p.A, p.B, r, p.Correlation)
		within(t, "correlation of "+p.A+" and "+p.B, r, p.Correlation, 0.07)
	}
}

// TestGeneratorMeetsOtherRecords is TestGeneratorMeetsRecords over 100 years for
// the sites that draw alone. Most of them have a typical year for a record.
func TestGeneratorMeetsOtherRecords(t *testing.T) {
	t.Parallel()
	var sites []string
	for _, name := range weather.SiteNames() {
		if c, _ := weather.ClimateOf(name); !c.Joint {
			sites = append(sites, name)
		}
	}
	for i, c := range collect(t, sites, 100, 2) {
		t.Run(sites[i], func(t *testing.T) { checkNormals(t, recordOf(t, sites[i]), c.Normals()) })
	}
}

// recordOf returns the statistics of a site's record.
func recordOf(t *testing.T, site string) normals.Normals {
	t.Helper()
	for _, r := range normals.Records {
		if r.Site == site {
			return r.Normals
		}
	}
	t.Fatalf("no record of %s", site)
	return normals.Normals{}
}

// checkNormals compares the normals of generated years with a record's.
func checkNormals(t *testing.T, want, have normals.Normals) {
	t.Helper()
	normals.Compare(t.Output(), want, have)
	within(t, "annual mean", have.MeanDegC, want.MeanDegC, 0.2)
	for m := range want.MonthDegC {
		within(t, time.Month(m+1).String()+" mean", have.MonthDegC[m], want.MonthDegC[m], 0.5)
		within(t, time.Month(m+1).String()+" relative humidity", have.MonthRelHumidity[m], want.MonthRelHumidity[m], 0.05)
	}
	within(t, "standard deviation of days", have.DaySDK/want.DaySDK, 1, 0.1)
	within(t, "lag-1 correlation of days", have.DayLag1/want.DayLag1, 1, 0.1)
	within(t, "hour-to-hour change", math.Sqrt((1-have.HourLag1)/(1-want.HourLag1)), 1, 0.2)
	within(t, "mean daily range", mean12(have.MonthRangeK), mean12(want.MonthRangeK), 0.5)
	within(t, "99.6 % dry bulb", have.DryBulb996DegC, want.DryBulb996DegC, 1)
	within(t, "99 % wet bulb", have.WetBulb99DegC, want.WetBulb99DegC, 1)
	within(t, "hours below a wet bulb of 10 degC", have.HoursWetBulbUnder10, want.HoursWetBulbUnder10, 0.08*want.HoursWetBulbUnder10)
	within(t, "hours below a wet bulb of 18 degC", have.HoursWetBulbUnder18, want.HoursWetBulbUnder18, 0.08*want.HoursWetBulbUnder18)
	within(t, "hours of dew points above 10 degC", have.DewPointOver10, want.DewPointOver10, 0.01)
	within(t, "hours of dew points above 15 degC", have.DewPointOver15, want.DewPointOver15, 0.01)
	within(t, "hours of dew points above 20 degC", have.DewPointOver20, want.DewPointOver20, 0.01)
	if have.MinRelHumidity < 0.05-1e-9 {
		t.Errorf("relative humidity down to %.4f", have.MinRelHumidity)
	}
}

func within(t *testing.T, what string, have, want, tol float64) {
	t.Helper()
	if !(math.Abs(have-want) <= tol) {
		t.Errorf("%s: %.4g, record %.4g, apart by %+.3g, more than %.3g", what, have, want, have-want, tol)
	}
}

func mean12(x [12]float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v / 12
	}
	return sum
}

// TestGeneratorIsPhysical: over ten years of all sites every hour is air, and no
// hour jumps from the one before.
func TestGeneratorIsPhysical(t *testing.T) {
	sites := weather.SiteNames()
	g := newGenerator(t, sites, generatorStart, 3)
	hours, last := make([]weather.Hour, len(sites)), make([]weather.Hour, len(sites))
	for n := range 10 * 8766 {
		g.Next(hours)
		for i, h := range hours {
			if !(h.DryBulbDegC > -60 && h.DryBulbDegC < 60 && h.RelHumidity >= 0.05-1e-9 && h.RelHumidity <= 1 && h.PressurePa > 9e4 && h.PressurePa < 1.02e5) {
				t.Fatalf("%s, hour %d: %+v", sites[i], n, h)
			}
			if step := math.Abs(h.DryBulbDegC - last[i].DryBulbDegC); n > 0 && step > 14 {
				t.Fatalf("%s, hour %d: a step of %.1f K", sites[i], n, step)
			}
		}
		copy(last, hours)
	}
}

// TestGeneratorSitesAreTheirOwn: a site's weather does not depend on the sites
// asked for with it, nor on their order.
func TestGeneratorSitesAreTheirOwn(t *testing.T) {
	all := weather.SiteNames()
	together := newGenerator(t, all, generatorStart, 5)
	var alone []*weather.Generator
	for _, name := range all {
		alone = append(alone, newGenerator(t, []string{name}, generatorStart, 5))
	}
	few := []string{all[len(all)-1], "Marseille", "Paris", "Marseille"}
	mixed := newGenerator(t, few, generatorStart, 5)
	a, b, c := make([]weather.Hour, len(all)), make([]weather.Hour, 1), make([]weather.Hour, len(few))
	for n := range 24 * 40 {
		together.Next(a)
		mixed.Next(c)
		for i := range all {
			alone[i].Next(b)
			if a[i] != b[0] {
				t.Fatalf("%s, hour %d: %+v together, %+v alone", all[i], n, a[i], b[0])
			}
			for k, name := range few {
				if name == all[i] && c[k] != a[i] {
					t.Fatalf("%s, hour %d: %+v among few, %+v among all", name, n, c[k], a[i])
				}
			}
		}
	}
}

// TestGeneratorRepeats: the same seed gives the same weather, another one other.
func TestGeneratorRepeats(t *testing.T) {
	sites := []string{"Lyon", "Ashburn"}
	a, b, c := newGenerator(t, sites, generatorStart, 1), newGenerator(t, sites, generatorStart, 1), newGenerator(t, sites, generatorStart, 2)
	x, y, z := make([]weather.Hour, 2), make([]weather.Hour, 2), make([]weather.Hour, 2)
	for range 500 {
		a.Next(x)
		b.Next(y)
		c.Next(z)
		if !slices.Equal(x, y) || x[0] == z[0] || x[1] == z[1] {
			t.Fatalf("%v, %v with the same seed; %v with another", x, y, z)
		}
	}
}

// TestGeneratorRefuses: unknown sites and times within the hour are errors.
func TestGeneratorRefuses(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	if _, err := weather.NewGenerator([]string{"Atlantis"}, generatorStart, rng); err == nil {
		t.Error("an unknown site is accepted")
	}
	if _, err := weather.NewGenerator([]string{"Paris"}, generatorStart.Add(time.Minute), rng); err == nil {
		t.Error("a start within the hour is accepted")
	}
	if _, _, _, ok := weather.SiteInfo("Atlantis"); ok {
		t.Error("SiteInfo knows Atlantis")
	}
}

// TestClimatesAreSmall: every site has at most 150 fitted numbers and names its
// record.
func TestClimatesAreSmall(t *testing.T) {
	for _, name := range weather.SiteNames() {
		c, _ := weather.ClimateOf(name)
		if n := c.Numbers(); n > 150 {
			t.Errorf("%s has %d fitted numbers", name, n)
		}
		if c.Record == "" {
			t.Errorf("%s names no record", name)
		}
	}
}

// TestDayCurveKeepsMeans: the curve has every day's mean and no step at the
// midnights.
func TestDayCurveKeepsMeans(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	days := [5]float64{1, 5, -3, 2, 4}
	var last float64
	for n := range 200 {
		var hours [24]float64
		weather.DayCurve(&days, &hours)
		sum := 0.0
		for _, v := range hours {
			sum += v / 24
		}
		if math.Abs(sum-days[2]) > 1e-12 {
			t.Fatalf("mean %g, want %g", sum, days[2])
		}
		if step := math.Abs(hours[0] - last); n > 0 && step > 3 {
			t.Fatalf("a step of %g at midnight", step)
		}
		last = hours[23]
		copy(days[:], days[1:])
		days[4] = 3 * rng.NormFloat64()
	}
}

// BenchmarkGeneratorNext measures an hour of all embedded sites.
func BenchmarkGeneratorNext(b *testing.B) {
	benchmarkGenerator(b, weather.SiteNames())
}

// BenchmarkGeneratorNextParis measures an hour of one site.
func BenchmarkGeneratorNextParis(b *testing.B) {
	benchmarkGenerator(b, []string{"Paris"})
}

func benchmarkGenerator(b *testing.B, sites []string) {
	g := newGenerator(b, sites, generatorStart, 1)
	out := make([]weather.Hour, len(sites))
	b.ReportAllocs()
	for b.Loop() {
		g.Next(out)
	}
}
