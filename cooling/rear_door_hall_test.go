package cooling

import (
	"math"
	"strings"
	"testing"

	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"

	"pgregory.net/rapid"
)

func doorSpec(economiser bool) *ChilledWaterSpec {
	s := chilledSpec(economiser)
	s.Doors.Params(new(param.Set))
	s.RearDoors = true
	return s
}

func buildDoors(t testing.TB, s *ChilledWaterSpec) *chilledWater {
	return build(t, s, paris, airHall).(*chilledWater)
}

// Random weather and load: balances close, doors take no more than servers and
// their fans give off.
func TestRearDoorHallBalances(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := doorSpec(rapid.Bool().Draw(t, "economiser"))
		s.Doors.FanPressurePa = rapid.SampledFrom([]float64{0, 60}).Draw(t, "fans")
		s.Doors.DesignShare = rapid.SampledFrom([]float64{0.5, 0.9, 0.99}).Draw(t, "share")
		s.Chillers.CapacityMW = rapid.SampledFrom([]float64{math.NaN(), 5}).Draw(t, "capacity")
		s.LoopMass = rapid.SampledFrom([]float64{0.5, 20}).Draw(t, "mass")
		s.Force = true
		built, err := s.Build(paris, airHall)
		if err != nil {
			t.Fatal(err)
		}
		p := built.(*chilledWater)
		for m := range sim.Minute(80) {
			if m%20 == 10 {
				for _, b := range p.banks {
					p.shift(b, &b.broken, rapid.SampledFrom([]int{0, 0, b.installed}).Draw(t, "out")-b.broken)
				}
			}
			p.Step(m, drawWeather(t), drawLoad(t, airHall))
			checkDuty(t, p.Duty(), airHall.DesignITMW)
			if r := p.heatResidualMW(); !(math.Abs(r) < 1e-10*airHall.DesignITMW) {
				t.Fatalf("heat residual %g MW: %+v %+v", r, p.rec, p.out)
			}
			if d := p.doors; d.neutral && d.heatW > d.all*(1+1e-9) {
				t.Fatalf("doors take %g of %g W", d.heatW, d.all)
			}
		}
	})
}

// In weather from frost to the extreme the room holds its set point; doors carry
// what servers give off, air handlers the rest, with less fan power than a hall
// of the same heat without doors.
func TestRearDoorHallHolds(t *testing.T) {
	for _, economiser := range []bool{false, true} {
		p, q := buildDoors(t, doorSpec(economiser)), buildChilled(t, economiser)
		for _, air := range []*psychro.Air{outdoor(-10, 0.7), outdoor(15, 0.7), extremeAir()} {
			runOn(p, 0, air, airHall, 1, 2000)
			runOn(q, 0, air, airHall, 1, 2000)
			d := p.Duty()
			near(t, "room", d.ServerInletAirDegC, 27, 2e-3)
			near(t, "doors", p.doors.doorMW, 20, 1e-9)
			if d.HeatLimit != 1 || d.AirFanMW > 0.3*q.Duty().AirFanMW {
				t.Errorf("economiser %v: %+v, without doors %+v", economiser, *d, *q.Duty())
			}
		}
		t.Logf("economiser %v: water %.4g degC, %+v", economiser, p.setDegC, *p.Duty())
	}
}

// The doors' heat in the plant is the component's own: what the coil's equation
// says of room, water and both flows.
func TestRearDoorHallIsTheComponent(t *testing.T) {
	s := doorSpec(false)
	s.ChilledDegC, s.Force = 24, true // too warm for a neutral room
	s.Doors.DesignShare = 0.6
	p := buildDoors(t, s)
	runOn(p, 0, outdoor(20, 0.5), airHall, 1, 3000)
	d := p.doors
	y := math.Max(p.rec.serversMW/20, 0.3)
	in := p.air.meanReturnDegC + 1e6*p.rec.serversMW/(d.coil.airWPerK*y)
	want := CoilConductanceWPerK(d.coil.ua, coilFilmRatio, d.coil.airWPerK, d.coil.waterW, y, d.flow) * (in - p.loop.meanDegC)
	near(t, "doors", d.heatW, want, 1e-4)
	if d.neutral || d.flow != 1 || p.Duty().ServerInletAirDegC > 31 {
		t.Errorf("neutral %v, flow %g, room %g degC", d.neutral, d.flow, p.Duty().ServerInletAirDegC)
	}
}

// All chillers or all pumps lost: the room warms over minutes, servers are
// throttled from their limit on, and all comes back. The air handlers' fans alone
// lost: the doors hold the servers' heat.
func TestRearDoorHallFailures(t *testing.T) {
	for word, least := range map[string]float64{"chiller": 3, "chilled-water-pump": 3, "fan": 0} {
		text := "random_failures = false\nrear_doors = true\nevent = [{what = \"" + word + "\", at = \"2027-07-15T16:00\", for_min = 10, units = 99}]"
		p := build(t, decodeSpec(t, new(ChilledWaterSpec), text), paris, airHall).(*chilledWater)
		peak, first := 0.0, -1
		staged(t, p, airHall, outdoor(34, 0.3), func(m int, d *Duty) {
			if m >= 0 {
				peak = max(peak, d.ServerInletAirDegC)
			}
			if first < 0 && d.HeatLimit < 1 {
				if first = m; d.ServerInletAirDegC <= 32 {
					t.Errorf("%s: throttled at %g degC", word, d.ServerInletAirDegC)
				}
			}
		})
		t.Logf("%s: peak %.1f degC, throttled in minute %d", word, peak, first)
		if end := p.Duty(); peak < 27+least || math.Abs(end.ServerInletAirDegC-27) > 0.1 || end.HeatLimit != 1 || (first >= 0) != (least > 0) || first == 0 {
			t.Errorf("%s: peak %g degC, throttled in minute %d, at the end %+v", word, peak, first, *end)
		}
	}
}

func TestRearDoorHallRefusals(t *testing.T) {
	for want, change := range map[string]func(*ChilledWaterSpec){
		"must stay dry":           func(s *ChilledWaterSpec) { s.ChilledDegC = 9 },
		"cannot hold supply air":  func(s *ChilledWaterSpec) { s.ChilledDegC = 23 },
		"sensible_heat_ratio":     func(s *ChilledWaterSpec) { s.SensibleRatio = 0.95 },
		"air_flow_kg_per_s":       func(s *ChilledWaterSpec) { s.Air.Flow = 900 },
		"exceeds the servers' in": func(s *ChilledWaterSpec) { s.Air.SupplyTempDegC = 40 },
	} {
		s := doorSpec(false)
		change(s)
		if _, err := s.Build(paris, airHall); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	if _, err := param.Decode("p.toml", []byte("rear_doors = true"), new(ChilledAirSpec), nil); err == nil || !strings.Contains(err.Error(), "outdoor air") {
		t.Error(err)
	}
}

// The recorder closes the hall's balances, and sees any flow changed.
func TestRearDoorHallRecord(t *testing.T) {
	run := func(perturb int) (*record.Registry, *record.Recorder) {
		s := doorSpec(true)
		s.Doors.FanPressurePa = 60
		p := buildDoors(t, s)
		hours := year()
		return recorded(t, p, 5*sim.Day, perturb, func(m sim.Minute) {
			if m/sim.Day == 3 {
				p.Stop()
			} else {
				p.Step(m, &hours[int(m)*8759/int(5*sim.Day)], Load{ITMW: 17, RoomHeatMW: 0.7})
			}
		})
	}
	reg, rec := run(-1)
	if _, err := rec.CheckBalances(); err != nil {
		t.Fatal(err)
	}
	for i, flow := range reg.BalanceFlows() {
		if math.Abs(rec.Totals().Of(flow.Channel)) < 0.1 {
			continue
		}
		_, changed := run(i)
		if _, err := changed.CheckBalances(); err == nil {
			t.Errorf("%s changed by a millionth goes unseen", reg.Channels[flow.Channel].Name)
		}
	}
}

func BenchmarkRearDoors(b *testing.B) { benchmarkYear(b, buildDoors(b, doorSpec(true)), airHall) }
