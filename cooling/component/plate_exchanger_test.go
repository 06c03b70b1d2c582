package component

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// The exchanger follows its equation, powers without table.
func TestPlateExchanger(t *testing.T) {
	p, err := NewPlateExchanger(20e6, 3e6, 4e6, 2)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		f1, f2 := rapid.Float64Range(0.1, 1.2).Draw(t, "f1"), rapid.Float64Range(0.1, 1.2).Draw(t, "f2")
		u, lo, hi := 2*p.ua/(math.Pow(f1, -0.65)+math.Pow(f2, -0.65)), min(p.c1*f1, p.c2*f2), max(p.c1*f1, p.c2*f2)
		if got, want := p.Conductance(f1, f2), CounterflowEffectiveness(u/lo, lo/hi)*lo; math.Abs(got-want) > 1e-6*want {
			t.Fatalf("%g, equation %g", got, want)
		}
	})
	near(t, "design heat", p.Conductance(1, 1)*(20e6/3e6+2), 20e6, 1e-9)
	if _, err := NewPlateExchanger(20e6, 4e6, 1.5e6, 2); err == nil {
		t.Error("a cold side that warms past the warm side was built")
	}
}

// An exchanger of which some units are out has the conductance of those that work,
// which share its flow, from the next minute on.
func TestPlateServes(t *testing.T) {
	p, err := NewPlateExchanger(20e6, 3e6, 2.8e6, 2)
	if err != nil {
		t.Fatal(err)
	}
	for _, share := range []float64{1, 0.75, 0.5, 1} {
		p.Serve(share)
		// Films of exchangers in service at more flow each; beyond, capacity flows are all.
		u := 2 * share * p.ua / (math.Pow(0.5/share, -0.65) + math.Pow(0.6/share, -0.65))
		lo, hi := min(p.c1*0.5, p.c2*0.6), max(p.c1*0.5, p.c2*0.6)
		near(t, "conductance", p.Conductance(0.5, 0.6), CounterflowEffectiveness(u/lo, lo/hi)*lo, 1e-6)
	}
}
