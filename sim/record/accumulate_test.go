package record

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"caloduc/sim"
)

// accumulated is what both accumulators hold of each channel, bit by bit.
func accumulated(h *hourAccumulator, s *sumAccumulator) map[ID][4]uint64 {
	bits := map[ID][4]uint64{}
	for i, c := range h.moving {
		q, k := &h.quads[i/four], i%four
		bits[c.id] = [4]uint64{math.Float64bits(q.sum[k]), math.Float64bits(q.low[k]), math.Float64bits(q.high[k])}
	}
	for i, c := range s.moving {
		of := bits[c.id]
		of[3] = math.Float64bits(s.sums[i])
		bits[c.id] = of
	}
	return bits
}

// TestAccumulatorsGiveTheSameBits holds the assembly to the Go code, sources read
// twice, single, in pairs and in fours, a last four in part idle, zeros of both signs
// and what is no number included.
func TestAccumulatorsGiveTheSameBits(t *testing.T) {
	value := rapid.OneOf(rapid.Float64(),
		rapid.SampledFrom([]float64{0, math.Copysign(0, -1), math.Inf(1), math.Inf(-1), math.NaN()}))
	used := sideBySide
	rapid.Check(t, func(t *rapid.T) {
		values := make([]float64, 40)
		var h, hGo hourAccumulator
		var s, sGo sumAccumulator
		for i, at := range rapid.SliceOfN(rapid.IntRange(0, len(values)-1), 0, 60).Draw(t, "sources") {
			c := &Channel{src: &values[at]}
			for _, a := range []*slots{&h.slots, &s.slots, &hGo.slots, &sGo.slots} {
				a.add(ID(i), c, -1)
			}
		}
		h.begin()
		s.begin()
		sideBySide = false
		hGo.begin()
		sGo.begin()
		sideBySide = used
		for range rapid.IntRange(1, 5).Draw(t, "minutes") {
			for i := range values {
				values[i] = value.Draw(t, "value")
			}
			h.minute()
			s.minute()
			addHoursGo(hGo.quads, &hGo.src)
			addSumsGo(sGo.sums, &sGo.src)
		}
		got, want := accumulated(&h, &s), accumulated(&hGo, &sGo)
		if len(got) != len(h.all) || len(want) != len(h.all) {
			t.Fatalf("%d and %d channels of %d", len(got), len(want), len(h.all))
		}
		for id := range want {
			for i, w := range want[id] {
				g, nan := got[id][i], math.IsNaN(math.Float64frombits(w)) // any pattern
				if g != w && !(nan && math.IsNaN(math.Float64frombits(g))) {
					t.Fatalf("channel %d, number %d: %x, want %x", id, i, g, w)
				}
			}
		}
	})
}

// TestNeighboursAreReadAtOnce: of a run of seven side by side, four and a pair.
func TestNeighboursAreReadAtOnce(t *testing.T) {
	if !sideBySide {
		t.Skip("no AVX")
	}
	var values [20]float64
	var s slots
	for i, at := range []int{15, 3, 4, 5, 6, 7, 8, 9, 12, 13} {
		s.add(ID(i), &Channel{src: &values[at]}, -1)
	}
	if n := s.arrange(); n != 3 || len(s.src.fours) != 1 || len(s.src.pairs) != 2 || len(s.src.ones) != 4 {
		t.Errorf("%d fours, places %d, %d, %d", n, len(s.src.fours), len(s.src.pairs), len(s.src.ones))
	}
}

// BenchmarkAccumulate reads 120 channels of each kind, side by side and each by itself.
func BenchmarkAccumulate(b *testing.B) {
	used := sideBySide
	defer func() { sideBySide = used }()
	for _, form := range []struct {
		name string
		side bool
	}{{"together", used}, {"single", false}} {
		sideBySide = form.side
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
		b.Run("hours/"+form.name, func(b *testing.B) {
			for range b.N {
				h.minute()
			}
		})
		b.Run("sums/"+form.name, func(b *testing.B) {
			for range b.N {
				s.minute()
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
