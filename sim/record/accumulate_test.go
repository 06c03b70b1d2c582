package record

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// accumulated is what both accumulators hold, bit by bit.
func accumulated(hours []hourQuad, sums []sumQuad) (bits []uint64) {
	for _, p := range hours {
		for _, v := range [][four]float64{p.sum, p.low, p.high} {
			for _, x := range v {
				bits = append(bits, math.Float64bits(x))
			}
		}
	}
	for _, p := range sums {
		for _, x := range p {
			bits = append(bits, math.Float64bits(x))
		}
	}
	return bits
}

// TestAccumulatorsGiveTheSameBits holds the assembly to the Go code, blocks in
// part idle, zeros of both signs and what is no number included.
func TestAccumulatorsGiveTheSameBits(t *testing.T) {
	value := rapid.OneOf(rapid.Float64(),
		rapid.SampledFrom([]float64{0, math.Copysign(0, -1), math.Inf(1), math.Inf(-1), math.NaN()}))
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 20).Draw(t, "channels")
		values := make([]float64, n)
		var h hourAccumulator
		var s sumAccumulator
		for i := range values {
			h.add(ID(i), &values[i])
			s.add(ID(i), &values[i])
		}
		hours, sums := append([]hourQuad(nil), h.quads...), append([]sumQuad(nil), s.quads...)
		for range rapid.IntRange(1, 5).Draw(t, "minutes") {
			for i := range values {
				values[i] = value.Draw(t, "value")
			}
			h.minute()
			s.minute()
			addHoursGo(hours, h.src)
			addSumsGo(sums, s.src)
		}
		got, want := accumulated(h.quads, s.quads), accumulated(hours, sums)
		for i := range want {
			nan := math.IsNaN(math.Float64frombits(want[i])) // any pattern
			if got[i] != want[i] && !(nan && math.IsNaN(math.Float64frombits(got[i]))) {
				t.Fatalf("place %d: %x, want %x", i, got[i], want[i])
			}
		}
	})
}

// BenchmarkAccumulate reads 120 channels of each kind, in the form used and in
// Go.
func BenchmarkAccumulate(b *testing.B) {
	values := make([]float64, 120)
	var h hourAccumulator
	var s sumAccumulator
	for i := range values {
		values[i] = math.Sin(float64(i))
		h.add(ID(i), &values[i])
		s.add(ID(i), &values[i])
	}
	for _, form := range []struct {
		name  string
		hours func([]hourQuad, []*float64)
		sums  func([]sumQuad, []*float64)
	}{{"used", addHours, addSums}, {"go", addHoursGo, addSumsGo}} {
		b.Run("hours/"+form.name, func(b *testing.B) {
			for range b.N {
				form.hours(h.quads, h.src)
			}
		})
		b.Run("sums/"+form.name, func(b *testing.B) {
			for range b.N {
				form.sums(s.quads, s.src)
			}
		})
	}
}
