package reactor

import (
	"testing"

	"caloduc/sim/param"
)

func TestSpecDeclaresItself(t *testing.T) {
	for _, problem := range param.Lint(&Spec{}) {
		t.Error(problem)
	}
}

// 57 units: 4 CP0, 28 CPY, 8 P4, 12 P'4, 4 N4 and one EPR. The 56 without it
// hold 61,370 MW, the installed nuclear capacity that ENTSO-E gives for France.
func TestFleetFacts(t *testing.T) {
	count := map[string]int{}
	sum := 0.0
	for _, u := range frenchUnits {
		count[u.series.name]++
		sum += u.netMW
		if efficiency := (u.netMW + u.houseMW) / u.series.thermalMW; efficiency < 0.32 || efficiency > 0.40 {
			t.Errorf("%s: gross efficiency %.3f", u.name, efficiency)
		}
		if u.latDeg < 42 || u.latDeg > 51.1 || u.lonDeg < -2 || u.lonDeg > 7 {
			t.Errorf("%s lies at %g, %g", u.name, u.latDeg, u.lonDeg)
		}
	}
	want := map[string]int{"CP0": 4, "CPY": 28, "P4": 8, "P'4": 12, "N4": 4, "EPR": 1}
	for series, n := range want {
		if count[series] != n {
			t.Errorf("%d units of %s, want %d", count[series], series, n)
		}
	}
	near(t, "capacity of 56 units, MW", sum-1630, 61370, 0)
}

func TestPresetCanBeOverridden(t *testing.T) {
	s := decoded(t, "Nogent 1", "net_capacity_MW = 1290")
	if s.NetCapacityMW != 1290 || s.Cooling != Tower || s.ThermalPowerMW != 3817 || s.CommercialYear != 1988 {
		t.Errorf("%+v", s)
	}
	if s := decoded(t, "Gravelines 5", ""); s.Cooling != Sea || s.NetCapacityMW != 910 || s.CycleLengthD > 320 {
		t.Errorf("%+v", s)
	}
}

func TestImpossibleIsRefused(t *testing.T) {
	for _, text := range []string{
		"net_capacity_MW = 3000", "since_refuelling_d = 700", "cooling = \"pond\"", "share = 1.5",
		"min_stable_fraction = 0.99",
	} {
		if _, err := param.Decode("test.toml", []byte("unit = \"Nogent 1\"\n"+text), &Spec{}, nil); err == nil {
			t.Errorf("%s is accepted", text)
		}
	}
}
