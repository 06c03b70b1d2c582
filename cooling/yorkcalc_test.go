package cooling

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
	y, err := SizeYork(100, 25.55, 5.56, 3.89)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "approach at design", YorkApproachK(25.55, 5.56, 100/y.ReferenceKgPerS), 3.89, 1e-12)
	s := y.Outlet(25.55, 25.55+5.56+3.89, 100, 1)
	if !s.Found || !s.InBounds || math.Abs(s.OutletDegC-29.44) > 1e-9 {
		t.Errorf("design point: %+v, want 29.44 degC", s)
	}
	if _, err := SizeYork(100, 25.55, 5.56, 60); err == nil {
		t.Error("a tower with an approach of 60 K was sized")
	}
	// Free convection: an eighth of full capacity, by its definition.
	f := y.Outlet(25.55, 35, 100, 0)
	r := 35 - f.OutletDegC
	near(t, "free convection", r+YorkFreeApproachK(25.55, r, 100/y.ReferenceKgPerS, 9.45), 9.45, 1e-12)
	if !(r > 0 && r < 0.25*5.56) {
		t.Errorf("range in free convection %g K", r)
	}
}

func TestYorkOutletProperties(t *testing.T) {
	y, _ := SizeYork(100, 25.55, 5.56, 3.89)
	rapid.Check(t, func(t *rapid.T) {
		wb := rapid.Float64Range(-30, 35).Draw(t, "wet bulb")
		in := wb + rapid.Float64Range(0.5, 30).Draw(t, "lift")
		fan := rapid.Float64Range(0.1, 0.9).Draw(t, "fan")
		a, b := y.Outlet(wb, in, 100, fan), y.Outlet(wb, in, 100, fan+0.1)
		if math.IsNaN(a.OutletDegC) || !(a.OutletDegC <= in+1e-9) {
			t.Fatalf("outlet %g of inlet %g", a.OutletDegC, in)
		}
		if a.Found && a.InBounds && b.Found && b.InBounds && !(b.OutletDegC < a.OutletDegC) {
			t.Fatalf("more air: %g, less %g", b.OutletDegC, a.OutletDegC)
		}
	})
}
