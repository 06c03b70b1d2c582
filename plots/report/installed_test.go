package report

import (
	"strings"
	"testing"

	"caloduc/experiments/result"
)

// The report shows the sizes of every hall side by side, and all its equipment.
func TestInstalledTables(t *testing.T) {
	if installedOf(nil) != nil {
		t.Error("tables of nothing")
	}
	i := installedOf([]result.Installation{
		{Scope: "campus.Fouju.hall.F1", DesignITMW: 100, LiquidHeatMW: 87, AirHeatMW: 17.5, DesignDryBulbDegC: 41, DesignWetBulbDegC: 25, DesignSource: "weather.home",
			Components: []result.Component{{Kind: "CDU", For: "coolant", Installed: 68, Redundant: 1, Capacity: 1298.5, Unit: "kW"}}},
		{Scope: "campus.Fouju", DesignITMW: 100, Components: []result.Component{{Kind: "grid circuit", For: "campus", Installed: 2, Redundant: 1, Capacity: 10, Unit: "km"}}}})
	if len(i.Sizes.Rows) != 2 || len(i.Parts) != 2 {
		t.Fatalf("%d rows, %d tables", len(i.Sizes.Rows), len(i.Parts))
	}
	var all strings.Builder
	for _, p := range append(i.Parts, opened{Table: i.Sizes}) {
		all.WriteString(string(p.Table.HTML()))
	}
	for _, want := range []string{"CDU", "coolant", ">68<", "88\u202f298", "41.0", "25.0", "weather.home", "grid circuit", ">20<"} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("the tables do not show %q", want)
		}
	}
}
