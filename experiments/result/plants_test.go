package result

import (
	"strings"
	"testing"
)

// hallOf is a hall of so many MW with dry coolers and pumps.
func hallOf(scope string, mw, dryBulbDegC, wetBulbDegC float64, coolers int) Installation {
	return Installation{Scope: scope, DesignITMW: mw, DesignDryBulbDegC: dryBulbDegC, DesignWetBulbDegC: wetBulbDegC, Components: []Component{
		{Kind: "dry cooler", For: "facility water", Installed: coolers, Capacity: 3, Unit: "MW"}, {Kind: "pump", For: "facility water", Installed: 4, Capacity: mw, Unit: "kW"}}}
}

// Compared runs are told of where their plants are not the same: sized for other weather,
// or with other capacity for each MW of IT. Larger halls of the same plant are no news.
func TestUnevenPlants(t *testing.T) {
	const h, i = "campus.C.hall.H", "campus.C.hall.I"
	a, b := []Installation{hallOf(h, 30, 40.9, 25.2, 10)}, []Installation{hallOf(i, 30, 40.9, 25.2, 10)}
	for _, runs := range [][][]Installation{nil, {a}, {a, a}, {a, b}, {a, {hallOf(h, 60, 40.92, 25.2, 20)}}, {a, {{Scope: h, DesignITMW: 30, DesignDryBulbDegC: 40.9, DesignWetBulbDegC: 25.2}}}} {
		if n := UnevenPlants("x", runs); n != nil {
			t.Errorf("%+v: %+v", runs, n)
		}
	}
	for _, c := range []struct {
		other Installation
		want  string
	}{
		{hallOf(h, 30, 40.9, 28.1, 10), h + " (sized for 25.2 to 28.1 °C wet bulb)"},
		{hallOf(h, 30, 44.6, 28.1, 12), h + " (sized for 40.9 to 44.6 °C dry bulb and 25.2 to 28.1 °C wet bulb, dry cooler for facility water: 1 to 1.2 MW per MW of IT)"},
		{hallOf(h, 30, 40.9, 25.2, 14), h + " (dry cooler for facility water: 1 to 1.4 MW per MW of IT)"},
	} {
		n := UnevenPlants("sweep 0", [][]Installation{append(a, b...), {c.other}})
		if len(n) != 1 || n[0].About != "sweep 0" || n[0].Remedy == "" || !strings.HasSuffix(n[0].Text, c.want) {
			t.Errorf("%+v, want %s", n, c.want)
		}
	}
	var many, others []Installation
	for _, name := range []string{"A", "B", "C", "D", "E"} {
		many, others = append(many, hallOf(name, 1, 30, 20, 1)), append(others, hallOf(name, 1, 31, 20, 1))
	}
	if n := UnevenPlants("x", [][]Installation{many, others}); !strings.HasSuffix(n[0].Text, "; and 2 more") {
		t.Error(n[0].Text)
	}
}
