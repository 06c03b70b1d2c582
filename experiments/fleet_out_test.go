package experiments

import (
	"fmt"
	"strings"
	"testing"

	"caloduc/models/reactor"
)

// fleetText is a campus of the grid that is allocated a part of France's reactors and buys
// the rest, with an interruptible hall; out are units that stand still in the run.
func fleetText(out []string) string {
	var events strings.Builder
	for _, unit := range out {
		fmt.Fprintf(&events, "[[fleet.event]]\nunit = %q\nfrom = 2026-01-01\nlength_d = 60\n", unit)
	}
	return `start = 2026-01-20
spin_up_d = 0
[weather.w]
site = "Paris"
[fleet]
country = "France"
` + events.String() + `[contract]
kind = "nuclear-allocation"
allocation_MW = 15
[[campus]]
name = "C"
weather = "w"
grid = { contracted_MW = 60 }
` + hallText("I", "interruptible") + hallText("O", "ordinary")
}

// Half of the fleet out: the price and the campus' cost rise, more is bought, less is
// firm, and the interruptible hall is curtailed; the other hall computes on.
func TestHalfTheFleetOut(t *testing.T) {
	var out []string
	for i, e := range reactor.FrenchUnits.Entries {
		if i%2 == 0 {
			out = append(out, e.Name)
		}
	}
	whole, half := fed(t, fleetText(nil), 10), fed(t, fleetText(out), 10)
	for _, c := range []struct {
		scope, name string
		rises       bool
	}{
		{"campus.C", "average_price_EUR_per_MWh", true}, {"campus.C", "cost_market_EUR", true}, {"campus.C", "energy_market_MWh", true},
		{"campus.C", "cost_electricity_EUR", true}, {"campus.C", "curtailed_GPUh", true}, {"campus.C", "curtailed_cost_EUR", true}, {"campus.C", "firm_power_P50_MW", false},
		{"campus.C.hall.I", "it_energy_MWh", false}, {"campus.C", "served_energy_share", false}, {"campus.C", "training_EFLOP", false},
	} {
		a, b := whole(c.scope, c.name), half(c.scope, c.name)
		t.Logf("%s of %s: %.4g, with half of the fleet out %.4g", c.name, c.scope, a, b)
		if c.rises != (b > a) || a == b {
			t.Errorf("%s of %s goes from %g to %g", c.name, c.scope, a, b)
		}
	}
	if a, b := whole("campus.C.hall.O", "it_energy_MWh"), half("campus.C.hall.O", "it_energy_MWh"); b < 0.99*a {
		t.Errorf("the ordinary hall draws %g MWh and %g with half of the fleet out", a, b)
	}
}
