package cooling

import (
	"math"
	"testing"

	"caloduc/cooling/loop"
	"caloduc/sim"
)

// In a house half filled the racks that stand see the cold plates of a full one: the same
// share of their full heat is captured, and at their case limit they give way nearly
// alike: distribution units are as many for half the heat, so that coolant is a little
// colder.
func TestColdPlatesOfAPartFilledHouse(t *testing.T) {
	half := liquidHall
	half.Fill = 0.5
	for _, keys := range []string{"", "supply_temp_degC = 40\ncold_plate_max_case_degC = 72\nforce = true\n"} {
		full := build(t, liquidDecoded(t, new(DirectLiquidDrySpec), keys), paris, liquidHall)
		part := build(t, liquidDecoded(t, new(DirectLiquidDrySpec), keys), paris, half)
		out := outdoorWetBulb(20, 14, paris.Complete().PressurePa)
		for m := range sim.Minute(600) {
			full.Step(m, out, loop.Load{ITMW: full.demand.DesignITMW, RoomHeatMW: 1})
			part.Step(m, out, loop.Load{ITMW: full.demand.DesignITMW / 2, RoomHeatMW: 0.5})
		}
		a, b := full.liquid.CapturedW/full.demand.DesignITMW, 2*part.liquid.CapturedW/part.demand.DesignITMW
		if math.Abs(a-b) > 0.03*a || math.Abs(full.liquid.ChipLimit()-part.liquid.ChipLimit()) > 0.03 {
			t.Errorf("%q: full captures %g W a MW, limit %g; half filled %g, %g", keys, a, full.liquid.ChipLimit(), b, part.liquid.ChipLimit())
		}
		if (keys == "") != (full.liquid.SpillMinutes == 0) || (full.liquid.SpillMinutes == 0) != (part.liquid.SpillMinutes == 0) {
			t.Errorf("%q: %d and %d minutes of spilling", keys, full.liquid.SpillMinutes, part.liquid.SpillMinutes)
		}
		if pump := part.Duty().CDUPumpMW / full.Duty().CDUPumpMW; !(pump > 0.05 && pump < 0.6) {
			t.Errorf("%q: pumps of the half-filled house take %g of the full one's", keys, pump)
		}
	}
}

// Servers of a part-filled house that run at full power in air too warm for them give
// way as those of a full one do.
func TestThrottlingOfAPartFilledHouse(t *testing.T) {
	h := airHall
	h.Fill = 0.5
	s, err := decode("air-cooled-chiller", "")
	if err != nil {
		t.Fatal(err)
	}
	p := build(t, s, paris, h)
	e := liquidEngine(t, 1)
	p.Start(e, "H", sim.Streams{Seed: 1})
	p.air.Hall().MaxInletDegC = 20 // below the set point: always too warm
	d := p.Duty()
	for m := range sim.Minute(30) {
		p.Step(m, outdoorWetBulb(20, 14, paris.Complete().PressurePa), loop.Load{ITMW: min(1, d.HeatLimit) * h.DesignITMW / 2})
	}
	if !(d.HeatLimit < 0.9) {
		t.Errorf("servers too warm may make %g of their heat", d.HeatLimit)
	}
}

// Filters of tower water take the same power at any flow, and only while it runs.
func TestTowerFilters(t *testing.T) {
	duty := func(share string, load float64) *loop.Duty {
		s, err := decode("chilled-water", "tower_filter_share = "+share)
		if err != nil {
			t.Fatal(err)
		}
		p := build(t, s, paris, airHall)
		for m := range sim.Minute(120) {
			p.Step(m, outdoorWetBulb(20, 14, paris.Complete().PressurePa), loop.Load{ITMW: load * airHall.DesignITMW})
		}
		return p.Duty()
	}
	full := duty("0.1", 1).FacilityPumpMW - duty("0", 1).FacilityPumpMW
	half := duty("0.1", 0.5).FacilityPumpMW - duty("0", 0.5).FacilityPumpMW
	// 10 % of 20.8 MW and compressors over 5 K: 0.12 m3/s at 200 kPa and an efficiency of 0.7.
	if !(full > 0.02 && full < 0.06) || math.Abs(full-half) > 0.1*full {
		t.Errorf("filters take %.4f MW at full and %.4f MW at half load", full, half)
	}
	if off := duty("0.1", 0).FacilityPumpMW; off != 0 {
		t.Errorf("filters take %g MW at rest", off)
	}
}
