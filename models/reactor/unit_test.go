package reactor

import (
	"math"
	"testing"

	"caloduc/sim"
	"pgregory.net/rapid"
)

// At its design cold source a unit gives its net capacity.
func TestDesignPoint(t *testing.T) {
	for _, name := range []string{"Nogent 1", "Gravelines 5", "Chooz B1", "Saint-Alban 1", "Flamanville 3"} {
		u := single(t, name, steady)
		u.Step(&design)
		near(t, name+": net", u.NetMW, u.spec.NetCapacityMW, 1e-9)
		near(t, name+": thermal", u.ThermalMW, u.spec.ThermalPowerMW, 1e-9)
		near(t, name+": available", u.AvailableMW, u.NetMW, 1e-9)
		near(t, name+": availability", u.Availability, 1, 0)
	}
}

// Durmayaz and Sogut 2006: 0.45 % of power per kelvin of cooling water.
func TestDerating(t *testing.T) {
	u := single(t, "Saint-Alban 1", steady)
	u.Step(&ColdSource{WaterDegC: 25})
	near(t, "net at 25 degC", u.NetMW, 1335*(1-0.045), 1e-9)
	u.Step(&ColdSource{WaterDegC: 0})
	near(t, "net at 0 degC", u.NetMW, 1335*1.02, 1e-9)
	u.Step(&ColdSource{WaterDegC: 33})
	if u.coldOutOfBounds != 1 {
		t.Errorf("%d minutes out of bounds, want 1", u.coldOutOfBounds)
	}
}

// Down to the minimum within half an hour: 2.7 % a minute from 100 to 20 %.
func TestFollowsTarget(t *testing.T) {
	u := single(t, "Golfech 2", steady+"min_stable_end_fraction = 0.2\nfollowing = { conditioning_d = 0 }")
	u.Step(&design)
	u.TargetMW = 0
	last, minutes := u.NetMW, 0
	for u.NetMW > 0.2*1310+1e-6 {
		minutes++
		u.Step(&design)
		if step := last - u.NetMW; step > 0.027*1310+1e-6 {
			t.Fatalf("net power falls by %g MW in a minute", step)
		}
		last = u.NetMW
		if minutes > 100 {
			t.Fatal("never there")
		}
	}
	if minutes < 29 || minutes > 31 {
		t.Errorf("%d minutes from full power to 20 %%", minutes)
	}
	near(t, "net at the minimum", u.NetMW, 0.2*1310, 1e-6)
	u.TargetMW = 800
	for range 180 { // it holds for two hours first
		u.Step(&design)
	}
	near(t, "net at the target", u.NetMW, 800, 1e-6)
}

// A trip early in the cycle is followed by a restart when repaired; late in the
// cycle the unit waits for the xenon to decay.
func TestTripAndRestart(t *testing.T) {
	for _, c := range []struct {
		name     string
		burnupD  float64
		min, max int // minutes at zero power
	}{{"early", 0, 179, 179}, {"late", 1490, 18 * 60, 30 * 60}} {
		u := single(t, "Nogent 1", steady)
		u.Step(&design)
		u.burnupD = c.burnupD
		u.trip()
		down := 0
		for m := sim.Minute(1); m < 3*sim.Day; m++ {
			if m == 180 {
				u.forced = false
			}
			u.Step(&design)
			if u.ThermalMW == 0 {
				down++
				if u.NetMW != 0 || u.GridDrawMW <= 0 || u.GrossMW != 0 || u.Availability != 0 {
					t.Fatalf("%s: at zero power: %+v", c.name, u)
				}
			}
		}
		if down < c.min || down > c.max {
			t.Errorf("%s: %d minutes at zero power, want %d to %d", c.name, down, c.min, c.max)
		}
		if u.phase != operating {
			t.Errorf("%s: not back in operation after three days", c.name)
		}
	}
}

// After refuelling the first start takes its 33 hours at 3 % an hour.
func TestStartAfterRefuelling(t *testing.T) {
	u := single(t, "Nogent 1", steady)
	u.Step(&design)
	u.beginOutage()
	for range 100 {
		u.Step(&design)
	}
	if u.phase != shutDown || u.GridDrawMW <= 0 {
		t.Fatalf("phase %d after 100 minutes of outage", u.phase)
	}
	u.refuelled()
	minutes := 0
	for u.phase != operating {
		minutes++
		u.Step(&design)
	}
	near(t, "hours to full power", float64(minutes)/60, 1/0.03, 0.1)
	near(t, "burn-up", u.burnupD, 0.5/0.03/24, 0.02)
}

// Beyond the natural length power falls by 0.4 % per full-power day.
func TestStretchOut(t *testing.T) {
	f, err := NewFleet([]*Spec{decoded(t, "Nogent 1", "cycle_length_d = 446\nnatural_length_d = 400\nsince_refuelling_d = 0\n"+
		"forced = { scrams_per_year = 0, failures_per_year = 0, partial_loss_fraction = 0 }")}, calendar(t, 2), sim.Streams{})
	if err != nil {
		t.Fatal(err)
	}
	u, cold := f.Unit(0), []ColdSource{design}
	for m := range 440 * sim.Day {
		f.Step(m, cold)
	}
	// d level/dt = -0.004 level from day 400 on, in daily steps.
	near(t, "level after 40 days of stretch-out", u.level, math.Exp(-0.004*39.5), 2e-3)
	if u.Availability != 1 {
		t.Errorf("stretch-out lowers the technical availability to %g", u.Availability)
	}
}

// drawUnit runs a unit through arbitrary events, targets and cold sources and
// calls check after every minute.
func drawUnit(t *rapid.T, s *Spec, cal sim.Calendar, check func(u *Unit, before Unit)) {
	streams := sim.Streams{Seed: rapid.Uint64().Draw(t, "seed")}
	u := newUnit(s, cal, streams)
	u.place(streams)
	cold := design
	for range sim.Minute(rapid.IntRange(50, 400).Draw(t, "minutes")) {
		switch rapid.IntRange(0, 60).Draw(t, "event") {
		case 0:
			if u.phase == operating || u.phase == startingUp {
				u.trip()
			}
		case 1:
			u.forced = false
		case 2:
			if !u.planned {
				u.beginOutage()
			}
		case 3:
			if u.planned && u.phase == shutDown {
				u.refuelled()
			}
		case 4:
			u.TargetMW = rapid.Float64Range(0, 1600).Draw(t, "target")
		case 5:
			cold = ColdSource{WaterDegC: rapid.Float64Range(0, 30).Draw(t, "water"), WetBulbDegC: rapid.Float64Range(-10, 28).Draw(t, "wet bulb")}
		}
		before := u
		u.Step(&cold)
		check(&u, before)
	}
}

func TestUnitProperties(t *testing.T) {
	cal := calendar(t, 1)
	specs := []*Spec{decoded(t, "Nogent 1", "since_refuelling_d = 100"), decoded(t, "Gravelines 5", ""), decoded(t, "Chooz B2", "since_refuelling_d = 440")}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SampledFrom(specs).Draw(t, "unit")
		top := s.NetCapacityMW * (1 + s.ColdSource.MaxGain)
		drawUnit(t, s, cal, func(u *Unit, before Unit) {
			near(t, "heat", u.GrossMW+u.CondenserHeatMW, u.ThermalMW, 1e-12*s.ThermalPowerMW)
			near(t, "electricity", u.NetMW+u.HouseLoadMW, u.GrossMW+u.GridDrawMW, 1e-12*s.NetCapacityMW)
			if u.NetMW < 0 || u.NetMW > top+1e-9 || u.Xenon < 0 || u.Xenon > 3 || u.AvailableMW < 0 {
				t.Fatalf("out of bounds: %+v", u)
			}
			if u.level < 0 || u.level > u.limit+1e-12 && u.level >= before.level {
				t.Fatalf("level %g over %g", u.level, u.limit)
			}
			if u.phase == operating && before.phase == operating && u.level < u.minLevel-1e-12 && u.level >= before.level {
				t.Fatalf("rests at a level of %g below the lowest of %g", u.level, u.minLevel)
			}
			if u.level > before.level && (u.planned || u.forced) {
				t.Fatal("power rises in an outage")
			}
			if rise := (u.level - before.level) * (s.NetCapacityMW + s.HouseLoadMW); rise > s.RampLimitPerMin*s.NetCapacityMW*1.1 {
				t.Fatalf("rises by %g MW in a minute", rise)
			}
		})
	})
}

// Two nights of load following leave a trace in the xenon that the step and an
// independent run of the chain share.
func TestXenonFollowsPower(t *testing.T) {
	u := single(t, "Golfech 2", steady)
	i, x := u.poison.Equilibrium(1)
	for m := range 2 * sim.Day {
		u.TargetMW = math.Inf(1)
		if hour := m % sim.Day / sim.Hour; hour < 6 {
			u.TargetMW = 400
		}
		u.Step(&design)
		i, x = u.poison.Advance(i, x, u.level, 60)
		near(t, "xenon", u.Xenon, x, 1e-9)
	}
	for range 12 * sim.Day {
		u.Step(&design)
	}
	if !u.settled || u.Xenon != 1 {
		t.Errorf("xenon %g, settled %v after twelve steady days", u.Xenon, u.settled)
	}
}

func BenchmarkUnitStep(b *testing.B) {
	u := single(b, "Nogent 1", steady)
	cold := design
	b.ReportAllocs()
	for i := range b.N {
		cold.WetBulbDegC = 10 + float64(i&1023)*0.01
		u.Step(&cold)
	}
}

func BenchmarkUnitRamping(b *testing.B) {
	u := single(b, "Nogent 1", steady)
	b.ReportAllocs()
	for i := range b.N {
		u.TargetMW = 400 + 900*float64(i>>6&1)
		u.Step(&design)
	}
}
