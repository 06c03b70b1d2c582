package cooling

import (
	"context"
	"fmt"
	"math"
	"testing"

	"caloduc/cooling/failure"
	"caloduc/cooling/loop"
	"caloduc/sim"
	"caloduc/sim/record"

	"pgregory.net/rapid"
)

// Every kind of unit of every plant, all of them lost on a day on which they are
// needed: temperatures rise over minutes, servers are throttled no sooner than
// their limit is passed, and after the repair all comes back.
func TestUnitsLost(t *testing.T) {
	hot, cold := outdoor(36, 0.3), outdoor(10, 0.6)
	for i := range airPlants {
		a := &airPlants[i]
		for _, b := range a.of("").Banks {
			out := hot
			if b.Kind == &failure.ExchangerUnits {
				out = cold // chillers, which start for it, are not needed before
			}
			t.Run(a.name+" "+b.Kind.Word, func(t *testing.T) { a.lose(t, b.Kind.Word, out) })
		}
	}
}

func (a *airPlant) lose(t *testing.T, word string, out *loop.Outdoor) {
	p := a.of(fmt.Sprintf("random_failures = false\nevent = [{what = %q, at = \"2027-07-15T16:00\", for_min = 15, units = 999}]", word))
	var before loop.Duty
	var rises []float64
	passed := false
	staged(t, p, out, func(m int, d *loop.Duty) {
		if m == -1 {
			before = *d
		}
		if m < 0 {
			return
		}
		rises = append(rises, d.ServerInletAirDegC-before.ServerInletAirDegC)
		if passed = passed || d.ServerInletAirDegC > airHall.MaxInletAirDegC; d.HeatLimit < 1 && !passed {
			t.Errorf("minute %d: limit %g at %g degC", m, d.HeatLimit, d.ServerInletAirDegC)
		}
		if r := residualMW(&p.heat); math.Abs(r) > 1e-10*airHall.DesignITMW {
			t.Fatalf("minute %d: heat residual %g MW", m, r)
		}
	})
	if before.HeatLimit != 1 || before.ServerInletAirDegC > airHall.MaxInletAirDegC {
		t.Fatalf("before: %+v", before)
	}
	peak, at := 0.0, 0
	for m, x := range rises {
		if x > peak {
			peak, at = x, m
		}
	}
	after := p.Duty().ServerInletAirDegC - before.ServerInletAirDegC
	t.Logf("%s: %.1f K in the first minute, peak %.1f K in minute %d, %.3f K at the end", word, rises[0], peak, at, after)
	if b := p.Bank(word); b.Short != 15 || b.Share != 1 {
		t.Errorf("%d minutes short", b.Short)
	}
	if math.Abs(after) > 0.2 || p.Duty().HeatLimit != 1 {
		t.Errorf("%g K and a limit of %g after the repair", after, p.Duty().HeatLimit)
	}
	_, doors := p.air.(*loop.DoorSide)
	if word == "heat-exchanger" || doors && word == "fan" {
		return // chillers, or doors, carry what these leave
	}
	// Without fans servers breathe what they warm at once, without chilled water air that
	// is not cooled: outdoor air, or return air, in which they shut down.
	sudden := word == "fan" || word == "air-handler" || word == "chilled-water-pump"
	if peak < 1 || !sudden && (at < 1 || rises[0] > 0.8*peak) {
		t.Errorf("no rise over minutes: %.3g", rises[:min(10, len(rises))])
	}
}

// One unit of N+1 lost changes nothing, byte for byte; one of N does, where units
// are needed.
func TestStandbyTakesOver(t *testing.T) {
	for i := range airPlants {
		a := &airPlants[i]
		run := func(keys string) (sum float64) {
			p := a.of("random_failures = false\n" + keys)
			staged(t, p, extreme(), func(_ int, d *loop.Duty) { sum += d.ElectricMW + d.ServerInletAirDegC + d.HeatLimit })
			return sum
		}
		whole := run("")
		for _, b := range a.of("").Banks {
			event := fmt.Sprintf("event = [{what = %q, at = \"2027-07-15T16:00\", for_min = 30}]\n", b.Kind.Word)
			if got := run(event); got != whole {
				t.Errorf("%s: one %s of N+1 lost gives %v, not %v", a.name, b.Kind.Word, got, whole)
			}
			if got := run(event + "units." + b.Kind.Key + ".redundancy = \"N\""); got == whole && b.Kind != &failure.ExchangerUnits {
				t.Errorf("%s: one %s of N lost changes nothing", a.name, b.Kind.Word)
			}
		}
	}
}

// Whatever units lack, whatever the weather and load: balances close, nothing is
// negative or NaN, and after the repair all comes back.
func TestBalancesWithFailures(t *testing.T) {
	for i := range airPlants {
		a := &airPlants[i]
		t.Run(a.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				p := a.of("")
				m := sim.Minute(0)
				for round := range 12 {
					for _, b := range p.Banks {
						out := rapid.SampledFrom([]int{0, 0, 0, 1, b.Installed / 2, b.Installed - 1, b.Installed}).Draw(t, "out")
						p.Shift(b, &b.Broken, out-b.Broken)
					}
					out := drawWeather(t)
					for range 8 {
						if round%2 == 0 {
							out = drawWeather(t)
						}
						p.Step(m, out, drawLoad(t, airHall))
						m++
						// Loops that boil in this test store far more than they carry.
						checkMinute(t, p, 1e-10*airHall.DesignITMW*(1+math.Abs(p.duty.ServerInletAirDegC)/100))
						checkSide(t, p)
						if x := p.air.Hall().ReturnDegC; math.IsNaN(x) || math.IsInf(x, 0) {
							t.Fatalf("return air of %g degC", x)
						}
					}
				}
				for _, b := range p.Banks {
					p.Shift(b, &b.Broken, -b.Broken)
				}
				if d := steady(p, &m, outdoor(15, 0.7), 0.9, 900); d.HeatLimit != 1 {
					t.Fatalf("after repair: %+v", d)
				}
			})
		})
	}
}

// With the defaults five years see as many failures as they should, hardly a loss of
// capacity, and no throttling.
func TestDefaultsBearFailures(t *testing.T) {
	for i := range airPlants {
		a := &airPlants[i]
		p := a.of("")
		e := engineFor(t, 5)
		p.Start(e, "H1", sim.Streams{Seed: 5})
		out, throttled, failed := outdoor(30, 0.4), 0, int64(0)
		err := e.Run(context.Background(), e.Calendar().End(), func() string { return "test" }, func(m sim.Minute) error {
			if m%61 == 0 || p.Lacking {
				p.Step(m, out, loop.Load{ITMW: airHall.DesignITMW, RoomHeatMW: airHall.DesignRoomHeatMW})
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
			t.Logf("%s: %d installed for %.3g %s, %d failures, %d minutes short", a.name, b.Installed, b.Needed, b.Kind.Word, b.Failed, b.Short)
			want := 5 * 8766 / (b.Spec.MTBFH + b.Spec.RepairH) * float64(b.Installed)
			if math.Abs(float64(b.Failed)-want) > 4*math.Sqrt(want) {
				t.Errorf("%s, %s: %d failures, want about %.3g", a.name, b.Kind.Word, b.Failed, want)
			}
			if float64(b.Short) > 0.002*float64(e.Calendar().End()) && b.Kind != &failure.CompressorUnits {
				t.Errorf("%s: %s short for %d minutes", a.name, b.Kind.Word, b.Short)
			}
		}
		if throttled != 0 || failed < 20 {
			t.Errorf("%s: %d minutes throttled, %d failures", a.name, throttled, failed)
		}
	}
}

// Every plant declares its units' counters, each under a name of its own.
func TestPlantsDeclareTheirUnits(t *testing.T) {
	for i := range airPlants {
		reg := record.NewRegistry()
		airPlants[i].of("").Declare(reg.Root())
		if _, ok := reg.ByName("capacity_in_service"); !ok {
			t.Errorf("%s: no capacity_in_service", airPlants[i].name)
		}
	}
}
