package experiments

import (
	"fmt"
	"io"
	"text/tabwriter"

	"caloduc/experiments/result"
	"caloduc/sim/equipment"
	"caloduc/sim/param"
)

// Checked is an experiment whose world could be built: its values, and what its
// plants, halls and campuses are built with.
type Checked struct {
	*param.Resolved
	Installed []result.Installation
}

// installed tells what halls and campuses are built with, all halls open.
func (w *World) installed() (out []result.Installation) {
	for _, c := range w.campuses {
		scope := "campus." + c.spec.Name
		campus := result.Installation{Scope: scope, Components: components(append(c.spec.Transformer.Installed(c.builtMW()), c.connection.Installed()...))}
		for _, h := range c.halls {
			i := h.plant.Inventory()
			campus.DesignITMW += i.DesignITMW
			out = append(out, result.Installation{Scope: scope + ".hall." + h.spec.Name, DesignITMW: i.DesignITMW, LiquidHeatMW: i.LiquidHeatMW, AirHeatMW: i.AirHeatMW,
				DesignDryBulbDegC: c.place.DesignDryBulbDegC, DesignWetBulbDegC: c.place.DesignWetBulbDegC,
				Components: components(append(i.Components, h.chain.Installed()...))})
		}
		out = append(out, campus)
	}
	return out
}

// builtMW is what all halls of the campus draw at most, for which its transformers
// are built in the end.
func (c *campus) builtMW() (mw float64) {
	for _, h := range c.halls {
		mw += h.dcMW * c.spec.Transformer.DesignRatio
	}
	return mw
}

// components are a list's in the form in which they are stored.
func components(l equipment.List) (out []result.Component) {
	for _, c := range l {
		out = append(out, result.Component{Kind: c.Word, For: c.For, Installed: c.Installed, Redundant: c.Redundant, Capacity: c.Capacity, Unit: c.Unit})
	}
	return out
}

// WriteInstalled prints what is installed.
func WriteInstalled(w io.Writer, all []result.Installation) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, i := range all {
		fmt.Fprintf(t, "\n%s: %.4g MW of IT", i.Scope, i.DesignITMW)
		if i.LiquidHeatMW > 0 {
			fmt.Fprintf(t, ", %.4g MW of heat in liquid", i.LiquidHeatMW)
		}
		if i.AirHeatMW > 0 {
			fmt.Fprintf(t, ", %.4g MW of heat in air, sized for %.1f degC dry bulb and %.1f degC wet bulb", i.AirHeatMW, i.DesignDryBulbDegC, i.DesignWetBulbDegC)
		}
		fmt.Fprint(t, "\n  component\tfor\tinstalled\tredundant\teach\tall\tunit\n")
		for _, c := range i.Components {
			fmt.Fprintf(t, "  %s\t%s\t%d\t%d\t%.4g\t%.5g\t%s\n", c.Kind, c.For, c.Installed, c.Redundant, c.Capacity, float64(c.Installed)*c.Capacity, c.Unit)
		}
	}
	return t.Flush()
}
