package cooling

import (
	"math"
	"testing"

	"caloduc/cooling/loop"
	"caloduc/cooling/psychro"

	"pgregory.net/rapid"
)

// Doors take what makes the room neutral, or what water gives, and book it.
func TestRearDoors(t *testing.T) {
	s := defaults(new(loop.RearDoorSpec))
	s.FanPressurePa = 60
	rapid.Check(t, func(t *rapid.T) {
		d := s.Build(1e6)
		heat := rapid.Float64Range(0, 1.2e6).Draw(t, "heat")
		y := rapid.Float64Range(0.2, 1).Draw(t, "y")
		inlet := rapid.Float64Range(15, 35).Draw(t, "inlet")
		water := rapid.Float64Range(5, 45).Draw(t, "water")
		left := d.Carry(heat, inlet, y, water, 1)
		if math.Abs(heat+d.FanW-left-d.HeatW) > 1e-9*(1+heat) || left < 0 || d.HeatW < 0 {
			t.Fatalf("heat %g, fans %g, taken %g, left %g", heat, d.FanW, d.HeatW, left)
		}
		if math.Abs(d.Coil.WaterW*d.Flow*(d.WaterDegC-water)-d.HeatW) > 1e-6*(1+heat) {
			t.Fatal("the water does not carry the heat taken")
		}
		if d.WaterDegC > inlet+(heat+d.FanW)/(d.Coil.AirWPerK*y)+1e-9 && d.HeatW > 0 {
			t.Fatal("water leaves warmer than the air came")
		}
	})
	d := s.Build(1e6)
	// Effectiveness 0.7 at design, air 13.9 K warmer: water 7 K below the inlet air
	// would carry 0.7·(13.9+7)/13.9 of the heat, more than all.
	if left := d.Carry(1e6, 25, 1, 18, 1); left != 0 {
		t.Errorf("%g W left at 18 degC", left)
	}
	s.FanPressurePa = 0
	d = s.Build(1e6)
	near(t, "passive door at 25 degC", 1e6-d.Carry(1e6, 25, 1, 25, 1), 0.7e6, 1e-9)
	if d.FanW != 0 {
		t.Errorf("passive doors draw %g W", d.FanW)
	}
	w := psychro.SaturationHumidityRatio(15, 101325) // a dew point of 15 degC
	if s.CheckDew(16.9, w, 101325) == nil || s.CheckDew(17.1, w, 101325) != nil {
		t.Error("water 2 K above the dew point bounds the doors")
	}
}
