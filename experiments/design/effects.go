package design

import "math"

// Effect tells how a metric answers to one axis, by the elementary effects of
// Morris: its change over a step, per the whole length of the axis, so that the
// effects of all axes are in the metric's unit and compare.
type Effect struct {
	Path string
	// Mu is the mean effect (Morris 1991).
	Mu Interval
	// MuStar is the mean of the absolute effects: how much the axis matters
	// (Campolongo, Cariboni and Saltelli 2007).
	MuStar Interval
	// Sigma is the standard deviation of the effects: how much the answer depends
	// on where the step is taken, by curvature or by other axes (Morris 1991).
	Sigma Interval
}

// Effects returns the elementary effects of each axis of a morris block. y holds
// the metric of each row of the design (see Responses). The intervals resample
// whole trajectories; with fewer than about ten they are rough, and Sigma, which
// resampling underestimates, is rough below thirty.
//
// The axis' length is its range of levels: of a list, a normal or a lognormal, the
// step is half the slices of equal probability and counts as levels/2 of levels-1,
// as for a range.
func (b *Block) Effects(y []float64, s Bootstrap) ([]Effect, error) {
	if err := b.Err(); err != nil {
		return nil, err
	}
	if err := s.check(); err != nil {
		return nil, err
	}
	k := len(b.Axes)
	if err := b.complete(Morris, b.Trajectories*(k+1), y); err != nil {
		return nil, err
	}
	effects := b.elementary(y)
	found := s.intervals("design.effects", b.Trajectories, 3*k, func(units []int, out []float64) {
		for j := range k {
			moments(units, effects[j], out[3*j:3*j+3])
		}
	})
	out := make([]Effect, k)
	for j, a := range b.Axes {
		out[j] = Effect{a.Path, found[3*j], found[3*j+1], found[3*j+2]}
	}
	return out, nil
}

// elementary returns the elementary effects by axis and trajectory (Morris 1991):
// (y(x + step) - y(x)) / step, the step in parts of the axis.
func (b *Block) elementary(y []float64) [][]float64 {
	k := len(b.Axes)
	step := float64(b.Levels/2) / float64(b.Levels-1)
	effects := make([][]float64, k)
	for j := range effects {
		effects[j] = make([]float64, b.Trajectories)
	}
	for i, t := range b.trajectories() {
		for n, j := range t.order {
			change := y[i*(k+1)+n+1] - y[i*(k+1)+n]
			if !t.up[j] {
				change = -change
			}
			effects[j][i] = change / step
		}
	}
	return effects
}

// moments writes mean, mean of the absolute values, and standard deviation (divisor
// n-1; 0 for one unit) of the chosen units.
func moments(units []int, xs, out []float64) {
	var sum, abs, square float64
	for _, u := range units {
		sum += xs[u]
		abs += math.Abs(xs[u])
	}
	n := float64(len(units))
	mean := sum / n
	for _, u := range units {
		square += (xs[u] - mean) * (xs[u] - mean)
	}
	out[0], out[1], out[2] = mean, abs/n, math.Sqrt(square/math.Max(1, n-1))
}
