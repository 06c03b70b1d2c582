package record

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"caloduc/sim"
)

// accumulated is what both accumulators hold, bit by bit.
func accumulated(hours []hourQuad, sums []float64) (bits []uint64) {
	for _, p := range hours {
		for _, v := range [][four]float64{p.sum, p.low, p.high} {
			for _, x := range v {
				bits = append(bits, math.Float64bits(x))
			}
		}
	}
	for _, x := range sums {
		bits = append(bits, math.Float64bits(x))
	}
	return bits
}

// TestAccumulatorsGiveTheSameBits holds the assembly to the Go code, sources read
// twice, a last block in part idle, zeros of both signs and what is no number
// included.
func TestAccumulatorsGiveTheSameBits(t *testing.T) {
	value := rapid.OneOf(rapid.Float64(),
		rapid.SampledFrom([]float64{0, math.Copysign(0, -1), math.Inf(1), math.Inf(-1), math.NaN()}))
	rapid.Check(t, func(t *rapid.T) {
		values := make([]float64, 40)
		var h hourAccumulator
		var s sumAccumulator
		for i := range rapid.IntRange(0, 30).Draw(t, "channels") {
			c := &Channel{src: &values[rapid.IntRange(0, len(values)-1).Draw(t, "source")]}
			h.add(ID(i), c, -1)
			s.add(ID(i), c, -1)
		}
		h.begin()
		s.begin()
		hours, sums := append([]hourQuad(nil), h.quads...), append([]float64(nil), s.sums...)
		for range rapid.IntRange(1, 5).Draw(t, "minutes") {
			for i := range values {
				values[i] = value.Draw(t, "value")
			}
			h.minute()
			s.minute()
			addHoursGo(hours, h.src)
			addSumsGo(sums, s.src)
		}
		got, want := accumulated(h.quads, s.sums), accumulated(hours, sums)
		for i := range want {
			nan := math.IsNaN(math.Float64frombits(want[i])) // any pattern
			if got[i] != want[i] && !(nan && math.IsNaN(math.Float64frombits(got[i]))) {
				t.Fatalf("place %d: %x, want %x", i, got[i], want[i])
			}
		}
	})
}

// BenchmarkAccumulate reads 120 channels of each kind, in the form used and in Go.
func BenchmarkAccumulate(b *testing.B) {
	values := make([]float64, 120)
	var h hourAccumulator
	var s sumAccumulator
	for i := range values {
		values[i] = math.Sin(float64(i))
		h.add(ID(i), &Channel{src: &values[i]}, -1)
		s.add(ID(i), &Channel{src: &values[i]}, -1)
	}
	h.begin()
	s.begin()
	for _, form := range []struct {
		name  string
		hours func([]hourQuad, []*float64)
		sums  func([]float64, []*float64)
	}{{"used", addHours, addSums}, {"go", addHoursGo, addSumsGo}} {
		b.Run("hours/"+form.name, func(b *testing.B) {
			for range b.N {
				form.hours(h.quads, h.src)
			}
		})
		b.Run("sums/"+form.name, func(b *testing.B) {
			for range b.N {
				form.sums(s.sums, s.src)
			}
		})
	}
}

// TestWhatStandsStillIsReadAsIfItMoved opens and closes a group at hours: its
// records are those of the same channels outside the group.
func TestWhatStandsStillIsReadAsIfItMoved(t *testing.T) {
	cal := testCalendar(t, "2026-01-01", 1)
	rapid.Check(t, func(t *rapid.T) {
		var values [3]float64
		var active bool
		reg := NewRegistry()
		for k, g := range []Group{reg.Root().Group("a", "a"), reg.Root().Group("b", "b").While(&active)} {
			for i := range values {
				name := string(rune('x'+i)) + "_MW"
				if (i+k)%2 == 0 || i == 0 {
					g.Channel(&values[i], name, "")
				} else {
					g.Meter(&values[i], name, "")
				}
			}
		}
		r, err := NewRecorder(reg, cal, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for hour := range rapid.IntRange(1, 60).Draw(t, "hours") {
			active = rapid.Bool().Draw(t, "active")
			for m := range sim.Hour {
				if active {
					values[m%3] = rapid.Float64Range(-1e3, 1e3).Draw(t, "value")
				}
				if err := r.Minute(sim.Minute(hour)*sim.Hour + m); err != nil {
					t.Fatal(err)
				}
			}
		}
		s := r.Totals()
		for i := range values {
			if a, b := s.Of(ID(i)), s.Of(ID(i+3)); math.Abs(a-b) > 1e-12*math.Abs(a)+1e-9 {
				t.Fatalf("channel %d: %v moving, %v at times still", i, a, b)
			}
		}
	})
}

// TestAGroupMovesByTheHour: a group that begins to move within an hour is an
// error, since what it did before is lost.
func TestAGroupMovesByTheHour(t *testing.T) {
	var x float64
	var active bool
	reg := NewRegistry()
	reg.Root().While(&active).Meter(&x, "x_MW", "")
	r, err := NewRecorder(reg, testCalendar(t, "2026-01-01", 1), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for m := range sim.Hour {
		active = m > 20
		err = r.Minute(m)
	}
	if err == nil {
		t.Error("accepted")
	}
}
