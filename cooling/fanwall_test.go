package cooling

import (
	"math"
	"testing"

	"caloduc/cooling/psychro"
	"caloduc/sim"

	"pgregory.net/rapid"
)

// At design flows the coil has the effectiveness it was sized for, and tables
// follow the equation within 1e-6.
func TestCoilConductance(t *testing.T) {
	ca, cw := 1.5e6, 3.3e6
	ua := CoilSizeWPerK(0.8, ca, cw)
	near(t, "design", CoilConductanceWPerK(ua, coilFilmRatio, ca, cw, 1, 1), 0.8*ca, 1e-12)
	w := newCoil(ua, ca, cw, 0.2)
	rapid.Check(t, func(t *rapid.T) {
		y := rapid.Float64Range(0.05, 1.2).Draw(t, "y")
		f := rapid.Float64Range(0.1, 1.2).Draw(t, "f")
		got, want := w.conductance(y, f), CoilConductanceWPerK(ua, coilFilmRatio, ca, cw, y, f)
		if math.Abs(got-want) > 1e-6*want {
			t.Fatalf("%g, equation %g", got, want)
		}
		if !(want < ca*y && want < cw*f) {
			t.Fatalf("conductance %g above a capacity flow", want)
		}
		if !(CoilConductanceWPerK(ua, coilFilmRatio, ca, cw, y, f*1.01) > want) {
			t.Fatal("more water carries less")
		}
	})
}

// The valve finds the flow for any conductance from any start, or its end stop.
func TestValveControl(t *testing.T) {
	ca, cw := 1.5e6, 3.3e6
	w := newCoil(CoilSizeWPerK(0.7, ca, cw), ca, cw, 0.2)
	rapid.Check(t, func(t *rapid.T) {
		y := rapid.Float64Range(0.2, 1).Draw(t, "y")
		least, most := w.conductance(y, 0.2), w.conductance(y, 1)
		want := rapid.Float64Range(0.3*least, 1.3*most).Draw(t, "want")
		w.valve.x = rapid.Float64Range(0, 2).Draw(t, "start")
		w.valve.perSlope = rapid.Float64Range(0, 1e-4).Draw(t, "slope")
		w.valve.last = rapid.Float64Range(0, 2e6).Draw(t, "last")
		w.valve.trend = rapid.Float64Range(-1e-5, 1e-5).Draw(t, "trend")
		f, g := w.flowFor(y, want, 1)
		switch {
		case want <= least*(1-2e-4):
			if f != 0.2 || g != least {
				t.Fatalf("flow %g for less than the least", f)
			}
		case want >= most*(1+2e-4):
			if f != 1 || g != most {
				t.Fatalf("flow %g for more than the most", f)
			}
		default:
			if math.Abs(g-want) > 2e-4*want {
				t.Fatalf("conductance %g at flow %g, want %g", g, f, want)
			}
		}
	})
	if w.valve.failures != 0 {
		t.Errorf("%d failures", w.valve.failures)
	}
}

// Units start at once, wait before they stop, and do not hunt within the dead
// band.
func TestRunningUnits(t *testing.T) {
	u := newRunningUnits(&CompressorStagingSpec{Up: 0.9, Down: 0.7, MinRunMin: 15}, 10)
	if n := u.stage(4.6, 1); n != 6 {
		t.Errorf("%g units for 4.6 at 0.9", n)
	}
	for i := range 14 {
		if n := u.stage(1, 1); n != 6 {
			t.Fatalf("%g units after %d minutes", n, i+1)
		}
	}
	if n := u.stage(1, 1); n != 2 {
		t.Errorf("%g units for 1 at 0.7", n)
	}
	if n := u.stage(50, 1); n != 10 {
		t.Errorf("%g units beyond capacity", n)
	}
	changes, last := 0, 0.0
	u = newRunningUnits(&CompressorStagingSpec{Up: 0.9, Down: 0.7, MinRunMin: 0}, 10)
	for i := range 1000 {
		n := u.stage(5+0.2*math.Sin(float64(i)), 1)
		if n != last {
			changes, last = changes+1, n
		}
	}
	if changes > 2 {
		t.Errorf("%d changes within the dead band", changes)
	}
	for range 20 {
		u.stage(0, 1)
	}
	if u.running != 0 {
		t.Errorf("%g units run for nothing", u.running)
	}
}

// The bank is the published equation: one chiller at part load, and cycling below
// the least; it counts minutes out of the curves' range.
func TestAirChillerBank(t *testing.T) {
	b := newAirChillerBank(1e6, 3, 0.2, defaultStaging(), 1)
	run := func(heat, te, tc float64) float64 {
		b.begin(te, tc)
		b.ready(0, heat)
		b.carry(heat)
		return b.powerW
	}
	near(t, "power", run(0.7e6, 10, 30), AirCooledScrew.PowerW(1e6, 3, 0.7e6, 10, 30), 1e-12)
	cap := 1e6 * AirCooledScrew.Capacity(10, 30)
	near(t, "cycling", run(0.1*cap, 10, 30), 0.5*AirCooledScrew.PowerW(1e6, 3, 0.2*cap, 10, 30), 1e-12)
	if b.clampedMinutes != 0 {
		t.Error("counted within bounds")
	}
	run(1e5, 18, 5)
	if b.clampedMinutes != 1 {
		t.Error("not counted out of bounds")
	}
}

func defaultStaging() ChillerStagingSpec { return *defaults(new(ChillerStagingSpec)) }

// Doors take what makes the room neutral, or what water gives, and book it.
func TestRearDoors(t *testing.T) {
	s := defaults(new(RearDoorSpec))
	s.FanPressurePa = 60
	rapid.Check(t, func(t *rapid.T) {
		d := s.build(1e6)
		heat := rapid.Float64Range(0, 1.2e6).Draw(t, "heat")
		y := rapid.Float64Range(0.2, 1).Draw(t, "y")
		inlet := rapid.Float64Range(15, 35).Draw(t, "inlet")
		water := rapid.Float64Range(5, 45).Draw(t, "water")
		left := d.carry(heat, inlet, y, water, 1)
		if math.Abs(heat+d.fanW-left-d.heatW) > 1e-9*(1+heat) || left < 0 || d.heatW < 0 {
			t.Fatalf("heat %g, fans %g, taken %g, left %g", heat, d.fanW, d.heatW, left)
		}
		if math.Abs(d.coil.waterW*d.flow*(d.waterDegC-water)-d.heatW) > 1e-6*(1+heat) {
			t.Fatal("the water does not carry the heat taken")
		}
		if d.waterDegC > inlet+(heat+d.fanW)/(d.coil.airWPerK*y)+1e-9 && d.heatW > 0 {
			t.Fatal("water leaves warmer than the air came")
		}
	})
	d := s.build(1e6)
	// Effectiveness 0.7 at design, air 13.9 K warmer: water 7 K below the inlet air
	// would carry 0.7·(13.9+7)/13.9 of the heat, more than all.
	if left := d.carry(1e6, 25, 1, 18, 1); left != 0 {
		t.Errorf("%g W left at 18 degC", left)
	}
	s.FanPressurePa = 0
	d = s.build(1e6)
	near(t, "passive door at 25 degC", 1e6-d.carry(1e6, 25, 1, 25, 1), 0.7e6, 1e-9)
	if d.fanW != 0 || d.dry(16, 15) || !d.dry(17, 15) {
		t.Error("passive doors")
	}
}

// steady runs a plant for some minutes, from minute *m on, under its own heat
// limit and returns its duty.
func steady(p Plant, m *sim.Minute, air *psychro.Air, h Hall, load float64, minutes int) Duty {
	for range minutes {
		x := min(load, p.Duty().HeatLimit)
		p.Step(*m, air, Load{ITMW: x * h.DesignITMW, RoomHeatMW: x * h.DesignRoomHeatMW})
		*m++
	}
	return *p.Duty()
}
