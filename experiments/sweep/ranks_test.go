package sweep

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"caloduc/experiments/result"
)

// Of a Latin hypercube of the real simulation: the cost of capital cannot move the
// PUE and the statistics say so; it moves the cost, and warmer supply air the PUE.
// The runs that failed are left out.
func TestIdleParameterOfASample(t *testing.T) {
	file := experiment(t, "[[sweep]]\nmethod = \"latin-hypercube\"\nsamples = 14\naxes = { \"economics.wacc\" = { from = 0.03, to = 0.12 }, \"campus.hall.cooling.supply_air_temp_degC\" = { from = 19, to = 30 } }\n")
	o := quietly(t, t.TempDir())
	var failed *FailedError // where coils would be wet
	if err := run(t, file, o); err != nil && !errors.As(err, &failed) {
		t.Fatal(err)
	}
	s, err := result.OpenSweep(o.Out)
	if err != nil {
		t.Fatal(err)
	}
	of := func(indicator, path string) result.Statistic {
		i := slices.IndexFunc(s.Statistics, func(x result.Statistic) bool { return strings.HasSuffix(x.Indicator, "."+indicator) && x.Of == path })
		if i < 0 {
			t.Fatalf("no statistic of %s and %s", indicator, path)
		}
		return s.Statistics[i]
	}
	const warm = "campus.hall.cooling.supply_air_temp_degC"
	idle, acts, costs := of("pue", "economics.wacc"), of("pue", warm), of("cost_EUR_per_GPUh", "economics.wacc")
	if idle.Kind != result.PartialRank || idle.Low > 0 || idle.High < 0 {
		t.Errorf("the cost of capital moves the PUE: %+v", idle)
	}
	if acts.High >= 0 || costs.Low <= 0 {
		t.Errorf("warmer air on PUE %+v, cost of capital on cost %+v", acts, costs)
	}
}
