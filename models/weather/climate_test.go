package weather

import (
	"bytes"
	"flag"
	"fmt"
	gofmt "go/format"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"caloduc/cooling/psychro"
	"caloduc/sim"
)

// TestWarming: the dry bulb rises by the rate, and what is to stay constant
// does.
func TestWarming(t *testing.T) {
	cal := calendar(t, "2026-01-01", 1)
	from := cal.Start().AddDate(-20, 0, 0)
	warm := func(keep string) *Spec {
		return paris(func(s *Spec) { s.WarmingKPerDecade, s.WarmingFrom, s.WarmingHumidity = 0.5, from, keep })
	}
	plain := newSystem(t, cal, 0, paris(nil))
	wet := newSystem(t, cal, 0, warm(keepRelHumidity))
	dry := newSystem(t, cal, 0, warm(keepDewPoint))
	for m := sim.Minute(0); m < 30*sim.Day; m += 60 {
		plain.Step(m)
		wet.Step(m)
		dry.Step(m)
		want := 0.5 * float64(m-cal.MinuteOf(from)) / minutesPerDecade
		if d := wet.Air(0).DryBulbDegC - plain.Air(0).DryBulbDegC; math.Abs(d-want) > 1e-9 {
			t.Fatalf("minute %d: %.6f K of warming, want %.6f", m, d, want)
		}
		if d := wet.sites[0].now.relHumidity - plain.sites[0].now.relHumidity; math.Abs(d) > 1e-12 {
			t.Fatalf("minute %d: relative humidity moved by %g", m, d)
		}
		if d := dry.Air(0).HumidityRatio/plain.Air(0).HumidityRatio - 1; math.Abs(d) > 1e-5 {
			t.Fatalf("minute %d: humidity ratio moved by %g under a constant dew point", m, d)
		}
	}
	if wet.Air(0).WetBulbDegC <= dry.Air(0).WetBulbDegC {
		t.Error("constant relative humidity must warm the wet bulb more than constant dew point")
	}
}

// TestAltitude: a place above the generator's site is colder by the lapse rate
// and has the standard pressure of its altitude.
func TestAltitude(t *testing.T) {
	cal := calendar(t, "2026-01-01", 1)
	_, _, z, _ := SiteInfo("Paris")
	low, high := newSystem(t, cal, 0, paris(nil)), newSystem(t, cal, 0, paris(func(s *Spec) { s.AltitudeM = z + 1000 }))
	low.Step(0)
	high.Step(0)
	if d := low.Air(0).DryBulbDegC - high.Air(0).DryBulbDegC; math.Abs(d-6.5) > 1e-9 {
		t.Errorf("1000 m up is %.3f K colder, want 6.5", d)
	}
	if got, want := high.Air(0).PressurePa, psychro.PressureAtAltitudePa(z+1000); math.Abs(got/want-1) > 1e-9 {
		t.Errorf("pressure %g Pa, want %g", got, want)
	}
}

// TestRiver compares the stepwise river with the closed form under a constant
// and with the known response to a slow sine: amplitude slope/√(1+(ωτ)²), delay
// atan(ωτ)/ω.
func TestRiver(t *testing.T) {
	spec := paris(nil)
	w := &site{spec: spec}
	w.ahead = state{air: psychro.Air{DryBulbDegC: 20}, riverDegC: 8}
	for range 100 {
		w.arrive(0, Hour{DryBulbDegC: 20, RelHumidity: 0.5, PressurePa: 1e5}, false)
	}
	want := RiverAfterDegC(8, EquilibriumRiverDegC(20, 5, 0.75), 100, 5)
	if math.Abs(w.ahead.riverDegC-want) > 1e-9 {
		t.Errorf("after 100 h at 20 degC %.6f, want %.6f", w.ahead.riverDegC, want)
	}
	const period = 365 * 24.0
	omega := 2 * math.Pi / period
	most, at := -1.0, 0
	for h := range 3 * 365 * 24 {
		w.arrive(0, Hour{DryBulbDegC: 12 + 8*math.Sin(omega*float64(h)), RelHumidity: 0.5, PressurePa: 1e5}, false)
		if h > 2*365*24 && w.ahead.riverDegC > most {
			most, at = w.ahead.riverDegC, h
		}
	}
	tau := 24 * w.spec.River.ResponseD
	if want := 14 + 6/math.Hypot(1, omega*tau); math.Abs(most-want) > 1e-3 {
		t.Errorf("warmest river %.4f degC, want %.4f", most, want)
	}
	if lag, want := float64(at)-2*period-period/4, math.Atan(omega*tau)/omega; math.Abs(lag-want) > 3 {
		t.Errorf("river lags by %.1f h, want %.1f", lag, want)
	}
	if got := EquilibriumRiverDegC(-20, 5, 0.75); got != 0 {
		t.Errorf("river tends to %g degC in deep frost, want 0", got)
	}
}

// TestReturnValue checks the return-period formula against the headers of EPW
// files, which give mean and deviation to 0.1 K: Orly 2009 and Dallas 2021.
func TestReturnValue(t *testing.T) {
	for _, c := range []struct{ mean, sd, n, sign, want float64 }{
		{34.2, 2.2, 5, 1, 35.8}, {34.2, 2.2, 10, 1, 37.1}, {34.2, 2.2, 20, 1, 38.3}, {34.2, 2.2, 50, 1, 39.9},
		{-8, 3.2, 20, -1, -14.0}, {40.3, 1.8, 20, 1, 43.6}, {-8.1, 1.9, 50, -1, -13.0},
	} {
		got := ReturnValue(c.mean, c.sd, c.n, c.sign)
		if tol := 0.05 + 0.05 + 0.05*2.6; math.Abs(got-c.want) > tol {
			t.Errorf("ReturnValue(%g, %g, %g) = %.2f, header says %g", c.mean, c.sd, c.n, got, c.want)
		}
	}
}

// designOf is the design weather of one place on a day, in an experiment that starts in
// 2026.
func designOf(t testing.TB, day string, s *Spec) Design {
	t.Helper()
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	cal := calendar(t, "2026-01-01", 10)
	d, err := DesignOf(entries(s)[0], cal, cal.MinuteOf(at))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestDesign: a generated site's design values are plausible, stand still with the
// climate of the day for which they are asked, rise with the warming until then, and
// give way to given ones.
func TestDesign(t *testing.T) {
	const start, later = "2026-01-01", "2036-01-01"
	warming := paris(func(s *Spec) { s.WarmingKPerDecade = 0.4 })
	plain, warm := designOf(t, start, paris(nil)), designOf(t, later, warming)
	dry := designOf(t, later, paris(func(s *Spec) { s.WarmingKPerDecade, s.WarmingHumidity = 0.4, keepDewPoint }))
	given := designOf(t, start, paris(func(s *Spec) { s.DesignDryBulbDegC = 41 }))
	t.Logf("Paris: %+v", plain)
	if kept := designOf(t, start, warming); kept != plain {
		t.Errorf("the warming to come sizes what is built at the start: %+v, without %+v", kept, plain)
	}
	if d := warm.DryBulbDegC - plain.DryBulbDegC; math.Abs(d-0.4) > 0.001 {
		t.Errorf("ten years of 0.4 K per decade raise the design dry bulb by %.3f K", d)
	}
	if d := warm.MinDryBulbDegC - plain.MinDryBulbDegC; math.Abs(d-0.4) > 0.001 {
		t.Errorf("and the lowest by %.3f K", d)
	}
	if !(plain.WetBulbDegC < dry.WetBulbDegC && dry.WetBulbDegC < warm.WetBulbDegC && warm.WetBulbDegC < plain.WetBulbDegC+0.5) {
		t.Errorf("design wet bulbs %.2f, constant dew point %.2f, constant relative humidity %.2f", plain.WetBulbDegC, dry.WetBulbDegC, warm.WetBulbDegC)
	}
	if given.DryBulbDegC != 41 || given.WetBulbDegC != plain.WetBulbDegC {
		t.Errorf("given design: %+v", given)
	}
	if !(plain.MinDryBulbDegC < 0 && plain.WetBulbDegC < plain.DryBulbDegC && plain.DryBulbDegC > 30) {
		t.Errorf("implausible: %+v", plain)
	}
}

// An EPW header's 20-year dry bulbs hold where the hours keep within them, move with the
// altitude as the hours do, and give way to hours beyond them.
func TestDesignOfAHeader(t *testing.T) {
	header := func(low, high float64) string {
		return fmt.Sprintf("DESIGN CONDITIONS,1,Test,,Heating,1,Cooling,7,Extremes,9,8,7,-5,34,2,2,-7,36,-8,37,%g,%g,-12,40", low, high)
	}
	course := func(h int) float64 { return 15 + 20*math.Sin(float64(h)/1400) } // from -5 to 35
	for _, c := range []struct {
		name                 string
		low, high, altitudeM float64
		wantLow, wantHigh    float64
		source               string
	}{
		{"header beyond the hours", -10, 38, 100, -10, 38, "header"},
		{"hours beyond the header", -1, 33, 100, -5, 35, "above the 20-year value"},
		{"header moved up", -10, 38, 1100, -16.5, 31.5, "header"},
		{"hours beyond it moved up", -1, 33, 1100, -11.5, 28.5, "above the 20-year value"},
	} {
		text := strings.Replace(epwText(0, course), "DESIGN CONDITIONS,0", header(c.low, c.high), 1)
		r, err := Read("test.epw", []byte(text), Options{Format: FormatAuto, AltitudeM: c.altitudeM})
		if err != nil {
			t.Fatal(err)
		}
		x := r.extremes()
		if math.Abs(x.dryBulb-c.wantHigh) > 1e-3 || math.Abs(x.minDryBulb-c.wantLow) > 1e-3 || !strings.Contains(x.source, c.source) {
			t.Errorf("%s: %.3f to %.3f degC (%s), want %g to %g", c.name, x.minDryBulb, x.dryBulb, x.source, c.wantLow, c.wantHigh)
		}
	}
}

var regen = flag.Bool("regen", false, "write extremes_gen.go anew")

// TestSampled holds the extremes of the embedded sites to what their generators
// give, to the last bit.
func TestSampled(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skip("a processor that rounds a product and a sum at once gives other last bits")
	}
	var b bytes.Buffer
	b.WriteString(`// Code generated by go test ./models/weather -run Sampled -regen; DO NOT EDIT.

package weather

// sampled holds the extremes of the generator's sites, as sampleExtremes finds
// them.
var sampled = map[string]extremes{
`)
	for _, name := range SiteNames() {
		x, err := sampleExtremes(name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "\t%q: {dryBulb: %v, minDryBulb: %v, wetBulb: %v, atWetBulb: %v, pressurePa: %v, source: fromSample},\n",
			name, x.dryBulb, x.minDryBulb, x.wetBulb, x.atWetBulb, x.pressurePa)
	}
	b.WriteString("}\n")
	want, err := gofmt.Source(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	const file = "extremes_gen.go"
	if *regen {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if have, err := os.ReadFile(file); !bytes.Equal(have, want) {
		t.Errorf("%s is not what the generators give (%v): go test ./models/weather -run Sampled -regen", file, err)
	}
}

func BenchmarkSampleExtremes(b *testing.B) {
	for b.Loop() {
		if _, err := sampleExtremes("Paris"); err != nil {
			b.Fatal(err)
		}
	}
}

// sampleExtremes finds the extremes of a site of the generator in 30 generated
// years of a stream of its own. They are always the same: sampled holds them, and
// a test holds it to them.
func sampleExtremes(name string) (extremes, error) {
	g, err := NewGenerator([]string{name}, time.Date(typicalYear, 1, 1, 0, 0, 0, 0, time.UTC), rand.New(rand.NewPCG(20, 30)))
	if err != nil {
		return extremes{}, err
	}
	y := newYearly()
	var out [1]Hour
	for range sampleYears {
		for range hoursPerYear {
			g.Next(out[:])
			y.add(out[0])
		}
		y.end(true)
	}
	x := y.returnValues()
	x.source = fromSample
	return x, nil
}
