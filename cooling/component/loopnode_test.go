package component

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestLoopNodeCloses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := NewLoopNode(rapid.Float64Range(1e5, 1e10).Draw(t, "C"), rapid.Float64Range(5, 40).Draw(t, "T"))
		q := rapid.Float64Range(0, 5e7).Draw(t, "heat")
		g := rapid.OneOf(rapid.Just(0.0), rapid.Float64Range(1e3, 1e7)).Draw(t, "g")
		out := n.Sink(q, g, 20)
		scale := q + math.Abs(out) + n.CapJPerK*math.Abs(n.TDegC)/MinuteS
		if d := q - out - n.StoredW; math.Abs(d) > 1e-12*scale {
			t.Fatalf("misses %g W of %g W", d, scale)
		}
	})
}
