package record

import (
	"math"
	"strings"
	"testing"

	"caloduc/sim"
)

func TestIndicatorsAreTidy(t *testing.T) {
	var it, all float64
	reg := NewRegistry()
	g := reg.Root().Group("campus.Fouju", "Fouju")
	itID, allID := g.Meter(&it, "it_power_MW", ""), g.Meter(&all, "facility_power_MW", "")
	g.Indicator("pue", "", func(s Sums) float64 { return s.Of(allID) / s.Of(itID) }).Main = true
	g.Indicator("energy_MWh", "", func(s Sums) float64 { return s.Of(allID) })
	cal := testCalendar(t, "2027-12-01", 1)
	r := newRecorder(t, reg, cal, Options{})
	record(t, r, 91*sim.Day, func(m sim.Minute) { // December to February
		it, all = 0, 0.5
		if m >= 31*sim.Day {
			it, all = 3, 4
		}
	})
	var out strings.Builder
	if err := r.WriteIndicators(&out); err != nil {
		t.Fatal(err)
	}
	want := `indicator,scope,period,value,unit
pue,campus.Fouju,2027-12,,
pue,campus.Fouju,2028-01,1.33333333333,
pue,campus.Fouju,2028-02,1.33333333333,
pue,campus.Fouju,2027,,
pue,campus.Fouju,2028,1.33333333333,
pue,campus.Fouju,total,1.41944444444,
energy_MWh,campus.Fouju,2027-12,372,MWh
energy_MWh,campus.Fouju,2028-01,2976,MWh
energy_MWh,campus.Fouju,2028-02,2784,MWh
energy_MWh,campus.Fouju,2027,372,MWh
energy_MWh,campus.Fouju,2028,5760,MWh
energy_MWh,campus.Fouju,total,6132,MWh
`
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
	main := r.MainIndicators()
	if len(main) != 1 || main[0].Name != "pue" || math.Abs(main[0].Total-6132.0/4320) > 1e-12 {
		t.Errorf("main indicators %+v", main)
	}
	if total := r.Totals(); total.Hours() != 91*24 || total.Of(itID) != 3*60*24 {
		t.Errorf("totals %+v", total)
	}
}

func TestNumbers(t *testing.T) {
	for x, want := range map[float64]string{
		0.1 + 0.2: "0.3", math.Copysign(0, -1): "0", 1e6: "1000000", 123456789012345: "1.23456789012e+14",
		-2.5: "-2.5", 1e-7: "1e-07", math.Inf(1): "", 100: "100",
	} {
		if got := number(x); got != want {
			t.Errorf("%v is printed %q, want %q", x, got, want)
		}
	}
	if number(math.NaN()) != "" {
		t.Error("NaN is not empty")
	}
}

func TestCountersAreReadAtTheEnd(t *testing.T) {
	var n, worked int64
	reg := NewRegistry()
	reg.Root().Group("hall.H1", "").Bound(&n, &worked, "water_out_of_bounds", "a part's curves used outside their range", "5 to 18 degC")
	reg.Root().Group("hall.H1", "").Counter(&n, "wet_bulb_out_of_bounds", "fit used outside its range", "-34.4 to 26.7 degC")
	r := newRecorder(t, reg, testCalendar(t, "2026-01-01", 1), Options{})
	n, worked = 17, 100
	if c := r.Counters(); len(c) != 2 || c[1].Count != 17 || c[1].Scope != "hall.H1" || c[1].Bounds != "-34.4 to 26.7 degC" || c[1].Of != 0 || c[0].Of != 100 {
		t.Errorf("%+v", c)
	}
}
