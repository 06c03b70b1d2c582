package compute

import (
	"math"
	"testing"

	"caloduc/sim/param"
)

// TestClasses: a class sets its limit, also where the accelerator has one of its
// own; what the hall gives stands.
func TestClasses(t *testing.T) {
	for _, c := range []struct {
		text         string
		air, coolant float64
	}{
		{`accelerator = "H100 SXM"`, 30, 45},
		{"accelerator = \"H100 SXM\"\nair_class = \"A3\"", 40, 45},
		{"accelerator = \"GB300 NVL72\"\nair_class = \"A1\"\ncoolant_class = \"S40\"", 32, 40},
		{"accelerator = \"GB300 NVL72\"\nair_class = \"A4\"\nmax_inlet_air_degC = 38\ncoolant_class = \"S50\"\nmax_coolant_degC = 47", 38, 47},
	} {
		s := new(HallSpec)
		if _, err := param.Decode("hall.toml", []byte("name = \"H1\"\n"+c.text), s, nil); err != nil {
			t.Fatal(err)
		}
		if s.MaxInletAirDegC != c.air || s.MaxCoolantDegC != c.coolant {
			t.Errorf("%s: %g and %g degC, want %g and %g", c.text, s.MaxInletAirDegC, s.MaxCoolantDegC, c.air, c.coolant)
		}
	}
	for _, complaint := range param.Lint(new(HallSpec)) {
		t.Error(complaint)
	}
}

// TestDerating: class A2 at Denver (1,609 m) bears 2.36 K less, A4 5.67 K less;
// below 900 m and without a class nothing is taken off.
func TestDerating(t *testing.T) {
	near(t, "A2 at 1609 m", AllowableDegC(35, 1609, 300), 32.637, 1e-3)
	s := &HallSpec{AirClass: "A4", MaxInletAirDegC: 45}
	near(t, "A4 at 1609 m", s.AllowableInletDegC(1609), 39.328, 1e-3)
	near(t, "A4 at 900 m", s.AllowableInletDegC(900), 45, 0)
	s.AirClass = ""
	near(t, "no class", s.AllowableInletDegC(1609), 45, 0)
	for i, c := range AirClasses {
		if !(c.MinDegC <= c.RecommendedMinDegC && c.RecommendedMaxDegC <= c.MaxDegC) {
			t.Errorf("%s: recommended range outside the allowable", c.Name)
		}
		if i > 0 && i < 4 && c.MaxDegC-AirClasses[i-1].MaxDegC > 5 {
			t.Errorf("%s after %s", c.Name, AirClasses[i-1].Name)
		}
	}
}

// TestClocksFall: fans speed up to full with the inlet; beyond, power falls so
// that the components stay at the temperature held, and throughput with it.
func TestClocksFall(t *testing.T) {
	s := new(HallSpec)
	if _, err := param.Decode("hall.toml", []byte("name = \"H1\"\naccelerator = \"H100 SXM\"\nmax_fan_speed = 1.2"), s, nil); err != nil {
		t.Fatal(err)
	}
	h := newHall(0, s)
	h.open()
	h.GPUsOnline = float64(h.gpus)
	full := demand{active: h.GPUsOnline, dynamic: h.GPUsOnline}
	at := func(inlet float64) (mw, throughput float64) {
		in := NoLimit()
		in.InletAirDegC = inlet
		throughput = h.settle(h.conditions(&in), full)
		return h.DCPowerMW, throughput
	}
	cool, _ := at(20)
	mw, throughput := at(35) // speed 60/50 = 1.2: just full
	if mw <= cool || throughput < 1 || h.fansFull != 0 {
		t.Errorf("35 degC: %g MW after %g, throughput %g", mw, cool, throughput)
	}
	mw, throughput = at(45) // speed 60/40 = 1.5: four fifths of design power
	near(t, "power at 45 degC", mw, 0.8*s.DesignDCMW(), 1e-9)
	near(t, "fans at full speed", h.FanPowerMW/(h.ChipPowerMW+h.HostPowerMW), 0.08*math.Pow(1.2, 3), 1e-9)
	if throughput >= 1 || throughput < 0.8 || h.fansFull != 1 {
		t.Errorf("45 degC: throughput %g in %d minutes", throughput, h.fansFull)
	}
}
