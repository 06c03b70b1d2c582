package power

import (
	"math"
	"testing"

	"caloduc/sim/param"

	"pgregory.net/rapid"
)

func transformers() *TransformerSpec {
	s := &TransformerSpec{}
	for _, c := range []param.Spec{s, &s.Grid, &s.Hall} {
		c.Params(&param.Set{})
	}
	return s
}

// A tier-2 transformer of 2500 kVA at half load and power factor 1 has an
// efficiency of 99.50 % (1575 W + 18,500 W / 4 over 1250 kW).
func TestTransformerEfficiency(t *testing.T) {
	loss := TransformerLoss(1575, 18500, 0.5)
	near(t, "loss, W", loss, 6200, 1e-9)
	near(t, "efficiency", 1250e3/(1250e3+loss), 0.9951, 1e-4)
}

// The bank's loss is its units' equation, at equal shares of the load.
func TestTransformerBank(t *testing.T) {
	s := transformers().Hall
	bank := s.Build(100)
	want := Modules(100, 3.15*0.98, 0.9, "N+1", 4)
	if bank.Units() != want {
		t.Fatalf("%d units, want %d", bank.Units(), want)
	}
	bank.Step(80)
	x := 80 / float64(want) / 0.98 / 3.15 // apparent power of one unit over its rating
	near(t, "loss, MW", bank.LossMW, float64(want)*TransformerLoss(1.980, 23, x)/1e3, 1e-12)
}

// Extending in phases ends where building at once does, and the no-load loss
// grows with the units in service.
func TestExtend(t *testing.T) {
	s := transformers()
	once, phased := s.Hall.Build(240), s.Build(300)
	phased.Step(0)
	idle := phased.Hall.LossMW
	if idle != 0 || phased.Grid.LossMW <= 0 {
		t.Errorf("before any hall: hall transformers lose %g MW, grid transformers %g", idle, phased.Grid.LossMW)
	}
	for range 3 {
		phased.Extend(80)
		phased.Step(0)
		if phased.Hall.LossMW <= idle {
			t.Error("no-load loss does not grow with a hall")
		}
		idle = phased.Hall.LossMW
	}
	if phased.Hall.Overload+phased.Grid.Overload != 0 {
		t.Error("overload counted at no load")
	}
	bare := s.Build(300)
	bare.Step(100)
	if bare.Hall.Overload != 1 || bare.Grid.Overload != 0 {
		t.Error("a load without hall transformers is not counted as overload")
	}
	if phased.Hall.Units() != once.Units() {
		t.Errorf("%d units in phases, %d at once", phased.Hall.Units(), once.Units())
	}
}

// Energy closes over both steps, and losses stay within what such transformers
// lose, 0.2 to 1.5 % of the load, from a third of the design load on, on
// campuses that fill more than one 160 MVA unit.
func TestTransformerConservesEnergy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		design := rapid.Float64Range(200, 1500).Draw(t, "design")
		s := transformers().Build(design)
		s.Extend(design)
		load := rapid.Float64Range(0.33, 1.1).Draw(t, "load") * design
		s.Step(load)
		if r := s.InputMW - s.OutputMW - s.Hall.LossMW - s.Grid.LossMW; math.Abs(r) > 1e-12*load {
			t.Fatalf("residual %g MW at %g MW", r, load)
		}
		if f := s.LossMW / load; f < 0.002 || f > 0.015 {
			t.Fatalf("%g of the load lost at %g of design %g", f, load/design, design)
		}
	})
}

func BenchmarkTransformerStep(b *testing.B) {
	s := transformers().Build(700)
	s.Extend(500)
	b.ReportAllocs()
	for b.Loop() {
		s.Step(432)
	}
}
