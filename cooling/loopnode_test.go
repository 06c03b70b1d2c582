package cooling

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestLoopNodeCloses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := newLoopNode(rapid.Float64Range(1e5, 1e10).Draw(t, "C"), rapid.Float64Range(5, 40).Draw(t, "T"))
		q := rapid.Float64Range(0, 5e7).Draw(t, "heat")
		g := rapid.OneOf(rapid.Just(0.0), rapid.Float64Range(1e3, 1e7)).Draw(t, "g")
		out := n.sink(q, g, 20)
		scale := q + math.Abs(out) + n.capJPerK*math.Abs(n.tDegC)/minuteS
		if d := q - out - n.storedW; math.Abs(d) > 1e-12*scale {
			t.Fatalf("misses %g W of %g W", d, scale)
		}
	})
}

func TestLoopNodeNeed(t *testing.T) {
	n := newLoopNode(1e8, 18)
	n.net(3e6 - n.need(3e6, 16))
	near(t, "end of minute", n.tDegC, 16, 1e-12)
	near(t, "mean", n.meanDegC, 17, 1e-12)
}

// The exact solution, against a thousand steps of a minute.
func TestCoupledLoops(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := newLoopNode(rapid.Float64Range(1e7, 1e9).Draw(t, "Ca"), rapid.Float64Range(10, 40).Draw(t, "Ta"))
		b := newLoopNode(rapid.Float64Range(1e7, 1e9).Draw(t, "Cb"), rapid.Float64Range(10, 40).Draw(t, "Tb"))
		qa, qb := rapid.Float64Range(0, 1e7).Draw(t, "qa"), rapid.Float64Range(0, 1e6).Draw(t, "qb")
		gab, g := rapid.Float64Range(1e4, 5e6).Draw(t, "gab"), rapid.Float64Range(0, 5e6).Draw(t, "g")
		x, y := a.tDegC, b.tDegC
		across, sink := coupled(&a, &b, qa, qb, gab, g, 15)
		if d := qa + qb - sink - a.storedW - b.storedW; math.Abs(d) > 1e-11*(qa+qb+math.Abs(sink)+math.Abs(across)+a.capJPerK+b.capJPerK) {
			t.Fatalf("misses %g W", d)
		}
		const steps = 20000
		dt := minuteS / steps
		for range steps {
			e := gab * (x - y)
			x, y = x+dt/a.capJPerK*(qa-e), y+dt/b.capJPerK*(qb+e-g*(y-15))
		}
		if math.Abs(x-a.tDegC) > 2e-3 || math.Abs(y-b.tDegC) > 2e-3 {
			t.Fatalf("ends at %g, %g; stepped %g, %g", a.tDegC, b.tDegC, x, y)
		}
	})
}
