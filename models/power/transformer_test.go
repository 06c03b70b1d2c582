package power

import (
	"math"
	"testing"

	"caloduc/sim/param"

	"pgregory.net/rapid"
)

func transformers() *HallBankSpec {
	s := &HallBankSpec{}
	s.Params(&param.Set{})
	return s.For(100)
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
	bank := transformers().Build(100)
	want := Modules(100, 3.15*0.98, 0.9, "N+1", 4)
	if bank.units != want {
		t.Fatalf("%d units, want %d", bank.units, want)
	}
	bank.Step(80)
	x := 80 / float64(want) / 0.98 / 3.15 // apparent power of one unit over its rating
	near(t, "loss, MW", bank.LossMW, float64(want)*TransformerLoss(1.980, 23, x)/1e3, 1e-12)
}

// Extending in phases ends where building at once does, and the no-load loss
// grows with the units in service.
func TestExtend(t *testing.T) {
	once, phased := transformers().Build(240), transformers().Build(0)
	phased.Step(0)
	idle := phased.LossMW
	if idle != 0 {
		t.Errorf("before any hall the transformers lose %g MW", idle)
	}
	for range 3 {
		phased.Extend(80)
		phased.Step(0)
		if phased.LossMW <= idle {
			t.Error("no-load loss does not grow with a hall")
		}
		idle = phased.LossMW
	}
	if phased.Overload != 0 {
		t.Error("overload counted at no load")
	}
	bare := transformers().Build(0)
	bare.Step(100)
	if bare.Overload != 1 {
		t.Error("a load without transformers is not counted as overload")
	}
	if phased.units != once.units {
		t.Errorf("%d units in phases, %d at once", phased.units, once.units)
	}
}

// Losses stay within what such transformers lose, 0.2 to 1.5 % of the load, from
// a third of the design load on.
func TestTransformerLossesStayWithinReason(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		design := rapid.Float64Range(20, 1500).Draw(t, "design")
		bank := transformers().Build(design)
		load := rapid.Float64Range(0.33, 1.1).Draw(t, "load") * design
		bank.Step(load)
		if r := bank.InputMW - load - bank.LossMW; math.Abs(r) > 1e-12*load {
			t.Fatalf("residual %g MW at %g MW", r, load)
		}
		if f := bank.LossMW / load; f < 0.002 || f > 0.015 {
			t.Fatalf("%g of the load lost at %g of design %g", f, load/design, design)
		}
	})
}

func BenchmarkTransformerStep(b *testing.B) {
	bank := transformers().Build(500)
	b.ReportAllocs()
	for b.Loop() {
		bank.Step(432)
	}
}
