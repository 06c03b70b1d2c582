package cooling

import (
	"context"
	"fmt"
	"math"
	"testing"

	"caloduc/cooling/loop"
	"caloduc/sim"
)

// staged runs a plant from two hours before to three hours after 14:00 UTC of
// 15 July at full load within its own heat limit; each sees the minutes after it.
func staged(t *testing.T, p *joined, out *loop.Outdoor, each func(m int, d *loop.Duty)) {
	t.Helper()
	e := engineFor(t, 1)
	p.Start(e, "H1", sim.Streams{Seed: 1})
	noon := 195*sim.Day + 14*sim.Hour
	err := e.Run(context.Background(), noon+3*sim.Hour, func() string { return "plant" }, func(m sim.Minute) error {
		if m < noon-2*sim.Hour {
			return nil
		}
		steady(p, &m, out, 1, 1)
		each(int(m-1-noon), p.Duty())
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
	for _, perK := range []float64{0.03, 0.005} {
		chillerTrip(t, perK)
	}
}

func chillerTrip(t *testing.T, perK float64) {
	p := made("free-air", recommended+fmt.Sprintf(`
random_failures = false
adiabatic = false
mechanical_share = 1.3
chilled_water_thermal_mass_MJ_per_K_per_MW = 40
throttle_per_K = %g
event = [{what = "chiller", at = "2027-07-15T16:00", for_min = 60, units = 99}]`, perK))
	chilled := &coils(p).Water.Node
	var water, inlet []float64
	atLimit, worst, lowest, heatMW, before := -1, 0.0, 1.0, 0.0, 0.0
	staged(t, p, outdoor(47, 0.12), func(m int, d *loop.Duty) { // warmer than the hall's return air
		if m < 0 {
			near(t, "inlet before", d.ServerInletAirDegC, 27, 1e-9)
			heatMW, before = p.heat[loop.EvaporatorHeat]-p.heat[loop.LoopStored], chilled.TDegC
			return
		}
		water, inlet = append(water, chilled.TDegC), append(inlet, d.ServerInletAirDegC)
		if m < 2 { // nothing but the loop takes what coils and pumps give
			taken := p.heat[loop.ServerHeat] + p.heat[loop.RoomHeat] + p.heat[loop.AirFanHeat] - p.heat[loop.AirStored] + p.heat[loop.ChilledPumpHeat]
			near(t, "rise of the water", chilled.CapJPerK*(chilled.TDegC-before)/60e6, taken, 1e-9)
			before = chilled.TDegC
		}
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
	// In the first minute coils whose valves stay as they are take nearly all they did.
	if rise, all := water[0]-15.6, heatMW*60e6/chilled.CapJPerK; rise > all || rise < 0.85*all {
		t.Errorf("the water warms by %g K in the first minute, %g K would be all heat", rise, all)
	}
	if atLimit < 3 || atLimit > 30 {
		t.Errorf("throttled after %d minutes", atLimit)
	}
	if hard := perK == 0.005; worst > 43 || lowest != 0 || hard != (p.throttle.shutdowns == 1) || hard != (worst >= 40) {
		t.Errorf("worst inlet %g degC, least limit %g, %d shutdowns", worst, lowest, p.throttle.shutdowns)
	}
	if end := inlet[len(inlet)-1]; math.Abs(end-27) > 1e-6 || math.Abs(chilled.TDegC-15.6) > 1e-6 || p.Duty().HeatLimit != 1 {
		t.Errorf("afterwards: %g degC, water %g, limit %g", end, chilled.TDegC, p.Duty().HeatLimit)
	}
	if b := p.Bank("chiller"); b.Short != 60 || b.Failed != 0 || p.Happened != 1 {
		t.Errorf("%d minutes short, %d failures, %d events", b.Short, b.Failed, p.Happened)
	}
}

// Fans lacking: the air that does not pass the coils comes back warm, and with
// none the hall warms at heat over capacity.
func TestFansStop(t *testing.T) {
	for _, units := range []int{10, 99} {
		p := made("free-air", recommended+fmt.Sprintf(`
random_failures = false
units.fan.redundancy = "N"
event = [{what = "fan", at = "2027-07-15T16:00", for_min = 5, units = %d}]`, units))
		a, hot := p.air.Hall(), 0.0
		staged(t, p, outdoor(15, 0.6), func(m int, d *loop.Duty) {
			switch {
			case m == -1:
				hot = a.ReturnDegC
			case m == 0 && units == 99:
				near(t, "rise", a.ReturnDegC-hot, 20.8e6/a.CapWPerK, 1e-9)
				near(t, "inlet", d.ServerInletAirDegC, a.MeanReturnDegC, 1e-9)
			case m == 0:
				y := a.Fans.Share
				near(t, "inlet", d.ServerInletAirDegC, 20+(1-y)*(a.MeanReturnDegC-20), 1e-9)
				near(t, "fan power", d.AirFanMW, 1e-6*a.FanW*y, 1e-12)
			}
		})
		near(t, "inlet afterwards", p.Duty().ServerInletAirDegC, 20, 1e-9)
	}
}

// A tank bridges a failure of all chillers for longer.
func TestTankBridgesAirCooledChillers(t *testing.T) {
	first := map[bool]int{}
	for _, tank := range []bool{false, true} {
		p := made("air-cooled-chiller", fmt.Sprintf(`
random_failures = false
event = [{what = "chiller", at = "2027-07-15T16:00", for_min = 120, units = 9}]
storage = {volume_m3 = 1500, cold_degC = 16, warm_degC = 21, max_discharge_kg_per_s = 1500}
thermal_storage = %t`, tank))
		first[tank] = -1
		staged(t, p, outdoor(34, 0.3), func(m int, d *loop.Duty) {
			if first[tank] < 0 && d.HeatLimit < 1 {
				first[tank] = m
			}
		})
	}
	t.Logf("throttled after %d minutes, with a tank after %d", first[false], first[true])
	if !(first[false] > 1 && first[true] > 3*first[false]) {
		t.Errorf("throttled after %d minutes, with a tank after %d", first[false], first[true])
	}
}

// An outage before the hall's opening is an error of the run.
func TestEventBeforeOpening(t *testing.T) {
	p := made("free-air", `event = [{what = "fan", at = "2026-07-15T14:00"}]`)
	e := engineFor(t, 1)
	p.Start(e, "H1", sim.Streams{})
	if err := e.Run(context.Background(), 10, func() string { return "" }, func(sim.Minute) error { return nil }); !says(err, "hall's opening") {
		t.Errorf("an event before the opening: %v", err)
	}
}
