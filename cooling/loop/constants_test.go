package loop

import (
	"math"
	"testing"

	"caloduc/cooling/component"
	"caloduc/cooling/failure"
	"caloduc/cooling/psychro"
	"caloduc/sim/param"
)

// The rise that the orders allow a river that arrives at the given temperature: within
// the published rise while there is room up to the published maximum; at Bugey 3 K up to
// 26 degC downstream and 1 K above.
func TestRegimesAllowWhatTheOrdersSay(t *testing.T) {
	for _, c := range []struct {
		regime          string
		upDegC, allowed float64
	}{
		{"golfech", 20, 1.25}, {"golfech", 27, 1},
		{"golfech-exceptional", 20, 1.25}, {"golfech-exceptional", 29, 1},
		{"bugey-exceptional", 20, 3}, {"bugey-exceptional", 24, 2}, {"bugey-exceptional", 25.5, 1}, {"bugey-exceptional", 26.5, 0.5},
		{"tricastin", 20, 4}, {"tricastin", 27, 1},
	} {
		limits := keyed(new(RiverSpec), `regime = "`+c.regime+`"`).build().limits
		near(t, c.regime, limits.AllowedRiseK(c.upDegC), c.allowed, 1e-12)
	}
}

// Densities and humidities of the handbooks: river water at 20 degC, air of 40 degC at sea
// level, a dew point near 9 degC.
func TestWaterAndAirOfPlants(t *testing.T) {
	near(t, "river water", keyed(new(RiverSpec), "flow_m3_per_s = 10\nmax_withdrawal_share = 1").build().MostKgPerS, 9982, 5e-4)
	near(t, "air leaving servers", doorAirKgPerM3, psychro.DensityKgPerM3(40, 0, 101325), 5e-4)
	if d := psychro.DewPointDegC(HallHumidity, 101325); math.Abs(d-9) > 0.5 {
		t.Errorf("dew point of a hall's air: %g degC", d)
	}
}

// Condensate is made up by water's latent heat at its boiling point, 2257 kJ/kg in steam
// tables.
func TestCondensateIsMadeUp(t *testing.T) {
	s := CoilSide{}
	s.LatentShare, s.latentW = 0.05, 1e6
	var d Duty
	s.Book(&d, new(Ledger))
	near(t, "made up, kg/s", d.WaterKgPerS, 1/2.257, 0.005)
}

// A loop off its set point is brought back in five minutes.
func TestLoopRecoversInFiveMinutes(t *testing.T) {
	near(t, "W per K off the set point", NewWater(waterSize{}, 300e6).restoreWPerK, 1e6, 1e-12)
}

// Dry coolers are sized for water 1.5 K above their air and no nearer.
func TestLeastApproachOfDryCoolers(t *testing.T) {
	s := DryCoolersSpec{Number: param.Auto}
	u := component.TrilliumTDFS1238
	for set, sized := range map[float64]bool{31.45: false, 31.55: true} {
		w := NewWater(waterSize{SetAtDesignDegC: set, CwWPerK: 1e5}, 1e8)
		if _, err := s.number(Site{DesignDryBulbDegC: 30}, &u, &w, 1e6, 1); (err == nil) != sized {
			t.Errorf("water of %g degC in air of 30 degC: %v", set, err)
		}
	}
}

// Below a tenth of design flow the film of cold plates no longer changes.
func TestFilmOfColdPlatesEnds(t *testing.T) {
	l := LiquidSide{}
	l.Plate = component.NewCurve(func(f float64) float64 { return 1 / f }, 0.05, 1, 128)
	near(t, "resistance without flow", l.resistance(0), 10, 1e-5)
}

// With the servers down a loop is cooled on while it is half a kelvin too warm.
func TestLoopsAreCooledOn(t *testing.T) {
	for tDegC, on := range map[float64]bool{40.51: true, 40.49: false} {
		l := LiquidSide{}
		l.warmDegC, l.Tcs.TDegC, l.at.facility = 40, tDegC, 1
		if l.capture(0, 0) != on {
			t.Errorf("coolant of %g degC for 40 degC is cooled on: %t", tDegC, !on)
		}
	}
}

// Pads stay dry below 5 degC, and dampers open for air a kelvin colder than return air.
func TestOutdoorAirsThresholds(t *testing.T) {
	for tDegC, wet := range map[float64]bool{4.9: false, 5.1: true} {
		e, a := OutdoorAir{}, HallAir{}
		e.padEff, e.alone, a.Flow, a.g = 0.8, true, 1, component.DryAirJPerKgK
		e.Admits(0)
		if e.look(airAt(tDegC, 0.3), &a, false); e.wet() != wet {
			t.Errorf("pads at %g degC wet: %t", tDegC, !wet)
		}
	}
	for tDegC, opens := range map[float64]bool{29.1: false, 28.9: true} {
		e := OutdoorAir{}
		if e.tDegC = tDegC; e.colder(30) != opens {
			t.Errorf("dampers open for %g degC: %t", tDegC, !opens)
		}
	}
}

// Between the temperatures of charge and discharge a tank helps a loop that is 1 K too
// warm; one that is charged rests while the loop is 0.2 K too warm.
func TestBandsOfStorage(t *testing.T) {
	tank, err := component.NewTank(keyed(new(component.TankSpec), "start_charge = 0.5"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		outdoor, offK, back float64
		out                 int // sign of the flow out of the tank
	}{{20, 1.01, 15, 1}, {20, 0.99, 15, 0}, {20, 2, 8.01, 1}, {20, 2, 7.99, 0}, {5, 0.19, 15, -1}, {5, 0.21, 15, 0}} {
		s := ChilledStore{on: true, drive: drives[ByDryBulb], tank: tank, chargeAt: 10, releaseAt: 30, usableDegC: 8}
		s.tank.DegC = append([]float64(nil), tank.DegC...)
		s.step(&Outdoor{Air: &psychro.Air{DryBulbDegC: c.outdoor}}, c.offK, 7, c.back, 1e6)
		if sign := math.Copysign(min(math.Abs(s.out), 1), s.out); int(sign) != c.out {
			t.Errorf("%+v: %g kg/s out of the tank", c, s.out)
		}
	}
}

// The side stream of trim chillers keeps to three tenths of its flow at least, at which
// its pumps draw 0.3³ of their power.
func TestLeastSideStream(t *testing.T) {
	s := RiverSink{trim: (&AirChillersSpec{Number: 1, COP: 3, MinLoad: 0.2, Staging: testStaging}).Build(seaLevel, 1e6, new(failure.UnitsTable), &failure.AirChillerUnits)}
	s.sidePump, s.perTrimW = component.Pump{DesignW: 1e4, ToFluid: 0.9}, 1e-6
	s.trim.start(0, 10, 30, 0)
	s.chill(1e5)
	near(t, "side stream's pumps, W", s.sideW, 270, 1e-9)
}
