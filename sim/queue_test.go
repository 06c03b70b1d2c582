package sim

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestShotsComeInOrder compares the heap with a stable sort by minute.
func TestShotsComeInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type shot struct {
			at  Minute
			num int
		}
		var q shots
		var waiting, got, want []shot
		num := 0
		for range rapid.IntRange(1, 200).Draw(t, "steps") {
			if len(waiting) > 0 && rapid.Bool().Draw(t, "pop") {
				_, run := q.take()
				run()
				want = append(want, waiting[0])
				waiting = waiting[1:]
				if again := rapid.Bool().Draw(t, "again"); !again {
					q.settle()
					continue
				}
			}
			s := shot{Minute(rapid.IntRange(-5, 5).Draw(t, "at")), num}
			num++
			q.push(s.at, "", func() error { got = append(got, s); return nil })
			waiting = append(waiting, s)
			q.settle()
			slices.SortStableFunc(waiting, func(a, b shot) int { return int(a.at - b.at) })
		}
		if !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}
