package report

import (
	"fmt"
	"strings"

	"caloduc/experiments/result"
)

// installed is what halls and campuses were built with: sizes side by side, and a
// table of components for each.
type installed struct {
	Sizes table
	Parts []opened
}

// installedOf makes the tables of installations.
func installedOf(all []result.Installation) *installed {
	if len(all) == 0 {
		return nil
	}
	i := &installed{Sizes: table{ID: "sizes", Class: "sortable", Caption: say("Design sizes"),
		Head: []head{{Text: say("Where")}, {Text: "IT", Note: "MW", Number: true}, {Text: say("Heat in liquid"), Note: "MW", Number: true}, {Text: say("Heat in air"), Note: "MW", Number: true},
			{Text: say("Dry bulb"), Note: "°C", Number: true}, {Text: say("Wet bulb"), Note: "°C", Number: true}, {Text: say("Capital"), Note: "M€", Number: true}, {Text: say("Upkeep"), Note: say("M€ a year"), Number: true}, {Text: say("Bulbs from")}}}}
	for n, x := range all {
		where := place(x.Scope)
		row := []cell{header(where), number(sized(x.DesignITMW)), number(sized(x.LiquidHeatMW)), number(sized(x.AirHeatMW)), number(missing), number(missing), number(sized(1e-6 * x.CapitalEUR)), number(sized(1e-6 * x.UpkeepEURPerYear)), text(x.DesignSource)}
		if x.LiquidHeatMW+x.AirHeatMW > 0 {
			row[4], row[5] = number(grouped(x.DesignDryBulbDegC, 1)), number(grouped(x.DesignWetBulbDegC, 1))
		}
		i.Sizes.Rows = append(i.Sizes.Rows, row)
		i.Parts = append(i.Parts, opened{where + say(": equipment"), componentTable(fmt.Sprintf("equipment-%d", n+1), where, x.Components)})
	}
	return i
}

// componentTable has a row for each group of equal units.
func componentTable(id, where string, all []result.Component) table {
	t := table{ID: id, Class: "sortable", Caption: where + say(": components as installed"),
		Head: []head{{Text: say("Component")}, {Text: say("For")}, {Text: say("Installed"), Number: true}, {Text: say("Redundant"), Number: true},
			{Text: say("Each"), Number: true}, {Text: say("All"), Number: true}, {Text: say("Unit")}, {Text: say("Capital"), Note: "M€", Number: true}}}
	for _, c := range all {
		t.Rows = append(t.Rows, []cell{header(c.Kind), text(c.For), number(fmt.Sprint(c.Installed)), number(fmt.Sprint(c.Redundant)),
			number(sized(c.Capacity)), number(sized(float64(c.Installed) * c.Capacity)), text(c.Unit), number(sized(1e-6 * c.CapitalEUR))})
	}
	return t
}

// sized prints a capacity with four digits, or a dash.
func sized(v float64) string {
	switch {
	case v == 0:
		return missing
	case v >= 1000:
		return grouped(v, 0)
	}
	return strings.Replace(fmt.Sprintf("%.4g", v), ".", say("."), 1)
}
