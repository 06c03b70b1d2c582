package component

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// Twelve values of the Modelica Buildings Library's yorkCalc.mo.
func TestYorkCalcCheckPoints(t *testing.T) {
	for _, c := range []struct{ wb, r, lg, want float64 }{
		{25.55, 5.56, .25, .210221}, {25.55, 5.56, .5, 1.422190}, {25.55, 5.56, .75, 2.633621}, {25.55, 5.56, 1, 3.844515},
		{25.55, 5.56, 1.25, 5.054872}, {25.55, 5.56, 2, 8.682718}, {25.55, 5.56, 4, 18.333336},
		{0, 5.56, 1, 11.159853}, {5, 5.56, 1, 9.380651}, {10, 5.56, 1, 7.770612}, {15, 5.56, 1, 6.329735}, {20, 5.56, 1, 5.058021},
	} {
		if got := YorkApproachK(c.wb, c.r, c.lg); !(math.Abs(got-c.want) < 1e-5) {
			t.Errorf("approach at Twb %g, L/G %g: %.7f, want %.6f", c.wb, c.lg, got, c.want)
		}
	}
}

func TestYorkSizing(t *testing.T) {
	kgPerS, err := YorkReferenceKgPerS(100, 25.55, 5.56, 3.89)
	if err != nil {
		t.Fatal(err)
	}
	flow := 100 / kgPerS
	near(t, "approach at design", YorkApproachK(25.55, 5.56, flow), 3.89, 1e-12)
	y := newYorkAt(25.55)
	near(t, "range at design", y.rangeK(5.56+3.89, flow, 1), 5.56, 1e-9)
	if _, err := YorkReferenceKgPerS(100, 25.55, 5.56, 60); err == nil {
		t.Error("a tower with an approach of 60 K was sized")
	}
	// Free convection: an eighth of full capacity, by its definition.
	r := y.rangeK(9.45, flow, yorkFree)
	near(t, "free convection", r+(1-0.125)*9.45+0.125*YorkApproachK(25.55, r, flow), 9.45, 1e-12)
	if !(r > 0 && r < 0.25*5.56) {
		t.Errorf("range in free convection %g K", r)
	}
}

// More air gives a wider range within the correlation's bounds.
func TestYorkRangeRisesWithAir(t *testing.T) {
	kgPerS, _ := YorkReferenceKgPerS(100, 25.55, 5.56, 3.89)
	flow := 100 / kgPerS
	rapid.Check(t, func(t *rapid.T) {
		y := newYorkAt(rapid.Float64Range(-30, 26).Draw(t, "wet bulb"))
		lift := rapid.Float64Range(2.5, 30).Draw(t, "lift")
		fan := rapid.Float64Range(0.15, 0.9).Draw(t, "fan")
		less, more := y.rangeK(lift, flow/fan, 1), y.rangeK(lift, flow/(fan+0.1), 1)
		in := func(r float64) bool {
			return YorkRange.Contains(r) && r < YorkRange.Max && YorkApproach.Contains(lift-r)
		}
		if !(less >= 0 && less <= lift) {
			t.Fatalf("range %g of lift %g", less, lift)
		}
		if in(less) && in(more) && !(more > less) {
			t.Fatalf("more air: %g K, less %g K", more, less)
		}
	})
}
