package cooling

import (
	"context"
	"math"
	"strings"
	"testing"

	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/param"
)

// staged runs a plant from two hours before to three hours after 14:00 UTC of
// 15 July at full load within its own heat limit; each sees the minutes after it.
func staged(t *testing.T, p Failing, h Hall, air *psychro.Air, each func(m int, d *Duty)) {
	t.Helper()
	e := engineFor(t, 1)
	p.Start(e, "H1", sim.Streams{Seed: 1})
	noon := 195*sim.Day + 14*sim.Hour
	err := e.Run(context.Background(), noon+3*sim.Hour, func() string { return "plant" }, func(m sim.Minute) error {
		if m < noon-2*sim.Hour {
			return nil
		}
		x := p.Duty().HeatLimit
		p.Step(m, air, Load{ITMW: x * h.DesignITMW, RoomHeatMW: x * h.DesignRoomHeatMW})
		each(int(m-noon), p.Duty())
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// All chillers trip for an hour on a hot day while outdoor air is shut out: the
// chilled water warms at heat over capacity and with it the air; servers are
// throttled from their class' limit on, or, where their clocks hardly give way,
// shut down at the hard limit, and all comes back.
func TestChillerTrip(t *testing.T) {
	for _, perK := range []string{"0.03", "0.005"} {
		chillerTrip(t, perK)
	}
}

func chillerTrip(t *testing.T, perK string) {
	p := build(t, decodeSpec(t, new(FreeAirSpec), `
random_failures = false
adiabatic = false
mechanical_share = 1.3
throttle_per_K = `+perK+`
event = [{what = "chiller", at = "2027-07-15T16:00", for_min = 60, units = 99}]`), paris, airHall).(*freeAir)
	var water, inlet []float64
	atLimit, worst, lowest, heatW := -1, 0.0, 1.0, 0.0
	air := outdoor(47, 0.12) // warmer than the hall's return air
	staged(t, p, airHall, air, func(m int, d *Duty) {
		if m < 0 {
			near(t, "inlet before", d.ServerInletAirDegC, 27, 1e-9)
			heatW = p.air.coilHeatW + 1e6*p.air.pumpHeatMW
			return
		}
		water, inlet = append(water, p.air.failing.waterDegC), append(inlet, d.ServerInletAirDegC)
		worst, lowest = max(worst, d.ServerInletAirDegC), min(lowest, d.HeatLimit)
		if atLimit < 0 && d.HeatLimit < 1 {
			atLimit = m
			if inlet[m] <= 32 || inlet[m-1] > 32 {
				t.Errorf("throttled at %g degC after %g", inlet[m], inlet[m-1])
			}
		}
		if p.throttle.shutdowns == 0 && inlet[m] >= 40 {
			t.Errorf("runs on at %g degC", inlet[m])
		}
	})
	// While the coils still carry the load the water takes it all.
	rate := heatW * 60 / p.air.failing.waterJPerK
	near(t, "first minute of the water", water[0]-15, rate, 1e-9)
	near(t, "second minute", water[1]-water[0], rate, 1e-9)
	if atLimit < 3 || atLimit > 30 {
		t.Errorf("throttled after %d minutes", atLimit)
	}
	if hard := perK == "0.005"; worst > 43 || lowest != 0 || hard != (p.throttle.shutdowns == 1) || hard != (worst >= 40) {
		t.Errorf("worst inlet %g degC, least limit %g, %d shutdowns", worst, lowest, p.throttle.shutdowns)
	}
	if end := inlet[len(inlet)-1]; math.Abs(end-27) > 1e-6 || p.air.failing.impaired || p.Duty().HeatLimit != 1 {
		t.Errorf("afterwards: %g degC, water %g, limit %g", end, p.air.failing.waterDegC, p.Duty().HeatLimit)
	}
	if b := p.bank("chiller"); b.short != 60 || b.failed != 0 || p.happened != 1 {
		t.Errorf("%d minutes short, %d failures, %d events", b.short, b.failed, p.happened)
	}
}

// All facility pumps stop for ten minutes: the coolant warms at heat over its
// loop's capacity, exactly, the servers shut down for heat, and restart after the
// pumps are back.
func TestAllPumpsStop(t *testing.T) {
	s := decodeSpec(t, new(DirectLiquidDrySpec), `
random_failures = false
tcs_thermal_mass_MJ_per_K_per_MW = 20
event = [{what = "pump", at = "2027-07-15T16:00", for_min = 30, units = 99}]`)
	p := build(t, s, paris, liquidHall).(*directLiquidDry)
	before, t1 := Duty{}, 0.0
	first, down, up := -1, -1, -1
	staged(t, p, liquidHall, outdoor(25, 0.5), func(m int, d *Duty) {
		switch {
		case m == -1:
			before, t1 = *d, p.t1
		case m == 0:
			// dT/dt = (captured + CDU pump heat)/C, and the servers see the loop itself.
			rise := 60e6 * (p.rec.capturedMW + p.rec.cduHeatMW) / p.heat1
			near(t, "rise of the first minute", p.t1-t1, rise, 1e-9)
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

// All CDUs stop: facility water stands at its temperature while the coolant
// warms.
func TestAllCDUsStop(t *testing.T) {
	s := decodeSpec(t, new(DirectLiquidDrySpec), `
random_failures = false
event = [{what = "cdu", at = "2027-07-15T16:00", for_min = 10, units = 99}]`)
	p := build(t, s, paris, liquidHall).(*directLiquidDry)
	var t2 float64
	staged(t, p, liquidHall, outdoor(25, 0.5), func(m int, d *Duty) {
		switch {
		case m == -1:
			t2 = p.t2
		case m >= 0 && m < 10:
			near(t, "facility water", p.t2, t2, 1e-12)
			if d.CDUPumpMW != 0 || d.FacilityPumpMW > p.air.pumpPowerMW || d.RejectionFanMW != 0 {
				t.Errorf("minute %d: %+v", m, *d)
			}
		}
	})
	if p.throttle.shutdowns != 1 || p.Duty().HeatLimit != 1 || p.chipLimited == 0 {
		t.Errorf("%d shutdowns, limit %g, %d minutes limited by chips", p.throttle.shutdowns, p.Duty().HeatLimit, p.chipLimited)
	}
}

// Most dry coolers stop on a hot day: both loops warm over minutes at what is
// not carried over their capacity, and the servers settle at their limit.
func TestDryCoolersLacking(t *testing.T) {
	p := build(t, decodeSpec(t, new(DirectLiquidDrySpec), `
random_failures = false
event = [{name = "most", what = "dry-cooler", at = "2027-07-15T16:00", for_min = 170, units = 18}]
supply_temp_degC = 34`), paris, liquidHall).(*directLiquidDry)
	air := psychro.FromHumidityRatio(40, psychro.HumidityRatioFromWetBulb(40, 25, 101325), 101325)
	var start, t1, t2 float64
	var throttledAt = -1
	staged(t, p, liquidHall, &air, func(m int, d *Duty) {
		switch {
		case m == -1:
			start, t1, t2 = d.LiquidSupplyDegC, p.t1, p.t2
		case m == 0:
			lacking := p.rec.capturedMW + p.rec.cduHeatMW + p.rec.facHeatMW - p.rec.coolerMW
			stored := 1e-6 / 60 * (p.heat1*(p.t1-t1) + p.heat2*(p.t2-t2))
			near(t, "heat stored", stored, lacking, 1e-6)
			if lacking < 5 {
				t.Errorf("only %g MW lacking", lacking)
			}
		}
		if throttledAt < 0 && d.HeatLimit < 1 {
			throttledAt = m
			if d.LiquidSupplyDegC <= 45 {
				t.Errorf("throttled at %g degC", d.LiquidSupplyDegC)
			}
		}
		if m == 169 {
			near(t, "coolant settles at the limit", d.LiquidSupplyDegC, 45, 0.01)
		}
	})
	if throttledAt < 1 || throttledAt > 20 {
		t.Errorf("throttled after %d minutes from %g degC", throttledAt, start)
	}
}

// Redundant units take over: one of N+1 lost changes nothing, byte for byte.
func TestStandbyTakesOver(t *testing.T) {
	run := func(text string) (sum float64) {
		p := build(t, decodeSpec(t, new(DirectLiquidDrySpec), "random_failures = false\n"+text), paris, liquidHall).(*directLiquidDry)
		staged(t, p, liquidHall, outdoor(30, 0.4), func(_ int, d *Duty) { sum += d.ElectricMW + d.LiquidSupplyDegC })
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

// Fans lacking: the air that does not pass the coils comes back warm, and with
// none the hall warms at heat over capacity.
func TestFansStop(t *testing.T) {
	for _, units := range []string{"10", "99"} {
		p := build(t, decodeSpec(t, new(FreeAirSpec), `
random_failures = false
units.fan.redundancy = "N"
event = [{what = "fan", at = "2027-07-15T16:00", for_min = 5, units = `+units+`}]`), paris, airHall).(*freeAir)
		var hot float64
		staged(t, p, airHall, outdoor(15, 0.6), func(m int, d *Duty) {
			switch {
			case m == -1:
				hot = p.air.returnDegC
			case m == 0 && units == "99":
				near(t, "rise", p.air.returnDegC-hot, 20.8e6*60/p.air.capJPerK, 1e-9)
				near(t, "inlet", d.ServerInletAirDegC, p.air.meanReturnDegC, 1e-9)
			case m == 0:
				y := p.air.failing.fans.share
				near(t, "inlet", d.ServerInletAirDegC, 27+(1-y)*(p.air.meanReturnDegC-27), 1e-9)
				near(t, "fan power", d.AirFanMW, 1e-6*p.air.fanW*y, 1e-12)
			}
		})
		near(t, "inlet afterwards", p.Duty().ServerInletAirDegC, 27, 1e-9)
	}
}

// What cannot be staged is refused with the reason.
func TestEventsRefused(t *testing.T) {
	for text, want := range map[string]string{
		`event = [{what = "pump", at = "15 July"}]`:             "is no minute",
		`event = [{what = "toaster", at = "2027-07-15T14:00"}]`: "toaster",
		`event = [{at = "2027-07-15T14:00"}]`:                   "what",
	} {
		if _, err := param.Decode("p.toml", []byte(text), new(FreeAirSpec), nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
	s := decodeSpec(t, new(FreeAirSpec), `event = [{what = "cdu", at = "2027-07-15T14:00"}]`)
	if _, err := s.Build(paris, airHall); err == nil || !strings.Contains(err.Error(), "no cdu; it has fan, chiller") {
		t.Errorf("built: %v", err)
	}
	s = decodeSpec(t, new(FreeAirSpec), `event = [{what = "fan", at = "2026-07-15T14:00"}]`)
	e := engineFor(t, 1)
	build(t, s, paris, airHall).(*freeAir).Start(e, "H1", sim.Streams{})
	if err := e.Run(context.Background(), 10, func() string { return "" }, func(sim.Minute) error { return nil }); err == nil || !strings.Contains(err.Error(), "hall's opening") {
		t.Errorf("an event before the opening: %v", err)
	}
}

// The class of facility water bounds the set point.
func TestFacilityClass(t *testing.T) {
	s := decodeSpec(t, new(DirectLiquidDrySpec), `facility_class = "W32"`)
	s.Force = true // Paris cannot give it with dry coolers
	p := build(t, s, paris, liquidHall).(*directLiquidDry)
	near(t, "set point", p.setDegC, 32, 0)
	s = decodeSpec(t, new(DirectLiquidDrySpec), "facility_class = \"W32\"\nsupply_temp_degC = 36")
	if _, err := s.Build(paris, liquidHall); err == nil || !strings.Contains(err.Error(), "W32") {
		t.Errorf("built: %v", err)
	}
}
