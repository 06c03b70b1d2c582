package design

import (
	"math"
	"slices"
	"strconv"

	"caloduc/sim"
	"caloduc/sim/list"
)

// trajectory is one path through the grid of levels: from the start, one axis
// after another takes a step of half the levels, up or down.
type trajectory struct {
	start []int
	order []int // the axes, in the order of their steps
	up    []bool
}

// points returns the levels along the trajectory, one row more than axes.
func (t trajectory) points(levels int) [][]int {
	at := slices.Clone(t.start)
	rows := [][]int{slices.Clone(at)}
	for _, j := range t.order {
		if t.up[j] {
			at[j] += levels / 2
		} else {
			at[j] -= levels / 2
		}
		rows = append(rows, slices.Clone(at))
	}
	return rows
}

// drawTrajectory draws the orientation of Morris 1991, Factorial sampling plans
// for preliminary computational experiments, Technometrics 33, 161-174:
// start, direction and order at random, the step levels/2 of levels-1, which takes
// every level equally often.
func drawTrajectory(number, axes, levels int, streams sim.Streams) trajectory {
	random := streams.Stream("design.morris." + strconv.Itoa(number))
	t := trajectory{start: make([]int, axes), up: make([]bool, axes), order: random.Perm(axes)}
	for j := range t.start {
		t.start[j] = random.IntN(levels / 2)
		if t.up[j] = random.IntN(2) == 0; !t.up[j] {
			t.start[j] += levels / 2
		}
	}
	return t
}

// trajectories returns the block's trajectories. Without candidates, more
// trajectories extend fewer.
func (b *Block) trajectories() []trajectory {
	drawn := make([]trajectory, max(b.Trajectories, b.Candidates))
	for i := range drawn {
		drawn[i] = drawTrajectory(i, len(b.Axes), b.Levels, b.streams())
	}
	if b.Candidates == 0 {
		return drawn
	}
	return widest(drawn, b.Trajectories, b.Levels)
}

// widest chooses n trajectories that lie far apart, in the distance of Campolongo,
// Cariboni and Saltelli 2007, An effective screening design for sensitivity
// analysis of large models, Environ. Model. Softw. 22, 1509-1518: the
// pair furthest apart, then one by one the trajectory with the greatest sum of
// squared distances to those chosen. The paper compares all subsets, which is out
// of reach beyond a handful; the choice one by one may miss the best subset.
func widest(drawn []trajectory, n, levels int) []trajectory {
	rows := list.Map(drawn, func(t trajectory) [][]int { return t.points(levels) })
	first, second, most := 0, 1, -1.0
	for i := range rows {
		for j := range i {
			if d := spread(rows[i], rows[j]); d > most {
				first, second, most = j, i, d
			}
		}
	}
	chosen := []int{first, second}
	sums := make([]float64, len(rows))
	for added := chosen; len(chosen) < n; added = chosen[len(chosen)-1:] {
		best := -1
		for i := range rows {
			if slices.Contains(chosen, i) {
				continue
			}
			for _, c := range added {
				d := spread(rows[i], rows[c])
				sums[i] += d * d
			}
			if best < 0 || sums[i] > sums[best] {
				best = i
			}
		}
		chosen = append(chosen, best)
	}
	slices.Sort(chosen)
	out := make([]trajectory, n)
	for i, c := range chosen {
		out[i] = drawn[c]
	}
	return out
}

// spread is the distance between two trajectories: the sum of the distances, in
// levels, between all points of one and all of the other.
func spread(a, b [][]int) float64 {
	sum := 0.0
	for _, p := range a {
		for _, q := range b {
			square := 0
			for j := range p {
				square += (p[j] - q[j]) * (p[j] - q[j])
			}
			sum += math.Sqrt(float64(square))
		}
	}
	return sum
}

// morris returns the rows of all trajectories, one trajectory after another.
func (b *Block) morris() []row {
	paths := b.paths()
	var rows []row
	for _, t := range b.trajectories() {
		for _, levels := range t.points(b.Levels) {
			r := row{paths: paths, values: make([]any, len(levels))}
			for j, a := range b.Axes {
				r.values[j] = a.level(levels[j], b.Levels)
			}
			rows = append(rows, r)
		}
	}
	return rows
}
