package cooling

import (
	"context"
	"math"
	"testing"
	"time"

	"caloduc/sim"
	"caloduc/sim/param"

	"pgregory.net/rapid"
)

func TestInstalled(t *testing.T) {
	for _, c := range []struct {
		needed float64
		word   string
		want   int
	}{{4, "N", 4}, {4, "N+1", 5}, {4, "N+2", 6}, {4, "2N", 8}, {41.2, "N+1", 43}, {41.2, "2N", 84}} {
		if got := Installed(c.needed, c.word); got != c.want {
			t.Errorf("%g needed, %s: %d installed, want %d", c.needed, c.word, got, c.want)
		}
	}
	for _, c := range []struct {
		working int
		needed  float64
		want    float64
	}{{5, 4, 1}, {4, 4, 1}, {3, 4, 0.75}, {0, 4, 0}, {-2, 4, 0}} {
		if got := InService(c.working, c.needed); got != c.want {
			t.Errorf("%d of %g: %g, want %g", c.working, c.needed, got, c.want)
		}
	}
}

// engineFor returns an engine over one year (or more) from minute 0.
func engineFor(t testing.TB, years int) *sim.Engine {
	t.Helper()
	cal, err := sim.NewCalendar(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), years, "Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	return sim.NewEngine(cal, 0)
}

func decodeSpec[S param.Spec](t testing.TB, s S, text string) S {
	t.Helper()
	if _, err := param.Decode("plant.toml", []byte(text), s, nil); err != nil {
		t.Fatal(err)
	}
	return s
}

// The availability of a unit that fails and is repaired for a long time is
// MTBF/(MTBF + repair time), and the share of time with k units of n down is
// binomial: units are independent.
func TestAvailability(t *testing.T) {
	u := UnitsSpec{Redundancy: "N+1", MTBFH: 300, RepairH: 60, RepairSpread: 1, Number: 3}
	b := newUnitBank(&chillerUnits, &u, 0)
	spec := FailureSpec{Random: true}
	served := 0
	f, err := spec.join(func() { served++ }, &b)
	if err != nil {
		t.Fatal(err)
	}
	e := engineFor(t, 100)
	f.Start(e, "H1", sim.Streams{Seed: 1})
	var down [5]float64
	minutes := e.Calendar().End()
	err = e.Run(context.Background(), minutes, func() string { return "test" }, func(sim.Minute) error {
		f.tick()
		down[b.broken]++
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	a := 300.0 / 360
	for k, p := range []float64{math.Pow(a, 4), 4 * math.Pow(a, 3) * (1 - a), 6 * a * a * (1 - a) * (1 - a)} {
		near(t, "share of time", down[k]/float64(minutes), p, 0.03)
	}
	near(t, "failures", float64(b.failed), 4*float64(minutes)/60/360, 0.03)
	near(t, "short", float64(b.short), down[2]+down[3]+down[4], 0)
	if served == 0 || b.installed != 4 {
		t.Errorf("served %d, installed %d", served, b.installed)
	}
}

// A spec of zeros never fails, nor does one that is told not to.
func TestNoFailures(t *testing.T) {
	for _, c := range []struct {
		spec  FailureSpec
		units UnitsSpec
	}{{FailureSpec{Random: true}, UnitsSpec{}}, {FailureSpec{}, UnitsSpec{MTBFH: 1, RepairH: 1, Redundancy: "N"}}} {
		b := newUnitBank(&fanUnits, &c.units, 10)
		f, _ := c.spec.join(func() { t.Error("served") }, &b)
		e := engineFor(t, 1)
		f.Start(e, "H1", sim.Streams{Seed: 1})
		if err := e.Run(context.Background(), sim.Week, func() string { return "" }, func(sim.Minute) error { return nil }); err != nil {
			t.Fatal(err)
		}
		if b.failed != 0 || f.least != 1 {
			t.Errorf("%d failures", b.failed)
		}
	}
}

// With the defaults ten years see failures, hardly a loss of capacity, and no
// throttling.
func TestDefaultsBearFailures(t *testing.T) {
	l := build(t, decodeSpec(t, new(DirectLiquidDrySpec), ""), paris, liquidHall).(*directLiquidDry)
	a := build(t, decodeSpec(t, new(FreeAirSpec), ""), paris, airHall).(*freeAir)
	e := engineFor(t, 10)
	l.Start(e, "H1", sim.Streams{Seed: 3})
	a.Start(e, "H2", sim.Streams{Seed: 3})
	air := outdoor(22, 0.5)
	err := e.Run(context.Background(), e.Calendar().End(), func() string { return "test" }, func(m sim.Minute) error {
		if m%7 == 0 || l.lacking || a.lacking {
			for _, p := range []struct {
				Plant
				h Hall
			}{{l, liquidHall}, {a, airHall}} {
				p.Step(m, air, Load{ITMW: p.h.DesignITMW, RoomHeatMW: p.h.DesignRoomHeatMW})
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []*failures{&l.failures, &a.failures} {
		for _, b := range f.banks {
			t.Logf("%s: %d installed for %.3g, %d failures, %d minutes short", b.kind.word, b.installed, b.needed, b.failed, b.short)
			want := 10 * 8766 / (b.spec.MTBFH + b.spec.RepairH) * float64(b.installed)
			if math.Abs(float64(b.failed)-want) > 4*math.Sqrt(want) {
				t.Errorf("%s: %d failures, want about %.3g", b.kind.word, b.failed, want)
			}
			if float64(b.short) > 0.002*float64(e.Calendar().End()) {
				t.Errorf("%s: short for %d minutes", b.kind.word, b.short)
			}
		}
	}
	if l.throttle.throttled+a.throttle.throttled != 0 {
		t.Errorf("%d and %d minutes throttled", l.throttle.throttled, a.throttle.throttled)
	}
}

// Whatever units lack, whatever the weather and load: balances close, nothing is
// negative or NaN, and temperatures stay finite.
func TestBalancesWithFailures(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		liquid, err := liquidSpec().Build(paris, liquidHall)
		if err != nil {
			t.Fatal(err)
		}
		fs := airSpec()
		fs.MechanicalShare = rapid.SampledFrom([]float64{0, 0.5, 1}).Draw(t, "mechanical")
		fs.ChilledMass = rapid.SampledFrom([]float64{5, 27, 500}).Draw(t, "mass")
		fs.Force = true
		free, err := fs.Build(paris, airHall)
		if err != nil {
			t.Fatal(err)
		}
		l, f := liquid.(*directLiquidDry), free.(*freeAir)
		for range 12 {
			for _, fails := range []*failures{&l.failures, &f.failures} {
				for _, b := range fails.banks {
					out := rapid.SampledFrom([]int{0, 0, 0, 1, b.installed / 2, b.installed}).Draw(t, "out")
					fails.shift(b, &b.broken, out-b.broken)
				}
			}
			for range 8 {
				air := drawWeather(t)
				l.Step(0, air, drawLoad(t, liquidHall))
				f.Step(0, air, drawLoad(t, airHall))
				checkDuty(t, l.Duty(), liquidHall.DesignITMW)
				checkDuty(t, f.Duty(), airHall.DesignITMW)
				// Loops that boil in this test store up to 1e5 MJ: rounding goes with it.
				if r := l.heatResidualMW(); math.Abs(r) > 1e-10*liquidHall.DesignITMW*(1+math.Abs(l.t1)/100) {
					t.Fatalf("liquid: heat residual %g MW: %+v", r, l.rec)
				}
				if r := f.heatResidualMW(); math.Abs(r) > 1e-10*airHall.DesignITMW {
					t.Fatalf("air: heat residual %g MW: mode %g", r, f.air.mode)
				}
				if x := l.t1 + l.t2 + l.supplyDegC + f.air.returnDegC + f.air.failing.waterDegC; math.IsNaN(x) || math.IsInf(x, 0) {
					t.Fatalf("temperatures %+v", l.rec)
				}
			}
		}
	})
}

// Minutes with units lacking: a chiller, a CDU, a pump, a dry cooler and a fan.
func benchmarkLacking(b *testing.B, p Plant, f *failures, h Hall) {
	for _, bank := range f.banks {
		f.shift(bank, &bank.broken, 1)
	}
	if f.least == 1 {
		b.Fatal("nothing lacks")
	}
	benchmarkYear(b, p, h)
}

func BenchmarkDirectLiquidDryLacking(b *testing.B) {
	p := buildLiquid(b)
	benchmarkLacking(b, p, &p.failures, liquidHall)
}

func BenchmarkFreeAirLacking(b *testing.B) {
	p := buildAir(b)
	benchmarkLacking(b, p, &p.failures, airHall)
}
