package power

import (
	"math"
	"testing"

	"caloduc/sim/param"
)

func services(t *testing.T, text string) *Services {
	t.Helper()
	s := new(ServicesSpec)
	if _, err := param.Decode("services", []byte(text), s, nil); err != nil {
		t.Fatal(err)
	}
	return s.Build(10)
}

// Nothing is drawn by default; what is given is drawn all the time, but for trace
// heating, which only frost calls for.
func TestServices(t *testing.T) {
	none := services(t, "")
	if none.Step(-30, 1); none.PowerMW != 0 || none.HallShare() != 1 {
		t.Errorf("by default %+v", none)
	}
	s := services(t, `
offices_m2_per_MW = 100
offices_W_per_m2 = 20
security_kW_per_MW = 1
makeup_air_m3_per_s_per_MW = 0.3
makeup_air_pressure_Pa = 1000
makeup_fan_efficiency = 0.5
engine_heater_kW_per_MW = 2
jockey_pump_kW_per_MW = 0.5
trace_heating_kW_per_MW = 3
electrical_room_share = 0.75
electrical_room_COP = 2.5
`)
	s.Step(0, 0.4)
	standing := 0.010 * (2 + 1 + 0.6 + 2 + 0.5) // kW a MW of 10 MW
	near(t, "standing, MW", s.StandingMW, standing, 1e-12)
	near(t, "rooms, MW", s.RoomCoolingMW, 0.75*0.4/2.5, 1e-12)
	near(t, "all at 0 degC, MW", s.PowerMW, standing+0.12, 1e-12)
	near(t, "left to the hall", s.HallShare(), 0.25, 1e-12)
	s.Step(-0.1, 0.4)
	near(t, "all in frost, MW", s.PowerMW, standing+0.12+0.03, 1e-12)
	if s.Off(); s.PowerMW != 0 || s.TraceMW != 0 || s.StandingMW != 0 || s.RoomCoolingMW != 0 {
		t.Errorf("off, %+v", s)
	}
}

// One engine of 60 kW takes 0.98 kW where large ones take 2 kW a MW.
func TestEngineScale(t *testing.T) {
	near(t, "60 kW", 2*EngineScale(0.06/2.5)*0.06, 0.98, 0.02)
	near(t, "as large", EngineScale(1), 1, 0)
}

// Units follow the load: one and a spare where one is enough, a few just beyond, the
// largest for large ones; the capacity installed never falls as the load grows.
func TestUnitsFitTheLoad(t *testing.T) {
	for _, c := range []struct {
		kW    float64
		want  float64
		units int // with N+1 by groups of four
	}{{10, 20, 2}, {150, 200, 2}, {430, 500, 2}, {1300, 1500, 2}, {1400, 400, 5}, {2600, 750, 5}, {4000, 1500, 4}, {4200, 1500, 5}, {5400, 1500, 5}, {30e3, 1500, 29}} {
		i := fittingUnit(upsModulesKW, c.kW, 0.9, "N+1", 4)
		if n := Modules(c.kW, upsModulesKW[i], 0.9, "N+1", 4); upsModulesKW[i] != c.want || n != c.units {
			t.Errorf("%g kW: %d of %g kW, want %d of %g", c.kW, n, upsModulesKW[i], c.units, c.want)
		}
	}
	for kW := 10.0; kW < 20e3; kW *= 1.03 {
		for _, redundancy := range stageRedundancies {
			rating := upsModulesKW[fittingUnit(upsModulesKW, kW, 0.9, redundancy, 4)]
			if n := Modules(kW, rating, 0.9, redundancyN, 4); float64(n)*rating*0.9 < kW*(1-1e-9) || float64(n)*rating > 3*kW+20 {
				t.Errorf("%s, %g kW: %d of %g kW carry it", redundancy, kW, n, rating)
			}
		}
	}
}

// Each topology has the part load that it is known for, seven modules being needed at
// full load: 7/9 with spares in groups of four, 1/2 doubled, three of four systems
// distributed; behind a catcher's block the load of no redundancy, and the block's own
// losses.
func TestTopologies(t *testing.T) {
	loss := map[string]float64{}
	for redundancy, want := range map[string]struct {
		group, modules, standby int
	}{"N": {4, 7, 0}, "N+1": {4, 9, 0}, "2N": {4, 14, 0}, "distributed": {3, 12, 0}, "block": {4, 7, 2}} {
		s := StageSpec{K0: 0.01, K1: 0.01, K2: 0.02, ModuleKW: 1000, MaxLoad: 1, Redundancy: redundancy, Group: want.group}
		st := s.build(7)
		if st.Modules != want.modules || st.Standby != want.standby {
			t.Errorf("%s: %d modules, %d stand by, want %+v", redundancy, st.Modules, st.Standby, want)
		}
		near(t, redundancy+": load", st.Load(7), 7/float64(want.modules), 1e-12)
		near(t, redundancy+": loss at no load", st.LossMW(0), 0.01*float64(want.modules+want.standby), 1e-12)
		loss[redundancy] = st.LossMW(3)
	}
	for _, less := range [][2]string{{"N", "N+1"}, {"N+1", "distributed"}, {"distributed", "2N"}, {"N", "block"}} {
		if !(loss[less[0]] < loss[less[1]]) {
			t.Errorf("at part load %s loses %.4f MW, %s %.4f", less[0], loss[less[0]], less[1], loss[less[1]])
		}
	}
}

// A hall's transformers fit it, with the losses of their rating; of a rating between two,
// those of the smaller in proportion.
func TestHallTransformersFit(t *testing.T) {
	s := new(HallBankSpec)
	s.Params(&param.Set{})
	for _, c := range []struct{ mw, mva, p0 float64 }{{0.1, 0.160, 0.189}, {0.5, 0.630, 0.540}, {100, 3.15, 1.980}} {
		b := s.For(c.mw)
		near(t, "rating, MVA", b.RatedMVA, c.mva, 0)
		near(t, "no-load loss, kW", b.NoLoadLossKW, c.p0, 1e-12)
	}
	s.RatedMVA = 5
	b := s.For(1)
	near(t, "no-load loss of 5 MVA, kW", b.NoLoadLossKW, 1.980*5/3.15, 1e-12)
	near(t, "load loss of 5 MVA, kW", b.LoadLossKW, 23*5/3.15, 1e-12)
	if !math.IsNaN(s.NoLoadLossKW) {
		t.Error("the spec itself was changed")
	}
}
