package experiments

import (
	"fmt"
	"io"
	"text/tabwriter"

	"caloduc/experiments/result"
	"caloduc/models/economics"
	"caloduc/sim/equipment"
	"caloduc/sim/param"
)

// Checked is an experiment whose world could be built: its values, and what its
// plants, halls and campuses are built with.
type Checked struct {
	*param.Resolved
	Installed []result.Installation
}

// Installed builds the world of an experiment and tells what its halls and campuses are
// built with.
func Installed(s *Spec) ([]result.Installation, error) {
	w, err := Build(s)
	if err != nil {
		return nil, &InputError{err}
	}
	w.engine.Close()
	return w.installed(), nil
}

// installed tells what halls and campuses are built with, all halls open, and what
// that costs.
func (w *World) installed() (out []result.Installation) {
	for _, c := range w.campuses {
		scope := "campus." + c.spec.Name
		it := 0.0
		for _, h := range c.halls {
			i := h.plant.Inventory()
			it += i.DesignITMW
			x := installation(c.terms.economics, scope+".hall."+h.spec.Name, i.DesignITMW, h.built())
			x.LiquidHeatMW, x.AirHeatMW = i.LiquidHeatMW, i.AirHeatMW
			x.DesignDryBulbDegC, x.DesignWetBulbDegC, x.DesignSource = h.sized.dryBulbDegC, h.sized.wetBulbDegC, h.sized.source
			out = append(out, x)
		}
		own := installation(c.terms.economics, scope, 0, append(c.bank.For(c.builtMW()).Installed(), append(c.connection.Installed(), c.feed.installed()...)...))
		own.DesignITMW = it
		out = append(out, own)
	}
	return out
}

// installation prices what is built for designITMW of a hall, 0 for a campus' own.
func installation(e *economics.Spec, scope string, designITMW float64, built equipment.List) result.Installation {
	x := result.Installation{Scope: scope, DesignITMW: designITMW, PriceYear: e.PriceYear}
	x.CapitalEUR, x.UpkeepEURPerYear = e.Facility(designITMW, built)
	for _, c := range built {
		capital, _ := e.Cost(&c)
		x.Components = append(x.Components, result.Component{Kind: c.Word, For: c.For, Installed: c.Installed, Redundant: c.Redundant,
			Capacity: c.Capacity, Unit: c.Unit(), CapitalEUR: capital})
	}
	return x
}

// builtMW is what all halls of the campus draw at most, for which its transformers
// are built in the end.
func (c *campus) builtMW() (mw float64) {
	for _, h := range c.halls {
		mw += h.fullMW * c.spec.Transformer.DesignRatio
	}
	return mw
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
			fmt.Fprintf(t, ", %.4g MW of heat in air, sized for %.1f degC dry bulb and %.1f degC wet bulb (%s)", i.AirHeatMW, i.DesignDryBulbDegC, i.DesignWetBulbDegC, i.DesignSource)
		}
		fmt.Fprintf(t, "\n  %.5g M€ of %d with building, design and contingency, %.4g M€ of upkeep a year\n", 1e-6*i.CapitalEUR, i.PriceYear, 1e-6*i.UpkeepEURPerYear)
		fmt.Fprint(t, "  component\tfor\tinstalled\tredundant\teach\tall\tunit\tM€\n")
		for _, c := range i.Components {
			fmt.Fprintf(t, "  %s\t%s\t%d\t%d\t%.4g\t%.5g\t%s\t%.4g\n", c.Kind, c.For, c.Installed, c.Redundant, c.Capacity, float64(c.Installed)*c.Capacity, c.Unit, 1e-6*c.CapitalEUR)
		}
	}
	return t.Flush()
}
