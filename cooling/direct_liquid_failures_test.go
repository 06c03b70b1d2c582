package cooling

import (
	"context"
	"math"
	"testing"

	"caloduc/cooling/loop"
	"caloduc/sim"

	"pgregory.net/rapid"
)

// All facility pumps stop: the coolant warms at heat over its loop's capacity,
// exactly, the servers shut down for heat, and restart after the pumps are back.
func TestAllPumpsStop(t *testing.T) {
	p := liquidDry(t, `
random_failures = false
tcs_thermal_mass_MJ_per_K_per_MW = 20
event = [{what = "pump", at = "2027-07-15T16:00", for_min = 30, units = 99}]`)
	before, t1 := loop.Duty{}, 0.0
	first, down, up := -1, -1, -1
	liquidOutage(t, p, outdoor(25, 0.5), func(m int, d *loop.Duty) {
		l := p.liquid
		switch {
		case m == -1:
			before, t1 = *d, l.Tcs.TDegC
		case m == 0:
			// dT/dt = (captured + CDU pump heat)/C, and the servers see the loop itself.
			rise := 60 * (l.CapturedW + 1e6*p.heat[loop.CDUPumpHeat]) / l.Tcs.CapJPerK
			near(t, "rise of the first minute", l.Tcs.TDegC-t1, rise, 1e-9)
			near(t, "coolant at the servers", d.LiquidSupplyDegC, t1+rise/2, 1e-9)
		}
		if d.HeatLimit < 1 && first < 0 {
			first = m
		}
		if p.throttle.down && down < 0 {
			down = m
			if d.LiquidSupplyDegC < 45+8 {
				t.Errorf("shut down at %g degC", d.LiquidSupplyDegC)
			}
		}
		if down >= 0 && up < 0 && !p.throttle.down {
			up = m
		}
		if m == 170 {
			near(t, "coolant afterwards", d.LiquidSupplyDegC, before.LiquidSupplyDegC, 0.01)
			near(t, "limit afterwards", d.HeatLimit, 1, 0)
		}
	})
	if first != 0 || down < 0 || down > 5 || up < 30 || up > 60 || p.throttle.shutdowns != 1 {
		t.Errorf("throttled at %d, down at %d, up at %d, %d shutdowns", first, down, up, p.throttle.shutdowns)
	}
}

// All CDUs stop: facility water stands at its temperature while the coolant warms.
func TestAllCDUsStop(t *testing.T) {
	p := liquidDry(t, `
random_failures = false
event = [{what = "cdu", at = "2027-07-15T16:00", for_min = 10, units = 99}]`)
	var t2 float64
	liquidOutage(t, p, outdoor(25, 0.5), func(m int, d *loop.Duty) {
		switch {
		case m == -1:
			t2 = supplyOf(p).TDegC
		case m >= 0 && m < 10:
			near(t, "facility water", supplyOf(p).TDegC, t2, 1e-12)
			if d.CDUPumpMW != 0 || p.liquid.Water.PumpW > 0 || d.RejectionFanMW != 0 {
				t.Errorf("minute %d: %+v", m, *d)
			}
		}
	})
	if p.throttle.shutdowns != 1 || p.Duty().HeatLimit != 1 || p.chipLimited == 0 {
		t.Errorf("%d shutdowns, limit %g, %d minutes limited by chips", p.throttle.shutdowns, p.Duty().HeatLimit, p.chipLimited)
	}
}

// Most dry coolers stop on a hot day: both loops warm over minutes at what is not
// carried over their capacity, and the servers settle at their limit.
func TestDryCoolersLacking(t *testing.T) {
	p := liquidDry(t, `
random_failures = false
event = [{name = "most", what = "dry-cooler", at = "2027-07-15T16:00", for_min = 170, units = 18}]
supply_temp_degC = 34`)
	var start, t1, t2 float64
	throttledAt := -1
	liquidOutage(t, p, outdoorWetBulb(40, 25, 101325), func(m int, d *loop.Duty) {
		l, h := p.liquid, &p.heat
		switch {
		case m == -1:
			start, t1, t2 = d.LiquidSupplyDegC, l.Tcs.TDegC, l.Water.Node.TDegC
		case m == 0:
			lacking := 1e-6*l.CapturedW + h[loop.CDUPumpHeat] + h[loop.FacilityPumpHeat] - h[loop.DryCoolerHeat]
			stored := 1e-6 / 60 * (l.Tcs.CapJPerK*(l.Tcs.TDegC-t1) + l.Water.Node.CapJPerK*(l.Water.Node.TDegC-t2))
			near(t, "heat stored", stored, lacking, 1e-6)
			if lacking < 5 {
				t.Errorf("only %g MW lacking", lacking)
			}
		case m == 169:
			near(t, "coolant settles at the limit", d.LiquidSupplyDegC, 45, 0.01)
		}
		if throttledAt < 0 && d.HeatLimit < 1 {
			throttledAt = m
			if d.LiquidSupplyDegC <= 45 {
				t.Errorf("throttled at %g degC", d.LiquidSupplyDegC)
			}
		}
	})
	if throttledAt < 1 || throttledAt > 20 {
		t.Errorf("throttled after %d minutes from %g degC", throttledAt, start)
	}
}

// Redundant units take over: one of N+1 lost changes nothing, byte for byte.
func TestLiquidStandbyTakesOver(t *testing.T) {
	run := func(text string) (sum float64) {
		p := liquidDry(t, "random_failures = false\n"+text)
		liquidOutage(t, p, outdoor(30, 0.4), func(_ int, d *loop.Duty) { sum += d.ElectricMW + d.LiquidSupplyDegC })
		return sum
	}
	one := `event = [{what = "pump", at = "2027-07-15T16:00"}, {what = "cdu", at = "2027-07-15T16:00", name = "b"}, {what = "chiller", at = "2027-07-15T16:00", name = "c"}]`
	if a, b := run(""), run(one); a != b {
		t.Errorf("one of N+1 lost: %v, not %v", b, a)
	}
	if a, b := run(""), run(one+"\nunits.pump.redundancy = \"N\""); a == b {
		t.Error("one of N lost changes nothing")
	}
}

// With the defaults ten years see failures, hardly a loss of capacity, and no
// throttling.
func TestLiquidDefaultsBearFailures(t *testing.T) {
	p := liquidDry(t, "")
	e := liquidEngine(t, 10)
	p.Start(e, "H1", sim.Streams{Seed: 3})
	out := outdoor(22, 0.5)
	err := e.Run(context.Background(), e.Calendar().End(), func() string { return "test" }, func(m sim.Minute) error {
		if m%7 == 0 || p.Lacking {
			p.Step(m, out, loop.Load{ITMW: liquidHall.DesignITMW, RoomHeatMW: liquidHall.DesignRoomHeatMW})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range p.Banks {
		want := 10 * 8766 / (b.Spec.MTBFH + b.Spec.RepairH) * float64(b.Installed)
		if math.Abs(float64(b.Failed)-want) > 4*math.Sqrt(want) {
			t.Errorf("%s: %d failures, want about %.3g", b.Kind.Word, b.Failed, want)
		}
		if float64(b.Short) > 0.002*float64(e.Calendar().End()) {
			t.Errorf("%s: short for %d minutes", b.Kind.Word, b.Short)
		}
	}
	if p.throttle.throttled != 0 {
		t.Errorf("%d minutes throttled", p.throttle.throttled)
	}
}

// Whatever units lack, whatever the weather and load: balances close, nothing is
// negative or NaN, and temperatures stay finite.
func TestLiquidBalancesWithFailures(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := rapid.SampledFrom([]PlantSpec{defaults(new(DirectLiquidDrySpec)), liquidTowerSpec(false), liquidTowerSpec(true), keyed(new(ImmersionDrySpec), "chip_heat_W = 700")}).Draw(t, "plant")
		built, err := spec.Build(paris, liquidHall)
		if err != nil {
			t.Fatal(err)
		}
		p := built.(*joined)
		for range 12 {
			for _, b := range p.Banks {
				out := rapid.SampledFrom([]int{0, 0, 0, 1, b.Installed / 2, b.Installed}).Draw(t, "out")
				p.Shift(b, &b.Broken, out-b.Broken)
			}
			for range 8 {
				p.Step(0, drawWeather(t), drawLoad(t, liquidHall))
				// Loops that boil in this test store up to 1e5 MJ: rounding goes with it.
				warm := math.Abs(p.liquid.Tcs.TDegC) + math.Abs(supplyOf(p).TDegC)
				checkMinute(t, p, 1e-10*liquidHall.DesignITMW*(1+warm/100))
				if x := warm + p.liquid.SupplyDegC; math.IsNaN(x) || math.IsInf(x, 0) {
					t.Fatalf("temperatures %g, %g, %g", p.liquid.Tcs.TDegC, supplyOf(p).TDegC, p.liquid.SupplyDegC)
				}
			}
		}
	})
}
