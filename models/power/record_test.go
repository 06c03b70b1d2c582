package power

import (
	"math"
	"testing"

	"caloduc/sim/param"
	"caloduc/sim/record"
)

// Every default lies within its own bounds.
func TestDefaultsWithinBounds(t *testing.T) {
	for _, s := range []param.Spec{&Spec{}, &SupplySpec{}, &DistributionSpec{}, &UPSSpec{}, &GridBankSpec{}, &HallBankSpec{}} {
		var p param.Set
		s.Params(&p)
		for _, f := range p.Fields() {
			if x, ok := f.Default.(float64); ok && !math.IsNaN(x) && !f.Bounds.Contains(x) {
				t.Errorf("%s: default %g is out of its bounds", f.Key, x)
			}
		}
	}
}

// A hall and a campus declare their channels, each balance closes in its own
// numbers.
func TestDeclare(t *testing.T) {
	r := record.NewRegistry()
	g := r.Root().Group("campus.x", "x")
	c, s := defaults().Build(100, 0), transformers().Build(200)
	s.Extend(150)
	hall, campus := c.Declare(g.Group("hall.H1", "hall H1")), s.Declare(g)
	c.Step(70, 5)
	s.Step(c.InputMW + c.HouseMW + 5)
	value := map[record.ID]float64{
		hall.Input: c.InputMW, hall.DC: c.DCMW, hall.PSULoss: c.PSULossMW, hall.DistributionLoss: c.DistributionLossMW, hall.UPSLoss: c.UPSLossMW,
		campus.Input: s.InputMW, campus.Output: s.OutputMW, campus.GridLoss: s.Grid.LossMW, campus.HallLoss: s.Hall.LossMW,
	}
	for _, b := range r.Balances {
		sum := 0.0
		for _, t := range b.In {
			sum += t.Factor * value[t.Channel]
		}
		for _, t := range b.Out {
			sum -= t.Factor * value[t.Channel]
		}
		near(t, b.Name, sum, 0, 1e-12*s.InputMW)
	}
	if len(r.Balances) != 2 || len(r.Counters) != 3 {
		t.Errorf("%d balances, %d counters", len(r.Balances), len(r.Counters))
	}
}
