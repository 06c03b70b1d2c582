package cooling

import (
	"context"
	"fmt"
	"math"
	"testing"
	"time"

	"caloduc/cooling/failure"
	"caloduc/cooling/loop"
	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/record"

	"pgregory.net/rapid"
)

// riverFailing are the halls of a plant whose units fail: with cold plates, and
// without.
var riverFailing = []struct {
	hall loop.Hall
	text string
}{{riverLiquidHall, "liquid_trim_share = 0.3\n"}, {riverAirHall, ""}}

func riverEngine(t testing.TB, years int) *sim.Engine {
	t.Helper()
	cal, err := sim.NewCalendar(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), years, "Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	return sim.NewEngine(cal, 0)
}

// riverStaged runs a plant from two hours before to three hours after 14:00 UTC of
// 15 July at full load within its own heat limit; each sees the minutes after it.
func riverStaged(t *testing.T, p Plant, h loop.Hall, out *loop.Outdoor, each func(m int, d *loop.Duty)) {
	t.Helper()
	e := riverEngine(t, 1)
	p.Start(e, "H1", sim.Streams{Seed: 1})
	noon := 195*sim.Day + 14*sim.Hour
	err := e.Run(context.Background(), noon+3*sim.Hour, func() string { return "plant" }, func(m sim.Minute) error {
		if m >= noon-2*sim.Hour {
			riverSteady(p, &m, out, h, 1, 1)
			each(int(m-1-noon), p.Duty())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Every kind of unit, all of them lost on a day on which they are needed:
// temperatures rise over minutes, servers are throttled no sooner than their limit is
// passed, and after the repair all comes back.
func TestRiverUnitsLost(t *testing.T) {
	for _, f := range riverFailing {
		for _, b := range riverBuild(t, riverSpec(t, f.text), riverSite, f.hall).Banks {
			t.Run(f.hall.Name+" "+b.Kind.Word, func(t *testing.T) { riverLose(t, f.hall, f.text, b.Kind.Word) })
		}
	}
}

func riverLose(t *testing.T, h loop.Hall, text, word string) {
	p := riverBuild(t, riverSpec(t, text+fmt.Sprintf("random_failures = false\nevent = [{what = %q, at = \"2027-07-15T16:00\", for_min = 15, units = 999}]", word)), riverSite, h)
	out := riverAt(22, 36, 0.3)
	if word == "chiller" || word == "liquid-chiller" {
		out = riverAt(26, 36, 0.3)
	}
	limits := func(d *loop.Duty) bool { // passed
		return d.ServerInletAirDegC > h.MaxInletAirDegC || d.LiquidSupplyDegC > h.MaxLiquidSupplyDegC
	}
	var before loop.Duty
	hottest := func(d *loop.Duty) float64 {
		x := d.ServerInletAirDegC - before.ServerInletAirDegC
		if !math.IsNaN(d.LiquidSupplyDegC) {
			x = max(x, d.LiquidSupplyDegC-before.LiquidSupplyDegC)
		}
		return x
	}
	var rises []float64
	passed := false
	riverStaged(t, p, h, out, func(m int, d *loop.Duty) {
		if m == -1 {
			before = *d
		}
		if m < 0 {
			return
		}
		rises = append(rises, hottest(d))
		if passed = passed || limits(d); d.HeatLimit < 1 && !passed {
			t.Errorf("minute %d: limit %g at %g and %g degC", m, d.HeatLimit, d.ServerInletAirDegC, d.LiquidSupplyDegC)
		}
		if r := riverResidualMW(p); math.Abs(r) > 1e-10*h.DesignITMW {
			t.Fatalf("minute %d: heat residual %g MW", m, r)
		}
	})
	if before.HeatLimit != 1 || limits(&before) {
		t.Fatalf("before: %+v", before)
	}
	peak, at := 0.0, 0
	for m, x := range rises {
		if x > peak {
			peak, at = x, m
		}
	}
	after := hottest(p.Duty())
	t.Logf("%s: %.1f K in the first minute, peak %.1f K in minute %d, %.3f K at the end", word, rises[0], peak, at, after)
	if b := p.Bank(word); b.Short != 15 || b.Share != 1 {
		t.Errorf("%d minutes short", b.Short)
	}
	if word == "liquid-chiller" {
		return // river water carries what these leave
	}
	// Without fans servers breathe what they warm at once, without chilled water air that
	// is not cooled, in which they shut down.
	sudden := word == "fan" || word == "pump" && p.liquid == nil
	if peak < 1 || !sudden && (at < 1 || rises[0] > 0.8*peak) {
		t.Errorf("no rise over minutes: %.3g", rises[:min(10, len(rises))])
	}
	if math.Abs(after) > 0.2 || p.Duty().HeatLimit != 1 {
		t.Errorf("%g K and a limit of %g after the repair", after, p.Duty().HeatLimit)
	}
}

// One unit of N+1 lost changes nothing, byte for byte; one of N does, where units
// are needed.
func TestRiverStandby(t *testing.T) {
	p := riverSite.Complete().PressurePa
	air := psychro.FromHumidityRatio(41, psychro.HumidityRatioFromWetBulb(41, 25, p), p)
	for _, f := range riverFailing {
		run := func(text string) (sum float64) {
			p := riverBuild(t, riverSpec(t, f.text+"random_failures = false\n"+text), riverSite, f.hall)
			riverStaged(t, p, f.hall, &loop.Outdoor{Air: &air, RiverDegC: 26}, func(_ int, d *loop.Duty) { sum += d.ElectricMW + d.ServerInletAirDegC + d.HeatLimit })
			return sum
		}
		whole := run("")
		for _, b := range riverBuild(t, riverSpec(t, f.text), riverSite, f.hall).Banks {
			event := fmt.Sprintf("event = [{what = %q, at = \"2027-07-15T16:00\", for_min = 30}]\n", b.Kind.Word)
			if got := run(event); got != whole {
				t.Errorf("%s: one %s of N+1 lost gives %v, not %v", f.hall.Name, b.Kind.Word, got, whole)
			}
			if got := run(event + "units." + b.Kind.Key + ".redundancy = \"N\""); got == whole && b.Kind != &failure.ExchangerUnits && b.Kind != &failure.LiquidChillerUnits {
				t.Errorf("%s: one %s of N lost changes nothing", f.hall.Name, b.Kind.Word)
			}
		}
	}
}

// Facility pumps, intake pumps and exchangers are listed once and act on both circuits
// alike.
func TestRiverWorksAreShared(t *testing.T) {
	p := riverBuild(t, riverSpec(t, "liquid_trim_share = 0.3"), riverSite, riverLiquidHall)
	seen := map[*failure.Kind]int{}
	for _, b := range p.Banks {
		seen[b.Kind]++
		if b.Kind == &failure.PumpUnits || b.Kind == &failure.IntakeUnits || b.Kind == &failure.ExchangerUnits {
			p.Shift(b, &b.Broken, b.Installed-1)
		}
	}
	for _, k := range []*failure.Kind{&failure.PumpUnits, &failure.IntakeUnits, &failure.ExchangerUnits, &failure.CDUUnits, &failure.FanUnits, &failure.AirChillerUnits, &failure.LiquidChillerUnits} {
		if seen[k] != 1 {
			t.Errorf("%s is listed %d times", k.Word, seen[k])
		}
	}
	if len(seen) != 7 {
		t.Errorf("%d kinds", len(seen))
	}
	for _, k := range riverSinks(p) {
		if k.Loop.Pumps.Share != 1./3 || k.Intake != 0.5 || k.Plate.Share != 0.5 {
			t.Errorf("pumps %g, intake %g, exchangers %g in service", k.Loop.Pumps.Share, k.Intake, k.Plate.Share)
		}
	}
}

// Whatever units lack, whatever the weather and load: balances close, nothing is
// negative or NaN.
func TestRiverBalancesWithFailures(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.SampledFrom(riverFailing).Draw(t, "plant")
		built, err := riverSpec(nil, f.text).Build(riverSite, f.hall)
		if err != nil {
			t.Fatal(err)
		}
		p := built.(*joined)
		m := sim.Minute(0)
		for range 10 {
			for _, b := range p.Banks {
				out := rapid.SampledFrom([]int{0, 0, 0, 1, b.Installed / 2, b.Installed - 1, b.Installed}).Draw(t, "out")
				p.Shift(b, &b.Broken, out-b.Broken)
			}
			for range 8 {
				p.Step(m, riverWeather(t), riverLoad(t, f.hall))
				m++
				d := p.Duty()
				riverCheck(t, d, f.hall.DesignITMW)
				// Loops that boil in this test store far more than they carry.
				if r := riverResidualMW(p); !(math.Abs(r) < 1e-10*f.hall.DesignITMW*(1+math.Abs(d.ServerInletAirDegC)/100)) {
					t.Fatalf("heat residual %g MW", r)
				}
			}
		}
	})
}

// With the defaults five years see failures, hardly a loss of capacity, and no
// throttling.
func TestRiverDefaultsBearFailures(t *testing.T) {
	for _, f := range riverFailing {
		p := riverBuild(t, riverSpec(t, f.text), riverSite, f.hall)
		e := riverEngine(t, 5)
		p.Start(e, "H1", sim.Streams{Seed: 5})
		out, throttled, failed := riverAt(math.NaN(), 30, 0.4), 0, int64(0)
		err := e.Run(context.Background(), e.Calendar().End(), func() string { return "test" }, func(m sim.Minute) error {
			if m%61 == 0 || p.Lacking {
				p.Step(m, out, loop.Load{ITMW: f.hall.DesignITMW, RoomHeatMW: f.hall.DesignRoomHeatMW})
				if p.Duty().HeatLimit < 1 {
					throttled++
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range p.Banks {
			failed += b.Failed
			t.Logf("%s: %d %s, %d failures, %d minutes short", f.hall.Name, b.Installed, b.Kind.Word, b.Failed, b.Short)
			if float64(b.Short) > 0.002*float64(e.Calendar().End()) {
				t.Errorf("%s: %s short for %d minutes", f.hall.Name, b.Kind.Word, b.Short)
			}
		}
		if throttled != 0 || failed < 20 {
			t.Errorf("%s: %d minutes throttled, %d failures", f.hall.Name, throttled, failed)
		}
	}
}

// The plant declares its units' counters, each under a name of its own.
func TestRiverDeclaresItsUnits(t *testing.T) {
	for _, f := range riverFailing {
		reg := record.NewRegistry()
		riverBuild(t, riverSpec(t, f.text), riverSite, f.hall).Declare(reg.Root())
		if _, ok := reg.ByName("capacity_in_service"); !ok {
			t.Errorf("%s: no capacity_in_service", f.hall.Name)
		}
	}
}
