package report

import (
	"fmt"

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
	i := &installed{Sizes: table{ID: "sizes", Class: "sortable", Caption: "Design sizes",
		Head: []head{{Text: "Where"}, {Text: "IT", Note: "MW", Number: true}, {Text: "Heat in liquid", Note: "MW", Number: true}, {Text: "Heat in air", Note: "MW", Number: true},
			{Text: "Dry bulb", Note: "°C", Number: true}, {Text: "Wet bulb", Note: "°C", Number: true}, {Text: "Capital", Note: "M€", Number: true}, {Text: "Upkeep", Note: "M€ a year", Number: true}, {Text: "Bulbs from"}}}}
	for n, x := range all {
		where := place(x.Scope)
		row := []cell{header(where), number(sized(x.DesignITMW)), number(sized(x.LiquidHeatMW)), number(sized(x.AirHeatMW)), number(missing), number(missing), number(sized(1e-6 * x.CapitalEUR)), number(sized(1e-6 * x.UpkeepEURPerYear)), text(x.DesignSource)}
		if x.LiquidHeatMW+x.AirHeatMW > 0 {
			row[4], row[5] = number(fmt.Sprintf("%.1f", x.DesignDryBulbDegC)), number(fmt.Sprintf("%.1f", x.DesignWetBulbDegC))
		}
		i.Sizes.Rows = append(i.Sizes.Rows, row)
		i.Parts = append(i.Parts, opened{where + ": equipment", componentTable(fmt.Sprintf("equipment-%d", n+1), where, x.Components)})
	}
	return i
}

// componentTable has a row for each group of equal units.
func componentTable(id, where string, all []result.Component) table {
	t := table{ID: id, Class: "sortable", Caption: where + ": components as installed",
		Head: []head{{Text: "Component"}, {Text: "For"}, {Text: "Installed", Number: true}, {Text: "Redundant", Number: true},
			{Text: "Each", Number: true}, {Text: "All", Number: true}, {Text: "Unit"}, {Text: "Capital", Note: "M€", Number: true}}}
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
	return fmt.Sprintf("%.4g", v)
}
